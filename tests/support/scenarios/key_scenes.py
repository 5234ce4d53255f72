# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the life of access keys: what access_keys does, with each kind of store."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from moto.iam import models as moto_iam

from ansible_collections.fleetops.app2container.plugins.module_utils._keys import executor, run
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.record import RECORD_TAG, record_from
from tests.support.key_stores import KEY_STORES, KeyStore
from tests.support.runs.modules import ModuleResult
from tests.support.scenarios.bench import Bench
from tests.support.scenarios.sample import step, take_all

Params = Mapping[str, Any]

USERS = ("ada", "grace")
# grace has a key of somebody else too.
BEFORE = (
    step("CreateUser", UserName="ada"),
    step("CreateUser", UserName="grace"),
    step("CreateAccessKey", UserName="grace"),
)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One run: what is asked for, what ran before, the days since then, and what others did in the meantime."""

    users: tuple[str, ...] = ("ada",)
    params: Params = field(default_factory=dict)
    earlier: tuple[tuple[Params, int], ...] = ()
    meanwhile: Callable[[KeyBench], None] = lambda _bench: None


@dataclass
class KeyBench:
    """An account with users, a store, and a clock."""

    account: Bench
    store: KeyStore
    now: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))

    @property
    def folder(self) -> Path:
        """Return the folder of the store."""
        return self.store.folder

    def run(self, users: tuple[str, ...] = ("ada",), *, check: bool = False, **params: Any) -> ModuleResult:
        """Run the module at the time of the clock."""
        wanted: dict[str, Any] = {"users": self.store.users(*users), "store": self.store.options}
        with (
            mock.patch.object(run, "utc_now", return_value=self.now),
            mock.patch.object(executor, "utc_now", return_value=self.now),
            mock.patch.object(moto_iam, "utcnow", return_value=self.now.replace(tzinfo=None)),
        ):
            return self.account.run(module_name="access_keys", check=check, **wanted, **params)

    def held(self, user: str) -> dict[str, str]:
        """Return the secrets of a user's keys by id, as the account knows them."""
        found = moto_iam.iam_backends[self.account.account_id]["aws"].users[user].access_keys
        return {item.access_key_id: item.secret_access_key for item in found}

    def active(self, user: str) -> set[str]:
        """Return the ids of a user's keys that work."""
        found = self.account.iam.list_access_keys(UserName=user)["AccessKeyMetadata"]
        return {item["AccessKeyId"] for item in found if item["Status"] == "Active"}

    def recorded(self, user: str) -> Any:
        """Return what is recorded on a user."""
        tags = self.account.iam.get_user(UserName=user)["User"].get("Tags", [])
        return record_from({tag["Key"]: tag["Value"] for tag in tags}.get(RECORD_TAG, ""))

    def delivered(self, user: str) -> dict[str, str]:
        """Return what is in the store for a user, decrypted: secrets by key."""
        return self.store.delivered(self.account.account, user)

    def save(self) -> Any:
        """Return what ``restore`` brings back."""
        files = {path.name: path.read_bytes() for path in self.folder.iterdir()}
        return self.account.save(), files

    def restore(self, saved: Any) -> None:
        """Bring account and store back to where they were."""
        account, files = saved
        self.account.restore(account)
        shutil.rmtree(self.folder)
        self.folder.mkdir(mode=0o700)
        for name, content in files.items():
            path = self.folder / name
            path.write_bytes(content)
            path.chmod(0o600)


def lose_store(bench: KeyBench) -> None:
    """Remove what the store holds for ada."""
    bench.store.lose(bench.account.account, "ada")


OLD: Params = {"max_age_days": 90}
SCENES: Mapping[str, Scene] = {
    "issue": Scene(users=USERS),
    "rotation": Scene(params=OLD, earlier=(({}, 100),)),
    "deactivation": Scene(params={}, earlier=(({}, 100), (OLD, 8))),
    "deletion": Scene(params={}, earlier=(({}, 100), (OLD, 8), ({}, 8))),
    "all-at-once": Scene(params={**OLD, "grace_days": 0, "delete_after_days": 0}, earlier=(({}, 100),)),
    "lost-store": Scene(earlier=(({}, 1),), meanwhile=lose_store),
    "absent": Scene(params={"state": "absent"}, earlier=(({}, 100), (OLD, 1))),
    "absent-beside-others": Scene(users=USERS, params={"state": "absent"}, earlier=(({}, 1),)),
    "again-after-absent": Scene(earlier=(({}, 1), ({"state": "absent"}, 1))),
}


@contextmanager
def prepared(account: Bench, scene: Scene, kind: str, folder: Path) -> Iterator[KeyBench]:
    """Give a bench that stands where a scene begins."""
    folder.mkdir(mode=0o700)
    bench = KeyBench(account, KEY_STORES[kind](folder))
    take_all(account.iam, account.account_id, BEFORE)
    for params, days in scene.earlier:
        outcome = bench.run(scene.users, **params)
        assert not outcome.failed, outcome["msg"]
        bench.now += timedelta(days=days)
    scene.meanwhile(bench)
    yield bench
