# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which calls a permission set needs: decision tables, and what holds for whatever is asked for and found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import ConflictError
from ansible_collections.fleetops.app2container.plugins.module_utils._identity_center.model import (
    Assignment,
    Boundary,
    Found,
    PermissionSet,
    PolicyReference,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._identity_center.plan import (
    PermissionSetPlan,
    plan,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._identity_center.spec import PermissionSetSpec
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.ownership import OWN_TAG
from tests.unit.identity_center.center import (
    ACCOUNTS,
    ADMINISTRATOR,
    GENERAL,
    OTHER,
    OURS,
    SECOND,
    after,
    asked,
    assignment,
    found,
)

ENGINEERS, ADA = assignment(), assignment(0, "ada", "USER")
ELSEWHERE = assignment(1)
INLINE = '{"Version": "2012-10-17", "Statement": []}'


def calls(planned: PermissionSetPlan) -> list[str]:
    return [change.operation for change in planned.changes]


ATTACH = "AttachCustomerManagedPolicyReferenceToPermissionSet"
DETACH = "DetachCustomerManagedPolicyReferenceFromPermissionSet"
PROVISION = "ProvisionPermissionSet"
# options, the set, whom it is assigned to, who is asked for -> the calls
ROWS: list[
    tuple[dict[str, Any], PermissionSet | None, Sequence[Assignment], Sequence[Assignment] | None, list[str]]
] = [
    ({}, None, [], None, ["CreatePermissionSet", ATTACH]),
    ({}, None, [], [ENGINEERS], ["CreatePermissionSet", ATTACH, "CreateAccountAssignment"]),
    ({}, OURS, [], [], []),
    ({}, OURS, [ENGINEERS], [ENGINEERS], []),
    ({}, OURS, [ENGINEERS], None, []),
    ({}, OURS, [ENGINEERS], [ENGINEERS, ENGINEERS, ADA], ["CreateAccountAssignment"]),
    ({"description": "For people"}, OURS, [], None, ["UpdatePermissionSet"]),
    ({"description": "For people"}, OURS, [ENGINEERS], None, ["UpdatePermissionSet", PROVISION]),
    ({"session_hours": 1}, OURS, [ENGINEERS], None, []),
    ({"session_hours": 2}, OURS, [ENGINEERS], None, ["UpdatePermissionSet", PROVISION]),
    ({"session_hours": 2}, replace(OURS, session="PT120M"), [ENGINEERS], None, []),
    ({"relay_state": ""}, replace(OURS, relay_state="https://x"), [], None, ["UpdatePermissionSet"]),
    ({"relay_state": ""}, OURS, [ENGINEERS], None, []),
    ({"tags": {"team": "a"}}, OURS, [ENGINEERS], None, ["TagResource"]),
    ({"tags": {}}, replace(OURS, tags={**OWN_TAG, "team": "a"}), [ENGINEERS], None, ["UntagResource"]),
    ({"tags": {}, "purge_tags": False}, replace(OURS, tags={**OWN_TAG, "team": "a"}), [], None, []),
    ({}, replace(OURS, tags={**OWN_TAG, "team": "a"}), [], None, []),
    (
        {"policies": (GENERAL, SECOND)},
        OURS,
        [ENGINEERS],
        [ENGINEERS, ELSEWHERE],
        [ATTACH, "CreateAccountAssignment", PROVISION],
    ),
    ({}, replace(OURS, policies=(GENERAL, SECOND)), [ENGINEERS], None, []),
    ({"purge_policies": True}, replace(OURS, policies=(GENERAL, SECOND)), [ENGINEERS], None, [DETACH, PROVISION]),
    ({"purge_policies": True}, replace(OURS, policies=(OTHER,)), [], None, [ATTACH, DETACH]),
    (
        {"purge_policies": True},
        replace(OURS, aws_policies=(ADMINISTRATOR,), inline_policy=INLINE),
        [ENGINEERS],
        None,
        ["DetachManagedPolicyFromPermissionSet", "DeleteInlinePolicyFromPermissionSet", PROVISION],
    ),
    ({"boundary": OTHER}, OURS, [ENGINEERS], None, ["PutPermissionsBoundaryToPermissionSet", PROVISION]),
    ({"boundary": OTHER}, replace(OURS, boundary=OTHER), [ENGINEERS], None, []),
    ({"boundary": ADMINISTRATOR}, replace(OURS, boundary=OTHER), [], None, ["PutPermissionsBoundaryToPermissionSet"]),
    ({"boundary": ""}, replace(OURS, boundary=OTHER), [], None, ["DeletePermissionsBoundaryFromPermissionSet"]),
    ({"boundary": ""}, OURS, [], None, []),
    ({}, OURS, [ENGINEERS, ADA], [ENGINEERS], []),
    ({"purge_assignments": True}, OURS, [ENGINEERS, ADA], [ENGINEERS], ["DeleteAccountAssignment"]),
    ({"purge_assignments": True}, OURS, [ENGINEERS, ADA], None, []),
    ({"purge_assignments": True}, OURS, [ENGINEERS], [], ["DeleteAccountAssignment"]),
    (  # nothing is provisioned where the set goes away
        {"purge_assignments": True, "description": "For people"},
        OURS,
        [ENGINEERS],
        [],
        ["UpdatePermissionSet", "DeleteAccountAssignment"],
    ),
    ({}, replace(OURS, outdated_accounts=ACCOUNTS[:1]), [ENGINEERS], None, [PROVISION]),  # a run was cut off
    ({"adopt": True}, replace(OURS, tags={}), [ENGINEERS], None, ["TagResource"]),
    ({"present": False}, None, [], None, []),
    ({"present": False}, OURS, [], None, ["DeletePermissionSet"]),
    ({"present": False}, OURS, [ENGINEERS, ADA], None, ["DeleteAccountAssignment"] * 2 + ["DeletePermissionSet"]),
    ({"present": False, "adopt": True}, replace(OURS, tags={}), [], None, ["DeletePermissionSet"]),
]


@pytest.mark.parametrize(("settings", "state", "held", "wanted", "expected"), ROWS)
def test_calls(
    settings: dict[str, Any],
    state: PermissionSet | None,
    held: Sequence[Assignment],
    wanted: Sequence[Assignment] | None,
    expected: list[str],
) -> None:
    planned = plan(asked(**settings), found(state, *held), wanted)
    assert calls(planned) == expected
    assert all(change.api == f"sso:{change.operation}" for change in planned.changes)


@pytest.mark.parametrize("present", [True, False])
def test_a_set_of_others_is_not_touched(present: bool) -> None:  # noqa: FBT001 - a parameter of the test
    with pytest.raises(ConflictError) as caught:
        plan(asked(present=present), found(replace(OURS, tags={"app2container:managed-by": "another"})), None)
    assert str(caught.value) == (
        "permission set People exists and is not managed by this collection; set adopt: true to manage it, or choose"
        " another name. Nothing has been changed."
    )


def test_too_many_policies() -> None:
    others = tuple(PolicyReference("/", f"P{number:02}") for number in range(20))
    with pytest.raises(ConflictError, match="permission set People would have 21 managed policies, and AWS accepts at"):
        plan(asked(), found(replace(OURS, policies=others)), None)
    plan(asked(), found(replace(OURS, policies=others[1:])), None)


def test_what_no_option_names_is_told() -> None:
    state = replace(
        OURS, policies=(GENERAL, OTHER), aws_policies=(ADMINISTRATOR,), inline_policy=INLINE, boundary=SECOND
    )
    planned = plan(asked(), found(state, ENGINEERS, ADA), [ENGINEERS])
    assert planned.changes == ()
    assert [(item.id, item.where, re.split(", (?:which|and no) ", item.message)[0]) for item in planned.findings] == [
        (
            "set-boundary-not-named",
            "permission set People",
            "Its permissions boundary is /app2container/App2ContainerGeneral-2",
        ),
        ("set-policy-not-named", "permission set People", "Policy /Other is attached to it"),
        ("set-policy-not-named", "permission set People", f"Policy {ADMINISTRATOR} is attached to it"),
        ("set-policy-not-named", "permission set People", "It has an inline policy"),
        (
            "assignment-not-named",
            "account assignment user ada in 111111111111",
            "It gives the permission set to somebody",
        ),
    ]


# options, the set -> the accounts in which policies have to be there
CHECKED: list[tuple[dict[str, Any], PermissionSet | None, Sequence[Assignment] | None, tuple[str, ...]]] = [
    ({}, None, None, ()),
    ({}, None, [ENGINEERS, ELSEWHERE], ACCOUNTS[:2]),
    ({}, OURS, None, ()),
    ({}, OURS, [ENGINEERS, ELSEWHERE], ACCOUNTS[1:2]),
    ({"tags": {"team": "a"}}, OURS, None, ()),
    ({"policies": (SECOND,)}, OURS, None, ACCOUNTS[:1]),
    ({"policies": (SECOND,), "purge_assignments": True}, OURS, [ELSEWHERE], ACCOUNTS[1:2]),
    ({"present": False}, OURS, None, ()),
]


@pytest.mark.parametrize(("settings", "state", "wanted", "accounts"), CHECKED)
def test_policies_are_looked_for_only_where_something_is_provisioned(
    settings: dict[str, Any],
    state: PermissionSet | None,
    wanted: Sequence[Assignment] | None,
    accounts: tuple[str, ...],
) -> None:
    planned = plan(asked(**settings), found(state, *([ENGINEERS] if state else [])), wanted)
    assert planned.checked == accounts


def test_the_policies_of_a_set_are_those_that_stay_and_a_boundary_of_the_account() -> None:
    planned = plan(asked(boundary=SECOND), found(replace(OURS, policies=(OTHER,))), None)
    assert planned.state is not None
    option = "customer_managed_policies"
    assert planned.state.references == {OTHER: option, GENERAL: option, SECOND: "permissions_boundary"}
    assert replace(planned.state, boundary=ADMINISTRATOR).references == {OTHER: option, GENERAL: option}


def test_assignments_of_one_account_follow_each_other() -> None:
    planned = plan(asked(), found(None), [ENGINEERS, ADA, ELSEWHERE])
    sequences = [change.sequence for change in planned.changes if change.wave == 2]
    assert sequences == [ACCOUNTS[0], ACCOUNTS[0], ACCOUNTS[1]]


POLICIES = (GENERAL, SECOND, OTHER)
ASSIGNMENTS = tuple(assignment(number, name) for number in range(3) for name in ("engineers", "testers"))
tags = st.dictionaries(st.sampled_from(["team", "stage"]), st.sampled_from(["a", "b"]))
boundaries: st.SearchStrategy[Boundary] = st.sampled_from(["", OTHER, ADMINISTRATOR])
held = st.lists(st.sampled_from(ASSIGNMENTS), unique=True)


def some_of(values: Sequence[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(values), unique=True, min_size=least).map(sorted).map(tuple)


@st.composite
def states(draw: st.DrawFn) -> Found:
    assignments = draw(held)
    accounts = sorted({item.account_id for item in assignments})
    state = PermissionSet(
        description=draw(st.sampled_from(["", "Old"])),
        session=draw(st.sampled_from(["PT1H", "PT60M", "PT90M", "PT8H"])),
        relay_state=draw(st.sampled_from(["", "https://old"])),
        tags={**draw(tags), **OWN_TAG},
        policies=draw(some_of(POLICIES)),
        aws_policies=draw(some_of([ADMINISTRATOR])),
        inline_policy=draw(st.sampled_from(["", INLINE])),
        boundary=draw(boundaries),
        outdated_accounts=draw(some_of(accounts)) if accounts else (),
    )
    return draw(st.sampled_from([found(state, *assignments), Found()]))


specs = st.builds(
    asked,
    present=st.sampled_from([True, True, True, False]),
    description=st.sampled_from([None, "New"]),
    session_hours=st.sampled_from([None, 1, 8]),
    relay_state=st.sampled_from([None, "", "https://new"]),
    boundary=st.none() | boundaries,
    tags=st.none() | tags,
    policies=some_of(POLICIES, 1),
    purge_tags=st.booleans(),
    purge_policies=st.booleans(),
    purge_assignments=st.booleans(),
)


@given(spec=specs, before=states(), wanted=st.none() | held)
def test_the_calls_lead_to_what_is_planned_and_a_second_plan_is_empty(
    spec: PermissionSetSpec, before: Found, wanted: list[Assignment] | None
) -> None:
    planned = plan(spec, before, wanted)
    reached = reduce(after, planned.changes, before)
    assert (reached.state, set(reached.assignments)) == (planned.state, set(planned.assignments))
    if spec.present:
        assert reached.state is not None
        assert set(spec.policies) <= set(reached.state.policies)
        assert set(wanted or ()) <= set(reached.assignments)
        assert reached.state.outdated_accounts == ()
    again = plan(spec, reached, wanted)
    assert again.changes == ()
    assert (again.state, again.assignments) == (planned.state, planned.assignments)


@given(spec=specs, before=states(), wanted=st.none() | held, data=st.data())
def test_a_run_that_is_cut_off_is_finished_by_the_next(
    spec: PermissionSetSpec, before: Found, wanted: list[Assignment] | None, data: st.DataObject
) -> None:
    planned = plan(spec, before, wanted)
    made = planned.changes[: data.draw(st.integers(0, len(planned.changes)))]
    between = reduce(after, made, before)
    rest = plan(spec, between, wanted)
    reached = reduce(after, rest.changes, between)
    assert (reached.state, set(reached.assignments)) == (planned.state, set(planned.assignments))
