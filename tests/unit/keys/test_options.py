# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of access_keys: what is read from them, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.model import RotationSettings
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.options import KeyOptions, read_options
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.stores.age_file import AgeFileSettings
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.stores.registry import STORES
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.stores.secrets_manager import (
    SecretsManagerSettings,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.stores.store import StoreSettings
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.stores.vault_file import VaultFileSettings
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.ownership import OWN_TAG

SECRETS: dict[str, Any] = {"kind": "secretsmanager"}
VAULT: dict[str, Any] = {"kind": "vault_file", "directory": "/keys", "vault_password": "hidden"}
AGE: dict[str, Any] = {"kind": "age_file", "directory": "/keys"}


def params(**changes: Any) -> dict[str, Any]:
    """Parameters as Ansible gives them, with these changed."""
    given = {
        "state": "present",
        "users": [{"name": "ada", "recipients": None}],
        "planned_users": [],
        "store": SECRETS,
        "max_age_days": None,
        "grace_days": 7,
        "delete_after_days": 7,
        "verify": False,
        "verify_timeout": 60,
    }
    given.update(changes)
    return given


def test_what_is_asked_for() -> None:
    store = {**SECRETS, "prefix": None, "kms_key_id": "alias/a2c", "directory": None}
    wanted = read_options(params(store=store, max_age_days=90, grace_days=0, delete_after_days=1, verify=True))
    assert wanted == KeyOptions(
        rotation=RotationSettings(max_age=timedelta(days=90), grace=timedelta(0), delete_after=timedelta(days=1)),
        users=("ada",),
        store_kind="secretsmanager",
        store=SecretsManagerSettings(kms_key_id="alias/a2c"),
        verify_seconds=60,
    )
    assert read_options(params(state="absent")).rotation == RotationSettings(present=False)
    assert read_options(params()).verify_seconds == 0


STORE_SETTINGS: list[tuple[dict[str, Any], StoreSettings]] = [
    (
        {"store": AGE, "users": [{"name": "ada", "recipients": ["age1x"]}]},
        AgeFileSettings(directory=Path("/keys"), recipients={"ada": ("age1x",)}),
    ),
    ({"store": AGE, "state": "absent"}, AgeFileSettings(directory=Path("/keys"), recipients={"ada": ()})),
    ({"store": VAULT}, VaultFileSettings(directory=Path("/keys"), password="hidden")),
    (
        {"store": {"kind": "vault_file", "directory": "~/keys", "vault_password_file": "/password"}},
        VaultFileSettings(directory=Path.home() / "keys", password_file=Path("/password")),
    ),
    ({"store": SECRETS}, SecretsManagerSettings(prefix="app2container/access-keys/", tags=OWN_TAG, recovery_days=7)),
    (
        {
            "store": {
                **SECRETS,
                "prefix": "keys/",
                "tags": {"team": "blue"},
                "restrict_to_user": False,
                "recovery_window_days": 30,
            }
        },
        SecretsManagerSettings(
            prefix="keys/", tags={"team": "blue", **OWN_TAG}, restrict_to_user=False, recovery_days=30
        ),
    ),
]


@pytest.mark.parametrize(("given", "settings"), STORE_SETTINGS)
def test_settings_of_stores(given: dict[str, Any], settings: StoreSettings) -> None:
    assert read_options(params(**given)).store == settings


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"users": []}, "users: must not be empty, got []; name at least one user."),
    ({"users": [{"name": "a b"}]}, "users[0].name: IAM rejects this user name, got 'a b'"),
    ({"users": [{"name": "ada"}, {"name": "Ada"}]}, "users[1].name: this user is named twice, got 'Ada'"),
    (
        {"users": [{"name": "ada", "recipients": ["age1"]}]},
        "users[0].recipients: the store secretsmanager does",
    ),
    ({"store": AGE}, "users[0].recipients: the store age_file encrypts to the user's own public keys, got []"),
    ({"store": {"kind": "age_file"}}, "store.directory: the store age_file needs it, got None."),
    (
        {"store": {"kind": "vault_file", "directory": "/k"}},
        "store.vault_password, store.vault_password_file: the store vault_file needs exactly",
    ),
    (
        {"store": {**VAULT, "vault_password_file": "/p"}},
        "store.vault_password, store.vault_password_file: the store vault_file needs exactly",
    ),
    (
        {"store": {**SECRETS, "directory": "/k"}},
        "store.directory: the store secretsmanager has no such option",
    ),
    ({"store": {**VAULT, "prefix": "x"}}, "store.prefix: the store vault_file has no such option, got 'x'"),
    ({"store": {**SECRETS, "prefix": "a2c/keys/"}}, "store.prefix: every general user may read the secrets under a2c/"),
    (
        {"store": {**SECRETS, "prefix": "team/keys/"}, "policy_secrets": ["a2c/*", "team/*"]},
        (
            "store.prefix: general users may read team/* (policy_secrets), and so the access keys of all users, got"
            " 'team/keys/'; choose another prefix, or narrow the secrets of the policy."
        ),
    ),
    (
        {
            "store": {**SECRETS, "prefix": "team"},
            "policy_secrets": ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:team/ada-??????"],
        },
        "store.prefix: general users may read arn:aws:secretsmanager:eu-west-1:111122223333:secret:team/ada-??????",
    ),
    (
        {"store": SECRETS, "policy_secrets": ["app*"]},
        "store.prefix: general users may read app* (policy_secrets), and so the access keys of all users, got",
    ),
    ({"store": {**SECRETS, "prefix": "a b"}}, "store.prefix: Secrets Manager refuses this name, got 'a b'"),
    ({"store": {**SECRETS, "tags": {"aws:x": "y"}}}, "store.tags: tag keys that begin with aws: or app2container:"),
    ({"store": {**SECRETS, "tags": {"a": "<b>"}}}, "store.tags.a: Secrets Manager rejects this tag value, got '<b>'"),
    ({"store": {**SECRETS, "recovery_window_days": 3}}, "store.recovery_window_days: must be from 7 to 30, got 3."),
    ({"store": {**AGE, "directory": "keys"}}, "store.directory: must be an absolute path, got 'keys'"),
    ({"store": {**VAULT, "vault_password": ["hidden"]}}, "store.vault_password: must be a text, got a value that is"),
    (
        {"store": {"kind": "vault_file", "directory": "/k", "vault_password_file": "p"}},
        "store.vault_password_file: must be an absolute path, got 'p'",
    ),
    ({"max_age_days": -1}, "max_age_days: must be from 0 to 36500, got -1."),
    ({"grace_days": -1}, "grace_days: must be from 0 to 36500, got -1."),
    ({"delete_after_days": 10**9}, "delete_after_days: must be from 0 to 36500, got 1000000000."),
    ({"verify_timeout": 0}, "verify_timeout: must be from 1 to 600, got 0."),
]


