# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The filter ``audit_html``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_report.errors import translated
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_report.model import report_of
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_report.pages import report_page

DOCUMENTATION = r"""
name: audit_html
version_added: 1.0.0
short_description: Shows the report of an audit as a page
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - The page is one file that loads nothing from elsewhere, and complete without scripts.
  - Everything that comes from the account is escaped.
positional: _input
options:
  _input:
    description: The result of M(fleetops.app2container.access_info), or a report.
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: Write the page of an audit
  ansible.builtin.copy:
    dest: report.html
    content: "{{ found | fleetops.app2container.audit_html }}"
    mode: "0600"
"""

RETURN = r"""
_value:
  description: The page as HTML.
  type: str
"""


def audit_html(value: Any) -> str:
    """A result or report as a page.

    Raises:
        AnsibleFilterError: it is neither.
    """
    with translated():
        return report_page(report_of(value))


class FilterModule:
    """Makes the filter known to Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filters of this file by name."""
        return {"audit_html": audit_html}
