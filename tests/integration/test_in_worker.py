# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Modules run in the process of their task where nothing would differ, and return there what they return elsewhere."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from textwrap import indent
from typing import Any

import yaml
from ansible.parsing.vault import VaultLib, VaultSecret

from tests.support.emulator.accounts import Account, open_account
from tests.support.emulator.servers import Kind
from tests.support.runs.playbooks import PlaybookResult, run_playbook
from tests.support.scenarios.thorough import some

COLLECTION = "fleetops.app2container"
FIRST, SECOND = "310000000001", "310000000002"
APART = {"environment": {"APART": "yes"}}  # an environment of its own needs a process of its own
OWN_PROCESS = "Using module file"  # what Ansible shows of each module that it sends
# IDs, digests, the ends of ARNs, times
RANDOM = re.compile(
    r"\bA[A-Z]{3}[A-Z0-9]{12,17}\b|\b[0-9a-f]{12}\b|-[A-Za-z0-9]{6}\b|\b202\d-[0-9T:+-]*Z?|\w{8}(-\w{4}){3}"
)
AGE = re.compile(r'("age_seconds": )\d+')  # of what was read, which a slow machine makes older
REGION = "sa-east-1"  # in a file that is named by a relative path
# How it was called is shown by what ran it. The import of amazon.aws, which Ansible deprecates, happens elsewhere.
NOT_COMPARED = ("invocation", "deprecations")
USERS = [{"name": "ada"}]

# What is run one after the other in an empty account: a module with its options, and keywords of the task.
TASKS: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "made": ("access", {"group": {}, "users": USERS, "policy": {"deploy_targets": ["eks"]}}, {}),
    "planned": ("access", {"group": {"manage": False}, "general_role": {}}, {"check_mode": True, "diff": True}),
    "a date": ("access", {"policy": {"valid_until": "{{ '2040-01-01' | to_datetime('%Y-%m-%d') }}"}}, {"diff": True}),
    "keys": (
        "access_keys",
        {
            "users": USERS,
            "store": {"kind": "vault_file", "directory": "{{ playbook_dir }}/keys", "vault_password": "{{ vaulted }}"},
        },
        {},
    ),
    "texts": ("access", {"group": '{"manage": "yes"}', "purge_tags": "no", "tags": {"number": 5}}, {}),
    "unknown option": ("access", {"group": {}, "grop": {}}, {}),
    "wrong choice": ("access", {"group": {}, "state": "gone"}, {}),
    "wrong type": ("access", {"group": {}, "tags": "perhaps"}, {}),
    "no mapping": ("access", {"group": "x"}, {}),
    "not printable": ("access", {"group": {}, "state": "\x1b[1m"}, {}),
    "profile and keys": ("access", {"group": {}, "profile": "a2c"}, {}),
    "option and alias": ("access", {"group": {}, "region": REGION, "aws_region": REGION}, {}),
    "facts": ("access_info", {}, {}),
    "no part of an account": ("access", {"account_id": "999999999999"}, {}),
    "a word that is a secret": ("access", {"users": [{"name": "grace"}], "session_token": "users"}, {}),
    "secrets": (
        "remote_secrets",
        {"secrets": [{"name": "a2c-w", "kind": "windows", "username": "ada", "password": "{{ vaulted }}"}]},
        {},
    ),
    "absent": ("access", {"state": "absent", "purge": True, "group": {}, "users": USERS}, {}),
}
RUN = dict(some(TASKS.items(), every=1))

MODULE = f"{COLLECTION}.access"
# Options and keywords of tasks: those of HERE leave all as it is.
HERE = {"as usual", "with a connection of its own"}
OTHERWISE: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "as usual": ({}, {}),
    "with a connection of its own": ({"region": "us-east-1"}, {"timeout": 60}),
    "in the background": ({}, {"async": 60, "poll": 1, "check_mode": False}),
    "with another environment": ({}, {"environment": {"AWS_REGION": "us-east-1"}}),
    "with another Python": ({}, {"vars": {"ansible_python_interpreter": f"{sys.executable} -B"}}),
    "delegated": ({}, {"delegate_to": "localhost"}),
    "as another user": ({}, {"become": True, "vars": {"ansible_become_exe": "/bin/false"}}),
    "with logs of botocore": ({"debug_botocore_endpoint_logs": True}, {}),
    "on another machine": (
        {},
        {
            "vars": {"ansible_connection": "ssh", "ansible_ssh_executable": "/bin/false"},
            "ignore_unreachable": True,
        },
    ),
}


