# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The filter ``audit_prowler_mutelist``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_mutes.documents import prowler_mutelist
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_report.errors import translated
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_report.model import report_of

DOCUMENTATION = r"""
name: audit_prowler_mutelist
version_added: 1.0.0
short_description: Makes a mutelist for prowler of what is by design
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - YAML for the option C(--mutelist-file) of prowler, with what it reports on a right set-up although it is by design.
  - A finding is muted for exactly one resource of one account, with the reason. What the audit has found wrong, or
    could not check, is not muted.
positional: _input
options:
  _input:
    description: The result of M(fleetops.app2container.access_info) with an audit, or a report.
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: Write what prowler need not report
  ansible.builtin.copy:
    dest: prowler-mutelist.yml
    content: "{{ found | fleetops.app2container.audit_prowler_mutelist }}"
    mode: "0600"
"""

RETURN = r"""
_value:
  description: The YAML.
  type: str
"""


def audit_prowler_mutelist(value: Any) -> str:
    """The mutelist of a result or report.

    Raises:
        AnsibleFilterError: it is neither, or not one of an audit.
    """
    with translated():
        return prowler_mutelist(report_of(value))


class FilterModule:
    """Makes the filter known to Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filters of this file by name."""
        return {"audit_prowler_mutelist": audit_prowler_mutelist}
