# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plan -> calls: order, errors that are none, and what a failure tells."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Lock
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.apply import apply
from ansible_collections.fleetops.app2container.plugins.module_utils._account.draft import AccountPlan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import Credentials
from ansible_collections.fleetops.app2container.plugins.module_utils._account.plan import plan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import PolicySpec
from ansible_collections.fleetops.app2container.plugins.module_utils._aws import parallel
from ansible_collections.fleetops.app2container.plugins.module_utils._aws.execute import PartialFailureError
from tests.support.answers import FakeIam, client_error, connection
from tests.support.builders import (
    ADMINISTRATOR,
    IDENTITY,
    PATH,
    absent,
    account,
    deployer_part,
    desired,
    document,
    group,
    group_part,
    policy,
    policy_arn,
    policy_part,
    steps,
    user,
    user_parts,
)


class Recorder(FakeIam):
    """Keeps the calls in the order in which they came, from whatever thread."""

    def __init__(self, **answers: Any) -> None:
        super().__init__(**answers)
        self.lock = Lock()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        made = super().__getattr__(name)

        def call(**params: Any) -> Any:
            with self.lock:
                return made(**params)

        return call

    @property
    def made(self) -> list[str]:
        """The calls by name, with the entity that they name."""
        keys = ("UserName", "GroupName", "PolicyName", "PolicyArn")
        return [f"{name} {next(params[key] for key in keys if key in params)}" for name, params in self.calls]


def a_plan(*names: str) -> AccountPlan:
    return plan(desired(policy=policy_part(), group=group_part(), users=user_parts(*names)), account())


def test_waves_follow_each_other_and_calls_are_those_of_the_plan() -> None:
    iam = Recorder()
    planned = a_plan("ada", "eve")
    apply(connection(iam), planned)
    assert iam.made[0] == "create_policy A2C"
    assert sorted(iam.made[1:4]) == ["create_group Users", "create_user ada", "create_user eve"]
    assert sorted(iam.made[4:]) == ["add_user_to_group ada", "add_user_to_group eve", "attach_group_policy Users"]
    assert sorted(map(str, iam.calls)) == sorted(
        str((name, dict(change.params)))
        for change in planned.changes
        for name in [next(call for call, params in iam.calls if params == change.params)]
    )


def test_one_entity_is_served_in_its_order() -> None:
    iam = Recorder()
    held = Credentials(login_profile=True, access_keys=("AKIA1", "AKIA2"))
    apply(connection(iam), plan(absent(users=user_parts("ada")), account(user(credentials=held, inline=("x", "y")))))
    assert [name for name, _params in iam.calls] == [
        "delete_login_profile",
        "delete_access_key",
        "delete_access_key",
        "delete_user_policy",
        "delete_user_policy",
        "remove_user_from_group",
        "delete_user",
    ]
    assert [params.get("AccessKeyId") for _name, params in iam.calls[1:3]] == ["AKIA1", "AKIA2"]


def test_entities_are_served_side_by_side() -> None:
    """Two creations wait for each other: one after the other they would never end."""
    together = Barrier(2, timeout=10)
    iam = FakeIam(create_user=lambda **_params: together.wait())
    apply(connection(iam), plan(desired(users=user_parts("ada", "eve")), account()))
    assert len(iam.calls) == 2


def test_parts_of_the_policy_go_from_the_last_to_the_first() -> None:
    """A run that is cut off must not leave a gap in the numbers."""

    def delete(**params: Any) -> None:
        if params["PolicyArn"].endswith("A2C-3"):
            raise client_error("ServiceFailure", "DeletePolicy")

    iam = Recorder(delete_policy=delete)
    parts = [policy(name) for name in ("A2C", "A2C-2", "A2C-3", "A2C-10")]
    with pytest.raises(PartialFailureError) as failure:
        apply(connection(iam), plan(absent(policy=PolicySpec(name="A2C")), account(*parts)))
    assert iam.made == [f"delete_policy {policy_arn('A2C-10')}", f"delete_policy {policy_arn('A2C-3')}"]
    assert [change.to_json()["name"] for change in failure.value.remaining] == ["A2C-2", "A2C"]


def test_names_of_what_is_made_are_known_as_fresh() -> None:
    opened = connection(Recorder())
    apply(opened, a_plan("ada"))
    assert opened.fresh == {
        "A2C",
        policy_arn(),
        "Users",
        f"arn:aws:iam::111122223333:group{PATH}Users",
        "ada",
        f"arn:aws:iam::111122223333:user{PATH}ada",
    }


def test_nothing_to_do() -> None:
    iam = Recorder()
    apply(connection(iam), plan(desired(), account()))
    assert iam.calls == []


