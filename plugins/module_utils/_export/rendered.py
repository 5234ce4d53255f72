# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a format makes of an export."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .._plan.finding import Finding
from .._policy.catalogue.editions import CATALOGUE
from .compose import Export

__all__ = ["Format", "Json", "Rendered", "about", "distinct", "text_of", "without_empty"]

Json = dict[str, Any]
_DIGITS = 8  # of the digest that tells names apart


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A template, and what there is to know about it.

    Args:
        template: the template.
        imports: what exists, as the format names it for an import.
        import_template: the template of the import alone, for a format in which it must not create anything.
        missing_tags: the tags that the format cannot set, with the entity.
        findings: on the template.
    """

    template: Json
    imports: tuple[Json, ...] = ()
    import_template: Json | None = None
    missing_tags: tuple[Json, ...] = ()
    findings: tuple[Finding, ...] = ()


Format = Callable[[Export], Rendered]


def about(export: Export) -> str:
    """What a template says of itself."""
    return (
        f"Access for AWS App2Container in account {export.identity.account_id}, made by fleetops.app2container"
        f" (catalogue {CATALOGUE.version}). Contains no access keys."
    )


def distinct(name: str, plain: str, joint: str = "") -> str:
    """The form of a name that a format allows; where characters were lost, a digest keeps it apart from others."""
    return plain if plain == name else f"{plain}{joint}{hashlib.sha256(name.encode()).hexdigest()[:_DIGITS]}"


def text_of(template: Mapping[str, Any], most: int | None = None) -> str:
    """A template as JSON, indented unless that makes it longer than ``most`` bytes."""
    text = json.dumps(template, indent=2) + "\n"
    if most is not None and len(text.encode()) > most:
        text = json.dumps(template, separators=(",", ":")) + "\n"
    return text


def without_empty(fields: Sequence[tuple[str, Any]]) -> Json:
    """The fields that have a value."""
    return {name: value for name, value in fields if value not in ("", None, [], {})}
