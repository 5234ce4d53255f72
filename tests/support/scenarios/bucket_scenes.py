# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for nothing: what the module artifact_bucket does to a bucket, and from which state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.emulator.accounts import Account
from tests.support.emulator.buckets import bucket_name, bucket_of_others, kms_key
from tests.support.runs.modules import ModuleResult
from tests.support.scenarios.bench import Bench

Run = Callable[..., ModuleResult]
CHANGED: Mapping[str, Any] = {"kms_key_arn": "KEY", "tags": {"team": "red"}, "expire_noncurrent_days": 9}


def nothing(_account: Account) -> None:
    """Make nothing."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What a run shall do, after other runs, or beside what others have made; how many calls write."""

    params: Mapping[str, Any] = field(default_factory=dict)
    first: tuple[Mapping[str, Any], ...] = ()
    others: Callable[[Account], object] = nothing
    writes: int


SCENES: Mapping[str, Scene] = {
    "a new bucket": Scene(writes=6),
    "a bucket of others": Scene(params={"adopt": True}, others=bucket_of_others, writes=7),
    "other options": Scene(params=CHANGED, first=({},), writes=3),
    "an empty bucket goes": Scene(params={"state": "absent"}, first=({},), writes=1),
}


def prepare(account: Bench, scene: Scene) -> tuple[Any, Run]:
    """Bring an account to where a scene begins; return that state, and what runs the scene."""

    def run(params: Mapping[str, Any], **how: Any) -> ModuleResult:
        given = {"name": bucket_name(account.account), **params}
        if "kms_key_arn" in given:
            given["kms_key_arn"] = kms_key(account.account)
        return account.run(module_name="artifact_bucket", **given, **how)

    scene.others(account.account)
    for params in scene.first:
        assert not run(params).failed
    account.forget()
    return account.save(), lambda **how: run(scene.params, **how)
