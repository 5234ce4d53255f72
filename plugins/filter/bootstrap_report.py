# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The filter ``bootstrap_report``: what the playbook bootstrap_organization did in each account, in lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_fleet import shown

DOCUMENTATION = r"""
name: bootstrap_report
version_added: 1.0.0
short_description: Says what was done in each account
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - The playbook C(fleetops.app2container.bootstrap_organization) works in many accounts. This filter says what it did
    in each of them, in one line.
positional: _input
options:
  _input:
    description: The variables of each host, by its name.
    type: dict
    required: true
  check:
    description: Whether the playbook ran in check mode.
    type: bool
    default: false
"""

EXAMPLES = r"""
- name: Show each account
  ansible.builtin.debug:
    msg: "{{ hosts | fleetops.app2container.bootstrap_report }}"
  vars:
    hosts:
      production: {a2c_iam_account_id: "111111111111", __a2c_bootstrap_problem: "access denied"}
"""

RETURN = r"""
_value:
  description: One line for each host.
  type: list
  elements: str
"""

NOT_REACHED = "not reached, see the message above"


def _outcome(variables: Mapping[str, Any], *, check: bool) -> str:
    """What was done in one account."""
    if problem := variables.get("__a2c_bootstrap_problem"):
        return f"failed: {problem}"
    made, reached = variables.get("__a2c_provisioner", {}), variables.get("__a2c_reached", {})
    if "changes" in made:
        number = len(made["changes"])
        told = f"{number} change{'' if number == 1 else 's'}"
        return "unchanged" if not number else f"would make {told}" if check else told
    return "has the provisioner" if "account_id" in reached else NOT_REACHED


def bootstrap_report(hosts: Mapping[str, Mapping[str, Any]], check: bool = False) -> list[str]:  # noqa: FBT001, FBT002
    """One line for each host: its account, and what was done there.

    Args:
        hosts: the variables of each host, by its name.
        check: whether nothing was changed, since the playbook ran in check mode.
    """
    lines = []
    for host, variables in hosts.items():
        account = variables.get("a2c_iam_account_id") or variables.get("__a2c_provisioner", {}).get("account_id")
        lines.append(f"{shown(host, account)}: {_outcome(variables, check=check)}")
    return lines


class FilterModule:
    """Makes the filter known to Ansible."""

    def filters(self) -> dict[str, Callable[..., list[str]]]:
        """The filters of this file by name."""
        return {"bootstrap_report": bootstrap_report}
