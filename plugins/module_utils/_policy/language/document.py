# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""IAM policy documents as frozen values: read, write, compare, measure.

Equality is equality of meaning as IAM stores it: the order of statements and list entries, a string or a list of one,
repeated entries, the letter case of actions and condition keys, and the two spellings of an account as principal do
not count. Everything else, the Sid included, does.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from ..._errors import App2ContainerError, shown

__all__ = ["MAX_SIZE", "VERSION", "Conditions", "Document", "DocumentError", "Principals", "Statement", "size_of"]

VERSION = "2012-10-17"
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
MAX_SIZE = 6144  # characters of a managed policy, white space not counted

Principals = tuple[tuple[str, tuple[str, ...]], ...]
Conditions = tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]
Json: TypeAlias = "str | Mapping[str, Any]"

_ACCOUNT_ROOT = re.compile(r"arn:aws[a-z-]*:iam::(?P<account>\d{12}):root")
_STATEMENT_KEYS = frozenset(
    {
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    }
)


class DocumentError(App2ContainerError):
    """A text or mapping that is not a policy document."""


def size_of(text: str) -> int:
    """Characters as IAM counts them against its quotas: white space does not count."""
    return len("".join(text.split()))


def _strings(value: Any, where: str) -> tuple[str, ...]:
    """IAM's "string or list of strings" (booleans and numbers count, as in conditions) as a tuple, in given order."""
    values = value if isinstance(value, (list, tuple)) else [value]
    texts = []
    for item in values:
        if isinstance(item, bool):
            texts.append("true" if item else "false")
        elif isinstance(item, (str, int)) or (isinstance(item, float) and math.isfinite(item)):
            texts.append(str(item))
        else:
            raise DocumentError(f"{where} must be a string or a list of strings, got {shown(item)}.")
    return tuple(texts)


