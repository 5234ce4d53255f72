# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter that gives a playbook the users as the role takes them."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.fleetops.app2container.plugins.filter.role_users import FilterModule

USERS = FilterModule().filters()["role_users"]


@pytest.mark.parametrize(
    ("given", "users"),
    [
        (["ada", {"name": "grace", "state": "absent"}], [{"name": "ada"}, {"name": "grace", "state": "absent"}]),
        ("ada,grace", [{"name": "ada"}, {"name": "grace"}]),
        ([], []),
        (None, []),
    ],
)
def test_every_form_gives_mappings(given: Any, users: list[dict[str, Any]]) -> None:
    assert USERS(given) == users


def test_what_is_no_user_is_refused_by_name() -> None:
    with pytest.raises(AnsibleFilterError, match=r"a2c_iam_users\[0\]: must be a name or a mapping of options, got 5"):
        USERS([5])
