# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rights that a plan needs: what is asked, and what the answer of a simulation means."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import RightsError
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Kind, Ref
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.principal import Principal, caller_ref
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.rights import (
    ASKING,
    Need,
    judged,
    question,
    verdicts,
)

ARN = "arn:aws:iam::111122223333:"
CALLER = Principal(arn=f"{ARN}role/ops/ControlNode")
ADA, USERS = f"{ARN}user/app2container/ada", f"{ARN}group/app2container/Users"
CREATE = Need(action="iam:CreateUser", resource=ADA)
KEY = Need(action="iam:CreateAccessKey", resource=f"{ARN}user/ada", exact=False)
TAGS = frozenset({"aws:RequestTag", "aws:TagKeys"})


def result(action: str, decision: str, *, organization: bool | None = None, **specific: Any) -> dict[str, Any]:
    """A result as AWS gives it, with the same decision on the resources of all needs."""
    found: dict[str, Any] = {"EvalActionName": action, "EvalDecision": decision, "EvalResourceName": "*"}
    if organization is not None:
        found["OrganizationsDecisionDetail"] = {"AllowedByOrganizations": organization}
    found["ResourceSpecificResults"] = [
        {"EvalResourceName": arn, "EvalResourceDecision": decision, **specific} for arn in (ADA, KEY.resource)
    ]
    return found


def judge(*results: dict[str, Any], need: Need = CREATE) -> list[str]:
    """The ids of the findings on one need."""
    return [item.id for item in judged([need], verdicts(results), CALLER)]


BY_BOUNDARY: dict[str, Any] = {"PermissionsBoundaryDecisionDetail": {"AllowedByPermissionsBoundary": False}}
BY_POLICY: dict[str, Any] = {"MatchedStatements": [{"SourcePolicyId": "NoUsers", "StartPosition": {}}]}
MISSING: dict[str, Any] = {"MissingContextValues": ["aws:SourceIp"]}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (result("iam:CreateUser", "allowed"), []),
        (result("iam:CreateUser", "allowed", organization=True), []),
        (result("iam:CreateUser", "allowed", **MISSING), []),
        # on another resource of the question
        (result("iam:CreateUser", "allowed", organization=False), []),
        (result("iam:CreateUser", "implicitDeny"), ["rights-lacking"]),
        (result("iam:CreateUser", "implicitDeny", organization=True), ["rights-lacking"]),
        (result("iam:CreateUser", "implicitDeny", **BY_BOUNDARY), ["rights-lacking"]),
        (result("iam:CreateUser", "implicitDeny", **MISSING), ["rights-not-decided"]),
        (result("iam:CreateUser", "explicitDeny", **MISSING), ["rights-not-decided"]),
        (result("iam:CreateUser", "explicitDeny", organization=False, **MISSING), ["rights-not-decided"]),
        (result("iam:CreateGroup", "explicitDeny"), []),  # nobody has asked
    ],
)
def test_what_an_answer_means(told: dict[str, Any], expected: list[str]) -> None:
    assert judge(told) == expected


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (result("iam:CreateUser", "explicitDeny"), "a Deny in a policy of the caller denies"),
        (result("iam:CreateUser", "explicitDeny", **BY_POLICY), "a Deny in NoUsers denies"),
        (result("iam:CreateUser", "explicitDeny", organization=False), "a policy of the organization denies"),
        (result("iam:CreateUser", "implicitDeny", organization=False), "a policy of the organization denies"),
    ],
)
def test_a_certain_denial_ends_the_run(told: dict[str, Any], reason: str) -> None:
    with pytest.raises(RightsError) as caught:
        judge(told)
    message = str(caught.value)
    assert f"{CALLER.arn} may not make the planned changes: {reason} iam:CreateUser (for example on {ADA})." in message
    assert message.endswith("misses a condition under which AWS allows them, set preflight: false.")
    assert ("(general_role) and permission sets of IAM Identity Center" in message) is ("organization" in reason)


