# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The filter ``audit_report``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_report.errors import translated
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_report.model import report_of

DOCUMENTATION = r"""
name: audit_report
version_added: 1.0.0
short_description: Makes the report of an audit from the result of access_info
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - Takes what a report has from the result of M(fleetops.app2container.access_info), or checks a report that was read
    from a file.
  - The report is what the filters P(fleetops.app2container.audit_html#filter),
    P(fleetops.app2container.audit_sarif#filter) and P(fleetops.app2container.audit_csv#filter) take. Its C(schema) is
    raised when older reports are not valid any more.
positional: _input
options:
  _input:
    description: The result of M(fleetops.app2container.access_info), or a report.
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: Keep the report of an audit
  ansible.builtin.copy:
    dest: report.json
    content: "{{ found | fleetops.app2container.audit_report | to_nice_json }}"
    mode: "0600"
"""

RETURN = r"""
_value:
  description: The report, ready for JSON.
  type: dict
"""


def audit_report(value: Any) -> dict[str, Any]:
    """The report in a result or in the content of a file.

    Raises:
        AnsibleFilterError: it is neither.
    """
    with translated():
        return report_of(value)


class FilterModule:
    """Makes the filter known to Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filters of this file by name."""
        return {"audit_report": audit_report}
