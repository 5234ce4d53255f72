# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys in files: complete or not at all, readable by their owner only, and always encrypted."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pyrage
import pytest
import yaml
from ansible.parsing.vault import VaultLib, VaultSecret

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import App2ContainerError, OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.model import NewKey, StoredKeys
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.stores.age_file import (
    AgeFileSettings,
    AgeFileStore,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.stores.files import ACCOUNT_FILE, FileStore
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.stores.store import StoreContext
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.stores.vault_file import (
    VaultFileSettings,
    VaultFileStore,
)

PASSWORD = "correct horse"
IDENTITY = pyrage.x25519.Identity.generate()
SSH = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMlbi1r1C8kGgfKoVdTFWLjmGgFVGgXgcQHYRdLFSdGf ada"
FIRST = NewKey(user="ada", key_id="AKIAFIRSTFIRSTFIRST1", secret="first/secret+of=ada")
SECOND = NewKey(user="ada", key_id="AKIASECONDSECONDSEC2", secret="second/secret+of=ada")
ACCOUNT = "111122223333"
NOWHERE = StoreContext(connection=cast("Any", None), account_id=ACCOUNT, arn_of=str)  # these stores make no call


def vault(folder: Path) -> FileStore:
    return VaultFileSettings(directory=folder, password=PASSWORD).open(NOWHERE)


def age(folder: Path) -> FileStore:
    return AgeFileSettings(directory=folder, recipients={"ada": (str(IDENTITY.to_public()), SSH)}).open(NOWHERE)


# As the two encryptions write them: a body of three parts, and an armored text.
VAULT_BODY = b"\n".join(part.hex().encode() for part in (b"s" * 32, b"c" * 32, b"t" * 160)).hex()
AGE_TEXT = b"-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n"
BOTH = pytest.mark.parametrize("store_in", [vault, age])


def keys_in(folder: Path) -> list[Path]:
    """The files of a store, without the one that names the account."""
    return sorted(path for path in folder.iterdir() if path.name != ACCOUNT_FILE)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@BOTH
def test_a_key_comes_another_takes_its_place_and_it_goes(store_in: Callable[[Path], FileStore], tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "keys"
    store = store_in(folder)
    assert store.inspect("ada") == StoredKeys()
    store.prepare("ada")
    assert (mode(folder), mode(folder.parent)) == (0o700, 0o700)
    assert [path.name for path in folder.iterdir()] == [ACCOUNT_FILE]
    for key in (FIRST, SECOND):
        store.write(key)
        (path,) = keys_in(folder)
        assert store.location("ada") == str(path)
        assert mode(path) == 0o600
        assert store.inspect("ada") == StoredKeys(key_ids=frozenset({key.key_id}))
        assert store.inspect("grace") == StoredKeys()
        assert key.secret.encode() not in path.read_bytes()
    store.discard("grace")
    store.discard("ada")
    store.discard("ada")
    assert list(folder.iterdir()) == []


def test_a_vault_file_is_a_file_of_variables(tmp_path: Path) -> None:
    vault(tmp_path).write(FIRST)
    text = VaultLib([("default", VaultSecret(PASSWORD.encode()))]).decrypt((tmp_path / "ada.yml").read_bytes())
    assert yaml.safe_load(text) == {"aws_access_key_id": FIRST.key_id, "aws_secret_access_key": FIRST.secret}


def test_an_age_file_is_a_profile_that_the_user_decrypts(tmp_path: Path) -> None:
    age(tmp_path).write(FIRST)
    content = (tmp_path / f"ada.{FIRST.key_id}.age").read_bytes()
    assert content.startswith(b"-----BEGIN AGE ENCRYPTED FILE-----")
    assert pyrage.decrypt(content, [IDENTITY]).decode().splitlines() == [
        "[default]",
        f"aws_access_key_id = {FIRST.key_id}",
        f"aws_secret_access_key = {FIRST.secret}",
    ]
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(content, [pyrage.x25519.Identity.generate()])


@BOTH
@pytest.mark.parametrize(("owner", "call"), [(os, "fsync"), (Path, "replace")])
def test_a_write_that_ends_midway_leaves_the_old_file_and_nothing_else(
    store_in: Callable[[Path], FileStore], owner: Any, call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_in(tmp_path)
    store.write(FIRST)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def fail(*_arguments: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(owner, call, fail)
    with pytest.raises(App2ContainerError, match="No space left on device"):
        store.write(SECOND)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@BOTH
def test_a_file_that_others_may_read_is_corrected(store_in: Callable[[Path], FileStore], tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.write(FIRST)
    (path,) = keys_in(tmp_path)
    path.chmod(0o644)
    assert store.inspect("ada") == StoredKeys(key_ids=frozenset({FIRST.key_id}), as_configured=False)
    store.prepare("ada")
    assert mode(path) == 0o600
    assert store.inspect("ada").as_configured


def test_a_file_of_others_stays(tmp_path: Path) -> None:
    (tmp_path / "ada.yml").write_text("mine: true\n")
    found = vault(tmp_path).inspect("ada")
    assert found.conflict.startswith(f"{tmp_path}/ada.yml exists and was not written by this collection")
    vault(tmp_path).discard("ada")
    assert (tmp_path / "ada.yml").read_text() == "mine: true\n"


@BOTH
def test_a_directory_belongs_to_one_account(store_in: Callable[[Path], FileStore], tmp_path: Path) -> None:
    mine = store_in(tmp_path)
    mine.prepare("ada")
    mine.write(FIRST)
    other = store_in(tmp_path)
    other._account_id = "444455556666"
    problem = (
        f"store.directory: {tmp_path} holds the access keys of account '{ACCOUNT}', not of 444455556666;"
        " use a directory of its own for each account"
    )
    assert other.inspect("ada") == StoredKeys(conflict=problem)
    with pytest.raises(App2ContainerError) as refused:  # a run that looked before the other one had begun
        other.prepare("ada")
    assert str(refused.value) == f"{problem}."
    assert mine.inspect("ada").key_ids == {FIRST.key_id}
    mine.discard("ada")
    other.prepare("ada")  # nothing of the first account is left


@BOTH
@pytest.mark.parametrize("kind", ["link", "dangling link", "pipe", "directory"])
def test_what_is_no_regular_file_is_neither_followed_nor_changed(
    store_in: Callable[[Path], FileStore], kind: str, tmp_path: Path
) -> None:
    folder, elsewhere = tmp_path / "keys", tmp_path / "elsewhere"
    store = store_in(folder)
    store.prepare("ada")
    store.write(FIRST)
    (path,) = keys_in(folder)
    elsewhere.write_bytes(path.read_bytes())
    elsewhere.chmod(0o644)
    path.unlink()
    replacements: dict[str, Callable[[], object]] = {
        "link": lambda: path.symlink_to(elsewhere),
        "dangling link": lambda: path.symlink_to(tmp_path / "nothing"),
        "pipe": lambda: os.mkfifo(path),
        "directory": path.mkdir,
    }
    replacements[kind]()
    assert store.inspect("ada").conflict == (f"{path} exists and was not written by this collection; move it away")
    store.prepare("ada")
    store.discard("ada")
    assert mode(elsewhere) == 0o644
    assert path in keys_in(folder)


@BOTH
def test_what_an_interrupted_run_left_is_cleared(store_in: Callable[[Path], FileStore], tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.prepare("ada")
    store.write(FIRST)
    left = tmp_path / ".app2container-tmp-ada.abc_1234"
    others = [tmp_path / name for name in (".app2container-tmp-ada.b.abc_1234", ".ada.probe", ".ada.yml.abc_1234")]
    for path in (left, *others):
        path.write_text("x")
    assert not store.inspect("ada").as_configured
    store.prepare("ada")
    assert not left.exists()
    assert all(path.read_text() == "x" for path in others)
    assert store.inspect("ada") == StoredKeys(key_ids=frozenset({FIRST.key_id}))


@BOTH
def test_a_directory_that_others_can_write_to_is_told(store_in: Callable[[Path], FileStore], tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o777)
    assert store_in(folder).inspect("ada") == StoredKeys(open_directory=str(folder))
    assert mode(folder) == 0o777  # it is the user's


@BOTH
def test_directories_are_private_whatever_the_umask(store_in: Callable[[Path], FileStore], tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store_in(tmp_path / "a" / "b").prepare("ada")
    finally:
        os.umask(before)
    assert [mode(tmp_path / name) for name in ("a", "a/b")] == [0o700, 0o700]


@BOTH
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_a_damaged_file_holds_no_key(store_in: Callable[[Path], FileStore], kept: float, tmp_path: Path) -> None:
    """Seen without decrypting: so a new key is issued, and the file is replaced."""
    store = store_in(tmp_path)
    store.write(FIRST)
    (path,) = keys_in(tmp_path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    assert store.inspect("ada") == StoredKeys()
    store.write(SECOND)
    assert store.inspect("ada").key_ids == {SECOND.key_id}
    assert len(keys_in(tmp_path)) == 1


@BOTH
def test_users_whose_names_resemble_each_other(store_in: Callable[[Path], FileStore], tmp_path: Path) -> None:
    store: FileStore = VaultFileStore(
        tmp_path,
        lambda key: f"$ANSIBLE_VAULT;1.2;AES256;{key.key_id}\n{VAULT_BODY}\n".encode(),
        ACCOUNT,
        cast("Any", SimpleNamespace(opens=lambda _text: True, previous="")),
    )
    if store_in is age:
        store = AgeFileStore(tmp_path, lambda _key: AGE_TEXT, ACCOUNT)
    names = ("ada", "ada.b", "a+d=a,@_-", ".", "..", f"ada.{FIRST.key_id}")
    for name in names:
        store.write(NewKey(user=name, key_id=FIRST.key_id, secret="x"))
    assert len(list(tmp_path.iterdir())) == len(names)
    for name in names:
        assert store.inspect(name).key_ids == {FIRST.key_id}


def test_a_directory_that_cannot_be_created(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(
        App2ContainerError,
        match=r"store\.directory: cannot write to .*/file/keys: Not a directory; check the dir",
    ):
        vault(tmp_path / "file" / "keys").prepare("ada")


def test_an_earlier_password_is_changed_where_that_is_asked_for(tmp_path: Path) -> None:
    vault(tmp_path).write(FIRST)
    (tmp_path / "earlier").write_text(PASSWORD)
    (tmp_path / "wrong").write_text("swordfish-3")
    encrypted = (tmp_path / "ada.yml").read_bytes()
    wrong = VaultFileSettings(directory=tmp_path, password="swordfish-2", previous_password_file=tmp_path / "wrong")
    assert wrong.open(NOWHERE).inspect("ada").other_password == str(tmp_path / "ada.yml")
    wrong.open(NOWHERE).prepare("ada")
    assert (tmp_path / "ada.yml").read_bytes() == encrypted
    store = replace(wrong, previous_password_file=tmp_path / "earlier").open(NOWHERE)
    assert (store.inspect("ada").as_configured, store.inspect("ada").other_password) == (False, "")
    store.prepare("ada")
    assert store.inspect("ada") == StoredKeys(key_ids=frozenset({FIRST.key_id}))
    content = (tmp_path / "ada.yml").read_bytes()
    assert FIRST.secret in VaultLib([("default", VaultSecret(b"swordfish-2"))]).decrypt(content).decode()


def test_the_password_comes_from_a_file_or_a_program(tmp_path: Path) -> None:
    text, program = tmp_path / "password", tmp_path / "password.sh"
    text.write_text(f"{PASSWORD}\n")
    program.write_text(f"#!/bin/sh\necho '{PASSWORD}'\n")
    program.chmod(0o700)
    for path in (text, program):
        VaultFileSettings(directory=tmp_path, password_file=path).open(NOWHERE).write(FIRST)
        encrypted = (tmp_path / "ada.yml").read_bytes()
        assert VaultLib([("default", VaultSecret(PASSWORD.encode()))]).decrypt(encrypted)


@pytest.mark.parametrize("content", [None, ""])
def test_a_password_file_without_a_password(content: str | None, tmp_path: Path) -> None:
    path = tmp_path / "password"
    if content is not None:
        path.write_text(content)
    with pytest.raises(OptionError, match=r"store\.vault_password_file: no password can be read from it"):
        VaultFileSettings(directory=tmp_path, password_file=path).open(NOWHERE)


@pytest.mark.parametrize(
    ("recipient", "shown"),
    [
        ("age1x", "'age1x'"),
        ("ssh-ed25519 AAAA", "'ssh-ed25519 AAAA'"),
        (str(IDENTITY), "'(hidden)'"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----", "'(hidden)'"),
    ],
    ids=["age", "ssh", "private age", "private ssh"],
)
def test_a_recipient_that_is_none(recipient: str, shown: str) -> None:
    settings = AgeFileSettings(directory=Path("/keys"), recipients={"eve": (SSH,), "ada": (SSH, recipient)})
    with pytest.raises(OptionError) as refused:
        settings.open(NOWHERE)
    assert str(refused.value) == (
        f"users[1].recipients[1]: this is not a public key that age can encrypt to, got {shown};"
        " write a key that begins with age1, ssh-ed25519 or ssh-rsa."
    )


def test_the_vault_needs_an_interpreter_with_ansible(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(App2ContainerError, match=r"store\.kind: vault_file needs ansible-core where the module runs"):
        vault(tmp_path).prepare("ada")
