# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Secrets Manager holds, as frozen values. What a secret protects is in no ``repr``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["CURRENT", "Found", "Secret", "SecretValue", "Written"]

CURRENT = "AWSCURRENT"  # the staging label of the version that is in force


@dataclass(frozen=True, kw_only=True)
class Secret:
    """A secret without its value.

    ``kms_key_id`` is empty for the key that AWS manages. ``deleted`` is true from DeleteSecret until RestoreSecret.
    ``versions`` are the staging labels of each version by its id. ``replica_of`` is the Region of the primary secret,
    ``replicas`` are the Regions of the copies, ``owner`` is the AWS service that manages the secret.
    """

    name: str
    arn: str
    tags: Mapping[str, str] = field(default_factory=dict)
    kms_key_id: str = ""
    deleted: bool = False
    versions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    replica_of: str = ""
    replicas: tuple[str, ...] = ()
    owner: str = ""
    rotates: bool = False

    def version(self, stage: str = CURRENT) -> str:
        """The id of the version that has a staging label, empty where none has it."""
        return next((version for version, stages in self.versions.items() if stage in stages), "")


@dataclass(frozen=True, kw_only=True)
class SecretValue:
    """One version of a secret; ``text`` is None where the value is binary."""

    version_id: str
    text: str | None = field(repr=False)
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Found:
    """A secret as it is: None where there is none, ``value`` None where it was not read, or there is none."""

    secret: Secret | None = None
    value: SecretValue | None = None

    @property
    def keys(self) -> dict[str, Any] | None:
        """The JSON keys with their values; None where the value is unknown, or no JSON object."""
        try:
            read = json.loads(self.value.text) if self.value and self.value.text is not None else None
        except (ValueError, RecursionError):
            return None
        return read if isinstance(read, dict) else None


@dataclass(frozen=True, kw_only=True)
class Written:
    """What a call that wrote a value tells."""

    arn: str
    version_id: str
