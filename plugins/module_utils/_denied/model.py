# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked, and what the sources answer, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .._plan.change import NOTHING
from .._policy.catalogue.need import Need
from .._policy.catalogue.section import Section

__all__ = ["Answer", "Asked", "Denial", "Source"]

_SHOWN = 32  # characters of an encoded message


@dataclass(frozen=True, kw_only=True)
class Denial:
    """A denial as a message tells it. What it does not tell is empty.

    ``kind`` is ``explicit`` or ``implicit``, ``policy_type`` a row of ``deniers.py``, ``policy`` an ARN.
    """

    principal: str = ""
    action: str = ""
    resource: str = ""
    kind: str = ""
    policy_type: str = ""
    policy: str = ""
    authorization_id: str = ""
    encoded_message: str = field(default="", repr=False)
    operation: str = ""
    service: str = ""
    code: str = ""
    request_id: str = ""

    @property
    def tells(self) -> bool:
        """Tells whether there is anything to work with."""
        return bool(self.action or self.operation or self.authorization_id or self.encoded_message)

    def to_json(self) -> dict[str, Any]:
        """The denial as results have it."""
        encoded = self.encoded_message
        short = f"{encoded[:_SHOWN]}… ({len(encoded)} characters)" if len(encoded) > _SHOWN else encoded
        return {name: value or None for name, value in {**vars(self), "encoded_message": short}.items()}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request: is it allowed?

    Args:
        action: as policies write it; empty where a message does not tell it.
        resource: the ARN, or ``*``.
        context: condition keys and their values.
        commands: the commands of App2Container that send it.
        section: the section of the policy that should grant it, if any does.
        need: the row of the table of requests, if one has it.
        denial: the denial that it comes from.
    """

    action: str
    resource: str
    context: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    commands: tuple[str, ...] = ()
    section: Section | None = None
    need: Need | None = None
    denial: Denial | None = None

    @property
    def key(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """What makes it the same request as another one."""
        return self.action, self.resource, tuple(sorted(self.context.items()))


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one source says about a request.

    Args:
        source: which one.
        allowed: None where it depends on what the source does not know.
        denier: what denies it, a row of ``deniers.py``.
        explicit: whether a Deny does, None where that is not known.
        where: the policies and statements that decide, as far as they are known.
        missing: the condition keys without a value that the policies ask for.
    """

    source: str
    allowed: bool | None
    denier: str = ""
    explicit: bool | None = None
    where: str = ""
    missing: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The answer as evidence in results."""
        kind = {True: "explicit", False: "implicit", None: None}[self.explicit]
        return {
            "source": self.source,
            "allowed": self.allowed,
            "decided_by": self.denier or None,
            "kind": kind,
            "where": self.where or None,
            "missing_condition_keys": list(self.missing),
        }


@dataclass(frozen=True, kw_only=True)
class Source:
    """Whether a source was tried, and if not, why.

    ``action`` is the permission that is missing for it. ``needless``: there was nothing to ask it.
    """

    name: str
    reason: str = ""
    action: str = ""
    needless: bool = False

    def to_json(self) -> dict[str, Any]:
        """The source as results have it."""
        status = "not_possible" if self.reason else "tried"
        return {"source": self.name, "status": status, "reason": self.reason or None, "action": self.action or None}
