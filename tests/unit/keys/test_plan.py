# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules for the keys of a user: decision tables, and lives of keys that Hypothesis makes up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._keys.draft import NEW_KEY, KeyPlan
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.model import (
    Key,
    RotationSettings,
    StoredKeys,
    UserKeys,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.plan import keys_needing_last_use, plan_keys
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.record import Intent, Previous, Record

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
A, B, C = "AKIAAAAAAAAAAAAAAAAA", "AKIABBBBBBBBBBBBBBBB", "AKIACCCCCCCCCCCCCCCC"


def ago(**time: int) -> datetime:
    return NOW - timedelta(**time)


def key(key_id: str, *, active: bool = True, **age: int) -> Key:
    return Key(key_id=key_id, active=active, created=ago(**(age or {"days": 10})))


def ada(*keys: Key, stored: tuple[str, ...] = (), record: Record | None = None, **more: Any) -> UserKeys:
    held = StoredKeys(
        key_ids=frozenset(stored), as_configured=more.pop("as_configured", True), conflict=more.pop("conflict", "")
    )
    return UserKeys(user="ada", keys=keys, stored=held, record=record or Record(), **more)


def previous(key_id: str = A, *, deactivated: int | None = None, since: int = 0) -> Previous:
    return Previous(
        key_id=key_id, since=ago(days=since), deactivated=None if deactivated is None else ago(days=deactivated)
    )


def in_short(plan: KeyPlan) -> list[str]:
    """The changes and waits in short."""
    changes = [f"{change.action} {change.key_id}".rstrip() for change in plan.changes]
    return changes + [f"wait to {wait.action} {wait.key_id}" for wait in plan.waits.get("ada", ())]


def after(plan: KeyPlan) -> UserKeys:
    """The only user after the plan."""
    (user,) = plan.after.values()
    return user


ISSUE = ["prepare", "issue"]
PRESENT: list[tuple[str, UserKeys, list[str]]] = [
    ("nothing yet", ada(as_configured=False), ISSUE),
    ("all is well", ada(key(A), stored=(A,), record=Record(current=A)), []),
    (
        "the store is not as configured",
        ada(key(A), stored=(A,), record=Record(current=A), as_configured=False),
        ["prepare"],
    ),
    ("a managed key and another one", ada(key(A), key(B), stored=(A,), record=Record(current=A)), []),
    ("only a key that is not managed", ada(key(B)), ISSUE),
    ("deleted by hand", ada(stored=(A,), record=Record(current=A)), ISSUE),
    (
        "deactivated by hand",
        ada(key(A, active=False), stored=(A,), record=Record(current=A)),
        [*ISSUE, f"wait to delete {A}"],
    ),
    ("not in the store", ada(key(A), record=Record(current=A)), [*ISSUE, f"wait to deactivate {A}"]),
    (
        "another one in the store",
        ada(key(A), stored=(B,), record=Record(current=A)),
        [*ISSUE, f"wait to deactivate {A}"],
    ),
    ("too old", ada(key(A, days=90), stored=(A,), record=Record(current=A)), [*ISSUE, f"wait to deactivate {A}"]),
    ("nearly too old", ada(key(A, days=89, hours=23), stored=(A,), record=Record(current=A)), []),
    (
        "too old again, too soon",
        ada(key(A), key(B, days=90), stored=(B,), record=Record(current=B, previous=previous(A))),
        [f"wait to deactivate {A}", f"wait to rotate {B}"],
    ),
    (
        "too old again, and the one before can go",
        ada(
            key(A, active=False),
            key(B, days=90),
            stored=(B,),
            record=Record(current=B, previous=previous(A, since=60, deactivated=50)),
        ),
        ["prepare", f"delete {A}", "issue", f"wait to deactivate {B}"],
    ),
    (
        "the one before, in grace",
        ada(key(A), key(B), stored=(B,), record=Record(current=B, previous=previous(A, since=6))),
        [f"wait to deactivate {A}"],
    ),
    (
        "the one before, after grace",
        ada(key(A), key(B), stored=(B,), record=Record(current=B, previous=previous(A, since=7))),
        [f"deactivate {A}", f"wait to delete {A}"],
    ),
    ("the one before, gone", ada(key(B), stored=(B,), record=Record(current=B, previous=previous(A))), ["record"]),
    (
        "the one before, deactivated by hand or by an interrupted run",
        ada(key(A, active=False), key(B), stored=(B,), record=Record(current=B, previous=previous(A, since=7))),
        ["record", f"wait to delete {A}"],
    ),
    (
        "the one before, activated again",
        ada(key(A), key(B), stored=(B,), record=Record(current=B, previous=previous(A, since=9, deactivated=2))),
        ["record"],
    ),
    (
        "the one before, not long enough deactivated",
        ada(
            key(A, active=False),
            key(B),
            stored=(B,),
            record=Record(current=B, previous=previous(A, since=20, deactivated=6)),
        ),
        [f"wait to delete {A}"],
    ),
    (
        "the one before, used last before that",
        ada(
            key(A, active=False),
            key(B),
            stored=(B,),
            record=Record(current=B, previous=previous(A, since=20, deactivated=7)),
            last_used={A: ago(days=8)},
        ),
        [f"delete {A}"],
    ),
    (
        "the one before, used since",
        ada(
            key(A, active=False),
            key(B),
            stored=(B,),
            record=Record(current=B, previous=previous(A, since=20, deactivated=7)),
            last_used={A: ago(days=3)},
        ),
        ["record"],
    ),
    # What an interrupted run has left.
    ("intent, and no key", ada(record=Record(intent=Intent(at=ago(hours=1)))), ["prepare", "record", "issue"]),
    (
        "created, and not delivered",
        ada(key(A, hours=1), record=Record(intent=Intent(at=ago(hours=1)))),
        ["prepare", f"delete {A}", "issue"],
    ),
    (
        "created and delivered, and not recorded",
        ada(key(A, hours=1), stored=(A,), record=Record(intent=Intent(at=ago(hours=1)))),
        ["record"],
    ),
    (
        "rotated and delivered, and not recorded",
        ada(key(A), key(B, hours=1), stored=(B,), record=Record(current=A, intent=Intent(at=ago(hours=1), known=(A,)))),
        ["record", f"wait to deactivate {A}"],
    ),
    (
        "rotated, and not delivered",
        ada(
            key(A, days=99),
            key(B, hours=1),
            stored=(A,),
            record=Record(current=A, intent=Intent(at=ago(hours=1), known=(A,))),
        ),
        ["prepare", f"delete {B}", "issue", f"wait to deactivate {A}"],
    ),
    (
        "a key that was there before the intent is not managed",
        ada(key(A, hours=1), record=Record(intent=Intent(at=ago(hours=1), known=(A,)))),
        ["prepare", "record", "issue"],
    ),
    (
        "a key from long after the intent is not managed",
        ada(key(A, minutes=30), record=Record(intent=Intent(at=ago(hours=1)))),
        ["prepare", "record", "issue"],
    ),
    (
        "a key that is used is not managed",
        ada(key(A, hours=1), record=Record(intent=Intent(at=ago(hours=1))), last_used={A: ago(minutes=50)}),
        ["prepare", "record", "issue"],
    ),
    ("a key in the store that the tag does not know is not managed", ada(key(A), stored=(A,)), ISSUE),
    ("an inactive key in the store cannot be used", ada(key(A, active=False), stored=(A,)), ISSUE),
]


@pytest.mark.parametrize(("seen", "expected"), [case[1:] for case in PRESENT], ids=[case[0] for case in PRESENT])
def test_present(seen: UserKeys, expected: list[str]) -> None:
    assert in_short(plan_keys(RotationSettings(max_age=timedelta(days=90)), [seen], NOW)) == expected


def test_without_grace_all_is_done_at_once() -> None:
    seen = ada(key(A, days=90), stored=(A,), record=Record(current=A))
    at_once = RotationSettings(max_age=timedelta(0), grace=timedelta(0), delete_after=timedelta(0))
    assert in_short(plan_keys(at_once, [seen], NOW)) == [*ISSUE, f"deactivate {A}", f"delete {A}"]


ABSENT: list[tuple[str, UserKeys, list[str]]] = [
    ("nothing", ada(), []),
    ("no such user", ada(exists=False), []),
    ("no such user, but a key of it in the store", ada(exists=False, stored=(A,)), ["discard"]),
    ("one key", ada(key(A), stored=(A,), record=Record(current=A)), [f"delete {A}", "discard", "record"]),
    (
        "a managed key and another one",
        ada(key(A), key(B), stored=(A,), record=Record(current=A)),
        [f"delete {A}", "discard", "record"],
    ),
    (
        "a key and the one before",
        ada(key(A), key(B), stored=(B,), record=Record(current=B, previous=previous(A))),
        [f"delete {A}", f"delete {B}", "discard", "record"],
    ),
    ("only keys that are not managed", ada(key(A), key(B)), []),
    ("another secret in the store", ada(key(A), record=Record(current=A), conflict="x"), [f"delete {A}", "record"]),
    (
        "created, and not delivered",
        ada(key(A, hours=1), record=Record(intent=Intent(at=ago(hours=1)))),
        [f"delete {A}"],
    ),
]


@pytest.mark.parametrize(("seen", "expected"), [case[1:] for case in ABSENT], ids=[case[0] for case in ABSENT])
def test_absent(seen: UserKeys, expected: list[str]) -> None:
    plan = plan_keys(RotationSettings(present=False), [seen], NOW)
    assert in_short(plan) == expected
    assert after(plan).record == Record()


HELD_UP: list[tuple[UserKeys, str]] = [
    (ada(conflict="the secret x is of others"), "the secret x is of others"),
    (
        ada(key(B), key(C)),
        (
            f"it needs a new access key, since there is no key yet, but already has two, {B} and {C}, and IAM allows"
            " no more; delete one that nobody uses"
        ),
    ),
    (
        ada(key(A, days=90), key(C), stored=(A,), record=Record(current=A)),
        (
            f"it needs a new access key, since the key is 90 days old, but already has two, {A} and {C}, and IAM"
            " allows no more; delete one that nobody uses"
        ),
    ),
    (
        ada(key(A), key(B), record=Record(current=B, previous=previous(A, since=30))),
        (
            f"it needs a new access key, since its secret is not in the store, but already has two, {A} and {B}, and"
            " IAM allows no more; delete one that nobody uses"
        ),
    ),
    (
        ada(key(A, hours=1), key(B, hours=1), record=Record(intent=Intent(at=ago(hours=1)))),
        (
            f"it has the access keys {A} and {B}, one of which was created by an interrupted run; delete the one that"
            " nobody uses"
        ),
    ),
    (
        ada(key(A), stored=(A,), foreign_record="mine"),
        (
            "the tag app2container:access-key has the value 'mine', which this collection has not written; remove the"
            " tag, then check which access keys of the user are needed"
        ),
    ),
]


@pytest.mark.parametrize(("seen", "problem"), HELD_UP)
def test_a_user_with_a_problem_waits_and_all_others_go_on(seen: UserKeys, problem: str) -> None:
    """None of its keys is changed, not even the previous one whose time has come."""
    others = [
        UserKeys(user="eve"),
        replace(ada(key(A, days=90), stored=(A,), record=Record(current=A)), user="grace"),
    ]
    plan = plan_keys(RotationSettings(max_age=timedelta(days=90)), [others[0], seen, others[1]], NOW)
    assert plan.held_up == {"ada": problem}
    assert [(change.target.name, change.action) for change in plan.changes] == [
        ("eve", "prepare"),
        ("grace", "prepare"),
        ("eve", "issue"),
        ("grace", "issue"),
    ]
    assert plan.after[seen.ref] == seen
    assert plan.waits.keys() == {"grace"}
    assert [finding.to_json() for finding in plan.findings if finding.id == "held-up-user"] == [
        {
            "id": "held-up-user",
            "severity": "error",
            "where": "user ada",
            "message": f"Its access keys are left unchanged: {problem}.",
        }
    ]


def test_a_foreign_record_holds_up_the_removal_too() -> None:
    plan = plan_keys(RotationSettings(present=False), [ada(key(A), stored=(A,), foreign_record="mine")], NOW)
    assert (plan.changes, [*plan.held_up]) == ((), ["ada"])


@pytest.mark.parametrize("settings", [RotationSettings(), RotationSettings(present=False)])
def test_keys_of_others_are_findings(settings: RotationSettings) -> None:
    plan = plan_keys(settings, [ada(key(A), key(B), stored=(A,), record=Record(current=A))], NOW)
    assert after(plan).other_keys == (B,)
    assert [finding.to_json() for finding in plan.findings] == [
        {
            "id": "other-access-key",
            "severity": "info",
            "where": "user ada",
            "message": f"It has the access key {B}, which is not managed by this collection and is left unchanged.",
        }
    ]


def test_a_forged_file_names_a_key_of_others() -> None:
    """It is neither recorded nor deleted, and the finding says so."""
    forged = ada(key(A), stored=(A,))
    for present in (True, False):
        plan = plan_keys(RotationSettings(present=present, grace=timedelta(0)), [forged], NOW)
        assert not [change for change in plan.changes if change.key_id == A]
        assert A not in after(plan).record.key_ids
        assert after(plan).key(A) == key(A)
        assert [finding.to_json() for finding in plan.findings] == [
            {
                "id": "stored-key-not-recorded",
                "severity": "warning",
                "where": "user ada",
                "message": (
                    f"The store holds the access key {A} of the user, but the tag of the user does not record it, so it"
                    " is not managed by this collection and is left unchanged. Check who put it there, and delete the"
                    " key if nobody uses it."
                ),
            }
        ]


def test_a_missing_user_is_a_finding_unless_its_keys_are_to_be_absent() -> None:
    missing = ada(exists=False)
    assert [found.id for found in plan_keys(RotationSettings(), [missing], NOW).findings] == ["missing-user"]
    assert plan_keys(RotationSettings(present=False), [missing], NOW).findings == ()


def test_the_plan_of_a_rotation() -> None:
    old, stays = ada(key(A, days=90), stored=(A,), record=Record(current=A)), UserKeys(user="grace", exists=False)
    plan = plan_keys(
        RotationSettings(max_age=timedelta(days=90), grace=timedelta(0)), [old, replace(stays, user="eve")], NOW
    )
    before = {"current": A, "previous": None, "keys": {A: "active"}, "stored": [A]}
    rotated = {"current": NEW_KEY, "previous": A, "keys": {A: "active", NEW_KEY: "active"}, "stored": [NEW_KEY]}
    common = {"type": "user", "name": "ada", "user": "ada"}
    eve: dict[str, Any] = {**common, "name": "eve", "user": "eve", "access_key_id": None, "before": {}, "after": {}}
    empty: dict[str, Any] = {"current": None, "previous": None, "keys": {}, "stored": []}
    issued = {"current": NEW_KEY, "previous": None, "keys": {NEW_KEY: "active"}, "stored": [NEW_KEY]}
    prepare = {"action": "prepare", "api": None, "reason": "a new key is about to be delivered to it"}
    issue = {"action": "issue", "api": "iam:CreateAccessKey", "access_key_id": None}
    changed = ("current", "keys", "stored")
    result = plan.result()
    assert result["changed"] is True
    assert result["changes"] == [
        {**common, **prepare, "access_key_id": None, "before": {}, "after": {}},
        {**eve, **prepare},
        {**common, **issue, "reason": "the key is 90 days old", "before": before, "after": rotated},
        {
            **common,
            "action": "deactivate",
            "api": "iam:UpdateAccessKey",
            "access_key_id": A,
            "reason": "its grace period is over",
            "before": {"keys": rotated["keys"]},
            "after": {"keys": {A: "inactive", NEW_KEY: "active"}},
        },
        {
            **eve,
            **issue,
            "reason": "there is no key yet",
            "before": {name: empty[name] for name in changed},
            "after": {name: issued[name] for name in changed},
        },
    ]
    after = {**rotated, "keys": {A: "inactive", NEW_KEY: "active"}}
    assert [(entry["after_header"], entry["before"], entry["after"]) for entry in result["diff"]] == [
        (
            "user ada",
            {name: value for name, value in before.items() if after[name] != value},
            {name: value for name, value in after.items() if before[name] != value},
        ),
        ("user eve", {name: empty[name] for name in changed}, {name: issued[name] for name in changed}),
    ]


def test_last_use_is_read_only_where_it_matters() -> None:
    old = Record(current=B, previous=previous(A, since=20, deactivated=7))
    young = Record(current=B, previous=previous(A, since=20, deactivated=6))
    settings, keys = RotationSettings(), (key(A, active=False), key(B))
    assert keys_needing_last_use(settings, ada(*keys, stored=(B,), record=old), NOW) == (A,)
    assert keys_needing_last_use(settings, ada(*keys, stored=(B,), record=young), NOW) == ()
    interrupted = ada(key(A, hours=1), key(B), record=Record(intent=Intent(at=ago(hours=1), known=(B,))))
    assert keys_needing_last_use(settings, interrupted, NOW) == (A,)
    assert keys_needing_last_use(settings, ada(key(A), key(B)), NOW) == ()


def carried_out(user: UserKeys, number: int) -> UserKeys:
    """The user after a plan, with an id for the key that was created."""
    created = f"AKIA{number:016}"

    def renamed(key_id: str) -> str:
        return created if key_id == NEW_KEY else key_id

    return replace(
        user,
        keys=tuple(replace(held, key_id=renamed(held.key_id)) for held in user.keys),
        stored=replace(user.stored, key_ids=frozenset(map(renamed, user.stored.key_ids))),
        record=replace(user.record, current=renamed(user.record.current)),
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
    settings = RotationSettings(
        max_age=timedelta(days=max_age or 400), grace=timedelta(days=grace), delete_after=timedelta(days=delete_after)
    )
    now, user = NOW, ada(*([key(C)] if foreign else []))
    for number, (days, event) in enumerate(events):
        now += timedelta(days=days)
        user = happened(user, event, now)
        plan = plan_keys(settings, [user], now)
        if plan.held_up:
            assert len(user.keys) == 2
            continue
        order = [(change.action, change.key_id) for change in plan.changes]
        removed = {key_id for action, key_id in order if action == "delete"}
        if user.record.current in removed:  # never first
            assert order.index(("issue", "")) < order.index(("delete", user.record.current))
        assert C not in removed
        user = carried_out(after(plan), number)
        assert any(held.key_id == C for held in user.keys) == foreign
        current = user.current
        assert current
        assert current.active
        assert current.key_id in user.stored.key_ids
        assert len(user.keys) <= 2
        assert plan_keys(replace(settings, max_age=None), [user], now).changes == ()


def happened(user: UserKeys, event: str, now: datetime) -> UserKeys:
    """Something that others do."""
    current = user.record.current
    if event == "deactivate":
        keys = tuple(replace(held, active=held.active and held.key_id != current) for held in user.keys)
        return replace(user, keys=keys)
    if event == "lose":
        return replace(user, stored=StoredKeys())
    if event == "forget":
        return replace(user, record=Record())
    used = {held.key_id: now if event == "use" else None for held in user.keys}
    return replace(user, last_used=used)
