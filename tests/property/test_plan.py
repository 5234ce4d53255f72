# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every plan, on accounts and wishes that Hypothesis makes up."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._account.draft import AccountPlan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.leftovers import leftovers
from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import (
    Credentials,
    Entity,
    Group,
    Snapshot,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._account.ownership import is_managed
from ansible_collections.fleetops.app2container.plugins.module_utils._account.plan import plan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import (
    GENERAL_ROLE_TAG,
    Desired,
    PolicySpec,
    UserSpec,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import ConflictError
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Kind
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.change import Change
from tests.support.builders import (
    ADMINISTRATOR,
    OURS,
    PATH,
    account,
    deployer_part,
    deployer_role,
    document,
    general_role,
    general_role_part,
    group,
    group_part,
    policy,
    policy_arn,
    policy_part,
    profile,
    role,
    user,
    versions,
    worker_part,
)
from tests.support.builders import desired as wanted_account
from tests.support.planned_iam import executed, with_usage

FOREIGN_ARN = policy_arn("Foreign", "/")
BOUNDARY = policy_arn("A2C-2")
ARNS = (ADMINISTRATOR, FOREIGN_ARN, policy_arn(), policy_arn("A2C-2"))
NAMES = ("ada", "eve", "Deployer", "mallory")
TAGS = st.sampled_from(
    [{}, OURS, {**OURS, **GENERAL_ROLE_TAG}, {"a": "1"}, {**OURS, "A": "2", "b": "3"}, {**OURS, "a": "1", "aws:x": "y"}]
)
PATHS = st.sampled_from([PATH, PATH, "/old/"])
DOCUMENTS = st.sampled_from([document(f"s3:Action{letter}") for letter in "ABC"])
BOUNDARIES = st.sampled_from(["", FOREIGN_ARN, BOUNDARY])
WISHED_TAGS = st.sampled_from([None, {}, {"a": "1"}, {"A": "9", "c": ""}])


def some(*values: str) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values))


def credentials(name: str) -> st.SearchStrategy[Credentials]:
    return st.builds(
        Credentials,
        login_profile=st.booleans(),
        access_keys=st.sampled_from([(), ("AKIA1",), ("AKIA1", "AKIA2")]),
        ssh_public_keys=st.sampled_from([(), ("APKA1",)]),
        mfa_devices=st.sampled_from([(), ("GAHT1",), (f"arn:aws:iam::111122223333:mfa/{name}",)]),
    )


def users(name: str) -> st.SearchStrategy[Entity]:
    return st.builds(
        user,
        st.just(name),
        path=PATHS,
        tags=TAGS,
        boundary=BOUNDARIES,
        groups=some("Users", "Others"),
        attached=some(*ARNS),
        inline=some("notes"),
        credentials=credentials(name),
    )


def policies(name: str) -> st.SearchStrategy[Entity]:
    held = st.integers(1, 5).flatmap(
        lambda count: st.builds(versions, st.just(count), st.integers(1, count), DOCUMENTS)
    )
    return st.builds(policy, st.just(name), tags=TAGS, versions=held)


BUILDERS = {"Deployer": deployer_role, "People": general_role, "OldPeople": general_role}


def roles(name: str, **further: Any) -> st.SearchStrategy[Entity]:
    return st.builds(
        BUILDERS.get(name, role),
        st.just(name),
        path=PATHS,
        tags=TAGS,
        boundary=BOUNDARIES,
        attached=some(*ARNS),
        inline=some("notes"),
        max_session=st.sampled_from([3600, 7200]),
        **further,
    )


# Built once: Hypothesis checks each strategy that it meets for the first time.
OPTIONAL: tuple[st.SearchStrategy[Entity], ...] = (
    policies("A2C"),
    policies("A2C-2"),
    policies("Old"),
    st.builds(group, st.just("OldUsers"), path=PATHS, attached=some(*ARNS), inline=some("notes")),
    roles("OldWorker"),
    roles("OldPeople"),
    roles("People"),
    st.builds(group, path=PATHS, attached=some(*ARNS), inline=some("notes")),
    roles("Worker"),
    roles("Deployer"),
    st.builds(profile, held=st.sampled_from([None, "Worker", "Deployer"]), tags=TAGS, path=PATHS),
    *map(users, NAMES),
)


@st.composite
def accounts(draw: st.DrawFn) -> Snapshot:
    """An account whose relations are of the kind that IAM keeps: nothing refers to what does not exist."""
    entities: list[Entity] = [policy("Foreign", path="/", tags={}), group("Others", path="/", attached=())]
    entities += [draw(strategy) for strategy in OPTIONAL if draw(st.booleans())]
    return with_usage(account(*_consistent(entities)))


