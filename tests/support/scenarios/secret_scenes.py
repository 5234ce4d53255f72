# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for nothing: what the module remote_secrets does to the secrets of an account, and from which state."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.support.runs.modules import ModuleResult
from tests.support.scenarios.bench import Bench
from tests.support.secrets import EVERY_KIND, LINUX, WINDOWS, leaks

AZURE = EVERY_KIND[4]
BEFORE: Mapping[str, Any] = {"secrets": [LINUX, WINDOWS, AZURE], "tags": {"team": "red", "old": "1"}}
CHANGED: Mapping[str, Any] = {
    "secrets": [
        {**LINUX, "username": "changed-user"},
        {**WINDOWS, "kms_key_id": "alias/other"},
        {**AZURE, "state": "absent"},
        {**EVERY_KIND[5], "tags": {"stage": "test"}},
    ],
    "tags": {"team": "blue"},
    "adopt": True,
}


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What a run shall do, after others have been."""

    params: Mapping[str, Any]
    first: tuple[Mapping[str, Any], ...] = ()
    foreign: tuple[str, ...] = ()
    writes: int = 0


SCENES: Mapping[str, Scene] = {
    "all new": Scene(params={"secrets": list(EVERY_KIND)}, writes=6),
    "changes of all kinds": Scene(params=CHANGED, first=(BEFORE,), foreign=("a2c/domain",), writes=9),
    "back again": Scene(params=BEFORE, first=(BEFORE, {**BEFORE, "state": "absent"}), writes=6),
    "all gone": Scene(params={**BEFORE, "state": "absent"}, first=(BEFORE,), writes=3),
}


def run(account: Bench, params: Mapping[str, Any]) -> ModuleResult:
    """Run the module; whatever it returns shows no value."""
    outcome = account.run(module_name="remote_secrets", **params)
    assert not leaks(json.dumps(outcome.result)), outcome.result
    assert "exception" not in outcome.result
    return outcome


def prepared(account: Bench, scene: Scene) -> Any:
    """Bring an account to where a scene begins; return what brings it back there."""
    for params in scene.first:
        assert not run(account, params).failed
    for name in scene.foreign:
        account.account.client("secretsmanager").create_secret(Name=name, SecretString="{}")
    account.forget()
    return account.save()
