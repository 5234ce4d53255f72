# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules for the general role: it holds the general policy as the group does, and is told from a deployer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.draft import Wave
from ansible_collections.fleetops.app2container.plugins.module_utils._account.leftovers import part_for, unread
from ansible_collections.fleetops.app2container.plugins.module_utils._account.lookups import entities_to_read
from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import Entity
from ansible_collections.fleetops.app2container.plugins.module_utils._account.plan import plan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.quotas import check_quotas
from ansible_collections.fleetops.app2container.plugins.module_utils._account.references import open_references
from ansible_collections.fleetops.app2container.plugins.module_utils._account.result import access_result
from ansible_collections.fleetops.app2container.plugins.module_utils._account.trust_options import read_trust
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import ConflictError, QuotaError
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Kind, Ref
from tests.support.builders import (
    ADMINISTRATOR,
    BOUNDARY,
    GENERAL_ROLE,
    IDENTITY,
    OUR_TAG,
    OURS,
    PATH,
    PEOPLE,
    PRINCIPAL,
    Call,
    absent,
    account,
    deployer_part,
    deployer_role,
    deployer_trust,
    desired,
    document,
    general_role,
    general_role_part,
    group,
    group_part,
    notes,
    planned_calls,
    policy,
    policy_arn,
    policy_part,
    role,
    steps,
    usage,
    user_parts,
    worker_part,
)

TAG = {"Key": "app2container:component", "Value": "general_role"}
TRUST = deployer_trust(PEOPLE, require_mfa=True)
NO_MFA = deployer_trust(PEOPLE, require_mfa=False)
PART = {"general_role": general_role_part()}
WITH_POLICY = {**PART, "policy": policy_part()}


def on_role(operation: str, **params: Any) -> Call:
    return operation, f"role {GENERAL_ROLE}", {"RoleName": GENERAL_ROLE, **params}


CREATED = on_role(
    "CreateRole",
    Path=PATH,
    Tags=[TAG, OUR_TAG],
    AssumeRolePolicyDocument=TRUST.text,
    Description="people",
    MaxSessionDuration=14400,
)
ATTACHED = on_role("AttachRolePolicy", PolicyArn=policy_arn())
CASES: dict[str, tuple[dict[str, Any], tuple[Entity, ...], list[Call]]] = {
    "create": ({}, (), [CREATED]),
    "create with the policy": ({"policy": policy_part()}, (policy(),), [CREATED, ATTACHED]),
    "unchanged": ({"policy": policy_part()}, (policy(), general_role()), []),
    "session length unknown": ({}, (general_role(max_session=None),), []),
    "session made longer by hand": (
        {},
        (general_role(max_session=43200),),
        [on_role("UpdateRole", MaxSessionDuration=14400)],
    ),
    "trust changed by hand": (
        {},
        (general_role(trust=NO_MFA),),
        [on_role("UpdateAssumeRolePolicy", PolicyDocument=TRUST.text)],
    ),
    "detached by hand": ({"policy": policy_part()}, (policy(), general_role(attached=())), [ATTACHED]),
    "tag removed by hand": ({}, (general_role(tags=OURS),), [on_role("TagRole", Tags=[TAG])]),
    "adopted": ({"adopt": True}, (general_role(tags={}),), [on_role("TagRole", Tags=[TAG, OUR_TAG])]),
    "tags purged but for ours": (
        {"tags": {"team": "red"}},
        (general_role(tags={**(general_role().tags or {}), "old": "x"}),),
        [on_role("UntagRole", TagKeys=["old"]), on_role("TagRole", Tags=[{"Key": "team", "Value": "red"}])],
    ),
    "bounded": (
        {"general_role": general_role_part(boundary=BOUNDARY)},
        (general_role(),),
        [on_role("PutRolePermissionsBoundary", PermissionsBoundary=BOUNDARY)],
    ),
}


