# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""What the module access_keys does in the life of keys, with each kind of store."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pyrage
from ansible.parsing.vault import VaultLib, VaultSecret
from moto.iam import models as moto_iam

from ansible_collections.fleetops.app2container.plugins.module_utils._keys import executor as key_steps
from ansible_collections.fleetops.app2container.plugins.module_utils._keys import run as keys
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.record import RECORD_TAG, record_from
from tests.support.runs.modules import ModuleResult
from tests.support.scenarios.bench import Bench
from tests.support.scenarios.sample import step, take_all

Params = Mapping[str, Any]

PASSWORD = "a password of the tests"
IDENTITY = pyrage.x25519.Identity.generate()
STORES = ("secretsmanager", "vault_file", "age_file")
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
    kind: str
    folder: Path
    now: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))

    def store(self) -> dict[str, Any]:
        """Return the suboptions of the store."""
        stores: dict[str, dict[str, Any]] = {
            "secretsmanager": {"kind": "secretsmanager", "restrict_to_user": True},
            "vault_file": {"kind": "vault_file", "directory": str(self.folder), "vault_password": PASSWORD},
            "age_file": {"kind": "age_file", "directory": str(self.folder)},
        }
        return stores[self.kind]

    def run(self, users: tuple[str, ...] = ("ada",), *, check: bool = False, **params: Any) -> ModuleResult:
        """Run the module at the time of the clock."""
        recipients = {"recipients": [str(IDENTITY.to_public())]} if self.kind == "age_file" else {}
        named = [{"name": name, **recipients} for name in users]
        with (
            mock.patch.object(keys, "utc_now", return_value=self.now),
            mock.patch.object(key_steps, "utc_now", return_value=self.now),
            mock.patch.object(moto_iam, "utcnow", return_value=self.now.replace(tzinfo=None)),
        ):
            return self.account.run(module_name="access_keys", check=check, users=named, store=self.store(), **params)

    def held(self, user: str) -> dict[str, str]:
        """Return the secrets of a user's keys by id, as the account knows them."""
        found = moto_iam.iam_backends[self.account.account_id]["aws"].users[user].access_keys
        return {item.access_key_id: item.secret_access_key for item in found}

    def active(self, user: str) -> set[str]:
        """Return the ids of a user's keys that work."""
        found = self.account.iam.list_access_keys(UserName=user)["AccessKeyMetadata"]
        return {item["AccessKeyId"] for item in found if item["Status"] == "Active"}

    def noted(self, user: str) -> Any:
        """Return what is noted on a user."""
        tags = self.account.iam.get_user(UserName=user)["User"].get("Tags", [])
        return record_from(user, {tag["Key"]: tag["Value"] for tag in tags}.get(RECORD_TAG, ""))

    def delivered(self, user: str) -> dict[str, str]:
        """Return what is in the store for a user, decrypted: secrets by key."""
        if self.kind == "secretsmanager":
            return self._in_secrets_manager(user)
        texts = []
        for path in sorted(self.folder.glob(f"{user}.*")):
            content = path.read_bytes()
            if self.kind == "vault_file":
                texts.append(VaultLib([("x", VaultSecret(PASSWORD.encode()))]).decrypt(content).decode())
            else:
                texts.append(pyrage.decrypt(content, [IDENTITY]).decode())
        return dict(map(key_in, texts))

    def _in_secrets_manager(self, user: str) -> dict[str, str]:
        client = self.account.account.client("secretsmanager")
        try:
            text = client.get_secret_value(SecretId=f"app2container/access-keys/{user}")["SecretString"]
        except client.exceptions.ClientError:
            return {}
        value = json.loads(text)
        return {value["aws_access_key_id"]: value["aws_secret_access_key"]} if value else {}

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


def key_in(text: str) -> tuple[str, str]:
    """Return the id and the secret that a decrypted file tells."""
    values: dict[str, str] = {}
    for line in text.splitlines():
        name, _mark, value = line.replace("=", ":", 1).partition(":")
        values[name.strip()] = value.strip().strip('"')
    return values["aws_access_key_id"], values["aws_secret_access_key"]


def lose_store(bench: KeyBench) -> None:
    """Take away what the store has for ada."""
    for path in bench.folder.glob("ada.*"):
        path.unlink()
    if bench.kind == "secretsmanager":
        client = bench.account.account.client("secretsmanager")
        client.delete_secret(SecretId="app2container/access-keys/ada", ForceDeleteWithoutRecovery=True)


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
    bench = KeyBench(account, kind, folder)
    take_all(account.iam, account.account_id, BEFORE)
    for params, days in scene.earlier:
        outcome = bench.run(scene.users, **params)
        assert not outcome.failed, outcome["msg"]
        bench.now += timedelta(days=days)
    scene.meanwhile(bench)
    yield bench
