# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From an action and a resource to the commands that send it, the section that grants it, and the option for it."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._denied.asked import (
    SCOPES,
    of_actions,
    of_commands,
    of_denial,
    scope_of,
    with_principal,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._denied.model import Denial
from ansible_collections.fleetops.app2container.plugins.module_utils._denied.parse import action_of
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.principal import Principal
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.commands import COMMANDS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import OPTIONS, PolicyOptions
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.templates import fields

ACCOUNT = "111122223333"
IN = f"eu-west-1:{ACCOUNT}"


def options(**given: Any) -> PolicyOptions:
    """Options of a policy in one Region."""
    wanted = {"deploy_targets": ["ecs"], "regions": ["eu-west-1"], **given}
    return PolicyOptions.from_params(wanted, account_id=ACCOUNT, partition="aws", default_region=None)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_action_of_a_command_is_found_again(command: str) -> None:
    for asked in of_commands(options(commands=[command]), "ada"):
        (found,) = of_actions([asked.action.upper()], [asked.resource], options(), "ada")
        assert found.action == asked.action
        assert command in found.commands
        assert found.section is not None
        assert asked.action in (*found.section.actions, *found.section.added_actions)


@pytest.mark.parametrize(
    ("action", "resource", "given", "expected"),
    [
        ("s3:PutObject", "arn:aws:s3:::mine/x", {}, ("artifact_buckets",)),
        ("s3:PutObject", "arn:aws:s3:::mine/x", {"artifact_buckets": [{"name": "mine"}]}, ()),
        (
            "s3:PutObject",
            "arn:aws:s3:::mine/x",
            {"artifact_buckets": [{"name": "mine", "prefix": "a/"}]},
            ("artifact_buckets",),
        ),
        ("ecr:CreateRepository", f"arn:aws:ecr:{IN}:repository/java", {}, ()),
        (
            "ecr:CreateRepository",
            f"arn:aws:ecr:{IN}:repository/java",
            {"ecr_repositories": ["a-*"]},
            ("ecr_repositories",),
        ),
        ("ecr:CreateRepository", f"arn:aws:ecr:us-east-1:{ACCOUNT}:repository/java", {}, ("regions",)),
        ("secretsmanager:GetSecretValue", f"arn:aws:secretsmanager:{IN}:secret:other/x", {}, ("secrets",)),
        ("secretsmanager:GetSecretValue", f"arn:aws:secretsmanager:{IN}:secret:a2c/x", {}, ()),
        ("ecr:GetAuthorizationToken", "*", {}, ()),
        ("dynamodb:Scan", f"arn:aws:dynamodb:{IN}:table/x", {}, ()),
    ],
)
def test_the_options_that_do_not_name_a_resource(
    action: str, resource: str, given: dict[str, Any], expected: tuple[str, ...]
) -> None:
    wanted = options(**given)
    (asked,) = of_actions([action], [resource], wanted, "ada")
    assert scope_of(asked, wanted) == expected


def test_the_fields_are_those_of_templates_and_the_options_exist() -> None:
    assert set(SCOPES) <= set(fields(options()))
    assert set(SCOPES.values()) <= set(OPTIONS)


def test_an_action_without_resources_is_tried_where_app2container_uses_it() -> None:
    found = of_actions(["ecr:CreateRepository", "dynamodb:Scan"], [], options(), "ada")
    assert [(asked.action, asked.resource == "*") for asked in found] == [
        ("ecr:CreateRepository", False),
        ("dynamodb:Scan", True),
    ]


def test_passing_a_role_has_the_service_that_it_is_passed_to() -> None:
    role = f"arn:aws:iam::{ACCOUNT}:role/ecsTaskExecutionRole"
    asked = of_denial(Denial(action="iam:PassRole", resource=role), options(), "ada")
    assert asked.context["iam:PassedToService"] == "ecs-tasks.amazonaws.com"


@pytest.mark.parametrize(("arn", "name"), [("user/app2container/ada", "ada"), ("role/Worker", None)])
def test_the_context_has_who_asks(arn: str, name: str | None) -> None:
    principal = Principal(arn=f"arn:aws:iam::{ACCOUNT}:{arn}", tags={"team": "red"})
    (asked,) = of_actions(["ecr:CreateRepository"], ["*"], options(), "other")
    context = with_principal(asked, principal).context
    assert context["aws:PrincipalArn"] == principal.arn
    assert context["aws:PrincipalTag/team"] == "red"
    assert context.get("aws:username") == name
    assert context["aws:RequestedRegion"] == "eu-west-1"  # not that of IAM


@pytest.mark.parametrize(
    ("operation", "service", "action"),
    [
        ("PutObject", "", "s3:PutObject"),
        ("ListObjectsV2", "S3", "s3:ListBucket"),
        ("ListBuckets", "", "s3:ListAllMyBuckets"),
        ("CreateService", "ECS", "ecs:CreateService"),
        ("CreateService", "App Runner", ""),  # App2Container does not use it
        ("TagResource", "", ""),  # several services have it
        ("TagResource", "CodeCommit", "codecommit:TagResource"),
        ("GetSecretValue", "Secrets Manager", "secretsmanager:GetSecretValue"),
        ("CreateRepository", "AmazonECR", "ecr:CreateRepository"),
        ("Unknown", "", ""),
        ("", "S3", ""),
    ],
)
def test_operations_and_their_actions(operation: str, service: str, action: str) -> None:
    assert action_of(operation, service) == action
