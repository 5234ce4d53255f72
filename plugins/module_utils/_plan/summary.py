# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The summary of a run: a few lines that a person reads, made from the plan.

Names come from options and from AWS, so they are shown without control characters. Long lists are cut.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .._errors import App2ContainerError, printable
from .._iam.entities import Ref
from .change import Effect, difference
from .finding import SEVERITIES, Finding
from .plan import Plan

__all__ = [
    "FAIL_ON",
    "RETURNED",
    "FindingsError",
    "findings_lines",
    "listed",
    "refuse_findings",
    "summary",
    "summary_of",
    "warnings",
]

FAIL_ON = ("error", "warning", "never")  # the values of the option fail_on
# The action plugin sets this environment variable for tasks of the role a2c_iam: it shows the warnings itself, with the
# variables of the role in place of options. From ansible-core 2.20 on, it cannot change those that the module shows.
RETURNED = "FLEETOPS_APP2CONTAINER_RETURN_WARNINGS"
MOST_NAMES = 10  # in one line
MOST_PLACES = 5  # of one kind of finding

CREATED = Effect(done="Created", planned="Would create")
CHANGED = Effect(done="Changed", planned="Would change")
REMOVED = Effect(done="Removed", planned="Would remove")


EffectOn = tuple[Effect, Ref, str]  # an effect, on what, and the attributes that it is about


def listed(names: Sequence[str], most: int = MOST_NAMES) -> str:
    """Names with commas between them; of very many, the first ones and how many more there are."""
    shown = ", ".join(map(printable, names[:most]))
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def summary(
    title: str, plan: Plan[Any], *, check: bool, findings: Sequence[Finding] = (), pending: Iterable[str] = ()
) -> list[str]:
    """The lines of the summary.

    Args:
        title: what the run is about, for example ``Access in account 111122223333``.
        plan: the plan.
        check: whether the changes are only planned.
        findings: all findings of the run.
        pending: lines on what waits for a later run.
    """
    return summary_of(title, _effects(plan), number=len(plan.changes), check=check, findings=findings, pending=pending)


def summary_of(  # noqa: PLR0913 - what a summary has, by name
    title: str,
    effects: Iterable[EffectOn],
    *,
    number: int,
    check: bool,
    findings: Sequence[Finding] = (),
    pending: Iterable[str] = (),
) -> list[str]:
    """The lines of a summary of this number of changes, whose effects are known; the rest is as for ``summary``."""
    changes = f"{number} change{'' if number == 1 else 's'}"
    outcome = f"{changes} {'would be made' if check else 'made'}" if number else "nothing to change"
    return [f"{title}: {outcome}.", *_changes(effects, check=check), *_first(pending), *findings_lines(findings)]


def _first(pending: Iterable[str]) -> list[str]:
    """The lines on what waits; of very many, the first ones and how many more there are."""
    lines = list(pending)
    more = [f"And {len(lines) - MOST_NAMES} more wait."] if len(lines) > MOST_NAMES else []
    return [*lines[:MOST_NAMES], *more]


def _changes(effects: Iterable[EffectOn], *, check: bool) -> Iterator[str]:
    """A line for each effect, with the entities of one type that have it."""
    groups: dict[tuple[Effect, str, str], dict[str, None]] = {}
    for effect, ref, attributes in effects:
        noun = effect.of or ref.kind.value.replace("-", " ")
        groups.setdefault((effect, noun, attributes), {})[ref.name] = None
    for (effect, noun, attributes), names in groups.items():
        verb = effect.planned if check else effect.done
        several = f"{len(names)} {_plural(noun)}:" if len(names) > 1 else noun
        yield f"{verb} {several} {listed(list(names))}{attributes}."


def _plural(noun: str) -> str:
    first, of, rest = noun.partition(" of ")
    plural = f"{first[:-1]}ies" if first.endswith("y") and not first.endswith("ey") else f"{first}s"
    return f"{plural}{of}{rest}"


def _effects(plan: Plan[Any]) -> Iterator[EffectOn]:
    """The effects that changes name, and of all other changes together the effect on each entity."""
    told: set[Ref] = set()
    for change in plan.changes:
        if change.effect is not None:
            yield change.effect, change.target, ""
        elif change.target not in told:
            told.add(change.target)
            before, after = plan.before.get(change.target), plan.after.get(change.target)
            if before is None or after is None:
                yield (CREATED if before is None else REMOVED), change.target, ""
            else:
                names = sorted(difference(before, after)[0] or ())
                yield CHANGED, change.target, f" ({', '.join(name.replace('_', ' ') for name in names)})"


def findings_lines(findings: Sequence[Finding]) -> list[str]:
    """What was left unchanged and why, and what else is worth knowing; and how many errors and warnings there are."""
    return [*grouped(finding for finding in findings if finding.severity == "info"), *_counts(findings)]


def warnings(findings: Iterable[Finding]) -> list[str]:
    """The errors and warnings as the lines that Ansible shows as warnings."""
    return grouped(finding for finding in findings if finding.severity != "info")


def grouped(findings: Iterable[Finding]) -> list[str]:
    """A line for each kind of finding, the most severe first: what it is about, what was found, and what to do."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in sorted(findings, key=lambda item: SEVERITIES.index(item.severity)):
        groups.setdefault((finding.id, finding.title or finding.message), []).append(finding)
    return [f"{_text(found)} [{found[0].id}]" for found in groups.values()]


def _text(found: Sequence[Finding]) -> str:
    first = found[0]
    said = first.message if len(found) == 1 or not first.title else f"{first.title}."
    places = listed([finding.where for finding in found], MOST_PLACES)
    return f"{places}: {printable(f'{said} {first.advice}'.rstrip())}"


def _counts(findings: Iterable[Finding]) -> Iterator[str]:
    """How many errors and warnings there are; their texts are shown as warnings."""
    counts = Counter(finding.severity for finding in findings)
    severe = [
        f"{counts[name]} {name}{'' if counts[name] == 1 else 's'}" for name in ("error", "warning") if counts[name]
    ]
    if severe:
        yield f"Findings: {' and '.join(severe)}, see the warnings."


class FindingsError(App2ContainerError):
    """There are findings that the user does not accept; nothing has been changed."""

    def __init__(self, findings: Sequence[Finding], fail_on: str) -> None:
        self.findings = findings
        lines = "; ".join(grouped(findings))
        super().__init__(
            f"fail_on is {fail_on}, and there are such findings: {lines}. Nothing has been changed: correct what they"
            " are about, or set fail_on to accept them."
        )


def refuse_findings(findings: Iterable[Finding], fail_on: str) -> None:
    """Fails for findings that are as severe as the option ``fail_on`` says, or more. Findings by design are accepted.

    Raises:
        FindingsError: there are some.
    """
    if fail_on == "never":
        return
    severe = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    found = [finding for finding in findings if finding.severity in severe and not finding.by_design]
    if found:
        raise FindingsError(found, fail_on)
