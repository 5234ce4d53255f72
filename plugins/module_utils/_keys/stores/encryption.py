# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the files of keys are encrypted, and what they say once they are decrypted. Secrets stay in memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import finalize

from ..._errors import OptionError
from ..model import NewKey
from .store import StoreError

__all__ = ["age_encryption", "vault_encryption"]

Encrypt = Callable[[NewKey], bytes]

_PUBLIC = ("age1", "ssh-")

# A module cannot import Ansible itself: it runs with the few files of ansible.module_utils that were sent along, which
# stand in the way of all others. So this is run by a Python of its own, which takes half a second to start.
_PROGRAM = """
import json, sys
answers, sys.stdout = sys.stdout, sys.stderr
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

for line in sys.stdin:
    try:
        told = answer(json.loads(line))
    except (AnsibleError, OSError) as error:
        told = {"error": str(error)}
    print(json.dumps(told), file=answers, flush=True)
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


class _Ansible:
    """Ansible's vault in a process of its own; questions and answers go through pipes, which no other process sees."""

    def __init__(self) -> None:
        self._lock = Lock()

    @cached_property
    def _process(self) -> subprocess.Popen[str]:
        # run_command would start one for every key.
        process = subprocess.Popen(  # pylint: disable=ansible-bad-function
            [sys.executable, "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        finalize(self, process.communicate)  # it ends where its input ends
        return process

    def ask(self, question: Mapping[str, str]) -> dict[str, str]:
        """One answer; with the key ``error`` where Ansible refuses."""
        with self._lock:
            try:
                asking, answers = self._process.stdin, self._process.stdout
                asking.write(json.dumps(question) + "\n")  # type: ignore[union-attr]
                asking.flush()  # type: ignore[union-attr]
                told: dict[str, str] = json.loads(answers.readline())  # type: ignore[union-attr]
            except (OSError, ValueError) as error:
                raise StoreError(
                    "store.kind: vault_file needs ansible-core where the module runs: run it on the control node"
                    " (delegate_to localhost) with ansible_python_interpreter set to ansible_playbook_python."
                ) from error
        return told


def vault_encryption(settings: Mapping[str, Any]) -> Encrypt:
    """Encryption by Ansible's own vault.

    Raises:
        OptionError: there is no password in the file, or nothing can be read from it.
        StoreError: Ansible itself is not installed for the Python that runs the module.
    """
    ansible = _Ansible()
    password = _password(ansible, settings)

    def encrypt(key: NewKey) -> bytes:
        told = ansible.ask({"password": password, "text": vault_text(key), "label": key.key_id})
        if "error" in told:
            raise StoreError(f"The vault of Ansible cannot encrypt the key of user {key.user}: {told['error']}")
        return told["text"].encode()

    return encrypt


def _password(ansible: _Ansible, settings: Mapping[str, Any]) -> str:
    """The password itself, or what the file says; a program is run and its output taken, as ansible-vault does."""
    if settings.get("vault_password"):
        return str(settings["vault_password"])
    path = os.fspath(Path(settings["vault_password_file"]).expanduser())
    told = ansible.ask({"file": path})
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
