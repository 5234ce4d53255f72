# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names in the forms in which people copy them."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError
from tests.unit.policy.policy_making import ACCOUNT, REGION, make

IMAGE = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/team/app"
OTHER = "444455556666"


@pytest.mark.parametrize(
    ("option", "value", "name"),
    [
        ("ecr_repositories", IMAGE, "team/app"),
        ("ecr_repositories", f"{IMAGE}:1.2", "team/app"),
        ("ecr_repositories", f"https://{IMAGE}:1.2@sha256:{'0' * 64}", "team/app"),
        ("ecr_repositories", f"{ACCOUNT}.dkr-ecr.{REGION}.on.aws/app@sha256:{'0' * 64}", "app"),
        ("ecr_repositories", f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/java-*", "java-*"),
        ("ecr_repositories", "team/app:latest", "team/app"),
        ("ecr_repositories", f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/team/*", "team/*"),
        ("ecr_repositories", f"arn:aws:ecr:*:{ACCOUNT}:repository/x", "x"),
        ("ecs_clusters", f"arn:aws:ecs:{REGION}:{ACCOUNT}:cluster/web", "web"),
        (
            "ecs_clusters",
            f"https://{REGION}.console.aws.amazon.com/ecs/v2/clusters/web/services?region={REGION}",
            "web",
        ),
        ("ecs_task_families", f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/web:7", "web"),
        ("cloudformation_stacks", f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/web/0123-4567", "web"),
        ("codecommit_repositories", f"arn:aws:codecommit:{REGION}:{ACCOUNT}:web", "web"),
        ("codecommit_repositories", f"https://git-codecommit.{REGION}.amazonaws.com/v1/repos/web", "web"),
        ("codecommit_repositories", f"ssh://APKA123@git-codecommit.{REGION}.amazonaws.com/v1/repos/web", "web"),
        ("codecommit_repositories", f"codecommit::{REGION}://profile@web", "web"),
        ("codecommit_repositories", "codecommit://web", "web"),
        ("apprunner_services", f"arn:aws:apprunner:{REGION}:{ACCOUNT}:service/web/0123456789abcdef", "web"),
        ("artifact_buckets", "arn:aws:s3:::artifacts", "artifacts"),
        ("artifact_buckets", "arn:aws:s3:::artifacts/*", "artifacts"),
        ("artifact_buckets", "s3://artifacts/", "artifacts"),
        ("artifact_buckets", f"https://artifacts.s3.{REGION}.amazonaws.com/", "artifacts"),
        ("artifact_buckets", "https://artifacts.s3.amazonaws.com", "artifacts"),
    ],
)
def test_the_name_is_taken(option: str, value: str, name: str) -> None:
    given: Any = {"name": value} if option == "artifact_buckets" else value
    (found,) = getattr(make(**{option: [given]}), option)
    assert (found.name if option == "artifact_buckets" else found) == name


ELSEWHERE = f"is in the account {OTHER}, and the policy is for {ACCOUNT}"
FAR = f"is in the Region us-east-1, and the policy is for {REGION}"
IF_MEANT = "write the name app if that of this account is meant."
ADD = "add the Region to regions, or write the name app."


@pytest.mark.parametrize(
    ("option", "value", "problem", "hint"),
    [
        ("ecr_repositories", IMAGE.replace(ACCOUNT, OTHER).replace("team/", ""), ELSEWHERE, IF_MEANT),
        ("ecr_repositories", IMAGE.replace(REGION, "us-east-1").replace("team/", ""), FAR, ADD),
        ("ecr_repositories", f"arn:aws:ecr:us-east-1:{ACCOUNT}:repository/app", FAR, ADD),
        (
            "ecr_repositories",
            f"arn:aws-cn:ecr:cn-north-1:{ACCOUNT}:repository/app",
            "is in the partition aws-cn, and the policy is for aws",
            IF_MEANT,
        ),
        ("ecs_clusters", f"arn:aws:ecs:{REGION}:{OTHER}:cluster/app", ELSEWHERE, IF_MEANT),
        ("codecommit_repositories", "codecommit::us-east-1://app", FAR, ADD),
        ("apprunner_services", f"arn:aws:apprunner:us-east-1:{ACCOUNT}:service/app/0123", FAR, ADD),
        (
            "apprunner_services",
            f"https://abcdefghij.{REGION}.awsapprunner.com",
            "cannot be the name of an App Runner service",
            "it must match [A-Za-z0-9_*?-]{1,40}.",
        ),
        (
            "ecr_repositories",
            "public.ecr.aws/x1y2z3/app",
            "cannot be the name of an ECR repository",
            "it must match [a-z0-9._/*?-]{1,256}.",
        ),
    ],
)
def test_what_lies_elsewhere_is_refused(option: str, value: str, problem: str, hint: str) -> None:
    with pytest.raises(OptionError) as caught:
        make(**{option: [value]})
    assert str(caught.value) == f"{option}[0]: {problem}, got {value!r}; {hint}"


def test_a_password_in_a_url_is_not_shown() -> None:
    with pytest.raises(OptionError) as caught:
        make(codecommit_repositories=["https://ada:sesame@git-codecommit.us-east-1.amazonaws.com/v1/repos/app"])
    assert "got 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/app'; add" in str(caught.value)


@pytest.mark.parametrize("value", ["s3://artifacts/team/a", "arn:aws:s3:::artifacts/team/a*"])
def test_a_bucket_with_a_prefix_is_refused_with_both(value: str) -> None:
    with pytest.raises(OptionError) as caught:
        make(artifact_buckets=[{"name": value}])
    told = "names more than a bucket, got"
    assert str(caught.value) == (
        f"artifact_buckets[0].name: {told} {value!r}; write the name artifacts, and the prefix team/a."
    )
