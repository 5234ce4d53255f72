# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The filter ``role_users``: users as the role a2c_iam takes them, as the modules take them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ansible.errors import AnsibleFilterError

from ansible_collections.fleetops.app2container.plugins.plugin_utils._role_options import read_variables

DOCUMENTATION = r"""
name: role_users
version_added: 1.0.0
short_description: Makes mappings of names of users
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - In O(fleetops.app2container.a2c_iam#role:main:a2c_iam_users), a user can be a name, and the
    list can be a text. Modules take mappings.
positional: _input
options:
  _input:
    description: The users.
    type: raw
    required: true
"""

EXAMPLES = r"""
- name: Two users
  ansible.builtin.debug:
    msg: "{{ ['ada', {'name': 'grace', 'state': 'absent'}] | fleetops.app2container.role_users }}"
"""

RETURN = r"""
_value:
  description: A mapping with at least C(name) for each user.
  type: list
  elements: dict
"""

SPEC = {
    "a2c_iam_users": {
        "type": "list",
        "elements": "raw",
        "options": {
            "name": {"type": "str", "required": True},
            "state": {"type": "str"},
            "tags": {"type": "dict"},
            "permissions_boundary": {"type": "str"},
        },
    }
}


def role_users(users: Any) -> list[dict[str, Any]]:
    """The users as mappings.

    Raises:
        AnsibleFilterError: the value is not a list of users.
    """
    read = read_variables(SPEC, {"a2c_iam_users": users})
    if read.errors:
        raise AnsibleFilterError("\n".join(read.errors))
    found: list[dict[str, Any]] = read.values.get("a2c_iam_users", [])
    return found


class FilterModule:
    """Makes the filter known to Ansible."""

    def filters(self) -> dict[str, Callable[..., list[dict[str, Any]]]]:
        """The filters of this file by name."""
        return {"role_users": role_users}
