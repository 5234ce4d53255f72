# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of summaries, of the lines that Ansible shows as warnings, and of the failure by findings."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import User
from ansible_collections.fleetops.app2container.plugins.module_utils._account.plan import plan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import UserSpec
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Kind, Ref
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.change import Change
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.finding import Finding, FindingType, finding
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.plan import Plan
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.summary import (
    FindingsError,
    listed,
    refuse_findings,
    summary,
    warnings,
)
from tests.support.builders import (
    account,
    desired,
    document,
    group,
    group_part,
    policy_part,
    user,
    user_parts,
    worker_part,
)

TITLE = "Access in account 111122223333"
TYPES: Mapping[str, FindingType] = {
    "bad": FindingType("error", "It is bad", "Mend it."),
    "odd": FindingType("warning", "It is odd", "Look at it."),
    "left": FindingType("info", "{name} is left unchanged"),
}


def access(**parts: object) -> dict[str, object]:
    return {"policy": policy_part(document()), "group": group_part(), **parts}


def test_a_first_run() -> None:
    planned = plan(desired(**access(users=user_parts("ada", "grace"), worker=worker_part())), account())
    assert summary(TITLE, planned, check=False) == [
        "Access in account 111122223333: 11 changes made.",
        "Created policy A2C.",
        "Created group Users.",
        "Created 2 users: ada, grace.",
        "Created role Worker.",
        "Created instance profile Worker.",
    ]
    assert summary(TITLE, planned, check=True)[:2] == [
        "Access in account 111122223333: 11 changes would be made.",
        "Would create policy A2C.",
    ]


def test_nothing_to_do_and_one_change() -> None:
    wanted = desired(group=group_part(), users=user_parts("ada"))
    assert summary(TITLE, plan(wanted, account(group(), user())), check=False) == [f"{TITLE}: nothing to change."]
    assert summary(TITLE, plan(wanted, account(group(), user(groups=()))), check=True) == [
        f"{TITLE}: 1 change would be made.",
        "Would change user ada (groups).",
    ]


def test_removals_beside_creations() -> None:
    wanted = desired(users=(*user_parts("linus"), UserSpec(name="grace", present=False)))
    assert summary(TITLE, plan(wanted, account(user("grace", groups=()))), check=False)[1:] == [
        "Created user linus.",
        "Removed user grace.",
    ]


def test_very_many_users_stay_readable() -> None:
    names = [f"user{number:03}" for number in range(500)]
    lines = summary(TITLE, plan(desired(group=group_part(), users=user_parts(*names)), account()), check=False)
    assert lines == [
        f"{TITLE}: 1001 changes made.",
        "Created group Users.",
        f"Created 500 users: {', '.join(names[:10])} and 490 more.",
    ]


def test_what_was_left_alone_what_waits_and_what_was_found() -> None:
    foreign = plan(desired(group=group_part(), users=user_parts("eve")), account(group(), user("eve", tags={})))
    found = [*foreign.findings, finding(TYPES, "odd", "S", "So."), finding(TYPES, "bad", "T", "Very.")]
    lines = summary(TITLE, foreign, check=False, findings=found, pending=["Waiting for tomorrow."])
    assert lines == [
        f"{TITLE}: nothing to change.",
        "Waiting for tomorrow.",
        f"user eve: {foreign.findings[0].message} [user-not-ours]",
        "Findings: 1 error and 1 warning, see the warnings.",
    ]


def test_control_characters_of_names_do_not_reach_the_terminal() -> None:
    ref = Ref(Kind.USER, "a\x1b[31mda\n")
    planned: Plan[User] = Plan(changes=(Change(target=ref, action="delete"),), before={ref: user()}, after={})
    assert summary(TITLE, planned, check=False)[1:] == ["Removed user a\\x1b[31mda\\n."]
    assert warnings([finding(TYPES, "odd", "a\x07", "b\x1b")]) == ["a\\x07: b\\x1b Look at it. [odd]"]


def test_warnings_are_grouped_and_the_most_severe_come_first() -> None:
    found = [
        finding(TYPES, "left", "user eve", name="Eve"),
        *(finding(TYPES, "odd", f"S{number}", f"So {number}.") for number in range(8)),
        finding(TYPES, "bad", "T", "Very."),
    ]
    assert warnings(found) == [
        "T: Very. Mend it. [bad]",
        "S0, S1, S2, S3, S4 and 3 more: It is odd. Look at it. [odd]",
    ]


BAD = finding(TYPES, "bad", "T", "Very.")
ODD = finding(TYPES, "odd", "S", "So.")
BY_DESIGN = Finding(id="bad", severity="error", where="G", message="As the guide has it.", by_design=True)


@pytest.mark.parametrize(
    ("found", "fail_on", "named"),
    [
        ([BAD, ODD], "error", ["bad"]),
        ([ODD, BAD], "warning", ["bad", "odd"]),
        ([BAD], "never", []),
        ([ODD], "error", []),
        ([BY_DESIGN], "warning", []),
        ([], "warning", []),
    ],
)
def test_fail_on(found: list[Finding], fail_on: str, named: list[str]) -> None:
    if not named:
        refuse_findings(found, fail_on)
        return
    with pytest.raises(FindingsError) as caught:
        refuse_findings(found, fail_on)
    assert sorted(item.id for item in caught.value.findings) == named
    assert str(caught.value).startswith(f"fail_on is {fail_on}, and there are such findings: T: Very. Mend it. [bad]")
    assert "Nothing has been changed" in str(caught.value)


def test_lists_are_cut() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"], 2) == "a, b and 1 more"
