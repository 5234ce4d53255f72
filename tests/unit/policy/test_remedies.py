# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to do where a policy denies what a command needs: changes that help, or what denies it."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.build import build
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.sections import SECTIONS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.coverage import command_coverage
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import PolicyOptions
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.remedies import Remedies, Request
from tests.unit.policy.policy_making import ACCOUNT, REGION, make

Json = dict[str, Any]
SET_REMOTE = "Set policy.remote_workflows to true."
USE_POLICY = "The policy that the options make allows it because of policy.{}: use that policy."


def remedies(command: str, written: Json, documents: list[Json] | None = None) -> list[str]:
    """The remedies for one command, of the policy that these options make or of other documents."""
    options = PolicyOptions.from_params(
        {"deploy_targets": ["ecs"], "commands": [command], **written},
        account_id=ACCOUNT,
        partition="aws",
        default_region=REGION,
        prefix="policy.",
    )
    policies = build(options) if documents is None else map(Document.parse, documents)
    return command_coverage(options, policies)[command]["remedies"]


def statement(effect: str, action: str, resource: str = "*", **further: Any) -> Json:
    return {"Sid": "Mine", "Effect": effect, "Action": action, "Resource": resource, **further}


@pytest.mark.parametrize(
    ("command", "written", "expected"),
    [
        ("remote inventory", {}, [SET_REMOTE]),
        (
            "remote inventory",
            {"style": "documented", "deploy_targets": ["apprunner"]},
            [SET_REMOTE, "Set policy.style to scoped."],
        ),
        (
            "remote inventory",
            {"exclude_actions": ["*:DescribeSecret", "s3:*"]},
            ["Remove *:DescribeSecret from policy.exclude_actions.", SET_REMOTE],
        ),
        (
            "remote inventory",
            {"remote_workflows": True, "exclude_actions": ["secretsmanager:*", "*:get*"]},
            [
                "Remove *:get* from policy.exclude_actions.",
                "Remove secretsmanager:* from policy.exclude_actions.",
            ],
        ),
        (
            "remote configure",
            {"remote_workflows": True, "extra_statements": [statement("Deny", "secretsmanager:*")]},
            ["Remove the statement Mine from policy.extra_statements, which denies secretsmanager:DescribeSecret."],
        ),
        (
            "remote configure",
            {
                "remote_workflows": True,
                "extra_statements": [
                    statement("Allow", "s3:GetObject", "arn:aws:s3:::x/*"),
                    {"Effect": "Deny", "Action": "secretsmanager:*", "Resource": "*"},
                ],
            },
            ["Remove the statement number 2 from policy.extra_statements, which denies secretsmanager:DescribeSecret."],
        ),
        ("generate pipeline", {}, ["Set policy.pipeline to codepipeline."]),
        ("upload-support-bundle", {"style": "minimal", "metrics": True}, ["Set policy.support_bundles to true."]),
        # What is granted along with another action is excluded with it.
        (
            "extract",
            {"artifact_buckets": [{"name": "artifacts"}], "exclude_actions": ["s3:Put*"]},
            ["Remove s3:Put* from policy.exclude_actions."],
        ),
    ],
)
def test_changes_of_options(command: str, written: Json, expected: list[str]) -> None:
    assert remedies(command, written) == expected


def test_the_end_of_the_access() -> None:
    options = make(valid_until="2020-01-01", remote_workflows=True, commands=["remote configure"])
    assert command_coverage(options, build(options))["remote configure"]["remedies"] == [
        "Set valid_until to a later date."
    ]


@pytest.mark.parametrize(
    ("documents", "said"),
    [
        ([], "No statement allows secretsmanager:DescribeSecret."),
        (
            [statement("Deny", "*"), statement("Allow", "*")],
            "The statement Mine denies secretsmanager:DescribeSecret.",
        ),
        (
            [statement("Allow", "*:Describe*", "arn:aws:secretsmanager:*:*:secret:x")],
            "The statement Mine allows secretsmanager:DescribeSecret only on other resources.",
        ),
        (
            [{**statement("Allow", "*", Condition={"Bool": {"aws:ViaAWSService": "true"}}), "Sid": ""}],
            (
                "The statement without a Sid allows secretsmanager:DescribeSecret only with its conditions:"
                " aws:ViaAWSService."
            ),
        ),
    ],
)
@pytest.mark.parametrize("option", ["remote_workflows", "pipeline"])
def test_other_policies_than_those_of_the_options(documents: list[Json], said: str, option: str) -> None:
    """What denies a request, and the option because of which the policy of the options would allow it."""
    written: Json = {"remote_workflows": True} if option == "remote_workflows" else {"pipeline": "jenkins"}
    held = [{"Version": "2012-10-17", "Statement": documents}] if documents else []
    assert remedies("remote configure", written, held) == [f"{said} {USE_POLICY.format(option)}"]


def test_what_every_policy_of_a_target_has() -> None:
    assert f"No statement allows ecr:PutImage. {USE_POLICY.format('deploy_targets')}" in remedies(
        "generate app-deployment", {}, []
    )


def test_what_no_option_changes() -> None:
    """Where the conditions of the policy cannot be met, the table of requests says what to do."""
    (remedy,) = remedies("generate app-deployment", {"firelens": True})
    assert f"only with the permissions boundary arn:aws:iam::{ACCOUNT}:policy/App2ContainerBoundary" in remedy
    assert "before App2Container runs." in remedy
    bound = statement("Deny", "iam:ListRoles")
    assert remedies("generate app-deployment", {"deploy_targets": ["eks"], "extra_statements": [bound]}) == [
        "Remove the statement Mine from policy.extra_statements, which denies iam:ListRoles."
    ]


def test_what_no_policy_of_the_options_grants() -> None:
    options = make(artifact_buckets=[{"name": "artifacts"}])
    request = Request(section=SECTIONS[0], action="s3:DeleteBucket", resource="arn:aws:s3:::artifacts", context={})
    remedies_of = Remedies(options, build(options)).of
    assert remedies_of(request, "") == ("No option changes this: No statement allows s3:DeleteBucket.",)
    assert remedies_of(request, "Ask.") == ("Ask.",)
