# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role a2c_worker as users run it, on this machine with another home folder, and with the real AWS CLI."""

from __future__ import annotations

import getpass
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.emulator.accounts import Account
from tests.support.emulator.instance_metadata import instance_metadata
from tests.support.emulator.servers import CHECKOUT, REGION, second_program
from tests.support.runs.playbooks import PlaybookResult, run_playbook

ROLE = [{"role": "fleetops.app2container.a2c_worker"}]
FOLDER = CHECKOUT / "roles/a2c_worker"
PAGES = [FOLDER / "README.md", CHECKOUT / "docs/worker-machines.md"]
KEY_ID = "AKIAIOSFODNN7EXAMPLE"
SECRET = "madeUpSecret/Of+AnAccessKey0123456789ABC"
DEPLOYER = "arn:aws:iam::123456789012:role/app2container/App2ContainerDeployer"
NO_KEY = (
    "a2c_worker_secret_access_key: must be a secret access key when a2c_worker_credential_source is access_key, got a "
    "value that is not shown; set it to the value that AWS issued, without spaces or line breaks."
)
MARK = "app2container_access_key_id"
OWN = f"region = {REGION}\noutput = json\n"
# What others have in the files: comments, settings within settings, spaces or none, and secrets.
CONFIG = """\
# By hand.
[profile audit]
region=us-east-1
;role_arn = arn:aws:iam::111111111111:role/Old
s3 =
    max_concurrent_requests = 20

[default]
# region = us-west-2
region={region}
aws_secret_access_key_of_audit = secretInAnotherSetting
"""
CREDENTIALS = """\
[audit]   # of the auditors
aws_access_key_id=AKIAAUDIT00000000000
aws_secret_access_key=secretOfTheAuditors

[default]
aws_access_key_id = AKIAEARLIER000000000
aws_secret_access_key = secretOfEarlierTimes
aws_session_token = tokenOfEarlierTimes
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def play(home: Path, account: Account, *, check: bool = False, facts: Any = None, **variables: Any) -> PlaybookResult:
    """Run the role, verbose as can be, and with some settings where a test does not name them."""
    tasks = [{"ansible.builtin.set_fact": {**facts, "cacheable": True}}] if facts else []
    settings = {
        "a2c_worker_aws_cli": str(second_program("aws")),
        "a2c_worker_home": str(home),
        "a2c_worker_region": REGION,
        "a2c_worker_user": getpass.getuser(),
        "a2c_worker_verify": False,
    }
    plays = [{"hosts": "localhost", "gather_facts": False, "pre_tasks": tasks, "roles": ROLE}]
    for name, content in (("play.yml", plays), ("variables.yml", {**settings, **variables})):
        (home.parent / name).write_text(yaml.safe_dump(content))
    return run_playbook(
        home.parent / "play.yml",
        env={**account.environment, "ANSIBLE_VERBOSITY": "4"},
        extra_vars=home.parent / "variables.yml",  # a secret on the command line would be shown
        check=check,
        diff=True,
    )


def write(home: Path, **files: str) -> None:
    folder = home / ".aws"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)


def files(home: Path) -> dict[str, str]:
    """The AWS files by name."""
    return {path.name: path.read_text() for path in (home / ".aws").glob("*") if path.is_file()}


def modes(home: Path) -> dict[str, str]:
    paths = [home / ".aws", *(path for path in (home / ".aws").iterdir() if path.is_file())]
    return {path.name: f"{path.stat().st_mode & 0o777:o}" for path in paths}


def failure(result: PlaybookResult) -> str:
    """The message of the one task that failed."""
    (task,) = [task for task in result.tasks if task.status == "failed"]
    return str(task.result["msg"])


def output(result: PlaybookResult) -> str:
    """All that a run says, and all that its tasks return to callbacks."""
    return result.stdout + result.stderr + json.dumps([task.result for task in result.tasks])


def access_key(account: Account, user: str) -> dict[str, str]:
    """Make a user, and return the variables for an access key of it."""
    iam = account.client("iam")
    iam.create_user(UserName=user, Path="/app2container/")
    made = iam.create_access_key(UserName=user)["AccessKey"]
    return {
        "a2c_worker_credential_source": "access_key",
        "a2c_worker_access_key_id": made["AccessKeyId"],
        "a2c_worker_secret_access_key": made["SecretAccessKey"],
    }


@pytest.mark.thorough
def test_an_access_key_is_written_and_proven_and_never_shown(aws: Account, home: Path) -> None:
    config = CONFIG.format(region="us-west-2")
    write(home, config=config, credentials=CREDENTIALS)
    key = access_key(aws, "ada")
    variables: dict[str, Any] = {
        **key,
        "a2c_worker_account_id": aws.account_id,
        "a2c_worker_deployer_role_arn": DEPLOYER,
        "a2c_worker_identity": "ada",
        "a2c_worker_verify": True,
    }
    planned = play(home, aws, check=True, **variables)
    assert files(home) == {"config": config, "credentials": CREDENTIALS}
    first = play(home, aws, **variables)
    again = play(home, aws, **{**variables, "a2c_worker_account_id": "999999999999"})
    assert [(run.rc, run.changed) for run in (planned, first, again)] == [(0, 3), (0, 3), (2, 0)]
    assert planned.named("Get the caller identity")[0].status == "skipped"
    assert failure(again) == (
        f"With the profile default, the identity of localhost is arn:aws:iam::{aws.account_id}:user/app2container/ada. "
        "Expected ada in account 999999999999. Set a2c_worker_access_key_id and a2c_worker_secret_access_key to an "
        "active access key of the expected identity."
    )
    deployer = f"\n[profile deployer]\n{OWN}role_arn = {DEPLOYER}\nsource_profile = default\n"
    assert files(home) == {
        "config": config.replace("region=us-west-2", f"region={REGION}") + f"output = json\n{deployer}",
        "credentials": CREDENTIALS.replace("AKIAEARLIER000000000", key["a2c_worker_access_key_id"])
        .replace("secretOfEarlierTimes", key["a2c_worker_secret_access_key"])
        .replace("aws_session_token = tokenOfEarlierTimes\n", f"{MARK} = {key['a2c_worker_access_key_id']}\n"),
    }
    assert modes(home) == {".aws": "700", "config": "600", "credentials": "600"}
    shown = "".join(output(run) for run in (planned, first, again))
    for secret in (key["a2c_worker_secret_access_key"], "secretOf", "secretIn", "tokenOf"):
        assert secret not in shown, secret


@pytest.mark.thorough
def test_an_instance_profile_needs_no_credentials_file(aws: Account, home: Path) -> None:
    variables: dict[str, Any] = {"a2c_worker_verify": True, "a2c_worker_account_id": aws.account_id}
    with instance_metadata(aws, "App2ContainerWorker") as metadata:
        instance = Account(account_id=aws.account_id, environment={**aws.environment, **metadata})
        first = play(home, instance, a2c_worker_identity="App2ContainerWorker", **variables)
        other = play(home, instance, a2c_worker_identity="App2ContainerDeployer", **variables)
    assert [(run.rc, run.changed) for run in (first, other)] == [(0, 2), (2, 0)]
    assert files(home) == {"config": f"[default]\n{OWN}"}
    assert failure(other) == (
        f"With the profile default, the identity of localhost is arn:aws:sts::{aws.account_id}:assumed-role/"
        f"App2ContainerWorker/i-0123456789abcdef0. Expected App2ContainerDeployer in account {aws.account_id}. Attach "
        f"the expected instance profile to the EC2 instance. If {home}/.aws/credentials contains an access key for the "
        "profile, remove it: the access key takes precedence over the instance profile."
    )


@pytest.mark.thorough
def test_a_credentials_file_is_untouched_where_no_key_is_used(aws: Account, home: Path) -> None:
    write(home, config=CONFIG.format(region=REGION) + "output=json\n", credentials=CREDENTIALS)
    for name, mode in (("", 0o700), ("config", 0o600), ("credentials", 0o640)):
        (home / ".aws" / name).chmod(mode)
    result = play(home, aws, a2c_worker_verify=True, a2c_worker_aws_cli="/nowhere/aws")
    assert failure(result).startswith("The AWS CLI cannot be run as /nowhere/aws on localhost.")
    assert result.changed == 0
    assert files(home) == {"config": CONFIG.format(region=REGION) + "output=json\n", "credentials": CREDENTIALS}
    assert modes(home)["credentials"] == "640"


@pytest.mark.thorough
def test_profiles_that_assume_a_role(aws: Account, home: Path) -> None:
    arn = f"arn:aws:iam::{aws.account_id}:role/App2ContainerDeployer"
    as_deployer: dict[str, Any] = {"a2c_worker_profile": "deployer", "a2c_worker_deployer_profile": "unused"}
    by_role: dict[str, Any] = {**as_deployer, "a2c_worker_credential_source": "role", "a2c_worker_role_arn": arn}
    proven: dict[str, Any] = {"a2c_worker_verify": True, "a2c_worker_identity": "App2ContainerDeployer"}
    start = f"[default]\n{OWN}\n[profile deployer]\n{OWN}"
    assert play(home, aws, a2c_worker_deployer_role_arn=arn).changed == 2
    with instance_metadata(aws, "App2ContainerWorker") as metadata:
        instance = Account(account_id=aws.account_id, environment={**aws.environment, **metadata})
        same = play(home, instance, **by_role, **proven)
    assert (same.rc, same.changed) == (0, 0)
    assert files(home) == {"config": f"{start}role_arn = {arn}\ncredential_source = Ec2InstanceMetadata\n"}
    assert play(home, aws, **by_role, a2c_worker_source_profile="default").changed == 1
    assert files(home) == {"config": f"{start}role_arn = {arn}\nsource_profile = default\n"}
    without_role = play(home, aws, **as_deployer, **proven)
    assert without_role.changed == 1
    assert files(home) == {"config": start}
    silent = failure(without_role)
    assert silent.startswith("AWS did not return the identity of localhost for the profile deployer: ")
    assert "nable to locate credentials" in silent
    assert "Attach the expected instance profile" in silent


def test_a_clean_machine_is_planned_and_told_what_init_is_to_be_answered(aws: Account, home: Path) -> None:
    choices: dict[str, Any] = {"a2c_worker_artifact_bucket": "artifacts", "a2c_worker_metrics": True}
    result = play(home, aws, check=True, a2c_worker_verify=True, a2c_worker_deployer_role_arn=DEPLOYER, **choices)
    assert (result.rc, result.changed) == (0, 2)
    assert list(home.iterdir()) == []
    assert f"+[default]\n+region = {REGION}\n" in result.stdout
    (kept,) = result.named("Store the answers for app2container init")
    assert kept.result["ansible_facts"]["a2c_worker_init_answers"] == {
        "workspace": "/root/app2container",
        "profile": "default",
        "bucket": "artifacts",
        "use_instance_profile": True,
        "upload_support_bundles": False,
        "metrics": True,
        "signed_images": False,
    }
    (shown,) = result.named("Show what changed and the answers for app2container init")
    config = f"{home}/.aws/config"
    assert shown.result["msg"] == [
        f"{config}: profile default: would set region, output.",
        f"{config}: profile deployer: would set region, output, role_arn, credential_source.",
        "The identity was not checked with AWS, because the profile does not exist yet as it should be.",
        f"Run app2container init as {getpass.getuser()}. Give these answers, whatever defaults it proposes:",
        "Workspace: /root/app2container",
        "AWS profile: default",
        "S3 bucket: artifacts",
        "Use the EC2 instance profile: yes",
        "Upload logs when a command fails: no",
        "Report usage metrics: yes",
        "Use signed images only: no",
    ]


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("variables", "message"),
    [
        (
            {
                "a2c_worker_credential_source": "access_key",
                "a2c_worker_access_key_id": KEY_ID,
                "a2c_worker_secret_access_key": f"{SECRET}\n[default]",
            },
            NO_KEY,
        ),
        ({"a2c_worker_region": ""}, "a2c_worker_region: must be a Region, got ''; write it as in eu-central-1."),
        (
            {"a2c_worker_metric": True},
            "a2c_worker_metric: the role a2c_worker has no such variable; did you mean a2c_worker_metrics?",
        ),
        ({"a2c_worker_secret_access_key": SECRET, "a2c_worker_credential_source": "key"}, "Validation of arguments"),
        ({"a2c_worker_verify": "perhaps"}, "Validation of arguments"),
        ({"facts": {"system": "Win32NT"}}, "supports Linux only, but localhost runs Win32NT"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    aws: Account, home: Path, variables: dict[str, Any], message: str
) -> None:
    result = play(home, aws, **variables)
    assert message in failure(result)
    assert SECRET not in output(result)
    assert list(home.iterdir()) == []


@pytest.mark.thorough
def test_a_credentials_file_that_cannot_be_read_keeps_the_other_file_as_it_is(aws: Account, home: Path) -> None:
    write(home, config=CONFIG.format(region=REGION), credentials=f"{CREDENTIALS}secretWithoutName\n")
    result = play(
        home,
        aws,
        a2c_worker_credential_source="access_key",
        a2c_worker_access_key_id=KEY_ID,
        a2c_worker_secret_access_key=SECRET,
    )
    assert failure(result) == (
        f"{home}/.aws/credentials: line 9: is neither a section nor an option with = or :; mend the line, the AWS CLI "
        "cannot read the file. Nothing was changed."
    )
    assert result.changed == 0
    assert files(home)["config"] == CONFIG.format(region=REGION)
    assert not [text for text in ("secretW", "secretOf", SECRET) if text in output(result)]


@pytest.mark.thorough
def test_the_role_goes_into_a_loop(aws: Account, home: Path) -> None:
    """Over a loop variable with the usual name, which holds a secret, and with texts for truth as surveys give them."""
    settings = {
        "a2c_worker_home": str(home),
        "a2c_worker_user": getpass.getuser(),
        "a2c_worker_region": REGION,
        "a2c_worker_profile": "{{ item.name }}",
        "a2c_worker_credential_source": "access_key",
        "a2c_worker_access_key_id": KEY_ID,
        "a2c_worker_secret_access_key": "{{ item.secret }}",
        "a2c_worker_verify": "no",
        "a2c_worker_metrics": "false",
        "a2c_worker_signed_images": "True",
    }
    keys = [{"name": name, "secret": f"{SECRET}{name}"} for name in ("ada", "grace")]
    task = {
        "ansible.builtin.include_role": {"name": "fleetops.app2container.a2c_worker"},
        "vars": settings,
        "loop": "{{ keys }}",
        "loop_control": {"label": "{{ item.name }}"},
    }
    playbook, variables = home.parent / "play.yml", home.parent / "variables.yml"
    playbook.write_text(yaml.safe_dump([{"hosts": "localhost", "gather_facts": False, "tasks": [task]}]))
    variables.write_text(yaml.safe_dump({"keys": keys}))
    result = run_playbook(playbook, env=aws.environment, extra_vars=variables, diff=True)
    assert result.rc == 0, result.stdout
    assert SECRET not in result.stdout + result.stderr
    assert files(home) == {
        "config": "\n".join(f"[profile {key['name']}]\n{OWN}" for key in keys),
        "credentials": "\n".join(
            f"[{key['name']}]\naws_access_key_id = {KEY_ID}\naws_secret_access_key = {key['secret']}\n"
            f"{MARK} = {KEY_ID}\n"
            for key in keys
        ),
    }
    shown = result.named("Show what changed and the answers for app2container init")[0].result["msg"]
    assert shown[-2:] == ["Report usage metrics: no", "Use signed images only: yes"]


def test_what_is_said_about_the_variables_agrees() -> None:
    options = yaml.safe_load((FOLDER / "meta/argument_specs.yml").read_text())["argument_specs"]["main"]["options"]
    described = {name: option.get("default") for name, option in options.items() if not option.get("required")}
    assert yaml.safe_load((FOLDER / "defaults/main.yml").read_text()) == described
    known = {*options, "a2c_worker_init_answers", "a2c_worker_hosts", "a2c_workers", "a2c_worker_metric"}
    for page in PAGES:
        assert set(re.findall(r"\ba2c_worker\w*[a-z]\b", page.read_text())) <= known, page.name


@pytest.mark.thorough
def test_the_playbook_takes_the_group_of_worker_machines(aws: Account, home: Path) -> None:
    inventory = home.parent / "inventory.yml"
    host = {"ansible_connection": "local", "ansible_python_interpreter": "{{ ansible_playbook_python }}"}
    groups = {"a2c_workers": {"hosts": {"worker": host}}, "others": {"hosts": {"other": host}}}
    inventory.write_text(yaml.safe_dump({"all": {"children": groups}}))
    variables = {"a2c_worker_home": str(home), "a2c_worker_region": REGION, "a2c_worker_verify": False}
    result = run_playbook(
        Path("playbooks/worker.yml"),
        env=aws.environment,
        inventory=inventory,
        extra_vars={**variables, "a2c_worker_user": getpass.getuser(), "ansible_become": False},
    )
    assert (result.rc, list(result.recap)) == (0, ["worker"])
    assert files(home) == {"config": f"[default]\n{OWN}"}
