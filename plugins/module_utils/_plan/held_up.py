# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run tells that has left out some entities because of their own problems, and has dealt with all others."""

from __future__ import annotations

from collections.abc import Mapping

from .._errors import printable
from .plan import MOST_CONFLICTS

__all__ = ["held_up_message"]


def held_up_message(problems: Mapping[str, str], changes: int, *, check: bool) -> str:
    """The message of the failure.

    Args:
        problems: what stands in the way and what to do, by the name of the entity.
        changes: the number of changes to the others.
        check: whether the changes are only planned.
    """
    told = [printable(f"{name}: {problem}") for name, problem in problems.items()]
    more = f"; and {len(told) - MOST_CONFLICTS} more" if len(told) > MOST_CONFLICTS else ""
    made = "would be made" if check else "have been made"
    if not changes:
        outcome = "Nothing has been changed."
    elif changes == 1:
        outcome = f"The only other change {made.replace('have', 'has')}; run again after that."
    else:
        outcome = f"All {changes} other changes {made}; run again after that."
    return f"{'; '.join(told[:MOST_CONFLICTS])}{more}. {outcome}"