def _consistent(entities: list[Entity]) -> list[Entity]:
    refs = {(entity.ref.kind, entity.name) for entity in entities}
    arns = {entity.arn for entity in entities} | {ADMINISTRATOR}
    kept: list[Entity] = []
    for entity in entities:
        changes: dict[str, Any] = {}
        for field in ("attached", "groups"):
            if hasattr(entity, field):
                known = arns if field == "attached" else {name for kind, name in refs if kind is Kind.GROUP}
                changes[field] = getattr(entity, field) & known
        if getattr(entity, "boundary", "") not in {"", *arns}:
            changes["boundary"] = ""
        if entity.ref.kind is Kind.INSTANCE_PROFILE and (Kind.ROLE, getattr(entity, "role", None)) not in refs:
            changes["role"] = None
        kept.append(replace(entity, **changes))
    return kept


@st.composite
def wishes(draw: st.DrawFn, *, present: bool | None = None, adopt: bool | None = None) -> Desired:
    """What somebody may ask for, in both states."""
    here = draw(st.booleans()) if present is None else present
    named = draw(st.lists(st.sampled_from(["ada", "eve", "mallory"]), unique=True))
    listed = [
        UserSpec(
            name=name,
            present=draw(st.booleans()),
            tags=draw(st.sampled_from([None, {}, {"d": "4"}])),
            boundary=draw(st.sampled_from([None, "", FOREIGN_ARN])),
        )
        for name in named
    ]
    parts: dict[str, Any] = {
        "policy": policy_part(
            *draw(st.lists(DOCUMENTS, min_size=1, max_size=2)), catalogue=draw(st.sampled_from(["", "2026.11.1"]))
        )
        if here
        else PolicySpec(name="A2C"),
        "group": group_part(purge_members=draw(st.booleans())),
        "users": tuple(listed),
        "general_role": general_role_part(boundary=draw(st.sampled_from([None, "", FOREIGN_ARN]))),
        "worker": worker_part(boundary=draw(st.sampled_from([None, "", FOREIGN_ARN]))),
        "deployer": deployer_part(draw(st.sampled_from([Kind.USER, Kind.ROLE]))),
    }
    given = draw(st.sets(st.sampled_from(sorted(parts)), min_size=1))
    if "group" in given:
        given.add("users")
    return wanted_account(
        present=here,
        tags=draw(WISHED_TAGS),
        purge_tags=draw(st.booleans()),
        adopt=draw(st.booleans()) if adopt is None else adopt,
        purge=draw(st.booleans()),
        purge_policies=draw(st.booleans()),
        **{name: parts[name] for name in given},
    )


def planned_or_none(wanted: Desired, observed: Snapshot) -> AccountPlan | None:
    try:
        return plan(wanted, observed)
    except ConflictError:
        return None


def same_but_for_usage(one: Snapshot, other: Snapshot) -> bool:
    return with_usage(one).entities == with_usage(other).entities


@settings(max_examples=150)
@given(wishes(adopt=True), accounts())
def test_the_calls_do_what_the_plan_says_and_iam_takes_them(wanted: Desired, observed: Snapshot) -> None:
    """On a model of IAM that refuses what IAM refuses, the calls in their order lead to the planned state."""
    planned = plan(wanted, observed)
    assert same_but_for_usage(executed(observed, planned.changes), planned.after)


@settings(max_examples=50)
@given(wishes(), accounts())
def test_a_second_run_finds_nothing_to_do(wanted: Desired, observed: Snapshot) -> None:
    planned = planned_or_none(wanted, observed)
    if planned is not None:
        again = plan(wanted, with_usage(planned.after))
        assert again.changes == ()
        assert again.diff() == []


@settings(max_examples=50)
@given(wishes(adopt=True), accounts(), st.randoms(use_true_random=False), st.data())
def test_order_does_not_count(wanted: Desired, observed: Snapshot, random: Any, data: st.DataObject) -> None:
    shuffled = list(wanted.users or ())
    random.shuffle(shuffled)
    turned = replace(
        wanted,
        users=None if wanted.users is None else tuple(shuffled),
        tags=None if wanted.tags is None else dict(reversed(list(wanted.tags.items()))),
    )
    entities = data.draw(st.permutations(list(observed.entities.items())))
    other = replace(observed, entities=MappingProxyType(dict(entities)))

    def key(change: Change[Entity]) -> tuple[int, str, str, str]:
        return (change.wave, str(change.target), change.operation, str(sorted(change.params.items())))

    one, two = plan(wanted, observed), plan(turned, other)
    assert sorted(map(key, one.changes)) == sorted(map(key, two.changes))
    assert one.diff() == two.diff()
    assert one.after.entities == two.after.entities


