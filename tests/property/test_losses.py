# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing that a policy loses stays unnoticed: each of its grants is needed by a request of some command."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._iam.arn import Arn
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.build import statements
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.sections import SECTIONS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.unrequested import UNREQUESTED
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import (
    Document,
    Statement,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.evaluate import is_allowed
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.lint.lint import lint
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import OPTIONS, PolicyOptions
from tests.support.commands import BOUNDARY, built, judged, missing
from tests.support.scenarios.thorough import some
from tests.unit.policy.policy_making import KEY, PROPERTY, everything, expanded, params

Request = tuple[str, str, Mapping[str, str]]

DEAD = frozenset({"star-only-action", "resource-type-mismatch"})
SIDS = sorted((section.sid for section in SECTIONS), key=len, reverse=True)


def section_of(statement: Statement) -> str:
    return next(sid for sid in SIDS if statement.sid.startswith(sid))


def is_unrequested(statement: Statement, action: str, style: str) -> bool:
    return any(
        action in row.actions
        and (
            (row.section + row.statement == statement.sid and style != "documented")
            if row.statement
            else row.section == section_of(statement)
        )
        for row in UNREQUESTED
    )


def is_dead(statement: Statement, action: str) -> bool:
    """Tells whether the action has no effect on the resources, by the service reference."""
    alone = Document(statements=(replace(statement, actions=(action,)),))
    return bool(DEAD & {finding.id for finding in lint(alone, partition="aws")})


def example(pattern: str, options: PolicyOptions) -> str:
    """A resource that fits a pattern, in the account."""
    arn = Arn.parse(pattern)
    if arn:
        region = options.regions[0] if arn.region == "*" else arn.region
        account = options.account_id if arn.account_id == "*" else arn.account_id
        pattern = str(replace(arn, region=region, account_id=account))
    return pattern.replace("${aws:username}", "ada").replace("*", "x").replace("?", "x")


@cache
def scoped_statements(options: PolicyOptions) -> tuple[Statement, ...]:
    """The statements of the same options in style scoped, which name the resources of actions."""
    return statements(replace(options, style="scoped"))


def resources(statement: Statement, action: str, options: PolicyOptions) -> Iterator[str]:
    """Resources on which the statement allows the action, of those that the options are about."""
    scoped = scoped_statements(options) if "*" in statement.resources else ()
    named = {one for other in scoped if action in other.actions for one in other.resources} - {"*"}
    for pattern in statement.resources:
        for one in (named or {"*"}) if pattern == "*" else {pattern}:
            arn = Arn.parse(one)
            # A secret is read in a Region of the policy, though the guide may name another one.
            if not (arn and arn.service == "secretsmanager" and arn.region not in options.regions):
                yield one if one == "*" else example(one, options)


def requests(statement: Statement, action: str, options: PolicyOptions) -> Iterator[Request]:
    """Requests that a statement allows."""
    keys = {key: values for _operator, pairs in statement.conditions for key, values in pairs}
    for resource in resources(statement, action, options):
        arn = Arn.parse(resource)
        for region in (arn.region,) if arn and arn.region else options.regions:
            context = {
                "aws:PrincipalAccount": options.account_id,
                "aws:ResourceAccount": options.account_id,
                "aws:RequestedRegion": region,
                "aws:username": "ada",
            }
            for values in product(*keys.values()):
                held = dict(zip(keys, (example(value, options) for value in values), strict=True))
                request = (action, resource, {**context, **held})
                if is_allowed([Document(statements=(statement,))], *request):
                    yield request


def noticed(statement: Statement, action: str, held: Iterable[Statement], options: PolicyOptions) -> frozenset[str]:
    """The actions that have to be missing without one entry of a statement: those that nothing else allows."""
    rest = [Document(statements=tuple(held))]
    return frozenset(
        name
        for name in expanded((action,))
        if not is_unrequested(statement, name, options.style)
        and not is_dead(statement, name)
        and not all(is_allowed(rest, *request) for request in requests(statement, name, options))
    )


def check_lost(options: PolicyOptions, lost: frozenset[str], held: Iterable[Statement]) -> None:
    """Fails if a command does not lack what is lost, or is not told what to do about it."""
    coverage = judged(options, held)
    assert lost <= missing(coverage)
    for found in coverage.values():
        assert bool(found["missing"]) is not found["allowed"]
        assert bool(found["remedies"]) is not found["allowed"]
        for text in found["remedies"]:
            assert set(re.findall(r"\w+", text)) & set(OPTIONS) or BOUNDARY.search(text), text


def without(held: tuple[Statement, ...], statement: Statement, action: str = "") -> tuple[Statement, ...]:
    """The statements without one of them, or without one action of it."""
    actions = tuple(other for other in statement.actions if other != action)
    less = (replace(statement, actions=actions),) if action and actions else ()
    return tuple(one for other in held for one in (less if other == statement else (other,)))


@PROPERTY
@given(params(), st.data())
def test_no_loss_stays_unnoticed(written: dict[str, Any], data: st.DataObject) -> None:
    options, held = built(written)
    statement = data.draw(st.sampled_from(held))
    action = data.draw(st.sampled_from(statement.actions))
    less = without(held, statement, action)
    lost = noticed(statement, action, less, options)
    event(f"{options.style}: {'noticed' if lost else 'nothing to notice'}")
    check_lost(options, lost, less)
    rest = without(held, statement)
    check_lost(options, frozenset().union(*(noticed(statement, one, rest, options) for one in statement.actions)), rest)


EVERY = [
    pytest.param(style, target, pipeline, id=f"{style}-{target}-{pipeline}")
    for style in ("documented", "scoped", "minimal")
    for target in ("ecs", "eks", "apprunner")
    for pipeline in ("codepipeline", "jenkins", "azure_devops")
]


@pytest.mark.parametrize(("style", "target", "pipeline"), some(EVERY, 13))
def test_every_entry_of_every_statement(style: str, target: str, pipeline: str) -> None:
    options = everything(
        style=style,
        deploy_targets=[target],
        pipeline=pipeline,
        artifact_buckets=[{"name": "artifacts", "kms_key_arn": KEY}],
        secrets_kms_key_arns=[KEY],
    )
    held = statements(options)
    for statement in held:
        for action in statement.actions:
            less = without(held, statement, action)
            assert noticed(statement, action, less, options) <= missing(judged(options, less)), (statement.sid, action)
