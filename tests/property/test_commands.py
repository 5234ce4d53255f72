# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told of commands is true: they lack what the options turn off, and each remedy helps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from hypothesis import assume, event, given, reject
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import App2ContainerError
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.build import build, statements
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.commands import COMMANDS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.coverage import (
    command_coverage,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import PolicyOptions
from tests.support.commands import BOUNDARY, built, judged, missing
from tests.unit.policy.policy_making import KEY, PROPERTY, everything, make, params

REMOTE = ("remote inventory", "remote analyze", "remote extract")
SECRETS = frozenset({"secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"})
CODECOMMIT = frozenset(
    f"codecommit:{name}" for name in ("CreateCommit", "CreateRepository", "GetBranch", "GetRepository", "TagResource")
)


def turned_off(options: PolicyOptions) -> dict[str, frozenset[str]]:
    """What commands lack because of the options, by command, as docs/policy.md says it."""
    current = "current" in options.editions
    nothing: frozenset[str] = frozenset()
    lacking = dict.fromkeys(COMMANDS, nothing)
    if not options.remote_workflows and options.pipeline not in ("jenkins", "azure_devops"):
        keys = frozenset({"kms:Decrypt"}) if options.secrets_kms_key_arns else nothing
        lacking.update(dict.fromkeys(REMOTE, SECRETS | keys))
        lacking["remote configure"] = frozenset({"secretsmanager:DescribeSecret"})
    if not options.support_bundles:
        endpoints = {"current": "application-transformation:PutLogData", "original": "execute-api:Invoke"}
        lacking["upload-support-bundle"] = frozenset(endpoints[edition] for edition in options.editions)
    if options.pipeline == "none":
        lacking["generate pipeline"] = CODECOMMIT
    deployment = set()
    if current and options.firelens and "ecs" in options.deploy_targets:
        deployment |= {"iam:CreateRole", "iam:AttachRolePolicy"}
    if current and options.eks_roles and "eks" in options.deploy_targets:
        deployment |= {"iam:CreateRole"}
    lacking["generate app-deployment"] = frozenset(deployment)
    return lacking


@PROPERTY
@given(params(styles=("scoped", "minimal")))
def test_commands_lack_only_what_the_options_turn_off(written: dict[str, Any]) -> None:
    options, held = built(written)
    found = {command: frozenset(one["missing"]) for command, one in judged(options, held).items()}
    assert found == {command: turned_off(options)[command] for command in options.commands}


# What the guide does not allow as it is printed, and why.
GUIDE_LACKS: Mapping[str, frozenset[str]] = {
    "Its statement has ARNs, but the request names no resource": frozenset(
        {
            "apprunner:ListServices",
            *(f"ec2:Describe{name}" for name in ("AvailabilityZones", "InternetGateways", "KeyPairs")),
            *(f"ec2:Describe{name}" for name in ("RouteTables", "Subnets", "Vpcs")),
            "ecr:GetAuthorizationToken",
            *(f"ecs:{name}" for name in ("DescribeTaskDefinition", "ListClusters", "ListServices")),
            "ecs:RegisterTaskDefinition",
            "iam:ListRoles",
            "s3:ListAllMyBuckets",
        }
    ),
    "Its statement has the ARN of a bucket, but the request is for an object": frozenset(
        {"s3:GetObject", "s3:PutObject"}
    ),
    "Its statement has other names, or another Region": frozenset({"cloudformation:DescribeStacks", *SECRETS}),
    "It has no statement for it": frozenset(
        {
            "ecs:TagResource",
            "iam:PassRole",
            "iam:UploadSSHPublicKey",
            "kms:Decrypt",
            "kms:GenerateDataKey",
            "s3:AbortMultipartUpload",
        }
    ),
    "It has no statement for it where the target is App Runner": frozenset(
        {"s3:GetBucketAcl", "s3:GetBucketLocation", "s3:ListBucket"}
    ),
}
EVERY_GAP = frozenset().union(*GUIDE_LACKS.values())


@PROPERTY
@given(params(styles=("documented",)))
def test_the_guide_lacks_only_what_is_known(written: dict[str, Any]) -> None:
    options, held = built(written)
    for command, found in judged(options, held).items():
        assert frozenset(found["missing"]) <= turned_off(options)[command] | EVERY_GAP


def test_the_guide_lacks_all_of_this() -> None:
    lacking: set[str] = set()
    chosen = product(("original", "current"), ("ecs", "eks", "apprunner"), ("codepipeline", "jenkins"))
    for edition, target, pipeline in chosen:
        options = everything(
            style="documented",
            editions=[edition],
            deploy_targets=[target],
            pipeline=pipeline,
            artifact_buckets=[{"name": "artifacts", "kms_key_arn": KEY}],
        )
        lacking |= missing(judged(options, statements(options)))
    assert lacking == EVERY_GAP


def changed(written: Mapping[str, Any], remedies: Iterable[str]) -> dict[str, Any]:
    """Options as a user writes them who follows the remedies."""
    result = {**written, "exclude_actions": list(written.get("exclude_actions", ()))}
    for text in remedies:
        if removed := re.fullmatch(r"Remove (\S+) from exclude_actions\.", text):
            result["exclude_actions"].remove(removed[1])
        elif denying := re.fullmatch(r"Remove the statement (\S+) from extra_statements, .*", text):
            kept = [one for one in result["extra_statements"] if one["Sid"] != denying[1]]
            result["extra_statements"] = kept
        elif BOUNDARY.search(text) is None:
            asked = re.fullmatch(r"Set (\w+) to (\w+)\.", text)
            assert asked, text
            result[asked[1]] = {"true": True}.get(asked[2], asked[2])
    return result


PATTERNS = ("s3:Put*", "secretsmanager:*", "*:GetSecretValue", "ecr:PutImage", "iam:*", "*:Describe*", "ecs:Register*")


@PROPERTY
@given(
    params(),
    st.lists(st.sampled_from(PATTERNS), max_size=2, unique=True),
    st.lists(st.sampled_from(("ecr:*", "s3:PutObject", "iam:ListRoles", "secretsmanager:Get*")), max_size=1),
)
def test_each_remedy_helps(written: dict[str, Any], excluded: list[str], denied: list[str]) -> None:
    """Who follows all remedies has all that the commands need, except what no option gives."""
    statement = {"Sid": "Mine", "Effect": "Deny", "Action": denied, "Resource": "*"}
    written = {**written, "exclude_actions": excluded, "extra_statements": [statement] if denied else []}
    options = make(**written)
    try:
        before = command_coverage(options, build(options))
    except App2ContainerError:  # these options grant nothing
        reject()
    told = sorted({text for found in before.values() for text in found["remedies"]})
    assume(told)
    event(f"{len(told)} remedies")
    after = make(**changed(written, told))
    left = [text for found in command_coverage(after, build(after)).values() for text in found["remedies"]]
    assert all(map(BOUNDARY.search, left)), left
