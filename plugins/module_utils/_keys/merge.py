# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results of ``access_keys`` for some users each, as the result for all of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from .._iam.entities import Kind, Ref
from .._plan.finding import Finding
from .._plan.summary import EffectOn, summary_of
from .draft import EFFECTS, Wait

__all__ = ["merged"]

Result = Mapping[str, Any]
LISTS = ("changes", "access_keys", "findings")


def merged(results: Sequence[Result], *, check: bool) -> dict[str, Any]:
    """The lists of all results, and one summary of them.

    Args:
        results: what the module returned for some users each.
        check: whether the changes are only planned.
    """
    found: dict[str, Any] = {name: [item for result in results for item in result[name]] for name in LISTS}
    if len(results) < 2:  # noqa: PLR2004 - one result has its summary
        return {**found, "summary": [line for result in results for line in result["summary"]]}
    found["summary"] = summary_of(
        results[0]["summary"][0].rpartition(": ")[0],
        _effects(found["changes"]),
        number=len(found["changes"]),
        check=check,
        findings=[Finding(**item) for item in found["findings"]],
        pending=_pending(found["access_keys"]),
    )
    return found


def _effects(changes: Sequence[Result]) -> Iterator[EffectOn]:
    yield from ((EFFECTS[change["action"]], Ref(Kind.USER, change["user"]), "") for change in changes)


def _pending(keys: Sequence[Result]) -> Iterator[str]:
    for key in keys:
        for wait in key["waits"]:
            until = wait["until"] and datetime.fromisoformat(wait["until"])
            yield Wait(action=wait["action"], key_id=wait["access_key_id"], until=until, reason=wait["reason"]).line(
                key["user"]
            )
