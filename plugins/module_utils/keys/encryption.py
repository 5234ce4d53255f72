# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the files of keys are encrypted, and what they say once they are decrypted. Secrets stay in memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils.errors import OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils.keys.model import NewKey
from ansible_collections.fleetops.app2container.plugins.module_utils.keys.stores import StoreError

__all__ = ["age_encryption", "vault_encryption"]

Encrypt = Callable[[NewKey], bytes]

_PUBLIC = ("age1", "ssh-")

# A module cannot import Ansible itself: it runs with the few files of ansible.module_utils that were sent along, which
# stand in the way of all others. So this is run by a Python of its own.
_PROGRAM = """
import json, sys
from ansible.errors import AnsibleError
from ansible.parsing.dataloader import DataLoader
from ansible.parsing.vault import VaultLib, VaultSecret, get_file_vault_secret

def answer(asked):
    if "file" in asked:
        secret = get_file_vault_secret(filename=asked["file"], vault_id="default", loader=DataLoader())
        secret.load()
        return {"password": secret.bytes.decode("utf-8", "surrogateescape")}
    password = VaultSecret(asked["password"].encode("utf-8", "surrogateescape"))
    return {"text": VaultLib().encrypt(asked["text"], secret=password, vault_id=asked["label"]).decode()}

answers, sys.stdout = sys.stdout, sys.stderr
try:
    told = answer(json.load(sys.stdin))
except (AnsibleError, OSError) as error:
    told = {"error": str(error)}
json.dump(told, answers)
"""


def vault_text(key: NewKey) -> str:
    """A key as variables, named as the options of AWS modules and the environment variables are."""
    return (
        "---\n"
        f"# Access key of the IAM user {key.user}\n"
        f"aws_access_key_id: {key.key_id}\n"
        f'aws_secret_access_key: "{key.secret}"\n'
    )


def age_text(key: NewKey) -> str:
    """A key as a section of the file ~/.aws/credentials."""
    return f"[default]\naws_access_key_id = {key.key_id}\naws_secret_access_key = {key.secret}\n"


def vault_encryption(settings: Mapping[str, Any]) -> Encrypt:
    """Encryption by Ansible's own vault.

    Raises:
        OptionError: there is no password in the file, or nothing can be read from it.
        StoreError: Ansible itself is not installed for the Python that runs the module.
    """
    password = _password(settings)

    def encrypt(key: NewKey) -> bytes:
        told = _ansible({"password": password, "text": vault_text(key), "label": key.key_id})
        if "error" in told:
            raise StoreError(f"The vault of Ansible cannot encrypt the key of user {key.user}: {told['error']}")
        return told["text"].encode()

    return encrypt


def _ansible(asked: Mapping[str, str]) -> dict[str, str]:
    """The answer of the program; question and answer go through pipes, so that no other process can see them."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    try:
        told: dict[str, str] = json.loads(done.stdout)
    except ValueError as error:
        raise StoreError(
            "store.kind: vault_file needs ansible-core on the machine where the module runs: run it on the control node"
            " (delegate_to localhost) with ansible_python_interpreter set to ansible_playbook_python."
        ) from error
    return told


def _password(settings: Mapping[str, Any]) -> str:
    """The password itself, or what the file says; a program is run and its output taken, as ansible-vault does."""
    if settings.get("vault_password"):
        return str(settings["vault_password"])
    path = os.fspath(Path(settings["vault_password_file"]).expanduser())
    told = _ansible({"file": path})
    if "error" in told:
        raise OptionError("store.vault_password_file", path, f"no password can be read from it ({told['error']})")
    return told["password"]


def age_encryption(recipients: Mapping[str, tuple[str, ...]]) -> Encrypt:
    """Encryption to each user's own public keys, with age: nobody else, not even we, can decrypt it again.

    Raises:
        OptionError: a recipient is no public key of age or SSH.
        StoreError: pyrage is not installed for the Python that runs the module.
    """
    try:
        import pyrage  # noqa: PLC0415 - only this store needs it
    except ImportError as error:
        raise StoreError(
            "store.kind: age_file needs the Python package pyrage where the module runs: pip install pyrage."
        ) from error
    keys = {
        user: [_recipient(pyrage, f"users[{at}].recipients[{number}]", text) for number, text in enumerate(texts)]
        for at, (user, texts) in enumerate(recipients.items())
    }

    def encrypt(key: NewKey) -> bytes:
        return bytes(pyrage.encrypt(age_text(key).encode(), keys[key.user], armored=True))

    return encrypt


def _recipient(pyrage: Any, option: str, text: str) -> Any:
    kind = pyrage.ssh if text.startswith("ssh-") else pyrage.x25519
    try:
        return kind.Recipient.from_str(text.strip())
    except Exception as error:
        hint = "write a key that begins with age1, ssh-ed25519 or ssh-rsa"
        shown = text if text.startswith(_PUBLIC) else "(hidden)"  # a private key may have been pasted here
        raise OptionError(option, shown, "this is no public key that age can encrypt to", hint) from error
