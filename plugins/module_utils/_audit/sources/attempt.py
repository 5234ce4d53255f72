# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One read as a fact: with its value, or with the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from ..._aws.errors import AccessDeniedError, AwsError
from ..._errors import App2ContainerError
from ..._policy.language.document import DocumentError
from ..facts import Fact, unread

__all__ = ["NotThereError", "attempt", "fact_of", "same_reason"]

Value = TypeVar("Value")


class NotThereError(App2ContainerError):
    """What was to be read does not exist. The text is a reason: without a capital letter and a full stop."""


def attempt(read: Callable[[], Fact[Value]], *calls: str) -> Fact[Value]:
    """The fact that a read returns, or an unread one where it fails.

    Args:
        read: reads, by these calls.
        calls: the API actions.
    """
    try:
        return read()
    except AccessDeniedError as error:
        return unread(f"the caller may not call {error.action}", error.action, calls)
    except AwsError as error:
        called = f"{error.action} failed" if error.action else "AWS gave no answer"
        return unread(f"{called} ({error.code})", calls=calls)
    except (DocumentError, NotThereError) as error:
        return unread(str(error).rstrip("."), calls=calls)


def fact_of(read: Callable[[], Value], *calls: str) -> Fact[Value]:
    """What a read returns, as a fact that was read now; as ``attempt`` otherwise."""
    return attempt(lambda: Fact(value=read(), calls=calls, read_at=datetime.now(UTC)), *calls)


def same_reason(fact: Fact[Any]) -> Fact[Any]:
    """A fact that is not known since another one is not."""
    return replace(fact, value=None)
