# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a document can do as a whole is found, and what is limited to some resources is left alone."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.powers import (
    DISCLOSURES,
    PATHS,
    Disclosure,
    Path,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.services import owners
from tests.support.inputs.statements import allow, document, found

ACCOUNT = "111122223333"
ROLES = f"arn:aws:iam::{ACCOUNT}:role"
ONE_ROLE = f"{ROLES}/ecsTaskExecutionRole"


def to_service(*services: str, operator: str = "StringEquals") -> dict[str, Any]:
    """Return a condition on the service that receives a role."""
    return {operator: {"iam:PassedToService": list(services)}}


def ids(*statements: dict[str, Any]) -> set[str]:
    """Return the ids of the findings on a document."""
    return {name for name, _where in found(document(*statements))}


@pytest.mark.parametrize("row", DISCLOSURES, ids=lambda row: row.kind)
def test_reading_everything_is_found_and_reading_something_is_not(row: Disclosure) -> None:
    for action in row.actions:
        everywhere: tuple[str, ...] = ("*", *(f"arn:aws:{owner}:*:*:*" for owner in owners(row.service) or ()))
        for resource in everywhere:
            for pattern in (action, action.upper(), f"{action[:-1]}?", f"{row.service}:*"):
                assert ("reads-all-data", f"S {action}") in found(document(allow(pattern, resource))), resource
        for statement in (
            allow(action, "*", Effect="Deny"),
            allow(action, "*", Condition={"StringEquals": {"aws:ResourceTag/team": "red"}}),
            allow(action, f"arn:aws:{row.service}:eu-west-1:{ACCOUNT}:a2c-*"),
        ):
            assert "reads-all-data" not in ids(statement)


def test_who_asks_does_not_limit_what_is_read() -> None:
    conditions: list[dict[str, Any]] = [
        {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
        {"StringEquals": {"aws:ResourceAccount": ACCOUNT}},
        {"StringLike": {"aws:ResourceTag/team": "*"}},
        {"StringEqualsIfExists": {"aws:ResourceTag/team": "red"}},
    ]
    for condition in conditions:
        assert "reads-all-data" in ids(allow("secretsmanager:GetSecretValue", "*", Condition=condition))


@pytest.mark.parametrize("pattern", ["cloudformation:*", "secretsmanager:?*", "SQS:*?*", "made-up:**"])
def test_whole_services_are_found(pattern: str) -> None:
    service = pattern.partition(":")[0].lower()
    assert "whole-service" in ids(allow(pattern, "*"))
    assert "whole-service" in ids({"Action": pattern, "NotResource": f"arn:aws:{service}:eu-west-1:{ACCOUNT}:a"})
    narrow = ids(allow(pattern, f"arn:aws:{service}:eu-west-1:{ACCOUNT}:a"))
    assert "every-action" in narrow
    assert "whole-service" not in narrow
    assert "whole-service" not in ids(allow(pattern, "*", Effect="Deny"))
    assert "whole-service" not in ids(allow(f"{service}:Get*", "*"))


@pytest.mark.parametrize("row", [path for path in PATHS if path.receiver], ids=lambda row: row.id)
def test_a_path_needs_a_role_without_limits(row: Path) -> None:
    _pass, *others = row.actions
    path = "path-to-any-role"
    apart = [allow(action, f"arn:aws:a:eu-west-1:{ACCOUNT}:b") for action in others]
    for role in ("*", f"{ROLES}/*", f"{ROLES}/?*", f"{ROLES}/*?*"):
        for condition in (
            {},
            to_service("x.amazonaws.com", row.receiver),
            to_service("*.amazonaws.com", operator="StringLike"),
        ):
            passing = allow("iam:PassRole", role, Condition=condition)
            assert path in ids(passing, *apart)
            assert path not in ids(passing, *apart[1:])
            assert path not in ids(passing, *apart, allow(others[0], "*", Effect="Deny"))
    assert path not in ids(allow("iam:PassRole", ONE_ROLE, Condition=to_service(row.receiver)), *apart)
    assert path not in ids(allow("iam:PassRole", "*", Condition=to_service("dlm.amazonaws.com")), *apart)


@pytest.mark.parametrize("row", [path for path in PATHS if not path.receiver], ids=lambda row: row.id)
def test_a_path_to_a_role_in_use_needs_resources_without_limits(row: Path) -> None:
    path = "path-to-existing-role"
    assert path in ids(*(allow(action, "*") for action in row.actions))
    assert path not in ids(*(allow(action, f"arn:aws:a:eu-west-1:{ACCOUNT}:b") for action in row.actions))
    tagged = {"StringEquals": {"aws:ResourceTag/team": "red"}}
    assert path not in ids(*(allow(action, "*", Condition=tagged) for action in row.actions))


def test_wildcards_in_disguise() -> None:
    assert ids(allow("*?", "?*")) >= {"full-access"}
    assert ids(allow("*:*", "*")) >= {"full-access"}
    for role in (f"{ROLES}/?*", f"{ROLES}/*?*", f"{ROLES}/??*"):
        assert "passrole-any-role" in ids(allow("iam:PassRole", role))
        assert "assume-any-role" in ids(allow("sts:AssumeRole", role))
    assert "passrole-any-role" not in ids(allow("iam:PassRole", f"{ROLES}/a2c-?*"))


def test_a_pattern_of_services_names_none() -> None:
    for value in ("*.amazonaws.com", "?*", "*.amazon*"):
        assert "passrole-any-service" in ids(
            allow("iam:PassRole", ONE_ROLE, Condition=to_service(value, operator="StringLike"))
        )
    for value in ("ecs-tasks.amazonaws.com", "ecs-tasks.*", "ecs*.amazonaws.com"):
        assert "passrole-any-service" not in ids(
            allow("iam:PassRole", ONE_ROLE, Condition=to_service(value, operator="StringLike"))
        )
