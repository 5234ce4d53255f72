# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the documentation shows is run: playbooks and commands of the README files, examples of the modules."""

from __future__ import annotations

import importlib
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import urllib3
import yaml

from tests.support.emulator import people
from tests.support.emulator.accounts import Account
from tests.support.emulator.servers import CHECKOUT, aws_environment
from tests.support.emulator.workers import launch, make_profile
from tests.support.runs.playbooks import run_playbook
from tests.support.scenarios import sample
from tests.support.secrets import JENKINS_TOKEN, PASSWORD, PRIVATE_KEY
from tests.support.strict.remote import ask

README = (CHECKOUT / "README.md").read_text()
ROLE_README = (CHECKOUT / "roles/a2c_iam/README.md").read_text()
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
IN_ROLES = {"role_variables"}  # their roles run it
MODULES = sorted({path.stem for path in (CHECKOUT / "plugins/modules").glob("*.py")} - IN_ROLES)
VARIABLES = {"a2c_iam_policy_deploy_targets": ["ecs"], "a2c_iam_users": [{"name": "ada"}]}
# What examples take from a vault.
SECRETS = {
    "vault_linux_private_key": PRIVATE_KEY,
    "vault_windows_password": PASSWORD,
    "vault_jenkins_token": JENKINS_TOKEN,
    "vault_a2c_access_key_id": "AKIAIOSFODNN7EXAMPLE",
    "vault_a2c_secret_access_key": "madeUpSecret/Of+AnAccessKey0123456789ABC",
}
# Commands that need the Internet or make the environment that this test runs in.
NOT_HERE = ("ansible-galaxy", "pip", "make")


@pytest.fixture
def environment(moto_endpoint: str) -> Mapping[str, str]:
    """An emulator without anything in it: the documentation names accounts, so no test can have one of its own."""
    reset(moto_endpoint)
    return aws_environment(moto_endpoint)


def reset(endpoint: str) -> None:
    """Empty all accounts."""
    urllib3.request("POST", f"{endpoint}/moto-api/reset", timeout=60, retries=False)


def blocks(text: str, language: str) -> list[str]:
    """The code blocks of a Markdown text in one language."""
    return [match["text"] for match in BLOCK.finditer(text) if match["language"] == language]


def commands(text: str) -> list[list[str]]:
    """The commands that the console blocks show, without the comments behind them."""
    lines = [line for block in blocks(text, "console") for line in block.splitlines() if line.startswith("$ ")]
    return [shlex.split(line[2:], comments=True) for line in lines]


def run(command: list[str], folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name(command[0])
    return subprocess.run(
        [program, *command[1:]], cwd=folder, env=environment, text=True, capture_output=True, check=False, timeout=120
    )


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) < 150


def test_the_make_targets_of_the_readme_exist() -> None:
    targets = {command[1] for command in commands(README) if command[0] == "make"}
    defined = set(re.findall(r"^([a-z ]+):", (CHECKOUT / "Makefile").read_text(), re.MULTILINE))
    assert targets == {"demo", "test"}
    assert targets <= {name for names in defined for name in names.split()}


def test_the_files_and_commands_of_the_readme_work(environment: Mapping[str, str], tmp_path: Path) -> None:
    for block in blocks(README, "yaml"):
        name = block.splitlines()[0].removeprefix("# ")
        (tmp_path / name).write_text(block)
    (tmp_path / "variables.yml").write_text(yaml.safe_dump(VARIABLES))
    shown = [command for command in commands(README) if command[0] not in NOT_HERE]
    assert [command[0] for command in shown] == ["ansible-playbook"] * 3
    outputs: list[str] = []
    for command in shown:
        done = run(command, tmp_path, environment)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "changed=1" in done.stdout
        outputs.append(done.stdout)
    (summary,) = blocks(README, "text")
    assert [line for line in summary.splitlines() if line not in outputs[1]] == []


