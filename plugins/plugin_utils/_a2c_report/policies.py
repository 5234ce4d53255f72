# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The policy beside the wanted one: statements by their Sid, and lines of the two that differ."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import printable

__all__ = ["beside"]

Policies = Sequence[Mapping[str, Any]]


def _statements(policies: Policies) -> dict[str, tuple[str, str]]:
    """The name of its policy and the text of each statement, by its Sid; by its position where it has none."""
    found: dict[str, tuple[str, str]] = {}
    for policy in policies:
        given = (policy["document"] or {}).get("Statement", [])
        for at, statement in enumerate(given if isinstance(given, list) else [given]):
            sid = statement.get("Sid") if isinstance(statement, Mapping) else None
            sid = printable(str(sid or ""))
            key = sid if sid and sid not in found else f"{policy['name']}, statement {at + 1}"
            found[key] = policy["name"], json.dumps(statement, indent=2)  # ASCII: no text here changes its direction
    return found


def _marked(one: str, other: str) -> tuple[list[tuple[bool, str]], list[tuple[bool, str]]]:
    """The lines of two texts, each with whether the other text lacks it."""
    left, right = one.splitlines(), other.splitlines()
    same = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    known_left = {block.a + at for block in same for at in range(block.size)}
    known_right = {block.b + at for block in same for at in range(block.size)}
    return (
        [(at not in known_left, line) for at, line in enumerate(left)],
        [(at not in known_right, line) for at, line in enumerate(right)],
    )


def _pairs(current: Policies, wanted: Policies) -> Iterator[dict[str, Any]]:
    here, there = _statements(current), _statements(wanted)
    for sid in dict.fromkeys([*here, *there]):
        (name, text), (_other, expected) = here.get(sid, ("", "")), there.get(sid, ("", ""))
        left, right = _marked(text, expected)
        state = "same" if text == expected else "changed" if text and expected else "added" if text else "missing"
        yield {"sid": sid, "policy": name or _other, "state": state, "current": left, "wanted": right}


def beside(policy: Mapping[str, Any]) -> dict[str, Any]:
    """The statements of the policy in force beside the wanted ones.

    Args:
        policy: ``current``, ``wanted`` and ``differences``, as a report has them.

    Returns:
        ``differing`` and ``same``: statements with their ``sid``, ``policy`` and ``state`` (``changed``, ``added`` for
        one that nobody wants, ``missing``), and the lines of both. Without a wanted policy, all are ``same``.
    """
    wanted = policy["wanted"]
    pairs = list(_pairs(policy["current"], policy["current"] if wanted is None else wanted))
    return {
        "compared": wanted is not None,
        "differing": [pair for pair in pairs if pair["state"] != "same"],
        "same": [pair for pair in pairs if pair["state"] == "same"],
    }
