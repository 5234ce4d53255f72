# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""No stand-in: reads what a module documents about its options, with the shared fragments."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import yaml

OWN = "fleetops.app2container."
SHARED = (
    "account",
    "findings",
    "parts",
    "preflight",
    "provisioner",
)  # the fragments that hold whole options of modules


def options_in(documentation: str) -> dict[str, Any]:
    """Return the documented options of a module, with those of the collection's own fragments."""
    documented = yaml.safe_load(documentation)
    options: dict[str, Any] = documented["options"]
    for name in documented["extends_documentation_fragment"]:
        if name.removeprefix(OWN) in SHARED:
            fragment = import_module(f"ansible_collections.{OWN}plugins.doc_fragments.{name.removeprefix(OWN)}")
            options = options | yaml.safe_load(fragment.ModuleDocFragment.DOCUMENTATION)["options"]
    return options


def spec_of(documented: dict[str, Any]) -> dict[str, Any]:
    """Return what an argument spec has to say for documented options."""
    keys = ("type", "elements", "choices", "default", "required")
    return {
        name: {key: option[key] for key in keys if key in option}
        | ({"options": spec_of(option["suboptions"])} if "suboptions" in option else {})
        for name, option in documented.items()
    }


def without(spec: dict[str, Any], *keys: str) -> dict[str, Any]:
    """Return an argument spec less what documentation does not say."""
    return {
        name: {
            key: without(value, *keys) if key == "options" else value
            for key, value in option.items()
            if key not in keys
        }
        for name, option in spec.items()
    }