@pytest.mark.thorough
def test_the_quick_start_shows_what_happens(environment: Mapping[str, str], tmp_path: Path) -> None:
    page = (CHECKOUT / "docs/quick-start.md").read_text()
    (variables,) = blocks(page, "yaml")
    (tmp_path / variables.splitlines()[0].removeprefix("# ")).write_text(variables)
    done = [run(command, tmp_path, environment) for command in commands(page)]
    recaps = [
        re.findall(r"^localhost .*changed=(\d+) .*failed=(\d+)", outcome.stdout, re.MULTILINE) for outcome in done
    ]
    assert recaps == [[("1", "0")], [("1", "0")], [("0", "0")]]
    shown = [block.splitlines() for block in blocks(page, "text")]
    assert [
        [line for line in lines if line not in outcome.stdout] for lines, outcome in zip(shown, done[1:], strict=True)
    ] == [[], []]


def with_accounts(folder: Path) -> tuple[list[list[str]], list[list[str]]]:
    """Write the files of the page on accounts; return the commands that remove access, and those before them."""
    before, after = (CHECKOUT / "docs/accounts.md").read_text().split("## Remove the access")
    for block in blocks(before, "yaml"):
        (folder / block.splitlines()[0].removeprefix("# ")).write_text(block)
    (folder / "variables.yml").write_text(yaml.safe_dump(VARIABLES))
    (folder / "closing.txt").write_text("# closed this year\n\n222222222222\n")
    return commands(after), commands(before)


@pytest.mark.thorough
def test_the_files_and_commands_of_the_page_on_accounts_work(environment: Mapping[str, str], tmp_path: Path) -> None:
    _removal, shown = with_accounts(tmp_path)
    done = [run(command, tmp_path, {**environment, "PWD": str(tmp_path)}) for command in shown]
    assert [outcome.returncode for outcome in done] == [0, 0, 0, 0], [outcome.stdout for outcome in done]
    assert "Access in account 111111111111 in partition aws: none." in done[3].stdout
    assert "Access in account 222222222222 in partition aws:" in done[3].stdout