def playbook(folder: Path, **keywords: Any) -> Path:
    """Write a playbook of all tasks, each of which may fail, with keywords of the play; return its path."""
    tasks = [
        {"name": name, f"{COLLECTION}.{module}": options, "ignore_errors": True, **more}
        for name, (module, options, more) in RUN.items()
    ]
    path = folder / "play.yml"
    path.write_text(yaml.safe_dump([{"hosts": "all", "gather_facts": False, "tasks": tasks, **keywords}]))
    return path


def returned(folder: Path, result: PlaybookResult) -> dict[str, Any]:
    """Return what each task returned, with what differs from account to account and from run to run left out."""
    found = {}
    for task in result.tasks:
        kept = {key: value for key, value in task.result.items() if not key.startswith("_") and key not in NOT_COMPARED}
        text = json.dumps({"status": task.status, **kept}).replace(str(folder), "~")
        found[task.name] = json.loads(RANDOM.sub("~", AGE.sub(r"\g<1>0", text)))
    return found


def vaulted(folder: Path, text: str) -> dict[str, str]:
    """Write a file of variables with a text that Ansible Vault has encrypted; return what Ansible needs to read it."""
    secret = folder / "password"
    secret.write_text("of the vault")
    encrypted = VaultLib([("default", VaultSecret(b"of the vault"))]).encrypt(text.encode(), vault_id=None).decode()
    (folder / "vault.yml").write_text(f"vaulted: !vault |\n{indent(encrypted, '  ')}")
    return {"ANSIBLE_VAULT_PASSWORD_FILE": str(secret)}


def all_tasks(folder: Path, account: Account, **keywords: Any) -> PlaybookResult:
    """Run all tasks in an account by a playbook in a folder, and show as much as can be shown."""
    folder.mkdir()
    (folder / "config").write_text(f"[default]\nregion = {REGION}\n")
    settings = {**vaulted(folder, "correct horse"), "AWS_CONFIG_FILE": "config", "ANSIBLE_VERBOSITY": "3"}
    path = playbook(folder, vars_files=["vault.yml"], **keywords)
    environment = {key: value for key, value in account.environment.items() if "REGION" not in key}
    return run_playbook(path, env={**environment, **settings})


def test_both_ways_return_the_same(tmp_path: Path, moto_endpoint: str) -> None:
    here = all_tasks(tmp_path / "here", open_account(Kind.MOTO, moto_endpoint, FIRST))
    apart = all_tasks(tmp_path / "apart", open_account(Kind.MOTO, moto_endpoint, SECOND), **APART)
    assert OWN_PROCESS not in here.stdout
    assert apart.stdout.count(OWN_PROCESS) == len(RUN)
    assert "correct horse" not in here.stdout + here.stderr
    found, expected = returned(tmp_path / "here", here), returned(tmp_path / "apart", apart)
    assert found.keys() == RUN.keys()
    for name in RUN:
        keys = [key for key in found[name] | expected[name] if found[name].get(key) != expected[name].get(key)]
        assert keys == [], (name, {key: (found[name].get(key), expected[name].get(key)) for key in keys})
    assert REGION in json.dumps(found["made"]["changes"])
    assert [(tmp_path / f"{name}/keys/ada.yml").is_file() for name in ("here", "apart")] == [True, True]


def test_a_module_that_is_to_run_otherwise_has_its_own_process(tmp_path: Path, aws: Account) -> None:
    tried = dict(some(OTHERWISE.items(), every=1))
    tasks = [
        {"name": name, MODULE: {"group": {}, **options}, "check_mode": True, "ignore_errors": True, **keywords}
        for name, (options, keywords) in tried.items()
    ]
    path = tmp_path / "play.yml"
    path.write_text(yaml.safe_dump([{"hosts": "all", "gather_facts": False, "tasks": tasks}]))
    result = run_playbook(path, env={**aws.environment, "ANSIBLE_VERBOSITY": "3"})
    assert [task.name for task in result.tasks] == [*tried]
    shown = dict(re.findall(r"^TASK \[(.*?)\](.*?)(?=^TASK|\Z)", result.stdout, re.DOTALL | re.MULTILINE))
    here = {task.name for task in result.tasks if task.status != "unreachable" and OWN_PROCESS not in shown[task.name]}
    assert here == HERE & tried.keys()
    assert {task.status for task in result.tasks if task.name in here} == {"ok"}


def test_without_amazon_aws_the_task_fails_and_says_so(tmp_path: Path, aws: Account) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['ansible_collections.amazon'] = None\n")
    path = tmp_path / "play.yml"
    path.write_text(yaml.safe_dump([{"hosts": "all", "gather_facts": False, "tasks": [{MODULE: {"group": {}}}]}]))
    result = run_playbook(path, env={**aws.environment, "PYTHONPATH": str(tmp_path)})
    (task,) = result.tasks
    assert task.status == "failed"
    assert "ansible_collections.amazon" in result.stdout
