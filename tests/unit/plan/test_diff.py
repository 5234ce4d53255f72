# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The headers of diffs, which Ansible prints as they are."""

from __future__ import annotations

from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Kind, Ref
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.diff import entity_diff


def test_the_name_in_a_header_cannot_control_a_terminal() -> None:
    shown = entity_diff(Ref(Kind.SECRET, "a2c/\x1b[2Jx"), None, None)
    assert shown["before_header"] == shown["after_header"] == r"secret a2c/\x1b[2Jx (absent)"
