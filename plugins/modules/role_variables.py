# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)

from __future__ import annotations

DOCUMENTATION = r"""
module: role_variables
short_description: Check the variables of a role of this collection
version_added: 1.0.0
author:
  - The fleetops.app2container authors (@fleetops)
description:
  - The roles of this collection run it as their first task. It cannot be used elsewhere.
  - Refuses a variable whose name begins with the name of the role if the role has no such variable, and names the
    nearest one.
  - Converts each variable to the type in the argument spec of the role. Inventory files in INI format, C(-e key=value),
    surveys and environment variables give texts, such as V(no) or V(group,users).
  - Runs on the control node.
extends_documentation_fragment:
  - fleetops.app2container.attributes
attributes:
  check_mode:
    support: full
  diff_mode:
    support: none
  idempotent:
    support: full
options: {}
"""

EXAMPLES = r"""
- name: Check the variables of the role
  fleetops.app2container.role_variables:
  register: __a2c_worker_checked
"""

RETURN = r"""
variables:
  description:
    - The variables of the role that are set, by name, in the type that the argument spec gives them. Variables that
      contain secrets are left out.
  returned: success
  type: dict
calls:
  description: For the role C(a2c_iam), the options of the modules that it runs.
  returned: in the role C(a2c_iam)
  type: dict
findings:
  description: Findings on the variables, each with its C(id), C(severity), C(where) and C(message).
  returned: in the role C(a2c_iam)
  type: list
  elements: dict
worker:
  description: For the role C(a2c_worker), what it does with its variables, without secrets.
  returned: in the role C(a2c_worker)
  type: dict
"""

# Implemented by the action plugin of the same name.
