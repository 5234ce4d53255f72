# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An answer that is lost says nothing: what took effect is not done twice, and what did not is done."""

from __future__ import annotations

import pytest

from tests.support.runs.access import SMALL_POLICY, WHOLE, WORKER
from tests.support.scenarios.bench import bench

NEW: dict[str, object] = {"policy": {**SMALL_POLICY, "deploy_targets": ["eks"]}}
LOST = ["reset-before", "reset-after", "failure"]


@pytest.mark.parametrize("kind", LOST)
@pytest.mark.parametrize("tries", [1, 3])
def test_a_version_is_made_once(kind: str, tries: int) -> None:
    with bench() as account:
        account.run(**WHOLE)
        fault = account.fault(kind, operations=["CreatePolicyVersion"], tries=tries)
        outcome = account.run(**{**WHOLE, **NEW})
        assert not outcome.failed, outcome.result
        assert fault.hits == (1 if kind == "reset-after" else tries)
        arn = outcome["access"]["policies"][0]["arn"]
        versions = account.iam.list_policy_versions(PolicyArn=arn)["Versions"]
        assert [version["VersionId"] for version in versions] == ["v2", "v1"]
        account.calm()
        assert not account.run(**{**WHOLE, **NEW}).changed


@pytest.mark.parametrize("kind", LOST)
@pytest.mark.parametrize("tries", [1, 3])
def test_a_role_is_put_into_its_profile_once(kind: str, tries: int) -> None:
    with bench() as account:
        fault = account.fault(kind, operations=["AddRoleToInstanceProfile"], tries=tries)
        outcome = account.run(**WHOLE)
        assert not outcome.failed, outcome.result
        assert fault.hits == (1 if kind == "reset-after" else tries)
        assert account.snapshot()["instance_profiles"][WORKER]["roles"] == [WORKER]


def test_a_connection_that_is_lost_each_time_is_told() -> None:
    with bench() as account:
        fault = account.fault("reset-before", operations=["AddRoleToInstanceProfile"])
        outcome = account.run(**WHOLE)
        assert outcome.failed
        assert fault.hits == 8
        assert "the connection was lost: run again" in outcome["msg"]
        account.calm()
        assert not account.run(**WHOLE).failed


@pytest.mark.parametrize("kind", ["throttle", "failure", "reset-before"])
def test_a_listing_that_fails_for_a_moment_is_no_empty_one(kind: str) -> None:
    with bench() as account:
        account.run(**WHOLE)
        account.iam.create_service_specific_credential(UserName="ada", ServiceName="codecommit.amazonaws.com")
        fault = account.fault(kind, operations=["ListServiceSpecificCredentials"], tries=2)
        outcome = account.run(**WHOLE, state="absent")
        assert not outcome.failed, outcome["msg"]
        assert fault.hits == 2 * len([*WHOLE["users"], "the deployer"])
        assert account.snapshot()["users"] == {}


@pytest.mark.parametrize("page", [1, 2])
def test_pages_as_short_as_can_be(page: int) -> None:
    with bench() as account:
        account.settings(page=page)
        assert not account.run(**WHOLE).failed
        for service in ("codecommit", "cassandra"):
            for _unused in range(2):
                account.iam.create_service_specific_credential(UserName="ada", ServiceName=f"{service}.amazonaws.com")
        for discovery in ("account", "targeted"):
            assert not account.run(**WHOLE, discovery=discovery).changed
        assert not account.run(**WHOLE, state="absent").failed
        assert all(held == {} for held in account.snapshot().values())


def test_five_versions_make_room_once() -> None:
    """At the limit too a lost answer costs no version of somebody else's."""
    with bench() as account:
        arn = account.run(**WHOLE)["access"]["policies"][0]["arn"]
        for number in range(4):
            account.run(**{**WHOLE, "policy": {**SMALL_POLICY, "ecs_clusters": [f"cluster-{number}"]}})
        account.fault("reset-after", operations=["CreatePolicyVersion"], tries=1)
        assert not account.run(**{**WHOLE, **NEW}).failed
        versions = account.iam.list_policy_versions(PolicyArn=arn)["Versions"]
        assert [version["VersionId"] for version in versions] == ["v6", "v5", "v4", "v3", "v2"]
