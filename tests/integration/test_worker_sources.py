# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role a2c_worker with sources of credentials that need no access key, and the real AWS CLI."""

from __future__ import annotations

import getpass
import json
from pathlib import Path
from typing import Any

import pytest

from tests.integration.test_worker_role import MARK, files, play, write
from tests.support.emulator.accounts import Account
from tests.support.emulator.identity_center import SUFFIX, identity_center, log_in
from tests.support.emulator.servers import REGION, second_program
from tests.support.runs.playbooks import PlaybookResult

OWN = f"[default]\nregion = {REGION}\noutput = json\n"
FOREIGN = "[default]\naws_access_key_id = AKIASOMEBODY00000000\naws_secret_access_key = secretOfSomebody\n"
START_URL = "https://d-1234567890.awsapps.com/start"
AWS = second_program("aws")
VERIFIED: dict[str, Any] = {"a2c_worker_verify": True}
SSO: dict[str, Any] = {
    **VERIFIED,
    "a2c_worker_credential_source": "sso",
    "a2c_worker_sso_start_url": START_URL,
    "a2c_worker_sso_region": "us-east-1",
    "a2c_worker_sso_role_name": "App2Container",
}
LOGIN: dict[str, Any] = {**VERIFIED, "a2c_worker_credential_source": "login"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def helper(account: Account, folder: Path, role: str) -> dict[str, Any]:
    """Write a program that prints credentials of a role, and return the variables for it."""
    arn = f"arn:aws:iam::{account.account_id}:role/{role}"
    given = account.client("sts").assume_role(RoleArn=arn, RoleSessionName="helper")["Credentials"]
    names = ("AccessKeyId", "SecretAccessKey", "SessionToken")
    printed = json.dumps({"Version": 1, **{name: given[name] for name in names}})
    program = folder / "own helper"
    program.write_text(f"#!/bin/sh\n[ \"$*\" = '--label a b' ] && echo '{printed}'\n")
    program.chmod(0o700)
    command = f'"{program}" --label "a b"'
    return {**VERIFIED, "a2c_worker_credential_source": "process", "a2c_worker_credential_process": command}


def message(result: PlaybookResult, task: str) -> Any:
    (found,) = result.named(task)
    return found.result.get("msg")


NOTICES = "Show what somebody has to do"
SUMMARY = "Show what changed and the answers for app2container init"


@pytest.mark.thorough
def test_a_process_takes_the_place_of_an_access_key(aws: Account, home: Path) -> None:
    process = {**helper(aws, home.parent, "Worker"), "a2c_worker_identity": "Worker"}
    write(home, config=OWN, credentials=f"{FOREIGN}{MARK} = AKIASOMEBODY00000000\n")
    first = play(home, aws, **process)
    assert (first.rc, first.changed) == (0, 3), first.stdout
    command = process["a2c_worker_credential_process"]
    assert files(home) == {"config": f"{OWN}credential_process = {command}\n", "credentials": ""}
    assert message(first, SUMMARY)[:5] == [
        f"{home}/.aws/config: profile default: set credential_process.",
        f"{home}/.aws/config: set the mode 0600 instead of 0644.",
        (
            f"{home}/.aws/credentials: profile default: removed aws_access_key_id, aws_secret_access_key, "
            "app2container_access_key_id."
        ),
        f"{home}/.aws/credentials: set the mode 0600 instead of 0644.",
        (f"The identity with the profile default is arn:aws:sts::{aws.account_id}:assumed-role/Worker/helper."),
    ]
    assert message(first, SUMMARY)[-1].startswith("It is not known whether App2Container can use a profile with ")
    assert first.named(NOTICES)[0].status == "skipped"


@pytest.mark.thorough
def test_a_process_is_checked(aws: Account, home: Path) -> None:
    process = helper(aws, home.parent, "Worker")
    assert play(home, aws, check=True, **process).rc == 0
    assert list(home.iterdir()) == []
    (home.parent / "own helper").unlink()
    missing = play(home, aws, **process)
    assert list(home.iterdir()) == []
    assert message(missing, "Check that the program of the credential process exists") == (
        f"a2c_worker_credential_process: {getpass.getuser()} cannot run {home.parent}/own helper on localhost. Install "
        "it in one of the directories /usr/local/bin:/usr/bin:/bin:/snap/bin:/usr/sbin:/sbin, or set the variable to "
        "its absolute path."
    )
    (home.parent / "own helper").write_text("#!/bin/sh\necho the token is missing >&2\nexit 1\n")
    (home.parent / "own helper").chmod(0o700)
    failing = message(play(home, aws, **process), "Check that AWS returned the caller identity")
    assert "the token is missing" in failing
    assert process["a2c_worker_credential_process"] in failing


@pytest.mark.thorough
def test_a_person_logs_in_after_the_profile_is_written(aws: Account, home: Path) -> None:
    variables = {**SSO, "a2c_worker_account_id": aws.account_id, "a2c_worker_identity": "App2Container"}
    first = play(home, aws, **variables)
    assert (first.rc, first.changed) == (0, 2)
    assert files(home) == {
        "config": (
            f"{OWN}sso_session = app2container\nsso_account_id = {aws.account_id}\nsso_role_name = App2Container\n\n"
            f"[sso-session app2container]\nsso_start_url = {START_URL}\nsso_region = us-east-1\n"
            "sso_registration_scopes = sso:account:access\n"
        )
    }
    config = f"{home}/.aws/config"
    assert message(first, SUMMARY)[:3] == [
        f"{config}: profile default: set region, output, sso_session, sso_account_id, sso_role_name.",
        f"{config}: SSO session app2container: set sso_start_url, sso_region, sso_registration_scopes.",
        "The identity was not checked with AWS, because nobody is logged in with the profile.",
    ]
    command = f"{AWS} sso login --profile default --use-device-code"
    assert message(first, NOTICES) == [
        f"Nobody is logged in on localhost with the profile default. Run there as {getpass.getuser()}: {command}"
    ]
    required = play(home, aws, **variables, a2c_worker_require_login=True)
    assert (required.rc, required.changed) == (2, 0)
    assert message(required, "Check that AWS returned the caller identity").endswith(command)
    log_in(home, "app2container", START_URL)
    with identity_center(aws, "App2Container") as variables_of_it:
        machine = Account(account_id=aws.account_id, environment={**aws.environment, **variables_of_it})
        proven = play(home, machine, **variables, a2c_worker_require_login=True)
        other = play(home, machine, **{**variables, "a2c_worker_identity": "Other"})
    assert (proven.rc, proven.changed) == (0, 0)
    arn = f"arn:aws:sts::{aws.account_id}:assumed-role/AWSReservedSSO_App2Container_{SUFFIX}/ada"
    assert f"The identity with the profile default is {arn}." in message(proven, SUMMARY)
    assert "made-up-token" not in proven.stdout + json.dumps([task.result for task in proven.tasks])
    assert "Expected Other in account" in message(other, "Check that the caller identity is the expected one")
    removed = play(home, aws, **variables, a2c_worker_state="absent")
    assert (removed.rc, files(home)) == (0, {"config": ""})
    assert removed.named("Get the caller identity")[0].status == "skipped"


@pytest.mark.thorough
def test_a_login_and_a_key_of_somebody_else(aws: Account, home: Path) -> None:
    write(home, config=OWN, credentials=FOREIGN)
    told = play(home, aws, **LOGIN)
    assert files(home)["credentials"] == FOREIGN
    assert message(told, NOTICES)[0].startswith(
        f"{home}/.aws/credentials: the profile default has an access key that this role did not write"
    )
    purged = play(home, aws, **LOGIN, a2c_worker_purge_access_key=True)
    assert (purged.rc, files(home)) == (0, {"config": OWN, "credentials": ""})
    assert message(purged, NOTICES) == [
        (
            f"Nobody is logged in on localhost with the profile default. Run there as {getpass.getuser()}: "
            f"{AWS} login --profile default --remote"
        )
    ]
    assert "secretOfSomebody" not in told.stdout + purged.stdout


@pytest.mark.thorough
def test_root_runs_programs_as_the_user_of_app2container(aws: Account, home: Path) -> None:
    write(home, config=OWN)
    user = getpass.getuser()
    result = play(home, aws, facts={"user_id": "somebody-else", "user_uid": 0, "system": "Linux"}, **VERIFIED)
    (called,) = result.named("Get the caller identity")
    assert called.result["cmd"][:5] == ["runuser", "-u", user, "--", str(AWS)]
