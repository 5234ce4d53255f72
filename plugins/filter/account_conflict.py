# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The filter ``account_conflict``: hosts of an inventory that lead to the same account."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ansible_collections.fleetops.app2container.plugins.module_utils._plan.summary import listed

DOCUMENTATION = r"""
name: account_conflict
version_added: 1.0.0
short_description: Says which hosts lead to the same AWS account
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - The playbooks of this collection take each host for an account. If two hosts lead to the same account, two runs
    would change it at the same time.
positional: _input
options:
  _input:
    description: The ID of the account that each host leads to, by the name of the host.
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: Two hosts for one account
  ansible.builtin.debug:
    msg: "{{ {'production': '111111111111', 'web': '111111111111'} | fleetops.app2container.account_conflict }}"
"""

RETURN = r"""
_value:
  description: The message that names the hosts and the account, or an empty string if there are none.
  type: str
"""


def account_conflict(hosts: Mapping[str, str]) -> str:
    """The message about the hosts that lead to the same account; empty if there are none.

    Args:
        hosts: the account ID of each host, by the name of the host.
    """
    by_account: dict[str, list[str]] = {}
    for host, account_id in hosts.items():
        by_account.setdefault(account_id, []).append(host)
    shared = [f"{listed(names)} ({account_id})" for account_id, names in by_account.items() if len(names) > 1]
    return (
        f"Nothing has been changed, since several hosts lead to the same account: {'; '.join(shared)}. Keep one host"
        " for each account in the group a2c_accounts, or correct a2c_iam_account_id and a2c_iam_assume_role_arn of the"
        " others."
        if shared
        else ""
    )


class FilterModule:
    """Makes the filter known to Ansible."""

    def filters(self) -> dict[str, Callable[..., str]]:
        """The filters of this file by name."""
        return {"account_conflict": account_conflict}
