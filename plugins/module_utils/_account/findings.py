# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plan tells beside its changes: ids, how grave they are, and their texts.

Ids are stable: users filter on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from .._iam.entities import Ref
from .._plan.finding import Finding, Severity

__all__ = ["NOTES", "Note", "note"]


class Note(NamedTuple):
    """One row of the table; ``text`` is a format string."""

    severity: Severity
    text: str


NOTES: Mapping[str, Note] = MappingProxyType(
    {
        "boundary-cleared": Note(
            "warning",
            "Its permissions boundary was {policy}, which is removed: nothing bounds its permissions any more.",
        ),
        "deployer-of-other-kind": Note(
            "warning",
            "The deployer is a {kind} now, but this administrator still exists;"
            " remove it with state: absent and deployer.kind: {other}.",
        ),
        "left-behind": Note(
            "warning",
            "It was made by this collection and is not among the users named: it loses the group and stays."
            " Name it to remove it.",
        ),
        "missing-user": Note("warning", "It does not exist: it must be made before it can be given an access key."),
        "no-instances": Note(
            "warning",
            "No instance has all of these tags: {tags}. There was nothing to do; check tags, region and credentials.",
        ),
        "other-access-key": Note("info", "It has the access key {key}, which is not ours: it is left as it is."),
        "not-ours": Note("info", "It was not made by this collection and is left as it is."),
        "other-profile": Note("info", "It has another instance profile, {profile}, which is left alone."),
        "part-of-another": Note(
            "info", "It is a further part of policy {policy}, with which it comes and goes: it is kept."
        ),
        "path-differs": Note(
            "warning",
            "It lies under {found}, not {wanted}; IAM cannot move it. It is kept where it is:"
            " remove it first, or set path to where it is.",
        ),
        "profile-made-anew": Note(
            "info",
            "It had an earlier instance profile {profile}, which was deleted and made anew: it could not use it.",
        ),
        "user-not-deleted": Note("info", "It was not made by this collection: it leaves the group and is not deleted."),
        "user-not-ours": Note(
            "info",
            "It was not made by this collection: it is only added to the group; its tags and boundary are left alone,"
            " and it is never deleted.",
        ),
        "version-pruned": Note(
            "info",
            "IAM keeps {most} versions of a policy: the oldest that is not in force, {version}, makes room for the"
            " new one.",
        ),
    }
)


def note(identifier: str, where: Ref | str, **values: object) -> Finding:
    """The finding for an entity, or what else is meant, its text filled with ``values``."""
    row = NOTES[identifier]
    return Finding(id=identifier, severity=row.severity, where=str(where), message=row.text.format(**values))
