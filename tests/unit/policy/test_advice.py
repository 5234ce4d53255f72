# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a user should know of options that the documents do not show."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._plan.finding import Finding
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.advice import advice
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.advice_types import ADVICE
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.build import build, findings
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.lint.findings import FINDINGS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import PolicyOptions
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.render import rendered
from tests.unit.policy.policy_making import KEY, everything, make

OTHERS_SECRET = "arn:aws:secretsmanager:eu-west-1:999988887777:secret:x-AbCdEf"


def advised(options: PolicyOptions) -> tuple[Finding, ...]:
    return advice(options, [Document(statements=tuple(rendered(options)))])


def found(**params: Any) -> list[tuple[str, str]]:
    return [(finding.id, finding.where) for finding in advised(make(**params))]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, []),
        ({"style": "minimal", "commands": ["init"]}, []),
        ({"style": "scoped", "commands": ["init"]}, [("option-ignored-by-style", "commands")]),
        ({"style": "scoped", "eks_roles": True}, [("option-without-effect", "eks_roles")]),
        ({"deploy_targets": ["eks"]}, [("eks-roles-off", "SectionForIAMAccess")]),
        ({"deploy_targets": ["eks"], "style": "minimal"}, [("eks-roles-off", "SectionForIAMAccess")]),
        ({"deploy_targets": ["eks"], "style": "documented"}, []),
        ({"deploy_targets": ["eks"], "editions": ["original"]}, []),
        ({"deploy_targets": ["eks"], "eks_roles": True}, [("eks-roles-reach", "SectionForIAMAccess")]),
        (
            {"deploy_targets": ["eks"], "firelens": True},
            [("option-without-effect", "firelens"), ("eks-roles-off", "SectionForIAMAccess")],
        ),
        ({"ecs_clusters": ["*"]}, [("every-name", "ecs_clusters")]),
        ({"ecs_clusters": ["team-*"], "ecr_repositories": ["*"], "ecs_task_families": ["*"]}, []),
        (
            {"ecs_clusters": ["*"], "deploy_targets": ["eks"]},
            [("option-without-effect", "ecs_clusters"), ("eks-roles-off", "SectionForIAMAccess")],
        ),
        ({"pipeline_source": "git"}, [("option-without-effect", "pipeline_source")]),
        ({"pipeline_source": "git", "pipeline": "codepipeline"}, [("option-without-effect", "pipeline_source")]),
        ({"pipeline_source": "git", "pipeline": "jenkins"}, [("jenkins-roles-limited", "JenkinsAWS")]),
        ({"codecommit_repositories": ["*"], "pipeline": "codepipeline"}, [("every-name", "codecommit_repositories")]),
        ({"deploy_targets": ["apprunner"], "byo_vpc": True}, [("option-without-effect", "byo_vpc")]),
        ({"deploy_targets": ["apprunner"]}, []),
        ({"editions": ["original"], "firelens": True}, [("option-without-effect", "firelens")]),
        ({"editions": ["original"], "pipeline": "jenkins"}, [("option-without-effect", "pipeline")]),
        ({"pipeline": "jenkins"}, [("jenkins-roles-limited", "JenkinsAWS")]),
        ({"pipeline": "azure_devops"}, []),
        (
            {"deploy_targets": ["apprunner"], "style": "documented", "artifact_buckets": [{"name": "one"}]},
            [("option-without-effect", "artifact_buckets")],
        ),
        ({"deploy_targets": ["apprunner"], "artifact_buckets": [{"name": "one"}]}, []),
        (
            {"style": "documented", "artifact_buckets": [{"name": "one", "prefix": "x"}]},
            [("option-ignored-by-style", "artifact_buckets")],
        ),
        (
            {
                "style": "documented",
                "secrets": ["x"],
                "secrets_kms_key_arns": [KEY],
                "codecommit_repositories": ["x"],
                "ecs_task_families": ["x"],
                "cloudformation_stacks": ["x"],
                "created_roles_boundary": "x",
                "commands": ["init"],
                "ec2_key_pairs": False,
            },
            [
                ("option-ignored-by-style", "secrets"),
                ("option-ignored-by-style", "secrets_kms_key_arns"),
                ("option-ignored-by-style", "codecommit_repositories"),
                ("option-ignored-by-style", "ecs_task_families"),
                ("option-ignored-by-style", "cloudformation_stacks"),
                ("option-ignored-by-style", "created_roles_boundary"),
                ("option-ignored-by-style", "commands"),
                ("option-ignored-by-style", "ec2_key_pairs"),
            ],
        ),
        ({"deploy_targets": ["apprunner"], "regions": ["eu-north-1", "eu-west-1"]}, [("not-in-region", "regions")]),
        (
            {"deploy_targets": ["apprunner"], "partition": "aws-cn", "regions": ["cn-north-1"]},
            [("not-in-partition", "SectionForAppRunnerAccess")],
        ),
        (
            {"partition": "aws-iso", "regions": ["us-iso-east-1"], "pipeline": "codepipeline", "metrics": True},
            [("not-in-partition", "SectionForCodeCommitAccess"), ("not-in-partition", "SectionForMetricsService")],
        ),
        ({"partition": "aws-cn", "regions": ["cn-north-1"], "pipeline": "codepipeline"}, []),
        (
            {"deploy_targets": ["apprunner"], "style": "documented", "remote_workflows": True},
            [("secret-in-other-region", "SectionForSecretManagerAccess")],
        ),
        (
            {
                "deploy_targets": ["apprunner"],
                "style": "documented",
                "remote_workflows": True,
                "regions": ["us-east-1"],
            },
            [],
        ),
        ({"remote_workflows": True}, []),
        (
            {"remote_workflows": True, "secrets": [OTHERS_SECRET]},
            [("secret-of-other-account", "SectionForSecretManagerAccess")],
        ),
        ({"secrets": [OTHERS_SECRET]}, [("option-without-effect", "secrets")]),
        ({"firelens": True}, [("firelens-needs-boundary", "SectionForFirelensIAMRoleAccess")]),
        (
            {"firelens": True, "style": "documented"},
            [("firelens-without-passrole", "SectionForFirelensIAMRoleAccess")],
        ),
        (
            {"artifact_buckets": [{"name": "one", "prefix": "${aws:username}/"}]},
            [("no-user-name", "artifact_buckets")],
        ),
        ({"artifact_buckets": [{"name": "one", "prefix": "${aws:userid}/"}]}, []),
    ],
)
def test_advice(params: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert found(**params) == expected


@pytest.mark.parametrize(
    ("params", "where", "message"),
    [
        (
            {"regions": ["eu-centrall-1", "eu-west-1"]},
            "regions",
            "eu-centrall-1 is not among the Regions of aws in botocore 1.44.5. The nearest one is eu-central-1.",
        ),
        (
            {"default_region": "us-esat-1"},
            "regions",
            "us-esat-1 is not among the Regions of aws in botocore 1.44.5. The nearest one is us-east-1.",
        ),
        (
            {"partition": "aws-cn", "regions": ["cn-norht-1"]},
            "regions",
            "cn-norht-1 is not among the Regions of aws-cn in botocore 1.44.5. The nearest one is cn-north-1.",
        ),
        ({"regions": ["zz-x-9"]}, "regions", "zz-x-9 is not among the Regions of aws in botocore 1.44.5."),
        (
            {"artifact_buckets": [{"name": "abc", "kms_key_arn": KEY.replace("eu-west-1", "eu-wset-1")}]},
            "artifact_buckets",
            "eu-wset-1 is not among the Regions of aws in botocore 1.44.5. The nearest one is eu-west-1.",
        ),
        (
            {"remote_workflows": True, "secrets_kms_key_arns": [KEY.replace("eu-west-1", "eu-west-11")]},
            "secrets_kms_key_arns",
            "eu-west-11 is not among the Regions of aws in botocore 1.44.5. The nearest one is eu-west-1.",
        ),
        (
            {"regions": ["eu-centrall-1"], "deploy_targets": ["apprunner"]},
            "regions",
            "eu-centrall-1 is not among the Regions of aws in botocore 1.44.5. The nearest one is eu-central-1.",
        ),
    ],
)
def test_unknown_regions_are_told_with_the_nearest_one(params: dict[str, Any], where: str, message: str) -> None:
    assert [(item.id, item.where, item.message) for item in advised(make(**params))] == [
        ("unknown-region", where, message)
    ]


def test_a_prefix_with_the_name_of_a_user_says_what_lacks_access() -> None:
    (found_one,) = advised(make(artifact_buckets=[{"name": "one", "prefix": "a/${aws:username}/"}]))
    assert found_one.message == (
        "No role has access to one/a/${aws:username}/, the worker included: only IAM users have a name in aws:username."
    )


JENKINS = "pipeline: jenkins"
READERS = f"remote_workflows: true, {JENKINS}, pipeline: azure_devops"


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"secrets": ["x"]}, f"It changes nothing. It would with {READERS}."),
        ({"secrets_kms_key_arns": [KEY]}, f"It changes nothing. It would with {READERS}."),
        ({"apprunner_services": ["x"]}, "It changes nothing. It would with apprunner in deploy_targets."),
        (
            {"codecommit_repositories": ["x"]},
            "It changes nothing. It would with pipeline: codepipeline, pipeline: jenkins.",
        ),
        ({"pipeline_source": "git"}, "It changes nothing. It would with pipeline: jenkins."),
        ({"created_roles_boundary": "x"}, "It changes nothing. It would with firelens: true."),
        (
            {"deploy_targets": ["eks"], "ecs_clusters": ["x"]},
            "It changes nothing. It would with ecs in deploy_targets, pipeline: jenkins, pipeline: azure_devops.",
        ),
        (
            {"deploy_targets": ["eks"], "ecs_task_execution_role": "x"},
            "It changes nothing. It would with ecs in deploy_targets.",
        ),
        (
            {"deploy_targets": ["eks"], "firelens": True},
            "It changes nothing. It would with ecs in deploy_targets.",
        ),
        (
            {"deploy_targets": ["apprunner"], "ec2_key_pairs": False},
            "It changes nothing. It would with ecs in deploy_targets, eks in deploy_targets.",
        ),
        (
            {"style": "minimal", "commands": ["remote inventory"], "ecr_repositories": ["x"], "remote_workflows": True},
            "It changes nothing. It would with style: scoped, generate app-deployment in commands.",
        ),
        (
            {"style": "documented", "deploy_targets": ["apprunner"], "artifact_buckets": [{"name": "one"}]},
            "It changes nothing. It would with ecs in deploy_targets, eks in deploy_targets, style: scoped.",
        ),
        ({"exclude_actions": ["sts:AssumeRole"]}, "It changes nothing. It would with pipeline: jenkins."),
        (
            {"exclude_actions": ["sts:Assume*", "ecr:Delete*", "ecr:DeleteRepository"]},
            "No action that is granted matches sts:Assume*.",
        ),
        ({"editions": ["original"], "pipeline": "jenkins"}, "have no SectionForCodeCommitSSHKey, JenkinsAWS."),
        ({"editions": ["original"], "firelens": True}, "It changes nothing. It would with current in editions."),
    ],
)
def test_options_without_effect_say_what_they_need(params: dict[str, Any], message: str) -> None:
    told = [finding.message for finding in advised(make(**params)) if finding.id == "option-without-effect"]
    assert [text for text in told if text.endswith(message)] == told
    assert len(told) == 1


