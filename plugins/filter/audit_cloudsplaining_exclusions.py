# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The filter ``audit_cloudsplaining_exclusions``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_mutes.documents import (
    cloudsplaining_exclusions,
)
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_report.errors import translated
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_report.model import report_of

DOCUMENTATION = r"""
name: audit_cloudsplaining_exclusions
version_added: 1.0.0
short_description: Makes exclusions for cloudsplaining of what is by design
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - YAML for the option C(--exclusions-file) of cloudsplaining, with what it reports on a right set-up although it is by
    design.
  - cloudsplaining excludes whole policies, by their names. Only those are excluded that the audit has found as the
    collection writes them, and that have statements on all resources. Its own default exclusions, which it does not use
    besides a file, are repeated.
positional: _input
options:
  _input:
    description: The result of M(fleetops.app2container.access_info) with an audit, or a report.
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: Write what cloudsplaining need not report
  ansible.builtin.copy:
    dest: cloudsplaining-exclusions.yml
    content: "{{ found | fleetops.app2container.audit_cloudsplaining_exclusions }}"
    mode: "0600"
"""

RETURN = r"""
_value:
  description: The YAML.
  type: str
"""


def audit_cloudsplaining_exclusions(value: Any) -> str:
    """The exclusions of a result or report.

    Raises:
        AnsibleFilterError: it is neither, or not one of an audit.
    """
    with translated():
        return cloudsplaining_exclusions(report_of(value))


class FilterModule:
    """Makes the filter known to Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filters of this file by name."""
        return {"audit_cloudsplaining_exclusions": audit_cloudsplaining_exclusions}
