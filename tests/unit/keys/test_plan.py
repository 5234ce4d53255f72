# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done with the keys of a user, and what never is: decision tables, and lives of keys made up by Hypothesis."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._keys.model import Holder, Key, Stored, Wanted
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.plan import UserPlan, keys_to_ask, plan_user
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.record import Intent, Previous, Record
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.steps import NEW_KEY

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
A, B, C = "AKIAAAAAAAAAAAAAAAAA", "AKIABBBBBBBBBBBBBBBB", "AKIACCCCCCCCCCCCCCCC"


def ago(**time: int) -> datetime:
    return NOW - timedelta(**time)


def key(key_id: str, *, active: bool = True, **age: int) -> Key:
    return Key(key_id=key_id, active=active, created=ago(**(age or {"days": 10})))


def holder(*keys: Key, stored: tuple[str, ...] = (), record: Record | None = None, **more: Any) -> Holder:
    held = Stored(key_ids=frozenset(stored), ready=more.pop("ready", True), foreign=more.pop("foreign", ""))
    return Holder(user="ada", keys=keys, stored=held, record=record or Record(), **more)


def previous(key_id: str = A, *, deactivated: int | None = None, since: int = 0) -> Previous:
    return Previous(
        key_id=key_id, since=ago(days=since), deactivated=None if deactivated is None else ago(days=deactivated)
    )


def told(planned: UserPlan) -> list[str]:
    """The steps and waits in short."""
    steps = [f"{step.action} {step.key_id}".rstrip() for step in planned.steps]
    return steps + [f"wait to {wait.action} {wait.key_id}" for wait in planned.waits]


ISSUE = ["prepare", "issue"]
PRESENT: list[tuple[str, Holder, list[str]]] = [
    ("nothing yet", holder(ready=False), ISSUE),
    ("all is well", holder(key(A), stored=(A,), record=Record(current=A)), []),
    ("the store is not ready", holder(key(A), stored=(A,), record=Record(current=A), ready=False), ["prepare"]),
    ("a foreign key beside ours", holder(key(A), key(B), stored=(A,), record=Record(current=A)), []),
    ("only a foreign key", holder(key(B)), ISSUE),
    ("deleted by hand", holder(stored=(A,), record=Record(current=A)), ISSUE),
    (
        "deactivated by hand",
        holder(key(A, active=False), stored=(A,), record=Record(current=A)),
        [*ISSUE, f"wait to delete {A}"],
    ),
    ("not in the store", holder(key(A), record=Record(current=A)), [*ISSUE, f"wait to deactivate {A}"]),
    (
        "another one in the store",
        holder(key(A), stored=(B,), record=Record(current=A)),
        [*ISSUE, f"wait to deactivate {A}"],
    ),
    ("too old", holder(key(A, days=90), stored=(A,), record=Record(current=A)), [*ISSUE, f"wait to deactivate {A}"]),
    ("nearly too old", holder(key(A, days=89, hours=23), stored=(A,), record=Record(current=A)), []),
    (
        "too old again, too soon",
        holder(key(A), key(B, days=90), stored=(B,), record=Record(current=B, previous=previous(A))),
        [f"wait to deactivate {A}", f"wait to rotate {B}"],
    ),
    (
        "too old again, and the one before can go",
        holder(
            key(A, active=False),
            key(B, days=90),
            stored=(B,),
            record=Record(current=B, previous=previous(A, since=60, deactivated=50)),
        ),
        ["prepare", f"delete {A}", "issue", f"wait to deactivate {B}"],
    ),
    (
        "the one before, in grace",
        holder(key(A), key(B), stored=(B,), record=Record(current=B, previous=previous(A, since=6))),
        [f"wait to deactivate {A}"],
    ),
    (
        "the one before, after grace",
        holder(key(A), key(B), stored=(B,), record=Record(current=B, previous=previous(A, since=7))),
        [f"deactivate {A}", f"wait to delete {A}"],
    ),
    ("the one before, gone", holder(key(B), stored=(B,), record=Record(current=B, previous=previous(A))), ["record"]),
    (
        "the one before, deactivated by hand or by a run that was cut off",
        holder(key(A, active=False), key(B), stored=(B,), record=Record(current=B, previous=previous(A, since=7))),
        ["record", f"wait to delete {A}"],
    ),
    (
        "the one before, activated again",
        holder(key(A), key(B), stored=(B,), record=Record(current=B, previous=previous(A, since=9, deactivated=2))),
        ["record"],
    ),
    (
        "the one before, not long enough deactivated",
        holder(
            key(A, active=False),
            key(B),
            stored=(B,),
            record=Record(current=B, previous=previous(A, since=20, deactivated=6)),
        ),
        [f"wait to delete {A}"],
    ),
    (
        "the one before, used last before that",
        holder(
            key(A, active=False),
            key(B),
            stored=(B,),
            record=Record(current=B, previous=previous(A, since=20, deactivated=7)),
            used={A: ago(days=8)},
        ),
        [f"delete {A}"],
    ),
    (
        "the one before, used since",
        holder(
            key(A, active=False),
            key(B),
            stored=(B,),
            record=Record(current=B, previous=previous(A, since=20, deactivated=7)),
            used={A: ago(days=3)},
        ),
        ["record"],
    ),
    # What a run that was cut off has left.
    ("intent, and no key", holder(record=Record(intent=Intent(at=ago(hours=1)))), ["prepare", "record", "issue"]),
    (
        "made, and not delivered",
        holder(key(A, hours=1), record=Record(intent=Intent(at=ago(hours=1)))),
        ["prepare", f"delete {A}", "issue"],
    ),
    (
        "made and delivered, and not noted",
        holder(key(A, hours=1), stored=(A,), record=Record(intent=Intent(at=ago(hours=1)))),
        ["record"],
    ),
    (
        "rotated and delivered, and not noted",
        holder(
            key(A), key(B, hours=1), stored=(B,), record=Record(current=A, intent=Intent(at=ago(hours=1), known=(A,)))
        ),
        ["record", f"wait to deactivate {A}"],
    ),
    (
        "rotated, and not delivered",
        holder(
            key(A, days=99),
            key(B, hours=1),
            stored=(A,),
            record=Record(current=A, intent=Intent(at=ago(hours=1), known=(A,))),
        ),
        ["prepare", f"delete {B}", "issue", f"wait to deactivate {A}"],
    ),
    (
        "a key that was there before the intent is not ours",
        holder(key(A, hours=1), record=Record(intent=Intent(at=ago(hours=1), known=(A,)))),
        ["prepare", "record", "issue"],
    ),
    (
        "a key from long after the intent is not ours",
        holder(key(A, minutes=30), record=Record(intent=Intent(at=ago(hours=1)))),
        ["prepare", "record", "issue"],
    ),
    (
        "a key that is used is not ours",
        holder(key(A, hours=1), record=Record(intent=Intent(at=ago(hours=1))), used={A: ago(minutes=50)}),
        ["prepare", "record", "issue"],
    ),
    ("what the store holds is ours, whatever the tag says", holder(key(A), stored=(A,)), ["record"]),
    ("an inactive key in the store is no use", holder(key(A, active=False), stored=(A,)), ISSUE),
]


