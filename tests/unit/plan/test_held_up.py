# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The message of a run that has left out some entities."""

from __future__ import annotations

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._plan.held_up import held_up_message

ADA = {"user ada": "it has two keys; delete one"}


@pytest.mark.parametrize(
    ("changes", "check", "outcome"),
    [
        (0, False, "Nothing has been changed."),
        (0, True, "Nothing has been changed."),
        (1, False, "The only other change has been made; run again after that."),
        (1, True, "The only other change would be made; run again after that."),
        (7, False, "All 7 other changes have been made; run again after that."),
        (7, True, "All 7 other changes would be made; run again after that."),
    ],
)
def test_what_has_been_done(changes: int, outcome: str, *, check: bool) -> None:
    assert held_up_message(ADA, changes, check=check) == f"user ada: it has two keys; delete one. {outcome}"


def test_many_problems() -> None:
    message = held_up_message({f"user u{number}": "it is so" for number in range(500)}, 3, check=False)
    assert message.startswith("user u0: it is so; user u1: it is so; ")
    assert message.endswith(
        "; user u9: it is so; and 490 more. All 3 other changes have been made; run again after that."
    )


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert held_up_message({"user ada": "\x1b[31m"}, 0, check=True) == "user ada: \\x1b[31m. Nothing has been changed."
