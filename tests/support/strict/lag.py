# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for eventual consistency: for some calls after a write, an account shows its earlier state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass
class Past:
    """What an account held before a write, and how many more calls see that."""

    state: Any
    calls: int


class History:
    """The latest states of one account, the oldest first."""

    def __init__(self) -> None:
        self._pasts: list[Past] = []

    def keep(self, state: Any, calls: int) -> None:
        """Keep a state from before a write, for so many further calls."""
        self._pasts.append(Past(state, calls))

    def oldest(self) -> Any:
        """Return the oldest state that is still seen, None where all see the present; each call asks once."""
        state = self._pasts[0].state if self._pasts else None
        for past in self._pasts:
            past.calls -= 1
        self._pasts = [past for past in self._pasts if past.calls > 0]
        return state

    def forget(self) -> None:
        """Let all see the present."""
        self._pasts = []
