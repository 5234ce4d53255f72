# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A program that encrypts with Ansible's vault: ``vault_process`` runs it in a process of its own.

It reads requests from standard input and answers each on standard output, one line of JSON each. The module that starts
it imports this file for its source only, and cannot import Ansible itself, which is therefore imported by name.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module


def read_password(path: str) -> str:
    """The password in a file; an executable file is run, and prints it."""
    loader = import_module("ansible.parsing.dataloader").DataLoader()
    vault = import_module("ansible.parsing.vault")
    secret = vault.get_file_vault_secret(filename=path, vault_id="default", loader=loader)
    secret.load()
    return str(secret.bytes.decode("utf-8", "surrogateescape"))


def encrypt(text: str, password: str, label: str) -> str:
    """A text as the content of an encrypted file; the label is the vault id in its header."""
    vault = import_module("ansible.parsing.vault")
    secret = vault.VaultSecret(password.encode("utf-8", "surrogateescape"))
    return str(vault.VaultLib().encrypt(text, secret=secret, vault_id=label).decode())


def opens(text: str, password: str) -> bool:
    """Tells whether the content of an encrypted file can be decrypted with a password."""
    vault = import_module("ansible.parsing.vault")
    secret = vault.VaultSecret(password.encode("utf-8", "surrogateescape"))
    try:
        vault.VaultLib([("default", secret)]).decrypt(text.encode())
    except import_module("ansible.errors").AnsibleError:
        return False
    return True


def answer(request: dict[str, str]) -> dict[str, str]:
    """The answer to a request; it has the key ``error`` if Ansible refuses."""
    refusal = import_module("ansible.errors").AnsibleError
    try:
        if "file" in request:
            return {"password": read_password(request["file"])}
        if "encrypted" in request:
            return {"opens": "yes" if opens(request["encrypted"], request["password"]) else ""}
        return {"text": encrypt(request["text"], request["password"], request["label"])}
    except (refusal, OSError) as error:
        return {"error": str(error)}


def main() -> None:
    """Answers requests until there are no more."""
    answers, sys.stdout = sys.stdout, sys.stderr  # what Ansible prints is not an answer
    for line in sys.stdin:
        answers.write(json.dumps(answer(json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
