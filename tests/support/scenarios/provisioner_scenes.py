# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""No stand-in: what the module provisioner_role does to an account, and from which state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.runs.modules import ModuleResult
from tests.support.scenarios.bench import Bench

GIVEN: Mapping[str, Any] = {"trusted_principals": ["arn:aws:iam::111122223333:role/ControlNode"]}


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What a run shall do, after another run; how many calls write."""

    params: Mapping[str, Any] = field(default_factory=dict)
    first: Mapping[str, Any] | None = None
    writes: int


SCENES: Mapping[str, Scene] = {
    "a new provisioner": Scene(writes=7),
    "fewer features": Scene(params={"features": ["report"], "external_id": "example"}, first={}, writes=5),
    "it goes": Scene(params={"state": "absent"}, first={}, writes=7),
}


def prepare(account: Bench, scene: Scene) -> tuple[Any, Callable[..., ModuleResult]]:
    """Bring an account to where a scene begins; return that state, and what runs the scene."""

    def run(params: Mapping[str, Any], **how: Any) -> ModuleResult:
        return account.run(module_name="provisioner_role", **{**GIVEN, **params}, **how)

    if scene.first is not None:
        assert not run(scene.first).failed
    account.forget()
    return account.save(), lambda **how: run(scene.params, **how)
