# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls that must not be made twice blindly: after a lost answer it is looked what became of the first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from .errors import BotoCoreError, ClientError, ResponseParserError
from .retries import MAX_ATTEMPTS, SERVER_ERROR

__all__ = ["until_answered"]

Answer = TypeVar("Answer")


def _lost(error: Exception) -> bool:
    """Tells whether an error leaves open if the call took effect."""
    status = error.response["ResponseMetadata"].get("HTTPStatusCode", 0) if isinstance(error, ClientError) else None
    return status is None or status >= SERVER_ERROR


def until_answered(call: Callable[[], Answer], look: Callable[[], Answer | None], tries: int = MAX_ATTEMPTS) -> Answer:
    """The answer to one of the calls ``NON_IDEMPOTENT``, which is made again only if it did not take effect.

    Args:
        call: makes the call.
        look: what stands for the answer where the call took effect, None where it did not.
        tries: how often the call is made at most.
    """
    try:
        return call()
    except (ClientError, BotoCoreError, ResponseParserError) as error:
        if tries <= 1 or not _lost(error):
            raise
    found = look()
    return until_answered(call, look, tries - 1) if found is None else found
