# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options and connection settings of the module worker_association."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.emulator.accounts import Account, open_account
from tests.support.emulator.servers import Kind, emulator
from tests.support.emulator.workers import NOBODY, WORKER, associate, launch, make_profile, profiles
from tests.support.runs.playbooks import run_playbook


@pytest.mark.thorough
@pytest.mark.parametrize(
    "defaults",
    ["group/amazon.aws.aws", "group/fleetops.app2container.app2container", "fleetops.app2container.worker_association"],
)
def test_connection_settings_come_from_module_defaults(aws: Account, tmp_path: Path, defaults: str) -> None:
    make_profile(aws)
    ids = launch(aws)
    environment = dict(aws.environment)
    connection = {
        "endpoint_url": environment.pop("AWS_ENDPOINT_URL"),
        "access_key": environment.pop("AWS_ACCESS_KEY_ID"),
        "secret_key": environment.pop("AWS_SECRET_ACCESS_KEY"),
        "session_token": environment.pop("AWS_SESSION_TOKEN"),
        "region": environment.pop("AWS_REGION"),
    }
    task = {"fleetops.app2container.worker_association": {"instance_ids": ids}}
    play = {"hosts": "localhost", "gather_facts": False, "module_defaults": {defaults: connection}, "tasks": [task]}
    playbook = tmp_path / "play.yml"
    playbook.write_text(yaml.safe_dump([play]))
    result = run_playbook(playbook, env=environment)
    assert (result.rc, result.changed) == (0, 1), result.stdout
    assert profiles(aws) == dict.fromkeys(ids, WORKER)


@pytest.mark.thorough
def test_plain_moto() -> None:
    """The emulator that users have in their own CI takes the whole cycle as well."""
    with emulator(Kind.PLAIN_MOTO) as endpoint:
        account = open_account(Kind.PLAIN_MOTO, endpoint, "100000000001")
        make_profile(account)
        ids = launch(account, 2)
        for state, expected in (("present", True), ("present", False), ("absent", True), ("absent", False)):
            for check in (True, False):
                outcome = associate(account, instance_ids=ids, state=state, check=check)
                assert (outcome.failed, outcome.changed) == (False, expected), outcome.result.get("msg")


def test_without_a_region(aws: Account) -> None:
    variables = {key: value for key, value in aws.environment.items() if key != "AWS_REGION"}
    outcome = associate(
        Account(account_id=aws.account_id, environment=variables), instance_ids=[NOBODY], state="absent"
    )
    assert outcome.failed
    assert "region" in outcome["msg"]


WRONG: tuple[tuple[dict[str, Any], str], ...] = (
    ({}, "one of the following is required: instance_ids, instance_tags"),
    (
        {"instance_ids": [NOBODY], "instance_tags": {"a": "b"}},
        "parameters are mutually exclusive: instance_ids|instance_tags",
    ),
    ({"instance_ids": []}, "instance_ids: must not be an empty list, got []; name at least one."),
    ({"instance_tags": {}}, "instance_tags: must have 1 to 50 tags, got {}; an instance must have all of them."),
    (
        {"instance_ids": [NOBODY, "i-012"]},
        "instance_ids[1]: is not an instance id, got 'i-012'; write i- followed by 8 or 17 hexadecimal digits.",
    ),
    (
        {"instance_ids": [NOBODY, "i-01234567", NOBODY]},
        f"instance_ids: names these instances more than once, got '{NOBODY}'; name each instance once.",
    ),
    (
        {"instance_tags": {"": "x"}},
        "instance_tags: a tag key has 1 to 128 characters, not 0, got ''.",
    ),
    (
        {"instance_tags": {"a": "x" * 257}},
        f"instance_tags.a: a tag value has up to 256 characters, not 257, got '{'x' * 257}'.",
    ),
    (
        {"instance_ids": [NOBODY], "instance_profile_name": "a b"},
        "instance_profile_name: IAM rejects this instance_profile name, got 'a b'; use only letters, digits and the",
    ),
    ({"instance_ids": [NOBODY], "account_id": "12"}, "account_id: must be the 12 digits of an account id, got '12'"),
    ({"instance_ids": [NOBODY], "assume_role_arn": "Worker"}, "assume_role_arn: is not an IAM ARN, got 'Worker'"),
)


@pytest.mark.parametrize(("params", "message"), WRONG, ids=[message.split(":")[0] for _params, message in WRONG])
def test_wrong_values_are_refused_before_any_call(aws: Account, params: dict[str, Any], message: str) -> None:
    outcome = associate(aws, **params)
    assert outcome.failed
    assert str(outcome["msg"]).startswith(message)
    assert not outcome.result.get("api_calls")