def test_a_denial_of_other_actions_does_not_lead_away_from_users() -> None:
    need = Need(action="iam:CreatePolicy", resource=ADA)
    with pytest.raises(RightsError) as caught:
        judge(result("iam:CreatePolicy", "explicitDeny", organization=False), need=need)
    assert "general_role" not in str(caught.value)


def test_an_uncertain_arn_counts_for_denials_only() -> None:
    assert judge(result(KEY.action, "implicitDeny"), need=KEY) == []
    assert judge(result(KEY.action, "implicitDeny", **MISSING), need=KEY) == []
    with pytest.raises(RightsError, match="iam:CreateAccessKey"):
        judge(result(KEY.action, "explicitDeny", organization=False), need=KEY)


def test_a_simulation_that_denies_the_request_that_made_it_is_not_believed() -> None:
    """It misses a condition, such as the network that the policies of the organization ask for."""
    for organization in (True, False):
        told = result("iam:CreateUser", "explicitDeny", organization=organization)
        assert judge(told, result(ASKING, "explicitDeny", organization=organization)) == ["rights-not-tried"]


def test_a_simulation_that_allows_the_request_that_made_it_is_believed() -> None:
    told = result("iam:CreateUser", "explicitDeny", organization=False)
    for control in (result(ASKING, "allowed", organization=True), result(ASKING, "implicitDeny", organization=True)):
        with pytest.raises(RightsError):
            judge(told, control)


def test_a_denial_of_one_resource_is_no_contradiction() -> None:
    control = result(ASKING, "explicitDeny", organization=False)
    control["ResourceSpecificResults"][1]["EvalResourceDecision"] = "allowed"
    with pytest.raises(RightsError):
        judge(result("iam:CreateUser", "explicitDeny", organization=False), control)


def test_results_without_specific_ones_are_about_their_resource() -> None:
    plain = {"EvalActionName": "iam:CreateUser", "EvalDecision": "implicitDeny"}
    assert judge({**plain, "EvalResourceName": ADA}) == ["rights-lacking"]
    assert judge({**plain, "EvalResourceName": USERS}) == []
    assert judge(plain) == []


def test_a_condition_key_that_the_request_does_not_have_is_known() -> None:
    """A policy that asks for a permissions boundary, and a user who is to have none."""
    told = result("iam:CreateUser", "implicitDeny", MissingContextValues=["IAM:permissionsboundary"])
    bounded = frozenset({"iam:PermissionsBoundary"})
    assert judge(told) == ["rights-not-decided"]
    need = Need(action=CREATE.action, resource=ADA, carries=bounded)
    assert judge(told, need=need) == ["rights-lacking"]
    told = result("iam:CreateUser", "explicitDeny", MissingContextValues=["iam:PermissionsBoundary", "aws:SourceIp"])
    (found,) = judged([need], verdicts([told]), CALLER)
    assert "does not know (aws:SourceIp): iam:CreateUser" in found.message


def test_a_condition_key_of_unknown_value_says_nothing() -> None:
    """The boundary of an entity that was not read."""
    need = Need(
        action=CREATE.action,
        resource=ADA,
        carries=frozenset({"iam:PermissionsBoundary"}),
        context={"iam:PermissionsBoundary": ()},
    )
    assert "iam:PermissionsBoundary" not in question([need], CALLER).context
    told = result("iam:CreateUser", "explicitDeny", MissingContextValues=["iam:PermissionsBoundary"])
    assert judge(told, need=need) == []


def test_what_was_left_out_since_requests_differ_says_nothing() -> None:
    """Two policies are attached, and the simulation could be told of neither."""
    first, second = (
        Need(
            action="iam:AttachRolePolicy",
            resource=ADA,
            carries=frozenset({"iam:PolicyARN"}),
            context={"iam:PolicyARN": (name,)},
        )
        for name in ("One", "Two")
    )
    assert "iam:PolicyARN" not in question([first, second], CALLER).context
    for decision in ("implicitDeny", "explicitDeny"):
        told = result(first.action, decision, MissingContextValues=["iam:PolicyArn"])
        assert judged([first, second], verdicts([told]), CALLER) == ()


