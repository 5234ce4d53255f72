# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plan for secrets tells beside its changes. Ids are stable: users filter on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from .._account.findings import Note
from .._plan.finding import Finding
from .model import Found
from .options import Wanted

__all__ = ["NOTES", "notes_on"]

NOTES: Mapping[str, Note] = MappingProxyType(
    {
        "secret-keys-removed": Note(
            "warning",
            "It holds JSON keys that App2Container does not read from a secret of this kind, {keys}: they are removed.",
        ),
        "secret-name-like-arn": Note(
            "info",
            "Its name ends in a hyphen and six characters, as ARNs do: always refer to it by its whole ARN.",
        ),
        "secret-not-json": Note("warning", "Its value is no JSON object, as App2Container needs it: it is replaced."),
        "secret-restored": Note(
            "info",
            "Its deletion was scheduled: it is restored, and its value is written again, as nobody can read it before.",
        ),
        "secret-rotates": Note(
            "warning",
            "It is rotated automatically: what the rotation writes, the next run replaces by the values given here.",
        ),
    }
)
_LIKE_ARN = re.compile(r".*-[A-Za-z0-9]{6}")


def notes_on(wanted: Wanted, found: Found) -> Iterator[Finding]:
    """The findings for one secret that is to be there."""
    if not wanted.present:
        return
    if _LIKE_ARN.fullmatch(wanted.name):
        yield _note("secret-name-like-arn", wanted)
    if found.secret is None:
        return
    if found.secret.deleted:
        yield _note("secret-restored", wanted)
    if found.secret.rotates:
        yield _note("secret-rotates", wanted)
    if found.value is not None and found.keys is None:
        yield _note("secret-not-json", wanted)
    further = sorted((found.keys or {}).keys() - wanted.values.keys())
    if further:
        yield _note("secret-keys-removed", wanted, keys=", ".join(further))


def _note(identifier: str, wanted: Wanted, **values: object) -> Finding:
    row = NOTES[identifier]
    return Finding(
        id=identifier, severity=row.severity, where=f"secret {wanted.name}", message=row.text.format(**values)
    )
