# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for a person who reads the output of a playbook: writes what each task returned to a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: task_results
type: aggregate
short_description: write the results of tasks as JSON lines
description:
  - Writes one line for each task and host, and one for each host of the recap.
options:
  file:
    description: The file to write to.
    type: path
    required: true
    env:
      - name: TASK_RESULTS_FILE
"""


class CallbackModule(CallbackBase):
    """Writes the lines; results that no_log hides are hidden here too, as Ansible hands out no others."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "task_results"
    CALLBACK_NEEDS_ENABLED = True

    def _write(self, line: dict[str, Any]) -> None:
        with Path(self.get_option("file")).open("a") as file:
            file.write(json.dumps(line) + "\n")

    def _write_task(self, status: str, result: Any) -> None:
        self._write(
            {
                "host": result.host.get_name(),
                "name": result.task.get_name(),
                "action": result.task.action,
                "status": status,
                "result": result.result,
            }
        )

    def v2_runner_on_ok(self, result: Any) -> None:
        """Write a task that succeeded."""
        self._write_task("ok", result)

    def v2_runner_on_failed(self, result: Any, ignore_errors: bool = False) -> None:  # noqa: FBT001, FBT002
        """Write a task that failed."""
        self._write_task("ignored" if ignore_errors else "failed", result)

    def v2_runner_on_skipped(self, result: Any) -> None:
        """Write a task that was skipped."""
        self._write_task("skipped", result)

    def v2_runner_on_unreachable(self, result: Any) -> None:
        """Write a task whose host could not be reached."""
        self._write_task("unreachable", result)

    def v2_playbook_on_stats(self, stats: Any) -> None:
        """Write the recap of each host."""
        for host in sorted(stats.processed):
            self._write({"host": host, "recap": stats.summarize(host)})
