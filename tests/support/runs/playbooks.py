# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""No stand-in: runs the real ansible-playbook, and returns what its tasks returned."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.emulator.servers import CHECKOUT

ANSIBLE_PLAYBOOK = Path(sys.executable).with_name("ansible-playbook")
CALLBACK_PLUGINS = Path(__file__).parents[1] / "callback_plugins"
INVENTORY = Path(__file__).parents[1] / "inventory.yml"
SECONDS = 120  # a play against an emulator takes a few; this one hangs


@dataclass(frozen=True, kw_only=True)
class TaskResult:
    """What one task returned on one host. The status is ok, failed, ignored, skipped or unreachable."""

    host: str
    name: str
    action: str
    status: str
    result: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class PlaybookResult:
    """What a run of ansible-playbook did: its exit code, its output, the recap of each host, and each task."""

    rc: int
    stdout: str
    stderr: str
    recap: dict[str, dict[str, int]]
    tasks: tuple[TaskResult, ...]

    @property
    def changed(self) -> int:
        """Return how many tasks reported a change, over all hosts."""
        return sum(counts["changed"] for counts in self.recap.values())

    def named(self, name: str) -> tuple[TaskResult, ...]:
        """Return the results of the tasks with a name, without the role that Ansible puts in front of it."""
        return tuple(task for task in self.tasks if task.name.rpartition(" : ")[2] == name)


def command_line(  # noqa: PLR0913 - the options of ansible-playbook, by name
    path: Path,
    *,
    extra_vars: Mapping[str, Any] | Path | None,
    inventory: Path,
    check: bool,
    diff: bool,
    limit: str = "",
) -> list[str | Path]:
    """Return the command that runs a playbook."""
    variables = f"@{extra_vars}" if isinstance(extra_vars, Path) else json.dumps(extra_vars or {})
    options = [
        *(["--check"] if check else []),
        *(["--diff"] if diff else []),
        *(["--limit", limit] if limit else []),
        "--extra-vars",
        variables,
    ]
    return [ANSIBLE_PLAYBOOK, "--inventory", inventory, *options, path]


def read_results(lines: list[dict[str, Any]]) -> tuple[dict[str, dict[str, int]], tuple[TaskResult, ...]]:
    """Return the recap and the task results out of the lines that the callback wrote."""
    recap = {line["host"]: line["recap"] for line in lines if "recap" in line}
    return recap, tuple(TaskResult(**line) for line in lines if "recap" not in line)


def run_playbook(  # noqa: PLR0913 - the options of ansible-playbook, by name
    path: Path,
    *,
    env: Mapping[str, str],
    extra_vars: Mapping[str, Any] | Path | None = None,
    inventory: Path = INVENTORY,
    limit: str = "",
    check: bool = False,
    diff: bool = False,
    show: bool = False,
    seconds: int = SECONDS,
    program: Path = ANSIBLE_PLAYBOOK,
) -> PlaybookResult:
    """Run a playbook with exactly these environment variables (see aws_environment), and return what it did.

    The variables are values, or a file of them. With `show` the output goes to the terminal and is not returned. The
    program is the ansible-playbook of this environment, or of another one.
    """
    output = None if show else subprocess.PIPE
    command = command_line(path, extra_vars=extra_vars, inventory=inventory, check=check, diff=diff, limit=limit)
    with tempfile.TemporaryDirectory(prefix="playbook-") as folder:
        results = Path(folder) / "results.jsonl"
        results.touch()
        done = subprocess.run(
            [program, *command[1:]],
            stdout=output,
            stderr=output,
            text=True,
            check=False,
            cwd=CHECKOUT,
            timeout=seconds,
            env={
                **env,
                "ANSIBLE_CALLBACKS_ENABLED": "task_results",
                "ANSIBLE_CALLBACK_PLUGINS": str(CALLBACK_PLUGINS),
                "TASK_RESULTS_FILE": str(results),
            },
        )
        recap, tasks = read_results([json.loads(line) for line in results.read_text().splitlines()])
    return PlaybookResult(
        rc=done.returncode, stdout=done.stdout or "", stderr=done.stderr or "", recap=recap, tasks=tasks
    )
