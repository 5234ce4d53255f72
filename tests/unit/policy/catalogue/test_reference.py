# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference of all services says what the service data say, and is read only where it is needed."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue import reference, reference_data
from tools import generate_reference, generate_services

DATA = dict(generate_services.files("actions"))
TYPES = dict(generate_services.files("resourceTypes"))
SHARES = {f"{service}:{name}" for service, names in generate_reference.SHARES.items() for name in names.split()}
ROWS = [(service, action) for service, actions in DATA.items() for action in actions.values()]


def test_every_action_is_there_and_no_other() -> None:
    found = {action.name for service in DATA for action in reference.actions_of(service).values()}
    assert found == {f"{service}:{action['name']}" for service, action in ROWS}
    assert len(found) > 20_000


def arns(service: str, action: dict[str, Any]) -> set[str]:
    """Return one ARN of each kind that an action acts on."""
    templates = [TYPES[service][used["name"].lower()]["arn"] for used in action["resourceTypes"]]
    return {re.sub(r"\$\{[^}]*\}|\*", "a1", arn) for template in templates for arn in template.split(", ")}


def keys(service: str, action: dict[str, Any]) -> set[str]:
    """Return the condition keys of an action that are documented by action."""
    found = set(action["conditionKeys"])
    for used in action["resourceTypes"]:
        found.update(used["conditionKeys"], TYPES[service][used["name"].lower()].get("conditionKeys", ()))
    filled = {re.sub(r"\$\{[^}]*\}|<[^>]*>|(?<=/)tag-key$", "a1", key) for key in found}
    tags = ("aws:requesttag/", "aws:resourcetag/", "aws:tagkeys")
    return {key for key in filled if not key.lower().startswith("aws:") or key.lower().startswith(tags)}


def test_every_resource_and_key_of_an_action_is_accepted() -> None:
    for service, action in ROWS:
        (found,) = reference.named(f"{service}:{action['name']}")
        for arn in arns(service, action):
            assert found.acts_on(arn), (found, arn)
        for key in keys(service, action):
            assert found.may_send(key), (found, key)
        assert found.permissions is ("Permissions management" in action["accessLevel"] or found.name in SHARES)


def test_what_an_action_does_not_act_on_is_told() -> None:
    """Nearly every action tells its resources from those of other kinds, so the test above is about something."""
    told = 0
    rows = [row for row in ROWS if row[1]["resourceTypes"]]
    for service, action in rows:
        (found,) = reference.named(f"{service}:{action['name']}")
        told += not found.acts_on(f"arn:aws:{service}:eu-west-1:111122223333:no-such-kind/a")
    assert told > 0.95 * len(rows)


@pytest.mark.parametrize(
    ("action", "resource", "expected"),
    [
        ("dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:111122223333:table/a", True),
        ("dynamodb:GetItem", "arn:aws:dynamodb:*:*:table/*", True),
        ("dynamodb:GetItem", "arn:aws:dynamodb:*", True),
        ("dynamodb:GetItem", "arn:aws:dynamodb:*:*:global-table/a", False),
        ("lambda:GetEventSourceMapping", "arn:aws:lambda:*:*:function:a*", False),
        ("s3:PutBucketTagging", "arn:aws:s3:::a", True),
        ("s3:PutBucketTagging", "arn:aws:s3:::a/*", False),
        ("logs:PutLogEvents", "arn:aws:logs:*:*:log-group:/a/b:*", True),
        ("logs:PutLogEvents", "arn:aws:logs:*:*:log-group:/a/b", False),
        ("elasticloadbalancing:AddTags", "arn:aws:elasticloadbalancing:*:*:listener/net/*/*/*", True),
        ("arc-zonal-shift:GetManagedResource", "arn:aws:eks:eu-west-1:111122223333:cluster/a", True),
        ("sqs:ListQueues", "arn:aws:sqs:*:*:*", False),
    ],
)
def test_acts_on(action: str, resource: str, expected: bool) -> None:  # noqa: FBT001 - a case of a table
    (found,) = reference.named(action)
    assert found.acts_on(resource) is expected


def test_names_are_found_in_any_letter_case() -> None:
    assert [action.name for action in reference.named("SQS:*MESSAGE")] == [
        "sqs:DeleteMessage",
        "sqs:ReceiveMessage",
        "sqs:SendMessage",
    ]
    assert reference.has_service("DynamoDB")
    assert not reference.has_service("dyanmodb")
    assert reference.named("dyanmodb:*") == ()


def test_a_key_that_no_action_has_says_nothing() -> None:
    assert reference.is_given("dynamodb:LeadingKeys")
    assert not reference.is_given("iottwinmaker:linkedServices")


ORDINARY = """
import sys
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.build import build
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.lint.lint import lint
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import PolicyOptions

params = {
    "deploy_targets": ["ecs", "eks", "apprunner"],
    "regions": ["eu-west-1"],
    "artifact_buckets": [{"name": "artifacts"}],
    "metrics": True,
    "pipeline": "codepipeline",
    "style": sys.argv[1],
}
options = PolicyOptions.from_params(params, account_id="111122223333", partition="aws", default_region="eu-west-1")
for document in build(options):
    lint(document, partition="aws")
print(any(name.endswith(".reference_data") for name in sys.modules))
"""


@pytest.mark.parametrize("style", ["scoped", "minimal"])
def test_the_policies_of_the_collection_do_not_need_it(style: str) -> None:
    """It is large: a run that names no other actions must not pay for reading it."""
    shown = subprocess.run([sys.executable, "-c", ORDINARY, style], capture_output=True, text=True, check=True)
    assert shown.stdout == "False\n"


def test_the_generated_file_is_up_to_date() -> None:
    assert generate_reference.TARGET.read_text(encoding="utf-8") == generate_reference.render()


def test_the_exceptions_name_actions_and_services_that_exist() -> None:
    for service, names in generate_reference.ON_SEVERAL_PAGES.items():
        assert {f"{service}:{name}" for name in names.split()} <= {row.name for row in reference.named(f"{service}:*")}
    for pattern in generate_reference.FURTHER:
        assert reference.named(pattern)
    assert all(reference.named(name) for name in SHARES)
    assert set(generate_reference.FURTHER_KEYS) <= set(reference_data.ROWS)
