# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for nothing: how the module access_info reads an account that holds every part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.support.runs.access import EVERY_PART
from tests.support.runs.modules import ModuleResult
from tests.support.scenarios.bench import Bench

Run = Callable[..., ModuleResult]
PARTS: Mapping[str, Any] = {
    **{part: {} for part in ("policy", "group", "general_role", "worker", "deployer")},
    "users": ["ada", "grace"],
}

# What is asked for, by name.
SCENES: Mapping[str, Mapping[str, Any]] = {
    "whole-account": {"audit": False},
    "by-name": {**PARTS, "discovery": "targeted"},
}


def prepare(account: Bench, scene: Mapping[str, Any]) -> Run:
    """Fill an account; return what runs the scene."""
    assert not account.run(**EVERY_PART).failed
    account.forget()
    return lambda **how: account.run(module_name="access_info", **scene, **how)
