# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a check has found never becomes a pass, whichever of the things that it needs could not be read.

Every case of ``data`` is judged once more for each single thing that can be unknown: a whole fact, an aspect of a
bucket or secret, an attribute of an entity, the tags that a call of their own reads, and lists that are missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import (
    Entity,
    Group,
    InstanceProfile,
    ManagedPolicy,
    Role,
    Snapshot,
    User,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.facts import Fact, Facts, unread
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.judge import judge
from tests.support.scenarios.thorough import some
from tests.unit.audit.test_cases import CASES, checks_of, facts_for

FACTS = tuple(field.name for field in fields(Facts) if str(field.type).startswith("Fact["))
DENIED: Fact[Any] = unread("the caller may not call it", "iam:GetIt")
# Attributes that an entity may lack, those together that one answer tells.
_PRINCIPAL = (("attached",), ("inline",), ("documents",))
UNKNOWN: Mapping[type, tuple[tuple[str, ...], ...]] = {
    Group: _PRINCIPAL,
    User: (*_PRINCIPAL, ("groups",), ("tags",)),
    Role: (*_PRINCIPAL, ("tags",), ("max_session",), ("created", "last_used", "use_read"), ("last_used", "use_read")),
    InstanceProfile: (("tags",),),
    ManagedPolicy: (("tags",), ("versions",)),
}
Variant = tuple[str, Facts]


def with_account(facts: Facts, *entities: Entity, without: type | None = None, **changes: Any) -> Facts:
    """The facts with entities that replace those of the same name, and without those of a type."""
    kept = {ref: one for ref, one in facts.account.known.items() if without is None or not isinstance(one, without)}
    held = MappingProxyType({**kept, **{entity.ref: entity for entity in entities}})
    account = replace(facts.account, value=replace(facts.account.known, entities=held))
    return replace(facts, account=account, **changes)


def lacking_facts(facts: Facts) -> Iterator[Variant]:
    """Each fact, and each aspect of a bucket or a secret."""
    for name in FACTS:
        denied: dict[str, Any] = {name: DENIED}
        yield name, replace(facts, **denied)
    for kind in ("buckets", "secrets"):
        held = getattr(facts, kind)
        for name, one in held.items():
            for aspect in (key for key, value in vars(one).items() if isinstance(value, Fact)):
                changed: dict[str, Any] = {kind: {**held, name: replace(one, **{aspect: DENIED})}}
                yield f"{name} {aspect}", replace(facts, **changed)


def without_document(policy: ManagedPolicy) -> ManagedPolicy:
    return replace(policy, versions=tuple(replace(one, document=None) for one in policy.versions or ()))


def lacking_attributes(facts: Facts) -> Iterator[Variant]:
    """Each attribute of each entity."""
    for entity in facts.account.known.values():
        for names in UNKNOWN[type(entity)]:
            unknown: dict[str, Any] = dict.fromkeys(names)
            yield f"{entity.ref} {names[0]}", with_account(facts, replace(entity, **unknown))
        if isinstance(entity, ManagedPolicy):
            yield f"{entity.ref} documents", with_account(facts, without_document(entity))


def lacking_answers(facts: Facts) -> Iterator[Variant]:
    """What one denied call leaves unknown of many entities."""
    account = facts.account.known
    tagged = [one for one in account.values() if isinstance(one, (ManagedPolicy, InstanceProfile))]
    yield "all tags", with_account(facts, *(replace(one, tags=None) for one in tagged), tags=DENIED)
    kept = [one for one in account.values() if isinstance(one, InstanceProfile) and one.role]
    yield "profiles without a role", with_account(facts, *kept, without=InstanceProfile, profiles=DENIED, tags=DENIED)


def variants(facts: Facts) -> Iterator[Variant]:
    """The facts, each time with something else that could not be read."""
    yield from lacking_facts(facts)
    if isinstance(facts.account.value, Snapshot) and facts.account.value.complete:
        yield from lacking_attributes(facts)
        yield from lacking_answers(facts)


@pytest.mark.parametrize(("file", "case"), CASES, ids=lambda value: value if isinstance(value, str) else value["name"])
def test_what_fails_never_passes(file: str, case: dict[str, Any]) -> None:
    checks, whole = checks_of(file), facts_for(case)
    failing = {row.id for row in judge(checks, whole).rows if row.status == "fail"}
    passes = {
        (identifier, name)
        for name, facts in (some(variants(whole), every=3) if failing else ())
        for identifier in failing - {row.id for row in judge(checks, facts).rows}
    }
    assert passes == set()