@settings(max_examples=50)
@given(wishes(present=True, adopt=True), accounts())
def test_what_was_made_goes_again_and_nothing_else(wanted: Desired, observed: Snapshot) -> None:
    made = with_usage(plan(wanted, observed).after)
    gone = replace(wanted, present=False, policy=wanted.policy and PolicySpec(name="A2C"))
    planned = plan(gone, made)
    left = planned.after.entities
    named = {ref for ref in gone.refs() if wanted.deployer is None or ref != wanted.deployer.other_ref}
    named |= {leftover.entity.ref for leftover in leftovers(gone, made) if wanted.purge and leftover.purged}
    assert not [ref for ref in named if ref in left and is_managed(wanted, left[ref])]
    assert [ref for ref in made.entities if ref not in left and not is_managed(wanted, made.entities[ref])] == []
    assert planned.after.entities.keys() <= made.entities.keys()


@settings(max_examples=50)
@given(wishes(), accounts())
def test_what_is_not_ours_is_neither_deleted_nor_changed_but_for_its_relations(
    wanted: Desired, observed: Snapshot
) -> None:
    wanted = replace(wanted, adopt=False)
    planned = planned_or_none(wanted, observed)
    for ref, entity in observed.entities.items() if planned else ():
        if is_managed(wanted, entity) or planned is None:
            continue
        after = planned.after.entities[ref]
        relations = {"groups", "attached", "boundary", "role"}
        unlike = {key for key in vars(entity) if getattr(entity, key) != getattr(after, key)}
        assert unlike <= relations
        if isinstance(entity, Group):
            assert unlike <= {"attached"}
        lost: frozenset[str] = getattr(entity, "attached", frozenset()) - getattr(after, "attached", frozenset())
        retired = {item.arn for item in observed.entities.values() if item.ref not in planned.after.entities}
        assert lost <= retired


@settings(max_examples=50)
@given(wishes(), accounts())
def test_nothing_is_left_over_after_a_purge_and_without_one_nothing_of_it_goes(
    wanted: Desired, observed: Snapshot
) -> None:
    planned = planned_or_none(wanted, observed)
    if planned is None:
        return
    before = {leftover.entity.ref for leftover in leftovers(wanted, observed) if leftover.purged}
    after = {leftover.entity.ref for leftover in leftovers(wanted, with_usage(planned.after)) if leftover.purged}
    assert before - after == (before if wanted.purge else set())
    told = {finding.where for finding in planned.findings}
    assert after <= before
    assert {str(ref) for ref in after} <= told


@settings(max_examples=50)
@given(wishes(), accounts())
def test_what_aws_owns_is_only_attached_to_the_deployer(wanted: Desired, observed: Snapshot) -> None:
    planned = planned_or_none(wanted, observed)
    for change in planned.changes if planned else ():
        if ":iam::aws:policy/" not in str(change.params.get("PolicyArn")):
            continue
        assert change.params["PolicyArn"] == ADMINISTRATOR
        if change.operation.startswith("Attach"):
            assert wanted.deployer is not None
            assert change.target == wanted.deployer.ref
        else:
            assert change.operation.startswith("Detach")
            assert planned is not None
            assert wanted.purge_policies or change.target not in planned.after.entities


@settings(max_examples=50)
@given(wishes(present=True, adopt=True), accounts())
def test_after_a_purge_of_policies_nothing_foreign_is_on_what_is_ours(wanted: Desired, observed: Snapshot) -> None:
    planned = plan(replace(wanted, purge_policies=True), observed)
    foreign = {"foreign-policy", "foreign-administrator"}
    assert foreign.isdisjoint(finding.id for finding in planned.findings)
    again = plan(replace(wanted, purge_policies=False), with_usage(planned.after))
    assert foreign.isdisjoint(finding.id for finding in again.findings)


@settings(max_examples=50)
@given(wishes(), accounts())
def test_changes_of_one_entity_chain_and_their_waves_never_go_back(wanted: Desired, observed: Snapshot) -> None:
    planned = planned_or_none(wanted, observed)
    if planned is None:
        return
    assert [change.wave for change in planned.changes] == sorted(change.wave for change in planned.changes)
    by_target = sorted(planned.changes, key=lambda change: change.target)
    for target, group_of in groupby(by_target, key=lambda change: change.target):
        chain = list(group_of)
        assert chain[0].before == observed.entities.get(target)
        assert chain[-1].after == planned.after.entities.get(target)
        assert all(earlier.after == later.before for earlier, later in pairwise(chain))


@settings(max_examples=50)
@given(wishes(present=True, adopt=True), accounts())
def test_the_deployer_is_never_a_member(wanted: Desired, observed: Snapshot) -> None:
    planned = plan(wanted, observed)
    if wanted.deployer and wanted.group and wanted.deployer.kind is Kind.USER:
        assert wanted.deployer.name not in planned.after.members(wanted.group.name)
