# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Templates in as few words as a test needs."""

from __future__ import annotations

from typing import Any

from tests.support.runs.modules import ModuleResult, run_module

ACCOUNT = "111122223333"
IAM = f"arn:aws:iam::{ACCOUNT}"
POLICY: dict[str, Any] = {"deploy_targets": ["ecs"], "regions": ["us-east-1"]}
OURS = {"app2container:managed-by": "fleetops.app2container"}


def outcome(template_format: str, **params: Any) -> ModuleResult:
    """What the module returns."""
    whole = {"format": template_format, "account_id": ACCOUNT, **params}
    return run_module("access_template", whole, environment={})


def template(template_format: str, **params: Any) -> dict[str, Any]:
    """The template for these parts."""
    returned = outcome(template_format, **params)
    assert not returned.failed, returned["msg"]
    made: dict[str, Any] = returned["template"]
    return made


def named(kind: str, path: str, name: str, /, **more: Any) -> dict[str, Any]:
    """An entity as the module access returns it."""
    return {"name": name, "arn": f"{IAM}:{kind}{path}{name}", "managed": True, **more}