@pytest.mark.parametrize("pipeline", ["jenkins", "azure_devops"])
def test_two_options_that_ask_for_one_section_are_both_used(pipeline: str) -> None:
    options = make(remote_workflows=True, pipeline=pipeline, secrets=["x"])
    assert "option-without-effect" not in {finding.id for finding in advised(options)}


def test_names_of_options_are_those_that_the_user_wrote() -> None:
    options = PolicyOptions.from_params(
        {"deploy_targets": ["ecs"], "apprunner_services": ["x"]},
        account_id="111122223333",
        partition="aws",
        default_region="eu-west-1",
        prefix="policy.",
    )
    (found_one,) = advised(options)
    assert found_one.where == "policy.apprunner_services"
    assert found_one.message == "It changes nothing. It would with apprunner in policy.deploy_targets."


def test_messages_name_what_to_prepare() -> None:
    (finding,) = advised(make(firelens=True, created_roles_boundary="limits/A2C"))
    assert "arn:aws:iam::111122223333:policy/limits/A2C" in finding.message
    assert "{" not in "".join(item.message for item in advised(everything(pipeline="jenkins")))


def test_ids_are_distinct_and_severities_come_from_the_table() -> None:
    assert not set(ADVICE) & set(FINDINGS)
    for finding in advised(everything(pipeline="jenkins", style="documented")):
        assert finding.severity == ADVICE[finding.id].severity
    for name, kind in ADVICE.items():
        assert re.fullmatch("[a-z-]+", name)
        assert kind.source.startswith("https://docs.aws.amazon.com/")


