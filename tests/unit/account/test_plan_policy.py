# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans of the general policy: create, keep, new versions, parts that come and go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import (
    PART_TAG,
    Entity,
    ManagedPolicy,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._account.plan import plan
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Kind, Ref
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from tests.support.builders import (
    BOUNDARY,
    OUR_TAG,
    OURS,
    PATH,
    Call,
    account,
    calls,
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
    user,
    user_parts,
    versions,
    worker_part,
)

GET, PUT, LIST = document("s3:GetObject"), document("s3:PutObject"), document("s3:ListBucket")
DESCRIPTION = "General App2Container access: every command but deployment. Managed by fleetops.app2container."


def creation(name: str, held: Document) -> Call:
    params = {
        "PolicyName": name,
        "Path": PATH,
        "PolicyDocument": held.text,
        "Description": DESCRIPTION,
        "Tags": [OUR_TAG] if name == "A2C" else [OUR_TAG, {"Key": PART_TAG, "Value": "A2C"}],
    }
    return ("CreatePolicy", f"policy {name}", params)


def new_version(name: str, held: Document) -> Call:
    params = {"PolicyArn": policy_arn(name), "PolicyDocument": held.text, "SetAsDefault": True}
    return ("CreatePolicyVersion", f"policy {name}", params)


def pruning(version: str) -> Call:
    return ("DeletePolicyVersion", "policy A2C", {"PolicyArn": policy_arn(), "VersionId": version})


@pytest.mark.parametrize(
    ("wanted", "observed", "expected"),
    [
        pytest.param((GET,), (), [creation("A2C", GET)], id="create"),
        pytest.param((GET, PUT), (), [creation("A2C", GET), creation("A2C-2", PUT)], id="create-two"),
        pytest.param((GET,), (policy(held=GET),), [], id="unchanged"),
        pytest.param((GET,), (policy(held=PUT),), [new_version("A2C", GET)], id="document-differs"),
        pytest.param(
            (GET,),
            (policy(held=Document(statements=GET.statements, version="2008-10-17")),),
            [new_version("A2C", GET)],
            id="version-of-the-language-differs",
        ),
        pytest.param(
            (GET,),
            (policy(versions=versions(5, 1, PUT)),),
            [pruning("v2"), new_version("A2C", GET)],
            id="the-oldest-not-in-force-makes-room",
        ),
        pytest.param(
            (GET,),
            (policy(versions=versions(5, 5, PUT)),),
            [pruning("v1"), new_version("A2C", GET)],
            id="the-first-makes-room",
        ),
        pytest.param((GET,), (policy(versions=versions(4, 4, PUT)),), [new_version("A2C", GET)], id="four"),
        pytest.param((GET,), (policy(versions=versions(5, 3, GET)),), [], id="five-and-unchanged"),
        pytest.param((GET, PUT), (policy(held=GET),), [creation("A2C-2", PUT)], id="grows-by-a-part"),
        pytest.param((GET,), (policy(held=GET), policy("Other"), policy("A2C-11"), policy("A2C-1")), [], id="foreign"),
    ],
)
def test_documents(wanted: tuple[Document, ...], observed: tuple[ManagedPolicy, ...], expected: list[Call]) -> None:
    assert planned_calls(desired(policy=policy_part(*wanted)), *observed) == expected


def test_the_oldest_is_told_by_number_not_by_text() -> None:
    held = tuple(version for version in versions(12, 12, PUT) if version.number in (8, 9, 10, 11, 12))
    others = group("Others", path="/")
    planned = plan(desired(policy=policy_part(GET)), account(policy(versions=held), others))
    assert calls(planned) == [pruning("v8"), new_version("A2C", GET)]
    assert [finding.to_json() for finding in planned.findings] == [
        {
            "id": "version-pruned",
            "severity": "info",
            "where": "policy A2C",
            "message": "IAM keeps 5 versions of a policy: the oldest version that is not the default, v8, is deleted"
            " to make room for the new version.",
        }
    ]
    assert planned.changes[-1].to_json()["before"]["older_versions"] == ["v9", "v10", "v11"]


def test_a_stale_part_is_let_go_by_all_and_deleted_with_its_versions() -> None:
    stale = policy(
        "A2C-2",
        versions=versions(3, 2, PUT),
        usage=usage(
            attached=[Ref(Kind.GROUP, "Users"), Ref(Kind.ROLE, "Worker"), Ref(Kind.USER, "eve")],
            boundary_of=[Ref(Kind.USER, "eve")],
        ),
    )
    both = (policy_arn(), stale.arn)
    observed = account(
        policy(held=GET),
        stale,
        group(attached=both),
        role(attached=both),
        user("eve", tags={}, path="/", groups=(), attached=(stale.arn,), boundary=stale.arn),
    )
    planned = plan(desired(policy=policy_part(GET)), observed)
    assert calls(planned) == [
        ("DetachGroupPolicy", "group Users", {"GroupName": "Users", "PolicyArn": stale.arn}),
        ("DetachRolePolicy", "role Worker", {"RoleName": "Worker", "PolicyArn": stale.arn}),
        ("DetachUserPolicy", "user eve", {"UserName": "eve", "PolicyArn": stale.arn}),
        ("DeleteUserPermissionsBoundary", "user eve", {"UserName": "eve"}),
        ("DeletePolicyVersion", "policy A2C-2", {"PolicyArn": stale.arn, "VersionId": "v1"}),
        ("DeletePolicyVersion", "policy A2C-2", {"PolicyArn": stale.arn, "VersionId": "v3"}),
        ("DeletePolicy", "policy A2C-2", {"PolicyArn": stale.arn}),
    ]
    assert notes(planned) == [("boundary-cleared", "user eve")]


