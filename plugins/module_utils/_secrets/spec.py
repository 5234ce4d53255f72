# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The secrets that the options request, as frozen values. No ``repr`` shows the value of a secret."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from .._iam.entities import Kind, Ref, Tags

__all__ = ["RequestedSecrets", "SecretSpec"]


@dataclass(frozen=True, kw_only=True)
class SecretSpec:
    """One requested secret.

    Args:
        option: the option that describes it, for example ``secrets[0]``.
        name: its name in Secrets Manager.
        kind: the name of its kind in the table ``KINDS``; may be empty if it is to be absent.
        present: whether it is to be present.
        values: its JSON keys and their values, as App2Container reads them.
        given: the same values as the user wrote them, by option.
        tags: the tags that it should have besides the collection's own; None leaves its tags unchanged.
        kms_key_id: its KMS key, ``AWS_KEY`` for the key that AWS manages; None leaves the key unchanged.
    """

    option: str
    name: str
    kind: str
    present: bool
    values: Mapping[str, str] = field(repr=False)
    given: Mapping[str, str] = field(repr=False)
    tags: Tags | None
    kms_key_id: str | None

    @property
    def ref(self) -> Ref:
        """The secret in plans and results."""
        return Ref(Kind.SECRET, self.name)

    @property
    def text(self) -> str:
        """The value as Secrets Manager stores it."""
        return json.dumps(dict(self.values))


@dataclass(frozen=True, kw_only=True)
class RequestedSecrets:
    """All requested secrets, and what applies to every one of them."""

    secrets: tuple[SecretSpec, ...]
    adopt: bool
    purge_tags: bool
    recovery_days: int
