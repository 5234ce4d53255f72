# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The attributes that every module documents. Each module adds its level of support."""

from __future__ import annotations


class ModuleDocFragment:
    """The meaning of check mode, diff mode and idempotence."""

    DOCUMENTATION = r"""
options: {}
attributes:
  check_mode:
    description: Can run in check mode and report what would change, without changing anything.
  diff_mode:
    description: In diff mode, returns the details of what changed, or in check mode of what would change.
  idempotent:
    description: A second run with the same options changes nothing, unless the account was changed in between.
"""

    # What the modules that call AWS have in addition.
    ACTIONGROUP_APP2CONTAINER = r"""
options: {}
attributes:
  action_group:
    description: >-
      Use C(group/fleetops.app2container.app2container) in C(module_defaults) to set defaults for this module, such as
      the Region. The defaults of C(group/amazon.aws.aws) apply as well.
    support: full
    membership:
      - fleetops.app2container.app2container
"""
