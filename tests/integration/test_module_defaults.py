# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules share one action plugin, and each keeps the defaults of its own that ``module_defaults`` gives it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.emulator.servers import CHECKOUT, aws_environment
from tests.support.runs.playbooks import run_playbook

NOWHERE = "http://127.0.0.1:9"  # nothing is called
COLLECTION = "fleetops.app2container"
# What each module needs, and a default of its own. Each account id is refused before anything is called.
TASKS: dict[str, dict[str, Any]] = {
    "access": {"group": {}},
    "access_check_info": {"principal": "ada", "actions": ["s3:PutObject"]},
    "access_info": {},
    "access_keys": {"users": [{"name": "ada"}], "store": {"kind": "secretsmanager"}},
    "artifact_bucket": {"name": "a2c-artifacts"},
    "permission_set": {},
    "provisioner_role": {"state": "absent"},
    "remote_secrets": {"secrets": [{"name": "a", "state": "absent"}]},
    "worker_association": {"instance_tags": {"role": "worker"}},
}
DEFAULTS: dict[str, dict[str, Any]] = {
    "access": {"account_id": "1", "path": "/own/"},
    "access_check_info": {"account_id": "7", "offline": False},
    "access_info": {"account_id": "5", "path": "/own/"},
    "access_keys": {"account_id": "2", "grace_days": 3},
    "artifact_bucket": {"account_id": "8", "versioning": False},
    "permission_set": {"account_id": "6", "adopt": True},
    "provisioner_role": {"account_id": "9", "adopt": True},
    "remote_secrets": {"account_id": "3", "adopt": True},
    "worker_association": {"account_id": "4", "replace": True},
}
OF_AMAZON_AWS = "from 'ansible.module_utils._text' is deprecated"  # version 10 with ansible-core 2.20
ROUTING: dict[str, Any] = yaml.safe_load((CHECKOUT / "meta/runtime.yml").read_text())


def test_each_module_of_the_action_group_has_the_action_plugin() -> None:
    modules = [name for name in ROUTING["action_groups"]["app2container"] if isinstance(name, str)]
    routed = {name: row["action_plugin"] for name, row in ROUTING["plugin_routing"]["modules"].items()}
    assert sorted(modules) == sorted(TASKS)
    assert {"access": f"{COLLECTION}.access", **routed} == dict.fromkeys(modules, f"{COLLECTION}.access")


@pytest.mark.parametrize("prefix", [pytest.param(f"{COLLECTION}.", marks=pytest.mark.thorough), ""])
def test_defaults_reach_the_module_that_they_name(tmp_path: Path, prefix: str) -> None:
    play = {
        "hosts": "localhost",
        "gather_facts": False,
        "collections": [COLLECTION],
        "module_defaults": {f"{COLLECTION}.{name}": options for name, options in DEFAULTS.items()},
        "tasks": [{"name": name, f"{prefix}{name}": task, "ignore_errors": True} for name, task in TASKS.items()],
    }
    playbook = tmp_path / "play.yml"
    playbook.write_text(yaml.safe_dump([play]))
    result = run_playbook(playbook, env=aws_environment(NOWHERE))
    messages = {task.name: str(task.result["msg"]) for task in result.tasks}
    assert messages.keys() == TASKS.keys()
    for name, message in messages.items():
        assert message.startswith("account_id: "), (name, message)
        assert f"got {DEFAULTS[name]['account_id']!r}" in message, name
    warnings = [line for line in (result.stdout + result.stderr).splitlines() if "DEPRECATION" in line]
    assert [line for line in warnings if OF_AMAZON_AWS not in line] == []
