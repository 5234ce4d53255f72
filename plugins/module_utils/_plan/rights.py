# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rights that a plan needs: what to ask IAM's policy simulator, and what its answer means. Pure.

Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html

A simulation knows the policies of the caller, but not the whole request: where the caller is, how it signed in, and
with which session policy. Only a denial that none of this can lift ends a run; the rest is told, and the run goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from .._errors import RightsError
from .change import NOTHING
from .finding import Finding, FindingType, finding
from .principal import Principal

__all__ = ["ASKING", "FINDINGS", "Need", "Question", "Verdict", "judged", "question", "verdicts"]

FINDINGS: Mapping[str, FindingType] = MappingProxyType(
    {
        "rights-lacking": FindingType(
            "warning",
            "By IAM's simulation, it lacks rights that this run needs: {reasons}",
            "Allow it these actions, see docs/permissions.md of the collection.",
        ),
        "rights-not-decided": FindingType(
            "info",
            "Whether it has all rights that this run needs depends on condition keys that a simulation does not know"
            " ({keys}): {actions}",
        ),
        "rights-not-tried": FindingType(
            "info",
            "Its rights were not tried before the first change: {reason}",
            "To turn this off, set preflight: false.",
        ),
    }
)
ASKING = "iam:SimulatePrincipalPolicy"
MOST_EXAMPLES = 3  # resources under one path on which an action is tried: the worker, the deployer, and a further role
MOST_SHOWN = 6  # actions in one message
WITHOUT_KEYS = frozenset({"iam:CreateUser", "iam:CreateAccessKey"})
WAY_WITHOUT_KEYS = (
    " People can work without IAM users and access keys: with the general role (general_role) and permission sets of"
    " IAM Identity Center, see docs/people.md of the collection."
)
ANYTHING = "*"  # in place of a resource: the decision on all resources of a question


@dataclass(frozen=True, kw_only=True)
class Need:
    """One action that a plan calls, on one resource.

    Args:
        action: as policies write it, for example ``iam:CreateUser``.
        resource: the ARN of what it acts on.
        carries: the condition keys that requests of this action can have; of those with a name at their end, such as
            ``aws:RequestTag/team``, the part before the slash.
        context: the values of those that this request has; none where the value is not known.
        exact: whether the ARN is certain; otherwise only denials count, since an Allow may name another path.
    """

    action: str
    resource: str
    carries: frozenset[str] = frozenset()
    context: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    exact: bool = True


class Question(NamedTuple):
    """What one simulation is asked: each action on each resource, with these values of condition keys."""

    actions: tuple[str, ...]
    resources: tuple[str, ...]
    context: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a simulation says of one action on one resource.

    ``missing`` are condition keys that the caller's policies ask for and the question has no value of. ``organization``
    and ``boundary`` tell whether these allow it, None where there are none.
    """

    decision: str
    missing: frozenset[str] = frozenset()
    policies: tuple[str, ...] = ()
    organization: bool | None = None
    boundary: bool | None = None

    @property
    def denied(self) -> bool:
        """Tells whether something denies it, which no other policy can lift."""
        return self.decision == "explicitDeny" or (self.organization is False and self.decision != "allowed")

    @property
    def reason(self) -> str:
        """Why it is not allowed."""
        if self.organization is False:
            return "a policy of the organization denies"
        if self.decision == "explicitDeny":
            return f"a Deny in {' and '.join(self.policies) or 'a policy of the caller'} denies"
        return "its permissions boundary does not allow" if self.boundary is False else "no policy of it allows"


Verdicts = Mapping[tuple[str, str], Verdict]


def _examples(needs: Iterable[Need]) -> list[Need]:
    """The needs without those that others stand for: of each action, a few resources under the same path."""
    seen: dict[tuple[str, str], Need] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for need in needs:
        under = need.action, need.resource.rpartition("/")[0]
        if (need.action, need.resource) not in seen and counts[under] < MOST_EXAMPLES:
            counts[under] += 1
            seen[need.action, need.resource] = need
    return list(seen.values())


def _shared_context(needs: Sequence[Need]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The condition keys that have one value in all requests that can have them: a simulation has one for all."""
    for key in sorted({key for need in needs for key in need.context}):
        family = key.partition("/")[0]
        values = {need.context.get(key, ()) for need in needs if family in need.carries}
        if len(values) == 1 and () not in values:
            yield key, values.pop()


def question(needs: Sequence[Need], caller: Principal) -> Question:
    """What to ask about these needs, in one simulation; besides, whether the caller may ask, which AWS shows itself."""
    examples = _examples(needs)
    return Question(
        actions=tuple(sorted({ASKING, *(need.action for need in examples)})),
        resources=tuple(dict.fromkeys(need.resource for need in examples)),
        context=MappingProxyType({**dict(_shared_context(needs)), **caller.context}),
    )


