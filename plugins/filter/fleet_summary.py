# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The filter ``fleet_summary``: what became of the accounts of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_fleet import (
    REST,
    Ended,
    account_of,
    lines,
    merged,
    to_json,
)

DOCUMENTATION = r"""
name: fleet_summary
version_added: 1.0.0
short_description: Says what became of the accounts of a run
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - The playbooks of this collection take each host for an account. At their end, this filter says of each host whether
    its account was changed, was left unchanged, failed, or was not reached.
  - With O(summaries), it merges the documents of several runs instead, for example of the shards of a fleet.
positional: _input
options:
  _input:
    description: The names of the hosts.
    type: list
    elements: str
    required: true
  hostvars:
    description: The variables of all hosts, as the variable C(hostvars).
    type: dict
    default: {}
  running:
    description: The hosts that have not failed, as the variable C(ansible_play_hosts).
    type: list
    elements: str
    default: []
  left:
    description: The hosts whose accounts are left unchanged on purpose.
    type: list
    elements: str
    default: []
  fact:
    description: The name of the fact that a host has when its account is done.
    type: str
    default: a2c_iam_access
  check:
    description: Whether the run was in check mode.
    type: bool
    default: false
  summaries:
    description: The documents of earlier runs, the earliest first.
    type: list
    elements: dict
"""

EXAMPLES = r"""
- name: Merge the summaries of two shards
  ansible.builtin.debug:
    msg: "{{ (groups['a2c_accounts'] | fleetops.app2container.fleet_summary(summaries=[first, second])).lines }}"
  vars:
    first: "{{ lookup('ansible.builtin.file', 'shard-0/summary.json') | from_json }}"
    second: "{{ lookup('ansible.builtin.file', 'shard-1/summary.json') | from_json }}"
"""

RETURN = r"""
_value:
  description:
    - A document for programs (C(document)) with the number of accounts of each status (C(counts)), and a row for each
      account (C(accounts)) with the name of its host (C(host)), C(account_id), C(status), the number of C(changes), and
      the C(reason) if it failed.
    - Lines for people (C(lines)), and the hosts that failed or were not reached (C(rest)).
  type: dict
"""


def fleet_summary(  # noqa: PLR0913 - the options of the filter, by name
    hosts: Sequence[str],
    hostvars: Mapping[str, Any] | None = None,
    *,
    running: Sequence[str] = (),
    left: Sequence[str] = (),
    fact: str = "a2c_iam_access",
    check: bool = False,
    summaries: Sequence[Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """What became of the accounts of these hosts, see RETURN."""
    if summaries is not None:
        check = any(summary["check_mode"] for summary in summaries)
        accounts = merged(hosts, summaries)
    else:
        ended = Ended(frozenset(running), frozenset(left), fact)
        accounts = [account_of(host, (hostvars or {})[host], ended) for host in hosts]
    return {
        "document": to_json(accounts, check=check),
        "lines": lines(accounts, check=check),
        "rest": [account.host for account in accounts if account.status in REST],
    }


class FilterModule:
    """Makes the filter known to Ansible."""

    def filters(self) -> dict[str, Callable[..., dict[str, Any]]]:
        """The filters of this file by name."""
        return {"fleet_summary": fleet_summary}