@pytest.mark.parametrize(("parts", "observed", "expected"), CASES.values(), ids=CASES.keys())
def test_general_role(parts: dict[str, Any], observed: tuple[Entity, ...], expected: list[Call]) -> None:
    assert planned_calls(desired(**{**PART, **parts}), *observed) == expected


def test_a_role_of_others_is_not_taken_over() -> None:
    with pytest.raises(ConflictError, match=f"role {GENERAL_ROLE} .* is not managed by this collection"):
        plan(desired(**PART), account(general_role(tags={})))


def test_policy_and_role_are_a_complete_setup() -> None:
    for users in ({}, {"users": ()}):
        planned = plan(desired(**WITH_POLICY, **users), account())
        assert steps(planned) == ["CreatePolicy policy A2C", "CreateRole role People", "AttachRolePolicy role People"]
        assert planned.findings == ()


def test_every_part_of_a_policy_is_attached() -> None:
    two = policy_part(document("s3:A"), document("s3:B"))
    held = (policy(held=document("s3:A")), policy("A2C-2", held=document("s3:B")))
    attached = steps(plan(desired(**PART, policy=two), account(*held, general_role(attached=()))))
    assert attached == ["AttachRolePolicy role People", "AttachRolePolicy role People"]


def test_a_role_that_this_run_manages_is_never_partly_attached() -> None:
    two = policy_part(document("s3:A"), document("s3:B"))
    held = (policy(held=document("s3:A")), policy("A2C-2", held=document("s3:B")))
    for parts, told in (({"group": group_part()}, ["partly-attached"]), (PART, [])):
        planned = plan(desired(policy=two, **parts), account(*held, general_role()))
        on_it = [name for name, where in notes(planned) if where == "role People"]
        assert on_it == told


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (general_role(trust=NO_MFA), [("foreign-trust", "role People")]),
        (general_role(attached=(ADMINISTRATOR,)), [("foreign-administrator", "role People")]),
        (general_role(boundary=BOUNDARY), [("foreign-boundary", "role People")]),
        (general_role(path="/old/"), [("path-differs", "role People")]),
        (general_role(inline=("notes",)), [("foreign-policy", "role People")]),
    ],
)
def test_what_others_did_to_it_is_told(found: Entity, expected: list[tuple[str, str]]) -> None:
    assert notes(plan(desired(**PART), account(found))) == expected


def test_what_is_foreign_on_it_is_purged_on_request() -> None:
    found = general_role(attached=(policy_arn(), ADMINISTRATOR), inline=("notes",))
    planned = plan(desired(**WITH_POLICY, purge_policies=True), account(policy(), found))
    assert steps(planned) == ["DetachRolePolicy role People", "DeleteRolePolicy role People"]


def test_it_trusts_what_the_same_run_makes() -> None:
    arns = [IDENTITY.arn(Kind.USER, PATH, "ada"), IDENTITY.arn(Kind.ROLE, PATH, "Worker")]
    trust = deployer_trust(arns, require_mfa=False)
    parts: dict[str, Any] = {"users": user_parts("ada"), "worker": worker_part()}
    planned = plan(desired(**parts, general_role=general_role_part(trust=trust)), account())
    waves = {change.wave for change in planned.changes if str(change.target) == "role People"}
    assert waves == {Wave.TRUSTING}


def test_a_principal_that_must_exist_is_looked_up_and_a_provider_is_not() -> None:
    asked = {"saml_provider": "ExampleIdP", "trusted_principals": [PRINCIPAL], "trusted_permission_sets": ["Dev"]}
    wanted = desired(general_role=general_role_part(trust=read_trust("general_role", asked, IDENTITY)))
    (reference,) = open_references(wanted, plan(wanted, account()))
    assert (reference.option, str(reference.arn)) == ("general_role.trusted_principals", PRINCIPAL)


