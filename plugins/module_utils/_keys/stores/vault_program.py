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


def decrypt(encrypted: str, password: str) -> str | None:
    """The text of an encrypted file; None if it has another password."""
    vault = import_module("ansible.parsing.vault")
    secret = vault.VaultSecret(password.encode("utf-8", "surrogateescape"))
    try:
        return str(vault.VaultLib([("default", secret)]).decrypt(encrypted.encode()).decode())
    except import_module("ansible.errors").AnsibleError:
        return None


def rekey(encrypted: str, previous: str, password: str, label: str) -> str:
    """The content of an encrypted file with another password; empty if ``previous`` is not its password."""
    text = decrypt(encrypted, previous)
    return "" if text is None else encrypt(text, password, label)


def answer(request: dict[str, str]) -> dict[str, str]:
    """The answer to a request; it has the key ``error`` if Ansible refuses."""
    refusal = import_module("ansible.errors").AnsibleError
    try:
        if "file" in request:
            return {"password": read_password(request["file"])}
        if "previous" in request:
            return {"text": rekey(**request)}
        if "encrypted" in request:
            return {"opens": "" if decrypt(request["encrypted"], request["password"]) is None else "yes"}
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
