# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The documentation of the options ``general_role`` and ``deployer``, which say who may assume a role.

The suboptions are those of one table, which the module reads too: ``_account/role_rows.py`` below module_utils.
"""

from __future__ import annotations

import json

from ansible_collections.fleetops.app2container.plugins.module_utils._account.role_rows import part_documentation


class ModuleDocFragment:
    """The options ``general_role`` and ``deployer`` of the module ``access``."""

    DOCUMENTATION: str


_DESCRIPTIONS = {
    "general_role": [
        "A role for people who have no IAM user. The general policy is attached to it if O(policy) is specified too.",
        "At least one of the options for trusted principals, identity providers or services is required.",
        "O(policy) and this role are a complete set-up, without users and group.",
    ],
    "deployer": [
        "The administrator that runs the commands with C(--deploy). It is never a member of the group.",
    ],
}


def _documented(part: str) -> dict[str, object]:
    """A part with its suboptions; in these, O(name) is another suboption."""
    text = json.dumps(part_documentation(part)).replace("O(", f"O({part}.")
    return {"description": _DESCRIPTIONS[part], "type": "dict", "suboptions": json.loads(text)}


# Set from outside: inside the class ansible-test accepts only plain strings.
ModuleDocFragment.DOCUMENTATION = json.dumps({"options": {part: _documented(part) for part in _DESCRIPTIONS}})
