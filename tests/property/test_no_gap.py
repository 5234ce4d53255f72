# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""While a policy changes, what is allowed before and after is allowed at every moment between, and so is a denial."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from hypothesis import assume, event, given, reject
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._account.draft import AccountPlan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import (
    ManagedPolicy,
    Snapshot,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._account.plan import plan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.policies import arranged_policy
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import App2ContainerError
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.arrange import arranged
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.build import build
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import (
    MAX_SIZE,
    Document,
    Statement,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.evaluate import Decision, decide
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.split import pack
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.transition import transition
from tests.support.builders import account, desired, group, group_part, policy_part, worker_part
from tests.support.planned_iam import with_usage
from tests.unit.policy.policy_making import PROPERTY, SLOW_PROPERTY, make, params

Request = tuple[str, str, Mapping[str, str]]
Parts = dict[int, Document]

ACTIONS = ("s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:DeleteObject")
RESOURCES = tuple(f"arn:aws:s3:::{name}" for name in ("a", "ab", "b", "bc"))
PATTERNS = (*RESOURCES, "arn:aws:s3:::a*", "arn:aws:s3:::b*", "*")
EVERY_REQUEST: tuple[Request, ...] = tuple((action, resource, {}) for action, resource in product(ACTIONS, RESOURCES))


def padded(sid: str, size: int, **parts: Any) -> Statement:
    """A statement of about that many characters; the padding matches no request."""
    return Statement(sid=sid, **{**parts, "resources": (*parts["resources"], f"arn:aws:s3:::{sid}/{'x' * size}")})


def statements(sid: str) -> st.SearchStrategy[Statement]:
    """Large statements, so that a few of them fill a part."""
    return st.builds(
        padded,
        st.just(sid),
        st.sampled_from((1200, 1900, 2900, 4000)),
        effect=st.sampled_from(("Allow", "Allow", "Allow", "Allow", "Deny")),
        actions=st.lists(st.sampled_from((*ACTIONS, "s3:*")), min_size=1, max_size=2, unique=True).map(tuple),
        resources=st.lists(st.sampled_from(PATTERNS), min_size=1, max_size=2, unique=True).map(tuple),
    )


SIDS = tuple("ABCDEFGH")
EVERY_STATEMENT = {sid: statements(sid) for sid in SIDS}
POLICIES = st.lists(st.sampled_from(SIDS), unique=True, min_size=1, max_size=7).flatmap(
    lambda sids: st.tuples(*(EVERY_STATEMENT[sid] for sid in sids))
)


def as_parts(documents: Iterable[Document]) -> Parts:
    return dict(enumerate(documents, start=1))


@st.composite
def changes(draw: st.DrawFn) -> tuple[Parts, tuple[Statement, ...]]:
    """Parts as they are now, in any layout, and what is wanted: some statements the same, some changed, some new."""
    now = draw(POLICIES)
    wanted = {one.sid: one for one in now}
    for one in draw(POLICIES):
        wanted[one.sid] = one
    for sid in draw(st.sets(st.sampled_from(SIDS), max_size=4)):
        wanted.pop(sid, None)
    assume(wanted)
    parts = as_parts(pack(draw(st.permutations(now))))
    return parts, tuple(draw(st.permutations(list(wanted.values()))))


def verdicts(documents: Iterable[Document], requests: Iterable[Request]) -> list[bool]:
    held = tuple(documents)
    return [decide(held, action, resource, context) is Decision.ALLOWED for action, resource, context in requests]


def check_between(states: Sequence[Iterable[Document]], requests: Iterable[Request], *, denials: bool = True) -> None:
    """Fails if a state between answers a request otherwise than the first and the last do, where these agree.

    Without ``denials``, only for requests that these allow.
    """
    requests = list(requests)
    answers = [verdicts(state, requests) for state in states]
    for answer in answers[1:-1]:
        for request, first, last, between in zip(requests, answers[0], answers[-1], answer, strict=True):
            same = first and last if not denials else first == last
            assert between == first or not same, request


def check_change(before: Parts, after: Parts, free: int) -> None:
    """Checks what is in force before and after each write of a transition, as far as no gap is told."""
    first = max((*before, *after)) + 1
    planned = transition(before, after, free=range(first, first + free))
    now, found = dict(before), [tuple(before.values())]
    for write in (*planned.created, *planned.written):
        assert write.document.size <= MAX_SIZE
        now[write.part] = write.document
        found.append(tuple(now.values()))
    assert {part: document for part, document in now.items() if part in after} == after
    assert planned.extra <= set(range(first, first + free))
    found.append(tuple(after.values()))
    assert not planned.gaps or not free
    denying = {one for part in (*before.values(), *after.values()) for one in part.statements if one.effect == "Deny"}
    assert not planned.openings or denying
    event(f"{len(before)} to {len(after)} parts, {len(found) - 2} writes, {len(planned.openings)} openings")
    if not planned.gaps:
        check_between(found, EVERY_REQUEST, denials=not planned.openings)


@PROPERTY
@given(changes())
def test_no_request_is_lost_between_two_writes(change: tuple[Parts, tuple[Statement, ...]]) -> None:
    before, wanted = change
    check_change(before, as_parts(arranged(pack(wanted), before)), free=10)


@PROPERTY
@given(changes(), st.data(), st.sampled_from((0, 10)))
def test_nor_where_statements_go_anywhere(
    change: tuple[Parts, tuple[Statement, ...]], data: st.DataObject, free: int
) -> None:
    """With parts as a hand may have arranged them, there are circles that only further parts break."""
    before, wanted = change
    check_change(before, as_parts(data.draw(st.permutations(pack(wanted)))), free)


@PROPERTY
@given(changes())
def test_statements_keep_their_part(change: tuple[Parts, tuple[Statement, ...]]) -> None:
    before, wanted = change
    after = as_parts(arranged(pack(wanted), before))
    assert sorted(one.sid for part in after.values() for one in part.statements) == sorted(one.sid for one in wanted)
    assert all(part.statements and part.size <= MAX_SIZE for part in after.values())
    assert as_parts(arranged(pack(wanted), after)) == after
    held = {one for part in before.values() for one in part.statements}
    if held == set(wanted):
        assert after == before


def one_of(pattern: str) -> str:
    """A value that fits a pattern."""
    return pattern.replace("*", "a2c-x").replace("?", "x").replace("${aws:username}", "ada")


def requests(documents: Iterable[Document]) -> Iterator[Request]:
    """Requests that the statements are about: each action on each resource, where the conditions hold."""
    for document in documents:
        for statement in document.statements:
            context = {key: one_of(values[0]) for _operator, keys in statement.conditions for key, values in keys}
            context["aws:CurrentTime"] = "2029-12-31T00:00:00Z"
            for action, resource in product(statement.actions[:3], statement.resources[:3]):
                yield one_of(action), resource if resource == "*" else one_of(resource), context


@st.composite
def options(draw: st.DrawFn) -> tuple[Document, ...]:
    """The documents of options of any kind, with so many names that they need several parts."""
    given_options = draw(params())
    count = draw(st.sampled_from((0, 30, 90)))
    named = {
        "ecr_repositories": [f"java-{number:03}-{'x' * 40}" for number in range(count)] or ["*"],
        "secrets": [f"a2c/{'host' * 20}-{number:03}" for number in range(count // 3)] or ["a2c/*"],
    }
    end = draw(st.sampled_from((None, "2030-01-01", "2031-01-01")))
    try:
        return build(make(**{**given_options, **named, "valid_until": end}))
    except App2ContainerError:  # these options grant nothing
        reject()


def in_force(snapshot: Snapshot) -> tuple[Document, ...]:
    """The documents that are attached to the group."""
    users = snapshot.group("Users")
    policies = (entity for entity in snapshot.values() if isinstance(entity, ManagedPolicy))
    return tuple(
        policy.default.document
        for policy in policies
        if users and policy.arn in (users.attached or ()) and policy.default and policy.default.document
    )


def cuts(planned: AccountPlan) -> Iterator[Snapshot]:
    """The account after each change of a plan."""
    now = planned.before
    yield now
    for change in planned.changes:
        now = now.without(change.target) if change.after is None else now.with_entity(change.after)
        yield now


def planned_for(documents: tuple[Document, ...], observed: Snapshot) -> AccountPlan:
    wanted = desired(policy=policy_part(*documents), group=group_part(), worker=worker_part())
    return plan(arranged_policy(wanted, observed), observed)


@SLOW_PROPERTY
@given(options(), options(), st.integers(0, 1000))
def test_no_request_is_lost_wherever_a_run_is_cut_off(
    old: tuple[Document, ...], new: tuple[Document, ...], cut_at: int
) -> None:
    start = with_usage(planned_for(old, account(group(attached=()))).after)
    planned = planned_for(new, start)
    moments = list(cuts(planned))
    asked = list({str(request): request for request in (*requests(old), *requests(new))}.values())
    asked = asked[:: len(asked) // 60 + 1]
    event(f"{len(old)} to {len(new)} parts")
    check_between([in_force(moment) for moment in moments], asked)
    cut = moments[cut_at % len(moments)]
    resumed = list(cuts(planned_for(new, with_usage(cut))))
    check_between([in_force(start), *map(in_force, resumed)], asked)
    assert set(in_force(resumed[-1])) == set(in_force(moments[-1])) or len(new) > 1
    assert planned_for(new, with_usage(resumed[-1])).changes == ()