GONE = ["delete_user", "remove_user_from_group", "detach_group_policy", "delete_group", "delete_policy"]


@pytest.mark.parametrize("method", GONE)
def test_what_is_to_go_and_is_gone_is_no_error(method: str) -> None:
    iam = Recorder(**{method: client_error("NoSuchEntity")})
    wanted = absent(policy=PolicySpec(name="A2C"), group=group_part(), users=user_parts("ada"))
    planned = plan(wanted, account(policy(), group(), user()))
    apply(connection(iam), planned)
    assert len(iam.calls) == len(planned.changes) == 5


@pytest.mark.parametrize(
    ("attempts", "fails"),
    [(0, True), (1, False)],
)
def test_what_a_lost_first_try_made_is_no_error(attempts: int, *, fails: bool) -> None:
    iam = Recorder(create_user=client_error("EntityAlreadyExists", "CreateUser", attempts=attempts))
    planned = plan(desired(users=user_parts("ada")), account())
    if not fails:
        apply(connection(iam), planned)
        return
    with pytest.raises(PartialFailureError) as caught:
        apply(connection(iam), planned)
    assert str(caught.value) == (
        "Cannot create user ada: iam:CreateUser failed with EntityAlreadyExists (no): it was created after it"
        " was read, or has another path: run again."
        " 0 of 1 changes were made, 1 failed and 0 remain; run again to finish."
    )


@pytest.mark.parametrize(
    ("method", "code"),
    [
        ("add_user_to_group", "NoSuchEntity"),
        ("attach_group_policy", "NoSuchEntity"),
        ("create_user", "NoSuchEntity"),
        ("attach_group_policy", "EntityAlreadyExists"),
    ],
)
def test_elsewhere_the_same_codes_are_errors(method: str, code: str) -> None:
    iam = Recorder(**{method: client_error(code, attempts=1)})
    with pytest.raises(PartialFailureError):
        apply(connection(iam), a_plan("ada"))


def test_a_failure_ends_the_wave_and_tells_all() -> None:
    iam = Recorder(create_group=client_error("LimitExceeded", "CreateGroup", message="Full."))
    planned = plan(
        desired(policy=policy_part(), group=group_part(), deployer=deployer_part(), users=()),
        account(policy(held=document("s3:Old")), user("Deployer", attached=(ADMINISTRATOR,), groups=())),
    )
    assert steps(planned) == [
        "CreateGroup group Users",
        "AttachGroupPolicy group Users",
        "CreatePolicyVersion policy A2C",
    ]
    with pytest.raises(PartialFailureError) as caught:
        apply(connection(iam), planned)
    assert iam.made == ["create_group Users"]
    error = (
        "Cannot create group Users: iam:CreateGroup failed with LimitExceeded (Full):"
        " a quota of the account is reached: remove what is not needed, or raise it in Service Quotas."
    )
    assert str(caught.value) == (f"{error} 0 of 3 changes were made, 1 failed and 2 remain; run again to finish.")
    assert caught.value.details() == {
        "changed": False,
        "applied": [],
        "failed_changes": [{**planned.changes[0].to_json(), "error": error}],
        "remaining": [change.to_json() for change in planned.changes[1:]],
    }


def test_what_was_made_before_a_failure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "PARALLEL", 1)  # else the group is made or not, as the threads come
    iam = Recorder(create_user=client_error("AccessDenied", "CreateUser"))
    planned = a_plan("ada")
    with pytest.raises(PartialFailureError) as caught:
        apply(connection(iam), planned)
    details = caught.value.details()
    assert details["changed"] is True
    assert [change["api"] for change in details["applied"]] == ["iam:CreatePolicy", "iam:CreateGroup"]
    assert [change["api"] for change in details["failed_changes"]] == ["iam:CreateUser"]
    assert [change["api"] for change in details["remaining"]] == ["iam:AttachGroupPolicy", "iam:AddUserToGroup"]


def test_the_rest_of_a_chain_is_not_tried_after_its_failure() -> None:
    iam = Recorder(delete_access_key=client_error("AccessDenied", "DeleteAccessKey"))
    held = Credentials(access_keys=("AKIA1", "AKIA2"))
    planned = plan(absent(users=user_parts("ada")), account(user(credentials=held)))
    with pytest.raises(PartialFailureError) as caught:
        apply(connection(iam), planned)
    assert len(iam.calls) == 1
    assert [change.to_json()["api"] for change in caught.value.remaining] == [
        "iam:DeleteAccessKey",
        "iam:RemoveUserFromGroup",
        "iam:DeleteUser",
    ]
    assert IDENTITY.account_id not in str(caught.value)
