# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Secrets Manager holds, as frozen values. What a secret protects is in no ``repr``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from .._aws.secrets_manager import Secret, SecretValue

__all__ = ["Found"]


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