def test_its_removal() -> None:
    planned = plan(absent(**PART), account(policy(), general_role(inline=("notes",))))
    assert steps(planned) == [
        "DeleteRolePolicy role People",
        "DetachRolePolicy role People",
        "DeleteRole role People",
    ]
    assert notes(plan(absent(**PART), account(general_role(tags={})))) == [("not-ours", "role People")]
    used = policy(usage=usage([Ref(Kind.ROLE, GENERAL_ROLE)]))
    assert steps(plan(absent(**WITH_POLICY), account(used, general_role()))) == [
        "DetachRolePolicy role People",
        "DeleteRole role People",
        "DeletePolicy policy A2C",
    ]


EARLIER = general_role("Earlier")
REST: dict[str, Any] = {"policy": policy_part(), "group": group_part(), "users": (), "worker": worker_part()}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (PART, [("left-over", "role Earlier")]),
        ({"deployer": deployer_part()}, []),
        (REST, []),
        ({"worker": worker_part()}, []),
    ],
)
def test_an_earlier_one_is_told_where_the_part_is_given(parts: dict[str, Any], expected: list[Any]) -> None:
    told = [found for found in notes(plan(desired(**parts), account(EARLIER))) if found[1] == "role Earlier"]
    assert told == expected


@pytest.mark.parametrize(("parts", "removed"), [(PART, True), (REST, True), ({"users": ()}, False)])
def test_an_earlier_one_is_purged(parts: dict[str, Any], removed: bool) -> None:  # noqa: FBT001
    wanted = absent(**parts, purge=True)
    assert ("DeleteRole role Earlier" in steps(plan(wanted, account(EARLIER)))) is removed


def test_a_role_belongs_to_the_part_that_its_tag_or_its_trust_says() -> None:
    found = {item.name: part_for(desired(), item) for item in (general_role(), deployer_role(), role())}
    assert found == {"People": "general_role", "Deployer": "deployer", "Worker": "worker"}


def test_the_tags_of_a_role_decide_so_they_are_read() -> None:
    unknown = general_role("Earlier", tags=None)
    for parts in (PART, {"deployer": deployer_part(Kind.ROLE)}):
        assert list(unread(desired(**parts), account(unknown))) == [unknown.ref]
    assert list(unread(desired(users=()), account(unknown))) == []
    unread_session = account(general_role(max_session=None))
    assert entities_to_read(desired(**PART), unread_session) == (Ref(Kind.ROLE, GENERAL_ROLE),)


def test_quotas_count_it() -> None:
    planned = plan(desired(**PART), account())
    with pytest.raises(QuotaError, match="1 new role entities would make 1001"):
        check_quotas(planned, {"Roles": 1000, "RolesQuota": 1000})
    with pytest.raises(QuotaError, match=r"the trust policy of role People has \d+ characters, the quota is 100"):
        check_quotas(planned, {"AssumeRolePolicySizeQuota": 100})


def test_its_result() -> None:
    shown = access_result(desired(**PART), account(general_role()))["general_role"]
    assert shown == {
        "name": GENERAL_ROLE,
        "arn": IDENTITY.arn(Kind.ROLE, PATH, GENERAL_ROLE),
        "managed": True,
        "assume_role_policy_document": TRUST.to_json(),
        "attached_policies": [policy_arn()],
    }
    assert access_result(desired(**PART), account(group()))["general_role"] is None


USER = "arn:aws:iam::111122223333:user/ada"
CHAINED = [("session-cut-short", f"role {GENERAL_ROLE}")]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"trusted_principals": [PRINCIPAL]}, CHAINED),
        ({"trusted_permission_sets": ["Admins"]}, CHAINED),
        ({"trusted_principals": [PRINCIPAL, USER]}, []),
        ({"trusted_principals": ["444455556666"]}, []),
        ({"trusted_permission_sets": ["Admins"], "trusted_services": ["account-access.amazonaws.com"]}, []),
    ],
)
def test_long_sessions_need_somebody_who_can_have_them(asked: dict[str, Any], told: list[tuple[str, str]]) -> None:
    trust = read_trust("general_role", asked, IDENTITY)
    assert notes(plan(desired(general_role=general_role_part(trust=trust)), account())) == told
    short = replace(general_role_part(trust=trust), max_session=3600)
    assert notes(plan(desired(general_role=short), account())) == []