def test_many_reasons_are_shortened() -> None:
    needs = [Need(action=f"iam:Action{number}", resource=ADA) for number in range(9)]
    told = verdicts(result(need.action, "implicitDeny") for need in needs)
    (found,) = judged(needs, told, CALLER)
    assert "no policy of it allows iam:Action0, iam:Action1, " in found.message
    assert f"iam:Action5 and 3 more (for example on {ADA})" in found.message


def test_a_hundred_users_are_tried_on_a_few() -> None:
    users = [f"{ARN}user/app2container/user{number}" for number in range(100)]
    needs = [Need(action=action, resource=arn) for arn in users for action in ("iam:CreateUser", "iam:TagUser")]
    asked = question([*needs, Need(action="iam:AddUserToGroup", resource=USERS)], CALLER)
    assert asked.actions == ("iam:AddUserToGroup", "iam:CreateUser", ASKING, "iam:TagUser")
    assert asked.resources == (*users[:3], USERS)


def tagged(action: str = "iam:TagUser", **tags: str) -> Need:
    """A need with tags in its request."""
    context = {f"aws:RequestTag/{key}": (value,) for key, value in tags.items()}
    return Need(action=action, resource=ADA, carries=TAGS, context={**context, "aws:TagKeys": tuple(tags)})


def test_only_what_all_requests_have_in_common_is_given() -> None:
    """A simulation has one value of a condition key for all actions."""
    given = question([tagged(owner="us", team="red"), tagged(owner="us", team="blue"), CREATE], CALLER).context
    own = {key: values for key, values in given.items() if not key.startswith("aws:Principal")}
    assert own["aws:RequestTag/owner"] == ("us",)
    assert own["aws:TagKeys"] == ("owner", "team")
    assert "aws:RequestTag/team" not in own
    lacking = question([tagged(owner="us"), tagged("iam:TagRole", other="us")], CALLER).context
    assert not [key for key in lacking if key.startswith(("aws:RequestTag", "aws:TagKeys"))]


def test_what_the_caller_is_goes_with_each_request() -> None:
    role = Principal(arn=CALLER.arn, tags={"team": "platform"}, encrypted=False)
    assert role.context == {
        "aws:PrincipalAccount": ("111122223333",),
        "aws:PrincipalArn": (CALLER.arn,),
        "aws:PrincipalTag/team": ("platform",),
        "aws:PrincipalType": ("AssumedRole",),
        "aws:RequestedRegion": ("us-east-1",),
        "aws:SecureTransport": ("false",),
    }
    user = Principal(arn="arn:aws-iso:iam::111122223333:user/ops/ada").context
    assert (user["aws:username"], user["aws:PrincipalType"]) == (("ada",), ("User",))
    assert "aws:RequestedRegion" not in user
    assert Principal(arn="nobody").context == {}


@pytest.mark.parametrize(
    ("arn", "expected"),
    [
        ("arn:aws:iam::111122223333:user/ops/ada", Ref(Kind.USER, "ada")),
        ("arn:aws:iam::111122223333:role/ops/ControlNode", Ref(Kind.ROLE, "ControlNode")),
        ("arn:aws-cn:sts::111122223333:assumed-role/ControlNode/session", Ref(Kind.ROLE, "ControlNode")),
        (
            "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/ada@example.com",
            Ref(Kind.ROLE, "AWSReservedSSO_Admin_0123456789abcdef"),
        ),
        ("arn:aws:iam::111122223333:root", None),
        ("arn:aws:sts::111122223333:federated-user/ada", None),
        ("arn:aws:sts::111122223333:user/ada", None),
        ("nobody", None),
    ],
)
def test_whose_policies_decide(arn: str, expected: Ref | None) -> None:
    assert caller_ref(arn) == expected
