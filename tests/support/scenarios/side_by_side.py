# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for a second control node: a whole run takes place between two calls of another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest import mock

import botocore.httpsession

from tests.support.runs.modules import ModuleResult
from tests.support.strict.transport import send


def another_before_call(number: int, run: Callable[[], ModuleResult]) -> tuple[ModuleResult, ModuleResult]:
    """Run, and once more just before call ``number`` of that; return the results of the outer and the inner run."""
    made = 0
    inner: list[ModuleResult] = []

    def sent(session: Any, request: Any) -> Any:
        nonlocal made
        made += 1
        if made == number:
            inner.append(run())
        return send(session, request)

    with mock.patch.object(botocore.httpsession.URLLib3Session, "send", sent):
        outer = run()
    return outer, inner[0]
