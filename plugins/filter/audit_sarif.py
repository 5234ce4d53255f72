# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The filter ``audit_sarif``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_report.errors import translated
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_report.model import report_of
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_report.sarif import to_sarif

DOCUMENTATION = r"""
name: audit_sarif
version_added: 1.0.0
short_description: Shows the report of an audit as SARIF 2.1.0
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - SARIF is the format that code scanning services take. Each result points to a file of the project, since such
    services refuse results without one, and names the ARN as its logical location.
positional: _input
options:
  _input:
    description: The result of M(fleetops.app2container.access_info), or a report.
    type: dict
    required: true
  anchor:
    description: The path of the file that results point to, relative to the root of the project.
    type: str
    required: true
"""

EXAMPLES = r"""
- name: Write an audit for code scanning
  ansible.builtin.copy:
    dest: report.sarif
    content: "{{ found | fleetops.app2container.audit_sarif(anchor='site.yml') | to_nice_json }}"
    mode: "0600"
"""

RETURN = r"""
_value:
  description: The SARIF log, ready for JSON.
  type: dict
"""


def audit_sarif(value: Any, anchor: str) -> dict[str, Any]:
    """A result or report as a SARIF log, whose results point to a file.

    Raises:
        AnsibleFilterError: it is neither, or the path of the file is not relative to a project.
    """
    with translated():
        return to_sarif(report_of(value), anchor)


class FilterModule:
    """Makes the filter known to Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filters of this file by name."""
        return {"audit_sarif": audit_sarif}
