# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The component artifact_bucket of the role a2c_iam, as the playbooks run it."""

from __future__ import annotations

from typing import Any

from tests.support.emulator.accounts import Account
from tests.support.emulator.buckets import arn_of, bucket_name, settings
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


def test_the_life_of_the_bucket(aws: Account) -> None:
    """The policy of the run grants it, a teardown leaves it and says so, and deletes it where that is asked for."""
    made = play("site.yml", aws)
    assert made.rc == 0, made.stdout
    facts = next(task.result["ansible_facts"] for task in made.tasks if "ansible_facts" in task.result)["a2c_iam_access"]
    assert facts["artifact_bucket"]["arn"] == arn_of(aws)
    assert {"s3:CreateBucket", "iam:CreateGroup"} <= {change["api"] for change in facts["changes"]}
    assert f"{arn_of(aws)}/*" in str(facts["policies"])
    left = play("teardown.yml", aws, a2c_iam_confirm_teardown=aws.account_id)
    assert left.rc == 0, left.stdout
    assert f"The artifact bucket {bucket_name(aws)} is left. To delete it when it is empty, set" in left.stdout
    assert settings(aws)
    wanted = {"a2c_iam_confirm_teardown": aws.account_id, "a2c_iam_teardown_artifact_bucket": True}
    gone = play("teardown.yml", aws, **wanted)
    assert (gone.rc, settings(aws)) == (0, {}), gone.stdout


def test_the_component_needs_a_name(aws: Account) -> None:
    refused = play("site.yml", aws, a2c_iam_artifact_bucket_name=None)
    assert refused.rc == 2
    assert "a2c_iam_artifact_bucket_name: is required for the component artifact_bucket, got None; set it" in refused.stdout
