# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of secrets in an emulated account, by the module and by the role; and no value in anything that is shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import yaml
from ansible.module_utils.basic import AnsibleModule

from tests.support.emulator.accounts import Account
from tests.support.emulator.servers import CHECKOUT, REGION
from tests.support.runs.modules import ModuleResult, run_module
from tests.support.runs.playbooks import PlaybookResult, run_playbook
from tests.support.secrets import AZURE_TOKEN, EVERY_KIND, LINUX, OUR_TAG, PASSWORD, STORED, WINDOWS, encoded, leaks

REPORTED = ("changed", "diff", "changes", "policy_secrets", "findings")
READS = {"secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue", "sts:GetCallerIdentity", "sts:AssumeRole"}
NAME = "a2c/win"


def keep(account: Account, *secrets: Any, check: bool = False, **further: Any) -> ModuleResult:
    """Run the module with these secrets; whatever it returns shows no value."""
    params = {"secrets": list(secrets), **further}
    outcome = run_module("remote_secrets", params, check=check, environment=account.environment)
    assert not leaks(json.dumps(outcome.result)), outcome.result
    assert "exception" not in outcome.result
    return outcome


def kept(account: Account, *secrets: Any, **further: Any) -> ModuleResult:
    """Predict, run, and compare: the prediction only reads, and both report the same. Then nothing is left to do."""
    before = contents(account)
    predicted = keep(account, *secrets, check=True, **further)
    assert not predicted.failed, predicted.result
    assert predicted["api_calls"].keys() <= READS
    assert contents(account) == before
    real = keep(account, *secrets, **further)
    assert not real.failed, real.result
    for key in REPORTED:
        assert real[key] == predicted[key], key
    again = keep(account, *secrets, **further)
    assert (again.changed, again["changes"], again["diff"]) == (False, [], [])
    assert again["secrets"] == real["secrets"]
    assert again["policy_secrets"] == real["policy_secrets"]
    return real


def refused(account: Account, *secrets: Any, **further: Any) -> str:
    """Run what cannot be done, in check mode and for real; nothing has changed. Return the message."""
    before = contents(account)
    outcomes = [keep(account, *secrets, check=check, **further) for check in (True, False)]
    assert all(outcome.failed for outcome in outcomes)
    assert contents(account) == before
    predicted, real = (str(outcome["msg"]) for outcome in outcomes)
    assert predicted == real
    return real


def contents(account: Account) -> dict[str, Any]:
    """All secrets of the account with their values."""
    client = account.client("secretsmanager")
    held = {}
    for item in client.list_secrets(IncludePlannedDeletion=True)["SecretList"]:
        versions, deleted = item.get("SecretVersionsToStages", {}), "DeletedDate" in item
        held[item["Name"]] = {
            "tags": {tag["Key"]: tag["Value"] for tag in item.get("Tags", ())},
            "deleted": deleted,
            "key": item.get("KmsKeyId"),
            "versions": len(versions),
            "value": value_of(client.get_secret_value(SecretId=item["ARN"])) if versions and not deleted else None,
        }
    return held


def value_of(answer: Any) -> Any:
    """What a secret holds: JSON, or something else."""
    try:
        return json.loads(answer["SecretString"])
    except (KeyError, ValueError):
        return answer.get("SecretString", answer.get("SecretBinary"))


def steps(outcome: ModuleResult) -> list[str]:
    return [" ".join([change["action"], change["name"], *change["json_keys"]]) for change in outcome["changes"]]


def foreign(account: Account, name: str = NAME, value: str = '{"other": "1"}') -> None:
    """Make a secret that is not ours."""
    account.client("secretsmanager").create_secret(Name=name, SecretString=value, Tags=[{"Key": "team", "Value": "x"}])


def test_every_kind_is_made_and_kept(aws: Account) -> None:
    made = kept(aws, *EVERY_KIND, account_id=aws.account_id)
    held = contents(aws)
    assert {name: secret["value"] for name, secret in held.items()} == STORED
    assert all(secret["tags"] == OUR_TAG and secret["versions"] == 1 for secret in held.values())
    prefix = f"arn:aws:secretsmanager:{REGION}:{aws.account_id}:secret:"
    assert made["policy_secrets"] == [f"{prefix}{name}-??????" for name in STORED]
    for row, (name, secret) in zip(made["secrets"], zip(STORED, EVERY_KIND, strict=True), strict=True):
        found = aws.client("secretsmanager").describe_secret(SecretId=name)
        assert row == {
            "name": name,
            "arn": found["ARN"],
            "kind": secret["kind"],
            "version_id": next(iter(found["VersionIdsToStages"])),
        }
    assert made["api_calls"] == {
        "secretsmanager:CreateSecret": 6,
        "secretsmanager:DescribeSecret": 6,
        "sts:GetCallerIdentity": 1,
    }