@pytest.mark.parametrize(("seen", "expected"), [case[1:] for case in PRESENT], ids=[case[0] for case in PRESENT])
def test_present(seen: Holder, expected: list[str]) -> None:
    planned = plan_user(Wanted(max_age=timedelta(days=90)), seen, NOW)
    assert planned.conflict == ""
    assert told(planned) == expected


def test_without_grace_all_is_done_at_once() -> None:
    seen = holder(key(A, days=90), stored=(A,), record=Record(current=A))
    at_once = Wanted(max_age=timedelta(0), grace=timedelta(0), delete_after=timedelta(0))
    assert told(plan_user(at_once, seen, NOW)) == [*ISSUE, f"deactivate {A}", f"delete {A}"]


ABSENT: list[tuple[str, Holder, list[str]]] = [
    ("nothing", holder(), []),
    ("no such user", holder(exists=False), []),
    ("no such user, but a key of it in the store", holder(exists=False, stored=(A,)), ["discard"]),
    ("one key", holder(key(A), stored=(A,), record=Record(current=A)), [f"delete {A}", "discard", "record"]),
    (
        "ours and a foreign one",
        holder(key(A), key(B), stored=(A,), record=Record(current=A)),
        [f"delete {A}", "discard", "record"],
    ),
    (
        "a key and the one before",
        holder(key(A), key(B), stored=(B,), record=Record(current=B, previous=previous(A))),
        [f"delete {A}", f"delete {B}", "discard", "record"],
    ),
    ("only foreign ones", holder(key(A), key(B)), []),
    ("a foreign secret in the store", holder(key(A), record=Record(current=A), foreign="x"), [f"delete {A}", "record"]),
    (
        "made, and not delivered",
        holder(key(A, hours=1), record=Record(intent=Intent(at=ago(hours=1)))),
        [f"delete {A}"],
    ),
]


@pytest.mark.parametrize(("seen", "expected"), [case[1:] for case in ABSENT], ids=[case[0] for case in ABSENT])
def test_absent(seen: Holder, expected: list[str]) -> None:
    planned = plan_user(Wanted(present=False), seen, NOW)
    assert told(planned) == expected
    assert planned.after.record == Record()


