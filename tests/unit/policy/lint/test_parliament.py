# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""parliament, a linter that somebody else wrote, finds no fault with the documents that we build.

Its data are older than ours. Where it is wrong for that reason the finding is listed below, with the reason.
"""

from __future__ import annotations

import itertools
import re
import warnings
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.build import build
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.lint.lint import lint
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import PolicyOptions

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # parliament still imports pkg_resources
    import parliament

ACCOUNT, REGION = "111122223333", "eu-west-1"
TARGETS = ("ecs", "eks", "apprunner")
EDITIONS = ("original", "current")
PIPELINES = ("none", "codepipeline", "jenkins", "azure_devops")
STYLES = ("scoped", "minimal")
FLAGS = ("byo_vpc", "metrics", "support_bundles", "remote_workflows", "firelens", "ec2_key_pairs", "eks_roles")
BUCKETS = [
    {"name": "artifacts"},
    {"name": "more-artifacts", "prefix": "apps/", "kms_key_arn": f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1"},
]
KEYS = [f"arn:aws:kms:{REGION}:{ACCOUNT}:key/2"]

# Issue, action or condition key -> why it is no fault.
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("RESOURCE_MISMATCH", "ecs:CreateTaskSet"): "AWS has since given the action a resource type, task-set.",
    ("RESOURCE_STAR", "ecs:RegisterTaskDefinition"): "ECS names no task definition in the request.",
    ("RESOURCE_STAR", "ecs:ListTasks"): "Only a request for the tasks of one container instance names a resource.",
}


# The first action or key after the place of a finding.
NAME = re.compile(r'"([a-z0-9-]+:[A-Za-z]+)"')


def subsets(values: tuple[str, ...]) -> list[list[str]]:
    """Return all non-empty subsets."""
    return [list(some) for size in range(1, len(values) + 1) for some in itertools.combinations(values, size)]


def documents(**params: Any) -> tuple[Document, ...]:
    """Build the documents for some options."""
    return build(PolicyOptions.from_params(params, account_id=ACCOUNT, partition="aws", default_region=REGION))


def found(built: Iterable[Document]) -> set[tuple[str, str]]:
    """Return all that parliament finds, as the issue and each action, or the condition key, that it is about."""
    pairs: set[tuple[str, str]] = set()
    for document in built:
        for finding in parliament.analyze_policy_string(document.text).findings:
            if finding.issue == "RESOURCE_MISMATCH":
                pairs.update((finding.issue, item["action"]) for item in finding.detail)
            elif finding.issue == "RESOURCE_STAR":
                pairs.update((finding.issue, action) for action in finding.detail)
            else:
                named = NAME.search(document.text, finding.location.get("column", 0) - 1)
                pairs.add((finding.issue, named[1] if named else str(finding.detail)))
    return pairs


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("pipeline", PIPELINES)
@pytest.mark.parametrize("targets", subsets(TARGETS), ids="+".join)
def test_no_fault_with_any_targets_and_pipelines(targets: list[str], pipeline: str, style: str) -> None:
    for editions, on in itertools.product(subsets(EDITIONS), (False, True)):
        built = documents(
            deploy_targets=targets,
            pipeline=pipeline,
            style=style,
            editions=editions,
            artifact_buckets=BUCKETS if on else [],
            secrets_kms_key_arns=KEYS if on else [],
            **dict.fromkeys(FLAGS, on),
        )
        assert found(built) - set(EXCEPTIONS) == set(), (editions, on)


CHOICES = st.fixed_dictionaries(
    {
        "deploy_targets": st.sampled_from(subsets(TARGETS)),
        "editions": st.sampled_from(subsets(EDITIONS)),
        "pipeline": st.sampled_from(PIPELINES),
        "style": st.sampled_from(STYLES),
        "artifact_buckets": st.sampled_from([[], BUCKETS[:1], BUCKETS]),
        "ecr_repositories": st.sampled_from([["*"], ["java-*", "iis-*"]]),
        "ecs_clusters": st.sampled_from([["*"], ["a2c-*", "app2container-*"]]),
        **{flag: st.booleans() for flag in FLAGS},
    }
)


@settings(max_examples=150, deadline=None)
@given(CHOICES)
def test_no_fault_with_any_choices(params: dict[str, Any]) -> None:
    assert found(documents(**params)) - set(EXCEPTIONS) == set()


@settings(max_examples=100, deadline=None)
@given(CHOICES)
def test_our_linter_has_no_false_alarm_with_any_choices(params: dict[str, Any]) -> None:
    """The endpoints of the original edition are told: the guide grants them, and nothing calls them any more."""
    findings = [item for document in documents(**params) for item in lint(document, partition="aws")]
    assert {item.id for item in findings if item.severity != "info"} <= {"superseded-telemetry"}


def test_every_exception_is_still_needed() -> None:
    built = documents(deploy_targets=list(TARGETS))
    assert set(EXCEPTIONS) <= found(built)


def test_parliament_would_see_the_faults_of_the_guide() -> None:
    """The documented style has them, so the tests above are not blind."""
    built = documents(deploy_targets=["ecs"], style="documented", editions=["original"], artifact_buckets=BUCKETS[:1])
    assert {("RESOURCE_MISMATCH", "s3:GetObject"), ("RESOURCE_MISMATCH", "ecr:GetAuthorizationToken")} <= found(built)