def test_one_value_changes(aws: Account) -> None:
    kept(aws, LINUX, WINDOWS)
    changed = kept(aws, LINUX, {**WINDOWS, "password": AZURE_TOKEN})
    assert steps(changed) == ["update a2c/win password"]
    assert changed["diff"] == [
        {
            "before_header": f"secret {NAME}",
            "after_header": f"secret {NAME}",
            "before": {"keys": {"username": "unchanged", "password": "present"}},
            "after": {"keys": {"username": "unchanged", "password": "changed"}},
        }
    ]
    assert contents(aws)[NAME]["value"] == {"username": "windows-boss", "password": AZURE_TOKEN}
    assert contents(aws)[NAME]["versions"] == 2


def test_what_somebody_added_to_ours_is_removed(aws: Account) -> None:
    kept(aws, WINDOWS)
    added = json.dumps({**STORED[NAME], "further": "1"})
    aws.client("secretsmanager").put_secret_value(SecretId=NAME, SecretString=added)
    cleaned = kept(aws, WINDOWS)
    assert steps(cleaned) == ["update a2c/win further"]
    assert [finding["id"] for finding in cleaned["findings"]] == ["secret-keys-removed"]
    assert contents(aws)[NAME]["value"] == STORED[NAME]


@pytest.mark.parametrize("value", ["no json", b"binary"])
def test_what_is_no_json_is_replaced(aws: Account, value: Any) -> None:
    kept(aws, WINDOWS)
    kind = "SecretBinary" if isinstance(value, bytes) else "SecretString"
    aws.client("secretsmanager").put_secret_value(SecretId=NAME, **{kind: value})
    assert [finding["id"] for finding in kept(aws, WINDOWS)["findings"]] == ["secret-not-json"]
    assert contents(aws)[NAME]["value"] == STORED[NAME]


def test_a_secret_without_a_value_gets_one(aws: Account) -> None:
    tags = [{"Key": key, "Value": value} for key, value in OUR_TAG.items()]
    aws.client("secretsmanager").create_secret(Name=NAME, Tags=tags)
    assert steps(kept(aws, WINDOWS)) == ["update a2c/win username password"]


def test_keys_and_tags(aws: Account) -> None:
    kept(aws, WINDOWS, kms_key_id="alias/one", tags={"team": "blue"})
    assert (contents(aws)[NAME]["key"], contents(aws)[NAME]["tags"]) == ("alias/one", {"team": "blue", **OUR_TAG})
    moved = kept(aws, {**WINDOWS, "kms_key_id": "alias/two", "tags": {"stage": 1}}, tags={"team": "red"})
    assert steps(moved) == ["tag a2c/win", "encrypt a2c/win"]
    kept(aws, WINDOWS)
    assert contents(aws)[NAME]["key"] == "alias/two"
    kept(aws, WINDOWS, kms_key_id="", tags={})
    assert (contents(aws)[NAME]["key"], contents(aws)[NAME]["tags"]) == (None, OUR_TAG)


def test_secrets_of_others_are_left_alone_until_they_are_adopted(aws: Account) -> None:
    foreign(aws)
    foreign(aws, "a2c/linux")
    message = refused(aws, LINUX, WINDOWS, EVERY_KIND[4])
    assert "secret a2c/linux (arn:" in message
    assert "secret a2c/win (arn:" in message
    assert "set adopt: true" in message
    assert "team/azure" not in message
    assert "is not managed by this collection" in refused(aws, {"name": "win", "state": "absent"})
    adopted = kept(aws, LINUX, WINDOWS, adopt=True)
    assert steps(adopted)[:2] == ["tag a2c/linux", "update a2c/linux username key other"]
    assert contents(aws)[NAME]["value"] == STORED[NAME]
    assert contents(aws)[NAME]["tags"] == {"team": "x", **OUR_TAG}
    kept(aws, LINUX, WINDOWS)


