# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Secrets Manager holds, as frozen values. No ``repr`` shows the value of a secret."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .._aws.secrets_manager import Secret, SecretValue
from .._iam.entities import Tags
from .._plan.change import Described

__all__ = ["ExistingSecret", "SecretState"]


@dataclass(frozen=True, kw_only=True)
class ExistingSecret:
    """A secret as it was read.

    ``secret`` is None if it does not exist. ``value`` is None if it was not read, or if the secret has no value.
    """

    secret: Secret | None = None
    value: SecretValue | None = None

    @property
    def json_values(self) -> dict[str, Any] | None:
        """The JSON keys with their values; None if the value is unknown or is not a JSON object."""
        try:
            read = json.loads(self.value.text) if self.value and self.value.text is not None else None
        except (ValueError, RecursionError):
            return None
        return read if isinstance(read, dict) else None


@dataclass(frozen=True, kw_only=True)
class SecretState:
    """The state of a secret as results and diffs show it, without values.

    ``kms_key_id`` is empty for the key that AWS manages. ``json_keys`` says of each JSON key what happens to its value;
    None if that is unknown.
    """

    state: Literal["present", "deletion scheduled"]
    tags: Tags
    kms_key_id: str = ""
    json_keys: Mapping[str, str] | None = None

    def attributes(self) -> Described:
        """The attributes that results show."""
        described: Described = {"state": self.state, "tags": dict(sorted(self.tags.items()))}
        if self.kms_key_id:
            described["kms_key_id"] = self.kms_key_id
        if self.json_keys is not None:
            described["keys"] = dict(self.json_keys)
        return described
