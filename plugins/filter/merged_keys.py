# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The filter ``merged_keys``: several results of ``access_keys`` as one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._keys.merge import merged

DOCUMENTATION = r"""
name: merged_keys
version_added: 1.0.0
short_description: Merges results of access_keys
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - A loop of M(fleetops.app2container.access_keys) over slices of many users shows how far it is. This filter makes one
    result of the results of its passes.
positional: _input
options:
  _input:
    description: The results of the module.
    type: list
    elements: dict
    required: true
  check:
    description: Whether the module ran in check mode.
    type: bool
    default: false
"""

EXAMPLES = r"""
- name: Show one summary of a loop over the module access_keys
  ansible.builtin.debug:
    msg: "{{ (keys.results | fleetops.app2container.merged_keys(check=ansible_check_mode)).summary }}"
"""

RETURN = r"""
_value:
  description:
    - The lists C(changes), C(access_keys) and C(findings) of all results, and one C(summary).
  type: dict
"""


def merged_keys(results: list[dict[str, Any]], check: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002
    """One result of several; without any, its lists are empty.

    Args:
        results: what the module returned for some users each.
        check: whether it ran in check mode.
    """
    return merged(results, check=check)


class FilterModule:
    """Makes the filter known to Ansible."""

    def filters(self) -> dict[str, Callable[..., dict[str, Any]]]:
        """The filters of this file by name."""
        return {"merged_keys": merged_keys}