def test_absent_and_back(aws: Account) -> None:
    kept(aws, LINUX, WINDOWS)
    gone = kept(aws, LINUX, {"name": "win", "state": "absent"}, recovery_window_days=7)
    assert steps(gone) == ["delete a2c/win"]
    assert [row["name"] for row in gone["secrets"]] == ["a2c/linux"]
    assert len(gone["policy_secrets"]) == 1
    assert contents(aws)[NAME]["deleted"]
    back = kept(aws, LINUX, WINDOWS)
    assert steps(back) == ["restore a2c/win", "update a2c/win username password"]
    assert [finding["id"] for finding in back["findings"]] == ["secret-restored"]
    assert contents(aws)[NAME]["value"] == STORED[NAME]
    all_gone = kept(aws, LINUX, WINDOWS, state="absent")
    assert (all_gone["secrets"], all_gone["policy_secrets"]) == ([], [])
    assert all(secret["deleted"] for secret in contents(aws).values())


def test_what_is_not_there_is_absent(aws: Account) -> None:
    assert not kept(aws, {"name": "nothing"}, state="absent").changed


def test_only_the_right_account(aws: Account) -> None:
    assert "account_id: the credentials belong to account" in refused(aws, LINUX, account_id="999999999999")


def test_names_are_whole_whatever_the_users_are_called(aws: Account) -> None:
    told = kept(aws, {**WINDOWS, "name": "the-admin-1", "username": "the-admin"}, {**LINUX, "username": "a2c"})
    prefix = f"arn:aws:secretsmanager:{REGION}:{aws.account_id}:secret:a2c"
    assert told["policy_secrets"] == [f"{prefix}/the-admin-1-??????", f"{prefix}/linux-??????"]
    assert "********" not in json.dumps(told.result)


def test_a_password_that_is_part_of_a_name_is_refused(aws: Account) -> None:
    message = refused(aws, {**WINDOWS, "password": "winter-2026"}, {"name": "winter-2026-1", "state": "absent"})
    assert message.startswith("secrets[0].password: is part of the name or ARN of secrets[1]")


@pytest.mark.parametrize(
    ("secrets", "option"),
    [
        ([PASSWORD], "secrets[0]"),
        (PASSWORD, "secrets"),
        ([{**WINDOWS, "passwort": PASSWORD}], "secrets[0].passwort: is not an option"),
        ([{**WINDOWS, "password": {"plain": PASSWORD}}], "secrets[0].password"),
        ([{**LINUX, "kind": "unix"}], "kind"),
        ([{**LINUX, "private_key": PASSWORD}], "secrets[0].private_key"),
        ([{**LINUX, "state": "gone"}], "state"),
        ([], ""),
    ],
)
def test_mistakes_show_no_value(aws: Account, secrets: Any, option: str) -> None:
    outcome = run_module("remote_secrets", {"secrets": secrets}, environment=aws.environment)
    assert outcome.failed is (secrets != [])
    assert option in outcome.result.get("msg", "")
    assert not leaks(json.dumps(outcome.result)), outcome.result


def test_the_log_of_the_system_has_no_value(aws: Account) -> None:
    lines: list[str] = []
    with mock.patch.object(AnsibleModule, "log", lambda _self, msg, log_args=None: lines.append(f"{msg} {log_args}")):
        keep(aws, *EVERY_KIND)
        keep(aws, WINDOWS, {**LINUX, "passwort": PASSWORD})
    assert not leaks(str(lines))


def run_role(
    account: Account, tmp_path: Path, playbook: Path, *, check: bool = False, **variables: Any
) -> PlaybookResult:
    """Run a playbook with the greatest verbosity; return its result, and all that it has shown."""
    values = tmp_path / "variables.yml"
    values.write_text(yaml.safe_dump({"a2c_iam_policy_deploy_targets": ["ecs"], **variables}))
    log = tmp_path / "ansible.log"
    environment = {**account.environment, "ANSIBLE_VERBOSITY": "4", "ANSIBLE_LOG_PATH": str(log)}
    result = run_playbook(playbook, env=environment, extra_vars=values, check=check, diff=True)
    shown = f"{result.stdout} {result.stderr} {log.read_text()} {json.dumps([task.result for task in result.tasks])}"
    assert not leaks(shown)
    assert "a2c_iam" in shown
    log.unlink()
    return result