def _scalar_or_list(values: Sequence[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else list(values)


def _principals(value: Any, where: str) -> Principals:
    if value is None:
        return ()
    if value == "*":
        return (("AWS", ("*",)),)
    if not isinstance(value, Mapping):
        raise DocumentError(f'{where} must be "*" or a mapping, got {shown(value)}.')
    return tuple((str(kind), _strings(names, where)) for kind, names in value.items())


def _conditions(value: Any, where: str) -> Conditions:
    if value is None:
        return ()
    if not isinstance(value, Mapping) or not all(isinstance(keys, Mapping) for keys in value.values()):
        raise DocumentError(f"{where} must map operators to mappings of keys to values, got {shown(value)}.")
    return tuple(
        (str(operator), tuple((str(key), _strings(values, where)) for key, values in keys.items()))
        for operator, keys in value.items()
    )


def _same_principal(name: str) -> str:
    """An account's root ARN for its bare account id, so that both spellings compare equal (IAM stores the ARN)."""
    root = _ACCOUNT_ROOT.fullmatch(name)
    return root["account"] if root else name


@dataclass(frozen=True, kw_only=True, eq=False)
class Statement:
    """One statement. The order of entries is kept for writing and ignored in comparisons.

    ``conditions`` is ``((operator, ((key, (value, ...)), ...)), ...)``; ``principals`` ``((kind, (name, ...)), ...)``.
    """

    sid: str = ""
    effect: str = "Allow"
    principals: Principals = ()
    not_principals: Principals = ()
    actions: tuple[str, ...] = ()
    not_actions: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    not_resources: tuple[str, ...] = ()
    conditions: Conditions = ()

    @classmethod
    def from_json(cls, value: Any, where: str = "Statement") -> Statement:
        """Reads one statement as IAM writes it.

        Raises:
            DocumentError: an unknown or misspelt key, an effect other than Allow and Deny, or a value of a wrong type.
        """
        if not isinstance(value, Mapping):
            raise DocumentError(f"{where} must be a mapping, got {shown(value)}.")
        unknown = sorted(str(key) for key in set(value) - _STATEMENT_KEYS)
        if unknown:
            raise DocumentError(f"{where} has unknown keys {shown(unknown)}; IAM knows {sorted(_STATEMENT_KEYS)}.")
        if value.get("Effect") not in ("Allow", "Deny"):
            raise DocumentError(f'{where}.Effect must be "Allow" or "Deny", got {shown(value.get("Effect"))}.')
        lists = {key: _strings(value[key], f"{where}.{key}") for key in value if key.endswith(("Action", "Resource"))}
        return cls(
            sid=str(value.get("Sid") or ""),
            effect=value["Effect"],
            principals=_principals(value.get("Principal"), f"{where}.Principal"),
            not_principals=_principals(value.get("NotPrincipal"), f"{where}.NotPrincipal"),
            actions=lists.get("Action", ()),
            not_actions=lists.get("NotAction", ()),
            resources=lists.get("Resource", ()),
            not_resources=lists.get("NotResource", ()),
            conditions=_conditions(value.get("Condition"), f"{where}.Condition"),
        )

    def to_json(self) -> dict[str, Any]:
        """The statement as a mapping with IAM's keys; empty parts are left out and a list of one becomes a string."""
        parts: dict[str, Any] = {"Sid": self.sid, "Effect": self.effect}
        for key, principals in (("Principal", self.principals), ("NotPrincipal", self.not_principals)):
            parts[key] = {kind: _scalar_or_list(names) for kind, names in principals}
        for key, values in (
            ("Action", self.actions),
            ("NotAction", self.not_actions),
            ("Resource", self.resources),
            ("NotResource", self.not_resources),
        ):
            parts[key] = _scalar_or_list(values) if values else None
        parts["Condition"] = {
            operator: {key: _scalar_or_list(values) for key, values in keys} for operator, keys in self.conditions
        }
        return {key: value for key, value in parts.items() if value}

    @cached_property
    def canonical(self) -> tuple[object, ...]:
        """A hashable form that is equal for statements that mean the same."""
        return (
            self.sid,
            self.effect,
            frozenset((kind, frozenset(map(_same_principal, names))) for kind, names in self.principals),
            frozenset((kind, frozenset(map(_same_principal, names))) for kind, names in self.not_principals),
            frozenset(action.lower() for action in self.actions),
            frozenset(action.lower() for action in self.not_actions),
            frozenset(self.resources),
            frozenset(self.not_resources),
            frozenset(
                (operator, frozenset((key.lower(), frozenset(values)) for key, values in keys))
                for operator, keys in self.conditions
            ),
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Statement) and self.canonical == other.canonical

    def __hash__(self) -> int:
        return hash(self.canonical)


@dataclass(frozen=True, kw_only=True, eq=False)
class Document:
    """A policy document: identity policies and trust policies alike."""

    statements: tuple[Statement, ...] = ()
    version: str = VERSION

    @classmethod
    def parse(cls, value: Json) -> Document:
        """Reads a document from JSON text or from a decoded mapping.

        Raises:
            DocumentError: text that is not JSON, or a mapping that is not a policy document.
        """
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError as error:
                raise DocumentError(f"A policy document is not JSON: {error}.") from error
        if not isinstance(value, Mapping):
            raise DocumentError(f"A policy document must be a mapping, got {shown(value)}.")
        statements = value.get("Statement", [])
        if isinstance(statements, Mapping):
            statements = [statements]
        if not isinstance(statements, (list, tuple)):
            raise DocumentError(f"Statement must be a list, got {shown(statements)}.")
        return cls(
            statements=tuple(Statement.from_json(item, f"Statement[{at}]") for at, item in enumerate(statements)),
            version=str(value.get("Version", "2008-10-17")),
        )

    def to_json(self) -> dict[str, Any]:
        """The document as a mapping, ready for ``json.dumps``."""
        return {"Version": self.version, "Statement": [statement.to_json() for statement in self.statements]}

    @cached_property
    def text(self) -> str:
        """Compact JSON: what is sent to IAM."""
        return json.dumps(self.to_json(), ensure_ascii=False, separators=(",", ":"))

    @property
    def size(self) -> int:
        """Characters as IAM counts them."""
        return size_of(self.text)

    @cached_property
    def canonical(self) -> tuple[object, ...]:
        """A hashable form that is equal for documents that mean the same."""
        return (self.version, frozenset(statement.canonical for statement in self.statements))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Document) and self.canonical == other.canonical

    def __hash__(self) -> int:
        return hash(self.canonical)
