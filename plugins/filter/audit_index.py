# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The filter ``audit_index``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_report.errors import translated
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_report.model import failure_of, report_of
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_report.pages import index_page

DOCUMENTATION = r"""
name: audit_index
version_added: 1.0.0
short_description: Shows the reports of several accounts as one page
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - The page lists the accounts, those with the gravest findings first, and links to their pages. Accounts that could
    not be audited come before them, with the reason.
positional: _input
options:
  _input:
    description: Reports, or results of M(fleetops.app2container.access_info).
    type: list
    required: true
  links:
    description: The address of the page of each account, by the ID of the account.
    type: dict
    default: {}
  failed:
    description: The hosts whose accounts could not be audited.
    type: list
    elements: dict
    default: []
    suboptions:
      host:
        description: The name of the host.
        type: str
        required: true
      reason:
        description: Why it could not be audited.
        type: str
        required: true
      account_id:
        description: The ID of its account.
        type: str
      task:
        description: The task that failed.
        type: str
"""

EXAMPLES = r"""
- name: Write the page over all accounts
  ansible.builtin.copy:
    dest: index.html
    content: "{{ [first, second] | fleetops.app2container.audit_index }}"
    mode: "0600"
"""

RETURN = r"""
_value:
  description: The page as HTML.
  type: str
"""


def audit_index(
    values: Sequence[Any], links: Mapping[str, str] | None = None, failed: Sequence[Any] | None = None
) -> str:
    """Results or reports as one page that links to the pages of the accounts, and lists the hosts without one.

    Raises:
        AnsibleFilterError: one is neither.
    """
    with translated():
        return index_page(
            [report_of(value) for value in values], links or {}, [failure_of(value) for value in failed or ()]
        )


class FilterModule:
    """Makes the filter known to Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filters of this file by name."""
        return {"audit_index": audit_index}
