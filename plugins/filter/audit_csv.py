# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The filter ``audit_csv``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_report.csv_view import to_csv
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_report.errors import translated
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_report.model import report_of

DOCUMENTATION = r"""
name: audit_csv
version_added: 1.0.0
short_description: Shows the findings of an audit as CSV
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - One row for each finding. Cells that a spreadsheet would take for a formula begin with an apostrophe.
positional: _input
options:
  _input:
    description: The result of M(fleetops.app2container.access_info), or a report.
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: Write the findings of an audit as CSV
  ansible.builtin.copy:
    dest: report.csv
    content: "{{ found | fleetops.app2container.audit_csv }}"
    mode: "0600"
"""

RETURN = r"""
_value:
  description: The CSV.
  type: str
"""


def audit_csv(value: Any) -> str:
    """The findings of a result or report as CSV.

    Raises:
        AnsibleFilterError: it is neither.
    """
    with translated():
        return to_csv(report_of(value))


class FilterModule:
    """Makes the filter known to Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filters of this file by name."""
        return {"audit_csv": audit_csv}
