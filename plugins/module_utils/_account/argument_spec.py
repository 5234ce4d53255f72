# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The argument spec of the parts of an account, as the module ``access`` has it."""

from __future__ import annotations

from typing import Any

from .._policy.options import policy_argument_spec
from .role_rows import part_spec

__all__ = ["parts_spec"]

BOUNDARY = {"type": "str"}
STATE = {"type": "str", "choices": ["present", "absent"], "default": "present"}


def parts_spec() -> dict[str, Any]:
    """Each part with its suboptions, a new mapping at each call."""
    return {
        "policy": {
            "type": "dict",
            "options": {"name": {"type": "str", "default": "App2ContainerGeneral"}, **policy_argument_spec()},
        },
        "group": {
            "type": "dict",
            "options": {
                "name": {"type": "str", "default": "App2ContainerUsers"},
                "manage": {"type": "bool", "default": True},
                "purge_members": {"type": "bool", "default": False},
            },
        },
        "users": {
            "type": "list",
            "elements": "dict",
            "options": {
                "name": {"type": "str", "required": True},
                "state": STATE,
                "tags": {"type": "dict"},
                "permissions_boundary": BOUNDARY,
            },
        },
        "general_role": {"type": "dict", "options": part_spec("general_role")},
        "worker": {
            "type": "dict",
            "options": {
                "role_name": {"type": "str", "default": "App2ContainerWorker"},
                "instance_profile_name": {"type": "str", "default": "App2ContainerWorker"},
                "permissions_boundary": BOUNDARY,
                "ssm": {"type": "bool", "default": False},
                "rolesanywhere": {
                    "type": "dict",
                    "options": {"trust_anchor_arn": {"type": "str", "required": True}, "subject": {"type": "dict"}},
                },
            },
        },
        "deployer": {"type": "dict", "options": part_spec("deployer")},
    }