def ids(**params: Any) -> set[str]:
    options = everything(**params)
    found_in = findings(options, build(options))
    return {finding.id for finding in found_in if finding.severity != "info"}


def test_findings_on_the_guides_own_statements() -> None:
    assert ids(style="documented", deploy_targets=["ecs"], editions=["original"]) == {
        "any-account",
        "any-bucket",
        "option-without-effect",
        "passrole-any-service",
        "resource-type-mismatch",
        "star-only-action",
        "superseded-telemetry",
        "unscoped-write",
    }
    assert ids(style="documented", deploy_targets=["ecs"], editions=["current"]) >= {
        "dead-statement",
        "firelens-without-passrole",
        "role-escalation",
        "star-only-action",
    }
    assert "assume-any-role" in ids(style="documented", pipeline="jenkins")


@pytest.mark.parametrize("style", ["scoped", "minimal"])
@pytest.mark.parametrize("pipeline", ["codepipeline", "jenkins", "azure_devops"])
def test_the_scoped_styles_have_nothing_to_object_to(style: str, pipeline: str) -> None:
    buckets = [{"name": "artifacts", "prefix": "x/", "kms_key_arn": KEY}]
    assert ids(style=style, pipeline=pipeline, editions=["current"], artifact_buckets=buckets) == set()
    assert ids(style=style, pipeline=pipeline, artifact_buckets=buckets) == {"superseded-telemetry"}


def test_statements_that_a_user_adds_are_not_advised_on() -> None:
    extra = {"Sid": "Own", "Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": OTHERS_SECRET}
    options = make(remote_workflows=True, extra_statements=[extra])
    assert advice(options, build(options)) == ()


def test_advice_names_the_statement_of_the_document() -> None:
    """A statement that is divided has several Sids."""
    secrets = [f"arn:aws:secretsmanager:eu-west-1:999988887777:secret:{number:040}-AbCdEf" for number in range(100)]
    options = make(remote_workflows=True, secrets=secrets)
    documents = build(options)
    sids = {statement.sid for document in documents for statement in document.statements}
    named = {finding.where for finding in advice(options, documents)}
    assert named == {"SectionForSecretManagerAccessPart1", "SectionForSecretManagerAccessPart2"}
    assert named <= sids
