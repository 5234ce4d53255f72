# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The component artifact_bucket of the role a2c_iam, as the playbooks run it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.emulator.accounts import Account
from tests.support.emulator.buckets import arn_of, bucket_name, run_bucket, settings
from tests.support.emulator.servers import CHECKOUT
from tests.support.runs.playbooks import PlaybookResult, run_playbook


def play(name: str, account: Account, **variables: Any) -> PlaybookResult:
    """Run one of the collection's playbooks for a group and the bucket."""
    given = {
        "a2c_iam_components": ["group", "artifact_bucket"],
        "a2c_iam_policy_deploy_targets": ["ecs"],
        "a2c_iam_artifact_bucket_name": bucket_name(account),
        **variables,
    }
    return run_playbook(CHECKOUT / "playbooks" / name, env=account.environment, extra_vars=given)


def test_the_policy_of_the_run_grants_the_bucket(aws: Account) -> None:
    made = play("site.yml", aws)
    assert made.rc == 0, made.stdout
    facts = next(task.result["ansible_facts"] for task in made.tasks if "ansible_facts" in task.result)
    access = facts["a2c_iam_access"]
    assert access["artifact_bucket"]["arn"] == arn_of(aws)
    assert {"s3:CreateBucket", "iam:CreateGroup"} <= {change["api"] for change in access["changes"]}
    assert f"{arn_of(aws)}/*" in str(access["policies"])


@pytest.mark.thorough
@pytest.mark.parametrize("asked", [False, True])
def test_a_teardown_deletes_the_bucket_only_where_that_is_asked_for(aws: Account, *, asked: bool) -> None:
    assert not run_bucket(aws).failed
    wanted = {"a2c_iam_confirm_teardown": aws.account_id, "a2c_iam_teardown_artifact_bucket": asked}
    result = play("teardown.yml", aws, **wanted)
    assert result.rc == 0, result.stdout
    told = f"The artifact bucket {bucket_name(aws)} is left. To delete it when it is empty, set"
    assert (told in result.stdout, bool(settings(aws))) == (not asked, not asked)
