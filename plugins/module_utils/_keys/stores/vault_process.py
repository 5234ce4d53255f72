# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ansible's vault in a process of its own. Requests and answers go through pipes, which no other process can read.

A module cannot import the vault: it runs with the few files of ``ansible.module_utils`` that were sent with it, which
hide the installed ones. An action plugin could import the vault, but the module creates the key: the secret would have
to be in its result, or the password of the vault in its arguments.
"""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from collections.abc import Mapping
from functools import cached_property
from threading import Lock
from weakref import finalize

from . import vault_program
from .store import StoreError

__all__ = ["VaultProcess"]


class VaultProcess:
    """The process. It takes half a second to start, so one process serves all keys."""

    def __init__(self) -> None:
        self._lock = Lock()

    @cached_property
    def _process(self) -> subprocess.Popen[str]:
        # run_command would start one for every key.
        process = subprocess.Popen(  # pylint: disable=ansible-bad-function
            [sys.executable, "-c", inspect.getsource(vault_program)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        finalize(self, process.communicate)  # it ends where its input ends
        return process

    def ask(self, request: Mapping[str, str]) -> dict[str, str]:
        """The answer to a request of ``vault_program``.

        Raises:
            StoreError: Ansible itself is not installed for the Python that runs the module.
        """
        with self._lock:
            try:
                requests, answers = self._process.stdin, self._process.stdout
                requests.write(json.dumps(request) + "\n")  # type: ignore[union-attr]
                requests.flush()  # type: ignore[union-attr]
                answer: dict[str, str] = json.loads(answers.readline())  # type: ignore[union-attr]
            except (OSError, ValueError) as error:
                raise StoreError(
                    "store.kind: vault_file needs ansible-core where the module runs: run it on the control node"
                    " (delegate_to localhost) with ansible_python_interpreter set to ansible_playbook_python."
                ) from error
        return answer