def test_tags_are_texts() -> None:
    """YAML reads some as numbers or as nothing."""
    store = read_options(params(store={**SECRETS, "tags": {"cost": 7, 8: None}})).store
    assert store == SecretsManagerSettings(tags={"cost": "7", "8": "", **OWN_TAG})


@pytest.mark.parametrize(("changes", "message"), REFUSED)
def test_what_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError) as refused:
        read_options(params(**changes))
    assert str(refused.value).startswith(message)


def test_no_message_and_no_repr_shows_a_password() -> None:
    with pytest.raises(OptionError) as refused:
        read_options(params(store={**AGE, "vault_password": "hidden-word"}))
    assert "hidden-word" not in str(refused.value)
    assert "hidden-word" not in repr(read_options(params(store={**VAULT, "vault_password": "hidden-word"})))


def test_every_required_suboption_is_one_of_the_store() -> None:
    for store in STORES.values():
        assert {*store.required, *store.exactly_one_of} <= set(store.suboptions)


def test_stores_agree_on_the_suboptions_that_they_share() -> None:
    for declared in ("suboptions", "user_suboptions"):
        specs: dict[str, Any] = {}
        for store in STORES.values():
            for name, spec in getattr(store, declared).items():
                assert specs.setdefault(name, spec) == spec
