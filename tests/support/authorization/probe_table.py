# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No stand-in: the words that rows of probes are written in: options, conditions on them, and names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from botocore import xform_name

from tests.support.authorization.judges import Call, Probe
from tests.support.emulator.servers import REGION

Params = Mapping[str, Any]
Condition = Callable[[Params], bool]

# Options that the probes are written for: they limit names, so that there is something to be denied.
NAMES: Params = {
    "deploy_targets": ["ecs"],
    "style": "scoped",
    "editions": ["original", "current"],
    "regions": [REGION],
    "artifact_buckets": [],
    "ecr_repositories": ["java-*"],
    "ecs_clusters": ["a2c-*"],
    "codecommit_repositories": ["java-*"],
    "apprunner_services": ["java-*"],
    "ecs_task_execution_role": "ecsTaskExecutionRole",
    "byo_vpc": False,
    "metrics": False,
    "support_bundles": False,
    "remote_workflows": False,
    "firelens": False,
    "ec2_key_pairs": True,
    "eks_roles": False,
    "created_roles_boundary": "Boundary",
    "secrets": ["a2c/*"],
    "pipeline": "none",
    "pipeline_source": "codecommit",
}
TRUST = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},'
    '"Action":"sts:AssumeRole"}]}'
)
ANYTHING = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"


def never(_params: Params) -> bool:
    """Return False."""
    return False


def always(_params: Params) -> bool:
    """Return True."""
    return True


def target(*names: str) -> Condition:
    """Make a condition: one of these targets."""
    return lambda params: not set(names).isdisjoint(params["deploy_targets"])


def has(option: str, value: object = None) -> Condition:
    """Make a condition: the option has this value, or is on."""
    return lambda params: bool(params[option]) if value is None else bool(params[option] == value)


def current(params: Params) -> bool:
    """Return whether the current edition counts."""
    return "current" in params["editions"]


def scoped(params: Params) -> bool:
    """Return whether more is granted than the commands need."""
    return bool(params["style"] == "scoped")


def encrypted(params: Params) -> bool:
    """Return whether a bucket has a key."""
    return any(bucket.get("kms_key_arn") for bucket in params["artifact_buckets"])


def every(*conditions: Condition) -> Condition:
    """Make a condition: all of these."""
    return lambda params: all(condition(params) for condition in conditions)


def either(*conditions: Condition) -> Condition:
    """Make a condition: one of these."""
    return lambda params: any(condition(params) for condition in conditions)


BUCKET = has("artifact_buckets")
CLUSTERS = target("ecs", "eks")
FIRELENS = every(has("firelens"), target("ecs"), current)
EKS = every(target("eks"), current)
JENKINS = every(has("pipeline", "jenkins"), current)
EKS_ROLES = every(has("eks_roles"), target("eks"), current)
PIPELINE_SYSTEM = either(has("pipeline", "jenkins"), has("pipeline", "azure_devops"))
SECRETS = either(has("remote_workflows"), PIPELINE_SYSTEM)


class Table:
    """Makes the rows of one account."""

    def __init__(self, account_id: str, params: Params) -> None:
        self.account = account_id
        self.params = params
        self.bucket = f"artifacts-{account_id}"
        self.other_bucket = f"other-{account_id}"

    def arn(self, service: str, resource: str) -> str:
        return f"arn:aws:{service}:{REGION}:{self.account}:{resource}"

    def iam(self, resource: str) -> str:
        return f"arn:aws:iam::{self.account}:{resource}"

    def row(
        self,
        name: str,
        action: str,
        resource: str,
        when: Condition,
        call: Call | None = None,
        **context: str,
    ) -> Probe:
        """Make a probe. In the keywords of the context ``__`` stands for a colon."""
        keys = {key.replace("__", ":"): value for key, value in context.items()}
        return Probe(name=name, action=action, resource=resource, allowed=when(self.params), call=call, context=keys)

    def code_commit(self, action: str, repository: str, when: Condition) -> Probe:
        """Make a probe of a request about a CodeCommit repository."""
        named: dict[str, Any] = {"repositoryName": repository.rsplit(":", 1)[1]}
        if action == "TagResource":
            named = {"resourceArn": repository, "tags": {}}
        if action == "CreateCommit":
            named["branchName"] = "main"
        name, call = f"{action} {repository}", call_of("codecommit", xform_name(action), **named)
        return self.row(name, f"codecommit:{action}", repository, when, call)


def call_of(service: str, method: str, **params: Any) -> Call:
    return Call(service=service, method=method, params=params)
