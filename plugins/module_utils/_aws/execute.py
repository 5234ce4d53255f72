# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries out the changes of a plan: wave by wave, in parallel within a wave, until one fails."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from threading import Event
from typing import Any, Generic, TypeVar

from .._errors import App2ContainerError
from .._plan.change import Change
from .parallel import side_by_side

__all__ = ["PartialFailureError", "execute"]


AnyChange = Change[Any]
Planned = TypeVar("Planned", bound=AnyChange)


class PartialFailureError(App2ContainerError):
    """A change failed on the way. The next run finishes what remains."""

    def __init__(
        self,
        applied: Sequence[AnyChange],
        failed: Sequence[tuple[AnyChange, App2ContainerError]],
        remaining: Sequence[AnyChange],
    ) -> None:
        self.applied, self.failed, self.remaining = applied, failed, remaining
        reasons = " ".join(str(error) for _change, error in failed)
        super().__init__(
            f"{reasons} {len(applied)} of {len(applied) + len(failed) + len(remaining)} changes were made,"
            f" {len(failed)} failed and {len(remaining)} remain; run again to finish."
        )

    def details(self) -> dict[str, Any]:
        """What results tell beside the message."""
        return {
            "changed": bool(self.applied),
            "applied": [change.to_json() for change in self.applied],
            "failed_changes": [{**change.to_json(), "error": str(error)} for change, error in self.failed],
            "remaining": [change.to_json() for change in self.remaining],
        }


@dataclass(frozen=True)
class _Done(Generic[Planned]):
    """What became of a change: ``error`` None means it was made."""

    change: Planned
    error: App2ContainerError | None = None


def _run_sequence(call: Callable[[Planned], None], changes: Iterable[Planned], stop: Event) -> list[_Done[Planned]]:
    """Makes the changes of one sequence in their order, until a change fails here or elsewhere."""
    done: list[_Done[Planned]] = []
    for change in changes:
        if stop.is_set():
            break
        try:
            call(change)
        except App2ContainerError as error:
            stop.set()
            return [*done, _Done(change, error)]
        done.append(_Done(change))
    return done


def _sequences(changes: Iterable[Planned]) -> list[list[Planned]]:
    sequences: dict[Hashable, list[Planned]] = {}
    for change in changes:
        sequences.setdefault(change.sequence, []).append(change)
    return list(sequences.values())


def execute(call: Callable[[Planned], None], changes: Sequence[Planned]) -> None:
    """Makes the changes, which come in the order of their waves, with a call for each.

    Raises:
        PartialFailureError: a call failed; it says what was made, what failed, and what remains.
    """
    stop = Event()
    done: list[_Done[Planned]] = []
    for _wave, together in groupby(changes, key=lambda change: change.wave):
        for finished in side_by_side(lambda sequence: _run_sequence(call, sequence, stop), _sequences(together)):
            done += finished
        if stop.is_set():
            break
    failed = [(item.change, item.error) for item in done if item.error is not None]
    if failed:
        reached = {id(item.change) for item in done}
        raise PartialFailureError(
            applied=[item.change for item in done if item.error is None],
            failed=failed,
            remaining=[change for change in changes if id(change) not in reached],
        )
