# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""No stand-in: reads policy documents as JSON: their statements, and whom they trust."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def statements_of(document: Any) -> list[Mapping[str, Any]]:
    """Return the statements of a document; one alone need not be in a list."""
    statements = document.get("Statement", []) if isinstance(document, dict) else []
    return [item for item in (statements if isinstance(statements, list) else [statements]) if isinstance(item, dict)]


def principals_of(document: Any) -> Iterator[str]:
    """Give the AWS principals that a trust policy names."""
    for statement in statements_of(document):
        for key in ("Principal", "NotPrincipal"):
            named = statement.get(key)
            listed = named.get("AWS", []) if isinstance(named, dict) else named or []
            yield from [listed] if isinstance(listed, str) else listed