def granted(result: PlaybookResult) -> Any:
    """The secrets that the general policy covers."""
    task = next(task for task in result.named("Manage the IAM access of App2Container") if task.status != "skipped")
    (policy,) = task.result["access"]["policies"]
    (statement,) = [
        item
        for item in policy["document"]["Statement"]
        if item["Sid"].startswith("SectionForSecretManagerAccess") and "secretsmanager:GetSecretValue" in item["Action"]
    ]
    return statement["Resource"]


@pytest.mark.thorough
def test_the_role_keeps_secrets_and_shows_none(aws: Account, tmp_path: Path) -> None:
    site, teardown = CHECKOUT / "playbooks/site.yml", CHECKOUT / "playbooks/teardown.yml"
    wanted: dict[str, Any] = {"a2c_iam_remote_secrets": list(EVERY_KIND), "a2c_iam_policy_remote_workflows": True}
    prefix = f"arn:aws:secretsmanager:{REGION}:{aws.account_id}:secret:"
    exactly = sorted(f"{prefix}{name}-??????" for name in STORED)
    planned = run_role(aws, tmp_path, site, check=True, **wanted)
    assert (planned.rc, planned.changed, contents(aws)) == (0, 2, {}), planned.stdout[-2000:]
    made = run_role(aws, tmp_path, site, **wanted)
    assert (made.rc, made.changed) == (0, 2)
    assert {name: secret["value"] for name, secret in contents(aws).items()} == STORED
    assert sorted(granted(planned)) == sorted(granted(made)) == exactly
    again = run_role(aws, tmp_path, site, **wanted)
    assert (again.rc, again.changed) == (0, 0)
    wider = run_role(aws, tmp_path, site, check=True, **wanted, a2c_iam_policy_secrets=["a2c/*"])
    assert granted(wider) == f"{prefix}a2c/*"
    without = run_role(aws, tmp_path, site, check=True, a2c_iam_policy_remote_workflows=True)
    assert granted(without) == f"{prefix}a2c/*"
    removed = run_role(aws, tmp_path, teardown, **wanted, a2c_iam_confirm_teardown=aws.account_id)
    assert (removed.rc, removed.changed) == (0, 2)
    assert all(secret["deleted"] for secret in contents(aws).values())


@pytest.mark.thorough
def test_mistakes_in_the_role_show_no_value(aws: Account, tmp_path: Path) -> None:
    site = CHECKOUT / "playbooks/site.yml"
    wrong = [{**WINDOWS, "name": "a2c/1", "password": [PASSWORD]}, {**LINUX, "name": "a2c/2", "certificate": PASSWORD}]
    for secret in wrong:
        result = run_role(aws, tmp_path, site, a2c_iam_remote_secrets=[secret])
        assert result.rc == 2
        assert "secrets[0]." in result.stdout
    assert contents(aws) == {}


@pytest.mark.thorough
@pytest.mark.parametrize("defaults", ["group/amazon.aws.aws", "group/fleetops.app2container.app2container"])
def test_connection_settings_come_from_module_defaults(aws: Account, tmp_path: Path, defaults: str) -> None:
    environment = dict(aws.environment)
    connection = {
        "endpoint_url": environment.pop("AWS_ENDPOINT_URL"),
        "access_key": environment.pop("AWS_ACCESS_KEY_ID"),
        "secret_key": environment.pop("AWS_SECRET_ACCESS_KEY"),
        "session_token": environment.pop("AWS_SESSION_TOKEN"),
        "region": "eu-west-3",
    }
    environment.pop("AWS_REGION")
    task = {"fleetops.app2container.remote_secrets": {"secrets": [WINDOWS]}, "register": "told"}
    play = {"hosts": "localhost", "gather_facts": False, "module_defaults": {defaults: connection}, "tasks": [task]}
    playbook = tmp_path / "play.yml"
    playbook.write_text(yaml.safe_dump([play]))
    result = run_playbook(playbook, env=environment)
    assert result.rc == 0, result.stdout
    assert ":eu-west-3:" in result.tasks[0].result["policy_secrets"][0]


def test_what_is_stored_is_encoded_once(aws: Account) -> None:
    kept(aws, LINUX)
    key = contents(aws)["a2c/linux"]["value"]["key"]
    again = keep(aws, {**LINUX, "private_key": key})
    assert not again.changed
    assert key == encoded(LINUX["private_key"])