@pytest.mark.parametrize(
    "tags", [{}, {PART_TAG: "A2C"}, OURS, {**OURS, PART_TAG: "A2"}], ids=["foreign", "released", "its-own", "another's"]
)
def test_what_only_has_the_name_of_a_stale_part_stays(tags: dict[str, str]) -> None:
    observed = (policy(held=GET), policy("A2C-2", tags=tags))
    assert planned_calls(desired(policy=policy_part(GET)), *observed) == []


def test_every_part_from_the_second_to_the_tenth_can_be_stale() -> None:
    stale = [policy(f"A2C-{number}") for number in range(2, 12)]
    planned = plan(desired(policy=policy_part(GET)), account(policy(held=GET), *stale))
    assert steps(planned) == [f"DeletePolicy policy A2C-{number}" for number in range(10, 1, -1)]


def test_a_boundary_that_is_replaced_in_the_same_run_is_not_cleared_after_it() -> None:
    stale = policy("A2C-2", usage=usage(boundary_of=[Ref(Kind.USER, "ada")]))
    wanted = desired(
        policy=policy_part(GET),
        users=tuple(type(part)(name=part.name, boundary=BOUNDARY) for part in user_parts("ada")),
    )
    planned = plan(wanted, account(policy(held=GET), stale, user(groups=(), boundary=stale.arn)))
    assert calls(planned) == [
        ("PutUserPermissionsBoundary", "user ada", {"UserName": "ada", "PermissionsBoundary": BOUNDARY}),
        ("DeletePolicy", "policy A2C-2", {"PolicyArn": stale.arn}),
    ]
    assert notes(planned) == [("not-attached", "policy A2C")]


def test_statements_that_move_to_a_further_part_are_granted_there_first() -> None:
    wanted = desired(policy=policy_part(GET, PUT), group=group_part(), worker=worker_part())
    planned = plan(wanted, account(policy(held=document("s3:GetObject", "s3:PutObject")), group()))
    assert steps(planned) == [
        "CreatePolicy policy A2C-2",
        "CreateRole role Worker",
        "CreateInstanceProfile instance profile Worker",
        "AttachGroupPolicy group Users",
        "AttachRolePolicy role Worker",
        "AttachRolePolicy role Worker",
        "AddRoleToInstanceProfile instance profile Worker",
        "CreatePolicyVersion policy A2C",
    ]


def test_statements_that_move_back_are_granted_before_the_further_part_goes() -> None:
    stale = policy("A2C-2", held=PUT, usage=usage(attached=[Ref(Kind.GROUP, "Users")]))
    observed = account(policy(held=GET), stale, group(attached=(stale.arn,)))
    planned = plan(desired(policy=policy_part(LIST), group=group_part()), observed)
    assert steps(planned) == [
        "AttachGroupPolicy group Users",
        "CreatePolicyVersion policy A2C",
        "DetachGroupPolicy group Users",
        "DeletePolicy policy A2C-2",
    ]
    attach, detach = planned.changes[0].to_json(), planned.changes[2].to_json()
    assert attach["before"] == {"attached_policies": [stale.arn]}
    assert attach["after"] == detach["before"] == {"attached_policies": [policy_arn(), stale.arn]}
    assert detach["after"] == {"attached_policies": [policy_arn()]}


@pytest.mark.parametrize("attached", [None, ("somebody-else",)])
def test_who_was_not_read_is_known_by_the_usage(attached: tuple[str, ...] | None) -> None:
    """A member of the group, read with it: whether the stale part is attached to it, only the part's usage says."""
    stale = policy("A2C-2", usage=usage(attached=[Ref(Kind.USER, "eve"), Ref(Kind.GROUP, "Far")]))
    eve = user("eve", attached=attached, inline=None, tags=None)
    planned = plan(desired(policy=policy_part(GET)), account(policy(held=GET), stale, eve, complete=False))
    detaching = ["DetachUserPolicy user eve"] if attached is None else []
    assert steps(planned) == ["DetachGroupPolicy group Far", *detaching, "DeletePolicy policy A2C-2"]
    assert planned.diff()[0] == {
        "before_header": "group Far",
        "after_header": "group Far",
        "before": {"attached_policies": [stale.arn]},
        "after": {"attached_policies": []},
    }
    assert planned.changes[0].to_json()["before"] == {"attached_policies": [stale.arn]}


