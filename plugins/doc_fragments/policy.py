# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The documentation of the policy options, as options of a module and as suboptions of ``policy``.

The options are those of one table, which the modules read too: ``_policy/option_table.py`` below module_utils.
"""

from __future__ import annotations

import json
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import policy_documentation


class ModuleDocFragment:
    """The options in three forms.

    ``DOCUMENTATION``: options of a module. ``OPTIONAL``: the same, none of them required. ``ACCESS``: the option
    ``policy`` with the same as suboptions.
    """

    DOCUMENTATION: str
    OPTIONAL: str
    ACCESS: str


def _yaml(options: dict[str, Any]) -> str:
    """Documentation as a text; JSON is YAML."""
    return json.dumps({"options": options})


_NAME = {
    "description": [
        "Name of the managed policy. Further policies have the same name with V(-2), V(-3) and so on at the end."
    ],
    "type": "str",
    "default": "App2ContainerGeneral",
}
_POLICY = {
    "description": [
        "The general policy, described by what App2Container is used for.",
        "It becomes one customer managed policy, or several if one cannot hold it.",
    ],
    "type": "dict",
    "suboptions": {"name": _NAME, **policy_documentation()},
}

# Set from outside: inside the class ansible-test accepts only plain strings. In suboptions, O(name) is a sibling.
ModuleDocFragment.DOCUMENTATION = _yaml(policy_documentation(deploy_targets_required=True))
ModuleDocFragment.OPTIONAL = _yaml(policy_documentation())
ModuleDocFragment.ACCESS = _yaml({"policy": _POLICY}).replace("O(", "O(policy.")