def verdicts(results: Iterable[Mapping[str, Any]]) -> Verdicts:
    """The verdicts in the results of a simulation, by action and resource; ``*`` stands for all resources together.

    The answer for one resource is among the specific results of its action. Where there are none, as in answers to a
    question about one resource, it is the result itself.
    """
    found: dict[tuple[str, str], Verdict] = {}
    for result in results:
        action = result["EvalActionName"]
        organization = result.get("OrganizationsDecisionDetail", {}).get("AllowedByOrganizations")
        whole = _verdict(result, result["EvalDecision"], organization=organization)
        found[action, ANYTHING] = whole
        found.setdefault((action, result.get("EvalResourceName", ANYTHING)), whole)
        for item in result.get("ResourceSpecificResults") or ():
            found[action, item["EvalResourceName"]] = _verdict(
                item, item["EvalResourceDecision"], organization=organization
            )
    return found


def _verdict(told: Mapping[str, Any], decision: str, *, organization: bool | None) -> Verdict:
    statements = told.get("MatchedStatements") or ()
    return Verdict(
        decision=decision,
        missing=frozenset(told.get("MissingContextValues") or ()),
        policies=tuple(sorted({item["SourcePolicyId"] for item in statements if item.get("SourcePolicyId")})),
        organization=organization,
        boundary=told.get("PermissionsBoundaryDecisionDetail", {}).get("AllowedByPermissionsBoundary"),
    )


def _contradicts(answers: Verdicts) -> bool:
    """Tells whether a simulation denies the very request that made it: then a condition that it cannot know decides.

    It does not tell which condition keys the policies of an organization ask for.
    """
    asked = [verdict for (action, _resource), verdict in answers.items() if action == ASKING]
    return bool(asked) and all(verdict.denied for verdict in asked)


def _tried(need: Need, verdict: Verdict) -> bool:
    """Tells whether the simulation had all condition keys that the request will have: some differ between requests."""
    return {key.lower() for key in need.context}.isdisjoint(map(str.lower, verdict.missing))


def _unknown(need: Need, verdict: Verdict) -> list[str]:
    """The condition keys without which an answer is not certain: of some, it is known that the request has none."""
    carried = {family.lower() for family in need.carries}
    return sorted(key for key in verdict.missing if key.partition("/")[0].lower() not in carried)


def judged(needs: Sequence[Need], answers: Verdicts, caller: Principal) -> tuple[Finding, ...]:
    """The findings on the rights of a caller.

    Raises:
        RightsError: a policy denies what is needed, whatever else holds.
    """
    if _contradicts(answers):
        reason = "IAM's simulation also denies what AWS has just allowed it, so it misses a condition"
        return (finding(FINDINGS, "rights-not-tried", caller.told, reason=reason),)
    asked = [(need, answers[key]) for need in _examples(needs) if (key := (need.action, need.resource)) in answers]
    refused = [(need, verdict) for need, verdict in asked if verdict.decision != "allowed" and _tried(need, verdict)]
    certain = [(need, verdict) for need, verdict in refused if not _unknown(need, verdict)]
    denied = [(need, verdict) for need, verdict in certain if verdict.denied]
    if denied:
        raise RightsError(_denial(denied, caller))
    lacking = [(need, verdict) for need, verdict in certain if need.exact]
    unsure = [item for item in refused if item not in certain and (item[0].exact or item[1].denied)]
    return tuple(_findings(lacking, unsure, caller))


Judged = Sequence[tuple[Need, Verdict]]


def _findings(lacking: Judged, unsure: Judged, caller: Principal) -> Iterator[Finding]:
    if lacking:
        yield finding(FINDINGS, "rights-lacking", caller.told, reasons=_reasons(lacking))
    if unsure:
        keys = sorted({key for need, verdict in unsure for key in _unknown(need, verdict)})
        actions = _listed(dict.fromkeys(need.action for need, _verdict in unsure))
        yield finding(FINDINGS, "rights-not-decided", caller.told, keys=", ".join(keys), actions=actions)


def _denial(denied: Judged, caller: Principal) -> str:
    by_organization = {need.action for need, verdict in denied if verdict.organization is False}
    way = WAY_WITHOUT_KEYS if by_organization & WITHOUT_KEYS else ""
    return (
        f"preflight: {caller.arn} may not make the planned changes: {_reasons(denied)}. Nothing has been changed.{way}"
        " If this simulation by IAM misses a condition under which AWS allows them, set preflight: false."
    )


def _reasons(found: Judged) -> str:
    """Why, with the actions and one resource each; of very many, the first ones and how many more there are."""
    reasons: dict[tuple[str, str], dict[str, None]] = {}
    for need, verdict in found:
        reasons.setdefault((verdict.reason, need.resource), {})[need.action] = None
    told: dict[str, tuple[dict[str, None], str]] = {}
    for (reason, resource), actions in reasons.items():
        named, _example = told.setdefault(reason, ({}, resource))
        named.update(actions)
    return "; ".join(f"{reason} {_listed(actions)} (for example on {on})" for reason, (actions, on) in told.items())


def _listed(actions: Iterable[str]) -> str:
    names = list(actions)
    more = f" and {len(names) - MOST_SHOWN} more" if len(names) > MOST_SHOWN else ""
    return f"{', '.join(names[:MOST_SHOWN])}{more}"
