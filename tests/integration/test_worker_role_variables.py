# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every variable of the role a2c_worker, set away from its default, is found where it has to arrive."""

from __future__ import annotations

import getpass
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.emulator.servers import CHECKOUT, clean_environment
from tests.support.runs.playbooks import PlaybookResult, run_playbook

ROLE = CHECKOUT / "roles/a2c_worker"
# Stands in for the AWS CLI: it says how it was called, and who the caller is. The real one is in test_worker_role.py.
CLI = """\
#!/bin/sh
echo "$0 $* $AWS_CONFIG_FILE" > "$0.called"
echo '{"Account": "111111111111", "Arn": "arn:aws:iam::111111111111:user/caller"}'
"""


SUMMARY = "Show what changed and the answers for app2container init"


def values(folder: Path) -> dict[str, Any]:
    """Return a value for each variable that is not its default."""
    return {
        "a2c_worker_state": "absent",
        "a2c_worker_user": "daemon",
        "a2c_worker_home": str(folder / "home"),
        "a2c_worker_profile": "own-profile",
        "a2c_worker_region": "eu-north-1",
        "a2c_worker_output": "yaml-stream",
        "a2c_worker_credential_source": "role",
        "a2c_worker_access_key_id": "AKIAOWNKEY0000000000",
        "a2c_worker_secret_access_key": "madeUp/SecretOfOwnKey",
        "a2c_worker_role_arn": "arn:aws:iam::222222222222:role/own-role",
        "a2c_worker_source_profile": "own-source",
        "a2c_worker_credential_process": "/own/helper --flag",
        "a2c_worker_sso_session": "own-session",
        "a2c_worker_sso_start_url": "https://own.awsapps.com/start",
        "a2c_worker_sso_region": "eu-west-3",
        "a2c_worker_sso_registration_scopes": ["own:scope", "own:other-scope"],
        "a2c_worker_sso_account_id": "333333333333",
        "a2c_worker_sso_role_name": "OwnPermissionSet",
        "a2c_worker_login_session": "arn:aws:iam::222222222222:user/own-user",
        "a2c_worker_purge_access_key": True,
        "a2c_worker_deployer_profile": "own-deployer",
        "a2c_worker_deployer_role_arn": "arn:aws:iam::222222222222:role/own-deployer-role",
        "a2c_worker_verify": False,
        "a2c_worker_require_login": True,
        "a2c_worker_account_id": "222222222222",
        "a2c_worker_identity": "own-identity",
        "a2c_worker_aws_cli": str(folder / "own-aws"),
        "a2c_worker_workspace": "/own/workspace",
        "a2c_worker_artifact_bucket": "own-bucket",
        "a2c_worker_upload_support_bundles": True,
        "a2c_worker_metrics": True,
        "a2c_worker_signed_images": True,
        "a2c_worker_show_summary": False,
    }


def play(folder: Path, variables: Mapping[str, Any], *, check: bool = False) -> PlaybookResult:
    """Run the role."""
    playbook, file = folder / "play.yml", folder / "variables.yml"
    roles = [{"role": "fleetops.app2container.a2c_worker"}]
    playbook.write_text(yaml.safe_dump([{"hosts": "localhost", "gather_facts": False, "roles": roles}]))
    file.write_text(yaml.safe_dump(dict(variables)))
    return run_playbook(playbook, env=clean_environment(), extra_vars=file, check=check)


def facts(result: PlaybookResult) -> dict[str, Any]:
    """Return the answers for app2container init."""
    (task,) = result.named("Store the answers for app2container init")
    found: dict[str, Any] = task.result["ansible_facts"]["a2c_worker_init_answers"]
    return found


def test_every_variable_has_a_value_here(tmp_path: Path) -> None:
    options = yaml.safe_load((ROLE / "meta/argument_specs.yml").read_text())["argument_specs"]["main"]["options"]
    found = values(tmp_path)
    assert found.keys() == options.keys()
    for name, option in options.items():
        assert found[name] != option.get("default"), name


@pytest.mark.thorough
def test_variables_of_an_assumed_role_arrive(tmp_path: Path) -> None:
    """In check mode, as the files get an owner that the tests may not be allowed to give them."""
    variables = {**values(tmp_path), "a2c_worker_state": "present"}
    (tmp_path / "home").mkdir()
    result = play(tmp_path, {**variables, "a2c_worker_show_summary": True}, check=True)
    silent = play(tmp_path, variables, check=True)
    assert result.rc == 0, result.stdout + result.stderr
    common = "region = eu-north-1\noutput = yaml-stream\nrole_arn = arn:aws:iam::222222222222:role"
    assert result.named("Set the options of the profiles")[0].result["diff"]["after"] == (
        f"[own-profile]\n{common}/own-role\nsource_profile = own-source\n"
        f"[own-deployer]\n{common}/own-deployer-role\nsource_profile = own-profile\n"
    )
    assert facts(result) == {
        "workspace": "/own/workspace",
        "profile": "own-profile",
        "bucket": "own-bucket",
        "use_instance_profile": False,
        "upload_support_bundles": True,
        "metrics": True,
        "signed_images": True,
    }
    (answers,) = result.named(SUMMARY)
    assert "Run app2container init as daemon. " in "".join(answers.result["msg"])
    assert silent.named(SUMMARY)[0].status == "skipped"
    assert result.named("Get the caller identity")[0].status == "skipped"


def test_variables_of_an_access_key_arrive(tmp_path: Path) -> None:
    variables = {
        **values(tmp_path),
        "a2c_worker_state": "present",
        "a2c_worker_credential_source": "access_key",
        "a2c_worker_user": getpass.getuser(),
        "a2c_worker_verify": True,
    }
    (tmp_path / "home").mkdir()
    cli = Path(variables["a2c_worker_aws_cli"])
    cli.write_text(CLI)
    cli.chmod(0o700)
    result = play(tmp_path, variables)
    files = {path.name: path.read_text() for path in (tmp_path / "home/.aws").iterdir()}
    assert "[profile own-profile]\nregion = eu-north-1\noutput = yaml-stream\n" in files["config"]
    assert files["credentials"].split() == [
        "[own-profile]",
        *("aws_access_key_id", "=", "AKIAOWNKEY0000000000"),
        *("aws_secret_access_key", "=", "madeUp/SecretOfOwnKey"),
        *("app2container_access_key_id", "=", "AKIAOWNKEY0000000000"),
    ]
    called = Path(f"{cli}.called").read_text().split()
    assert called[:4] == [str(cli), "sts", "get-caller-identity", "--profile=own-profile"]
    assert called[-1] == str(tmp_path / "home/.aws/config")
    (failed,) = [task for task in result.tasks if task.status == "failed"]
    assert "Expected own-identity in account 222222222222." in failed.result["msg"]
    assert "madeUp" not in json.dumps([task.result for task in result.tasks]) + result.stdout + result.stderr


@pytest.mark.thorough
def test_each_expectation_alone_refuses_another_identity(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    cli = tmp_path / "own-aws"
    cli.write_text(CLI)
    cli.chmod(0o700)
    base = {name: values(tmp_path)[name] for name in ("a2c_worker_home", "a2c_worker_region", "a2c_worker_aws_cli")} | {
        "a2c_worker_user": getpass.getuser()
    }
    caller = {"a2c_worker_account_id": "111111111111", "a2c_worker_identity": "caller"}
    assert play(tmp_path, {**base, **caller}).rc == 0
    for name in caller:
        refused = play(tmp_path, {**base, **caller, name: values(tmp_path)[name]}, check=True)
        assert refused.rc == 2, name
