# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No stand-in: runs a module with wrong values in its options, and sees that AWS was asked for nothing wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.support.inputs.bad_input import Change, check_result, with_changes
from tests.support.runs.modules import ModuleResult
from tests.support.scenarios.bench import Bench
from tests.support.scenarios.sample import filled

MISSING = frozenset({"NoSuchEntity"})


def attempt(  # noqa: PLR0913 - a run and what to expect of it
    account: Bench,
    start: Any,
    module_name: str,
    base: Mapping[str, Any],
    wrong: Sequence[Change],
    *,
    missing: frozenset[str] = MISSING,
) -> ModuleResult:
    """Run with these values in place of valid ones; nothing that it asks for is refused, but that it may not exist.

    A failure has changed nothing, and names an option; after a success the account is restored.
    """
    account.forget()
    outcome = account.run(module_name=module_name, **filled(with_changes(base, wrong), account.account_id))
    calls = account.calls()
    refusals = [entry for entry in calls if entry.outcome not in {"ok", *missing}]
    writes = [entry for entry in calls if not entry.call.reads]
    assert not refusals, (wrong, refusals[0])
    assert not (outcome.failed and writes), (wrong, outcome["msg"])
    check_result(outcome, wrong)
    if writes:
        account.restore(start)
    return outcome
