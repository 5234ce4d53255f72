# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for nothing: what the module worker_association does to EC2 instances, and from which state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.emulator.workers import OTHER, WORKER, launch
from tests.support.runs.modules import ModuleResult
from tests.support.scenarios.bench import Bench

Run = Callable[..., ModuleResult]


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What is asked for, of instances with which profiles (None: none), stopped or not; how many calls write."""

    params: Mapping[str, Any] = field(default_factory=dict)
    held: tuple[str | None, ...]
    stopped: bool = False
    writes: int


SCENES: Mapping[str, Scene] = {
    "association": Scene(held=(None, None, WORKER), writes=2),
    "replacement": Scene(params={"replace": True}, held=(OTHER, None, OTHER), writes=3),
    "replacement-in-stopped-instances": Scene(params={"replace": True}, held=(OTHER, OTHER), stopped=True, writes=4),
    "removal": Scene(params={"state": "absent"}, held=(WORKER, WORKER, OTHER, None), writes=2),
}


def prepare(account: Bench, scene: Scene) -> tuple[Any, Run]:
    """Bring an account to where a scene begins; return that state, and what runs the scene."""
    ids = [name for held in scene.held for name in launch(account.account, profile=held)]
    if scene.stopped:
        account.account.client("ec2").stop_instances(InstanceIds=ids)
    account.forget()
    params = {"instance_ids": ids, "module_name": "worker_association", **scene.params}
    return account.save(), lambda **how: account.run(**params, **how)
