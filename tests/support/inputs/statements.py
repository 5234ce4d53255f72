# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No stand-in: statements and documents for tests of the linter, and what it finds in them."""

from __future__ import annotations

from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.lint.lint import lint

__all__ = ["allow", "document", "found"]


def document(*statements: dict[str, Any], version: str = "2012-10-17") -> Document:
    """Make a document; a statement is an Allow with the Sid ``S`` unless it says otherwise."""
    items = [{"Sid": "S" if at == 0 else f"S{at}", "Effect": "Allow", **item} for at, item in enumerate(statements)]
    return Document.parse({"Version": version, "Statement": items})


def allow(action: str | list[str], resource: str | list[str], **more: Any) -> dict[str, Any]:
    """Make a statement."""
    return {"Action": action, "Resource": resource, **more}


def found(value: Document, partition: str = "aws") -> set[tuple[str, str]]:
    """Findings as pairs of id and place."""
    return {(item.id, item.where) for item in lint(value, partition=partition)}