CONFLICTS: list[tuple[Holder, str]] = [
    (holder(foreign="user ada: the secret x is of others"), "user ada: the secret x is of others"),
    (
        holder(key(B), key(C)),
        (
            f"user ada needs a new access key, as there is no key yet, but has two already, {B} and {C}, and IAM"
            " allows no more: delete one that nobody uses"
        ),
    ),
    (
        holder(key(A, days=90), key(C), stored=(A,), record=Record(current=A)),
        (
            f"user ada needs a new access key, as the key is 90 days old, but has two already, {A} and {C},"
            " and IAM allows no more: delete one that nobody uses"
        ),
    ),
    (
        holder(key(A), key(B), record=Record(current=B, previous=previous(A))),
        (
            f"user ada needs a new access key, as its secret is not in the store, but has two already, {A}"
            f" and {B}, and IAM allows no more: delete one that nobody uses"
        ),
    ),
    (
        holder(key(A, hours=1), key(B, hours=1), record=Record(intent=Intent(at=ago(hours=1)))),
        (
            f"user ada has the access keys {A} and {B}, one of which an interrupted run has made; delete the"
            " one that nobody knows"
        ),
    ),
]


@pytest.mark.parametrize(("seen", "message"), CONFLICTS)
def test_what_stands_in_the_way(seen: Holder, message: str) -> None:
    planned = plan_user(Wanted(max_age=timedelta(days=90)), seen, NOW)
    assert planned.conflict == message
    assert planned.steps == ()


def test_foreign_keys_are_told() -> None:
    seen = holder(key(A), key(B), stored=(A,), record=Record(current=A))
    assert plan_user(Wanted(), seen, NOW).others == (B,)
    assert plan_user(Wanted(present=False), seen, NOW).others == (B,)


def test_last_use_is_asked_for_only_where_it_matters() -> None:
    old = Record(current=B, previous=previous(A, since=20, deactivated=7))
    assert keys_to_ask(Wanted(), holder(key(A, active=False), key(B), stored=(B,), record=old), NOW) == (A,)
    young = Record(current=B, previous=previous(A, since=20, deactivated=6))
    assert keys_to_ask(Wanted(), holder(key(A, active=False), key(B), stored=(B,), record=young), NOW) == ()
    cut_off = holder(key(A, hours=1), key(B), record=Record(intent=Intent(at=ago(hours=1), known=(B,))))
    assert keys_to_ask(Wanted(), cut_off, NOW) == (A,)
    assert keys_to_ask(Wanted(), holder(key(A), key(B)), NOW) == ()


def carried_out(planned: UserPlan, number: int) -> Holder:
    """The user after a plan, with an id for the key that was made."""
    made = f"AKIA{number:016}"

    def renamed(key_id: str) -> str:
        return made if key_id == NEW_KEY else key_id

    after = planned.after
    return replace(
        after,
        keys=tuple(replace(held, key_id=renamed(held.key_id)) for held in after.keys),
        stored=replace(after.stored, key_ids=frozenset(map(renamed, after.stored.key_ids))),
        record=replace(after.record, current=renamed(after.record.current)),
    )


@given(
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["", "deactivate", "lose", "forget", "use"])), max_size=12),
    st.integers(0, 60),
    st.integers(0, 10),
    st.integers(0, 10),
    st.booleans(),
)
def test_a_life_of_keys(
    events: list[tuple[int, str]],
    max_age: int,
    grace: int,
    delete_after: int,
    foreign: bool,  # noqa: FBT001
) -> None:
    """Days pass, and things happen; whatever they are, each plan leaves a usable key or says why there is none."""
    wanted = Wanted(
        max_age=timedelta(days=max_age or 400), grace=timedelta(days=grace), delete_after=timedelta(days=delete_after)
    )
    now, user = NOW, holder(*([key(C)] if foreign else []))
    for number, (days, event) in enumerate(events):
        now += timedelta(days=days)
        user = happened(user, event, now)
        planned = plan_user(wanted, user, now)
        order = [(step.action, step.key_id) for step in planned.steps]
        removed = {key_id for action, key_id in order if action == "delete"}
        if user.record.current in removed:  # never first
            assert order.index(("issue", "")) < order.index(("delete", user.record.current))
        assert C not in removed
        user = carried_out(planned, number)
        assert any(held.key_id == C for held in user.keys) == foreign
        if not planned.conflict:
            current = user.key(user.record.current)
            assert current
            assert current.active
            assert current.key_id in user.stored.key_ids
            assert len(user.keys) <= 2
            again = plan_user(replace(wanted, max_age=None), user, now)
            assert again.steps == ()


def happened(user: Holder, event: str, now: datetime) -> Holder:
    """Something that others do."""
    current = user.record.current
    if event == "deactivate":
        keys = tuple(replace(held, active=held.active and held.key_id != current) for held in user.keys)
        return replace(user, keys=keys)
    if event == "lose":
        return replace(user, stored=Stored())
    if event == "forget":
        return replace(user, record=Record())
    used = {held.key_id: now if event == "use" else None for held in user.keys}
    return replace(user, used=used)