def test_a_role_known_by_name_alone_loses_the_boundary() -> None:
    stale = policy("A2C-2", usage=usage(boundary_of=[Ref(Kind.ROLE, "Far")]))
    planned = plan(desired(policy=policy_part(GET)), account(policy(held=GET), stale, complete=False))
    assert steps(planned) == ["DeleteRolePermissionsBoundary role Far", "DeletePolicy policy A2C-2"]
    change = planned.changes[0].to_json()
    assert (change["before"], change["after"]) == (
        {"permissions_boundary": stale.arn},
        {"permissions_boundary": ""},
    )


@pytest.mark.parametrize(
    ("parts", "observed", "complete", "expected"),
    [
        ({}, (), True, True),
        ({}, (), False, True),
        ({"users": user_parts("ada")}, (policy(),), True, True),
        ({}, (policy(),), False, False),
        ({}, (policy(), group()), True, False),
        ({"group": group_part()}, (), True, False),
        ({"group": group_part(managed=False)}, (policy(), group(attached=())), True, True),
        ({"worker": worker_part()}, (), True, False),
    ],
)
def test_a_policy_that_is_attached_to_nothing_is_told(
    parts: dict[str, Any], observed: tuple[Entity, ...], *, complete: bool, expected: bool
) -> None:
    planned = plan(desired(policy=policy_part(), **parts), account(*observed, complete=complete))
    found = [finding.message for finding in planned.findings if finding.where == "policy A2C"]
    message = (
        "It is attached to nothing: neither a group nor a general role nor a worker is specified. To give it to people,"
        " specify group or general_role, or refer to it in a permission set of IAM Identity Center. To give it to"
        " machines, specify worker."
    )
    assert found == ([message] if expected else [])


def test_the_end_of_the_access_is_a_tag_that_comes_and_goes() -> None:
    ending = replace(policy_part(GET), valid_until="2027-03-31T00:00:00Z")
    made = plan(desired(policy=ending, group=group_part()), account()).after
    assert made[Ref(Kind.POLICY, "A2C")].attributes()["tags"]["app2container:valid-until"] == ending.valid_until
    later = plan(desired(policy=replace(ending, valid_until="2028-01-01T00:00:00Z"), group=group_part()), made)
    assert steps(later) == ["TagPolicy policy A2C"]
    endless = plan(desired(policy=policy_part(GET), group=group_part()), later.after)
    assert calls(endless) == [
        ("UntagPolicy", "policy A2C", {"PolicyArn": policy_arn(), "TagKeys": ["app2container:valid-until"]})
    ]
    assert plan(desired(policy=policy_part(GET), group=group_part()), endless.after).changes == ()


@pytest.mark.parametrize(
    ("parts", "holder", "attached"),
    [({"group": group_part()}, group, "Group"), ({"general_role": general_role_part()}, general_role, "Role")],
)
def test_a_circle_is_broken_by_a_policy_that_goes_again(
    parts: dict[str, Any], holder: Callable[..., Entity], attached: str
) -> None:
    """Two full parts change places: a third one holds the statements of the first meanwhile."""
    first, second = (filled(letter) for letter in "AB")
    held = (policy(held=first), policy("A2C-2", held=second), holder(attached=(policy_arn(), policy_arn("A2C-2"))))
    planned = plan(desired(policy=policy_part(second, first), **parts), account(*held))
    assert steps(planned) == [
        "CreatePolicy policy A2C-3",
        f"Attach{attached}Policy {held[-1].ref}",
        "CreatePolicyVersion policy A2C",
        "CreatePolicyVersion policy A2C-2",
        f"Detach{attached}Policy {held[-1].ref}",
        "DeletePolicy policy A2C-3",
    ]
    assert notes(planned) == []


def test_a_circle_without_room_is_told() -> None:
    first, second = (filled(letter) for letter in "AB")
    parts = (policy(held=first), policy("A2C-2", held=second))
    planned = plan(desired(policy=policy_part(second, first)), account(*parts, group("Far", attached=())))
    assert steps(planned) == ["CreatePolicyVersion policy A2C", "CreatePolicyVersion policy A2C-2"]
    assert ("gap", "policy A2C") in notes(planned)


def filled(letter: str) -> Document:
    """A document without room for another one like it."""
    statement = document(f"s3:Action{letter}").statements[0]
    return Document(statements=(replace(statement, sid=letter, resources=(f"arn:aws:s3:::{letter * 4000}",)),))


def test_a_principal_with_some_of_the_parts_is_told() -> None:
    """Somebody else attached the policy by hand; the new part is not attached by itself."""
    planned = plan(
        desired(policy=policy_part(GET, PUT), group=group_part()),
        account(policy(held=GET), group(), user("eve", attached=(policy_arn(),), groups=())),
    )
    (message,) = (finding.message for finding in planned.findings if finding.where == "user eve")
    assert message == (
        "It has only some of the policies into which A2C is split, and lacks A2C-2. Attach them too, to a role of IAM"
        " Identity Center through its permission set, or specify it as group, general role or worker."
    )