@pytest.mark.thorough
def test_the_page_on_accounts_removes_access_from_accounts_that_are_named(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    removal, shown = with_accounts(tmp_path)
    assert run(shown[1], tmp_path, environment).returncode == 0
    done = [run(command, tmp_path, environment) for command in removal]
    assert [outcome.returncode for outcome in done] == [0, 0, 0], [outcome.stdout for outcome in done]
    removed = [re.findall(r"^(\w+) .*changed=([1-9])", outcome.stdout, re.MULTILINE) for outcome in done]
    assert removed == [[("staging", "1")], [], []]
    assert all("production (111111111111)" in outcome.stdout for outcome in done)
    assert "333333333333" in done[1].stdout


@pytest.mark.thorough
def test_the_variables_of_the_page_on_people_work(environment: Mapping[str, str], tmp_path: Path) -> None:
    """Each is a complete set-up, without users and with nothing to warn of."""
    (tmp_path / "variables.yml").write_text(yaml.safe_dump({**VARIABLES, "a2c_iam_users": []}))
    shown = blocks((CHECKOUT / "docs/people.md").read_text(), "yaml")
    assert len(shown) == 5
    for block in shown:
        reset(environment["AWS_ENDPOINT_URL"])
        name = block.splitlines()[0].removeprefix("# ")
        (tmp_path / name).write_text(block)
        options = ["-i", "localhost,", "-e", "@variables.yml", "-e", f"@{name}"]
        done = run(["ansible-playbook", "fleetops.app2container.site", *options], tmp_path, environment)
        assert done.returncode == 0, done.stdout
        assert "changed=1" in done.stdout
        assert "WARNING" not in done.stdout + done.stderr
        assert "Created user" not in done.stdout


def test_ansible_doc_knows_what_the_readme_names(environment: Mapping[str, str]) -> None:
    shown = re.findall(r"`(ansible-doc[^`]+)`", README.replace("\n", " "))
    assert len(shown) == 2
    for command in shown:
        assert run(shlex.split(command), CHECKOUT, environment).returncode == 0


@pytest.mark.thorough
def test_the_playbook_of_the_role_readme_works(environment: Mapping[str, str], tmp_path: Path) -> None:
    (block,) = blocks(ROLE_README, "yaml")
    playbook = tmp_path / "play.yml"
    playbook.write_text(block)
    result = run_playbook(playbook, env=environment)
    assert (result.rc, result.changed) == (0, 1)


def make_principals(account: Account, text: str) -> None:
    """Make the roles that examples trust: IAM takes none that do not exist."""
    for path, name in sorted(set(re.findall(r"arn:aws:iam::\d{12}:role(/(?:\w+/)*)(\w+)", text))):
        account.client("iam").create_role(RoleName=name, Path=path, AssumeRolePolicyDocument=sample.trust())


def with_users(account: Account, text: str) -> str:
    """Make the users that get access keys in examples: another module makes them."""
    for name in ("ada", "grace"):
        account.client("iam").create_user(UserName=name)
    return text


def with_principals(account: Account, text: str) -> str:
    """Make the user and the role whose rights examples look at."""
    account.client("iam").create_user(UserName="ada")
    account.client("iam").create_role(RoleName="App2ContainerWorker", AssumeRolePolicyDocument=sample.trust())
    return text


def with_a_root_user(account: Account, text: str) -> str:
    """Let the account of the examples report a root user that was used today, and has an MFA device."""
    (account_id,) = set(re.findall(r"Account (\d{12})", text))
    used = {"<root_account>": {"password_last_used": datetime.now(UTC).isoformat()}}
    named = Account(account_id=account_id, environment=account.environment)
    ask(named, "PUT", "settings", {"quotas": {"AccountMFAEnabled": 1}, "report": used})
    return text


def with_instances(account: Account, text: str) -> str:
    """Launch instances, those with tags and, in the Region of the example, those with ids, which it then has."""
    make_profile(account)
    launch(account, tags={"app2container": "worker", "stage": "production"})
    there = Account(account_id=account.account_id, environment={**account.environment, "AWS_REGION": "eu-central-1"})
    for example in re.findall(r"\bi-[0-9a-f]{17}\b", text):
        text = text.replace(example, launch(there)[0])
    return text


def with_people(account: Account, text: str) -> str:
    """Make the group of the examples in their Regions, and the policies in their accounts, which no inventory names."""
    for region in ("eu-central-1", account.environment["AWS_REGION"]):
        people.make_people(Account(account_id="", environment={**account.environment, "AWS_REGION": region}))
    for account_id in ("111111111111", "222222222222"):
        people.make_policy(account, account_id)
    arn = f"arn:aws:iam::111111111111:policy/app2container/{people.GENERAL}"
    text = text.replace("groups['a2c_accounts'] | map('extract', hostvars, 'a2c_iam_account_id')", "['222222222222']")
    fact = "hostvars[groups['a2c_accounts'] | first]['a2c_iam_access']"
    assert fact in text
    return text.replace(fact, f"{{'policies': [{{'arn': '{arn}'}}]}}")


# What has to be there before the examples of a module; gives the examples as they can be run.
PREPARED: Mapping[str, Callable[[Account, str], str]] = {
    "access_check_info": with_principals,
    "access_info": with_a_root_user,
    "access_keys": with_users,
    "permission_set": with_people,
    "worker_association": with_instances,
}


@pytest.mark.thorough
@pytest.mark.parametrize("module", MODULES)
def test_the_examples_of_a_module_work(module: str, environment: Mapping[str, str], tmp_path: Path) -> None:
    documented: Any = importlib.import_module(f"ansible_collections.fleetops.app2container.plugins.modules.{module}")
    account = Account(account_id="", environment=environment)
    make_principals(account, documented.EXAMPLES)
    prepare = PREPARED.get(module)
    tasks = yaml.safe_load(prepare(account, documented.EXAMPLES) if prepare else documented.EXAMPLES)
    for name in (".aws", "audits"):  # in its home
        (tmp_path / name).mkdir()
    playbook = tmp_path / "play.yml"
    playbook.write_text(yaml.safe_dump([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]))
    result = run_playbook(playbook, env={**environment, "HOME": str(tmp_path)}, extra_vars=SECRETS)
    assert result.rc == 0, result.stdout
    assert len(result.tasks) == len(tasks)
