# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The built policies, attached in an account that enforces them, allow what they shall and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.build import build
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import PolicyOptions
from tests.support.authorization.judges import Clients, Principal, Probe, as_role, as_user, probe, served
from tests.support.authorization.probes import ANYTHING, NAMES, TRUST, prepare, probes
from tests.support.emulator.accounts import Account
from tests.support.emulator.servers import REGION

ALL_TARGETS = ["ecs", "eks", "apprunner"]
EVERYTHING = {
    "byo_vpc": True,
    "metrics": True,
    "support_bundles": True,
    "remote_workflows": True,
    "firelens": True,
    "eks_roles": True,
}
BUCKET = object()  # stands for the bucket of the account, whose name is not known before

CASES: dict[str, dict[str, Any]] = {
    "ecs": {"deploy_targets": ["ecs"]},
    "ecs with a bucket": {"deploy_targets": ["ecs"], "artifact_buckets": BUCKET},
    "ecs with FireLens": {"deploy_targets": ["ecs"], "firelens": True, "byo_vpc": True, "metrics": True},
    "ecs of the original edition": {
        "deploy_targets": ["ecs"],
        "editions": ["original"],
        **EVERYTHING,
        "artifact_buckets": BUCKET,
    },
    "eks": {"deploy_targets": ["eks"], "ec2_key_pairs": False},
    "eks with roles and secrets": {"deploy_targets": ["eks"], "eks_roles": True, "remote_workflows": True},
    "eks with Jenkins": {"deploy_targets": ["eks"], "pipeline": "jenkins"},
    "apprunner": {"deploy_targets": ["apprunner"]},
    "apprunner with everything": {"deploy_targets": ["apprunner"], **EVERYTHING, "artifact_buckets": BUCKET},
    "apprunner with CodePipeline": {"deploy_targets": ["apprunner"], "pipeline": "codepipeline"},
    "ecs with Azure DevOps": {"deploy_targets": ["ecs"], "pipeline": "azure_devops"},
    "everything": {"deploy_targets": ALL_TARGETS, **EVERYTHING, "artifact_buckets": BUCKET, "pipeline": "codepipeline"},
    "everything, minimal": {
        "deploy_targets": ALL_TARGETS,
        "style": "minimal",
        **EVERYTHING,
        "artifact_buckets": BUCKET,
        "pipeline": "jenkins",
    },
}


def filled(case: dict[str, Any], account_id: str) -> dict[str, Any]:
    """Return the options of a case for one account."""
    params = {**NAMES, **case}
    if params["artifact_buckets"] is BUCKET:
        key = f"arn:aws:kms:{REGION}:{account_id}:key/1"
        params["artifact_buckets"] = [{"name": f"artifacts-{account_id}", "prefix": "java-app/", "kms_key_arn": key}]
    return params


def built(params: dict[str, Any], account_id: str) -> tuple[Document, ...]:
    """Return the documents for some options."""
    return build(PolicyOptions.from_params(params, account_id=account_id, partition="aws", default_region=REGION))


def create(account: Account, documents: tuple[Document, ...]) -> list[str]:
    """Make managed policies of documents; their ARNs."""
    iam = account.client("iam")
    return [
        iam.create_policy(PolicyName=f"App2ContainerGeneral{at}", PolicyDocument=document.text)["Policy"]["Arn"]
        for at, document in enumerate(documents)
    ]


def user_with(account: Account, documents: tuple[Document, ...]) -> Principal:
    """Make a user who has the documents through a group."""
    iam = account.client("iam")
    iam.create_group(GroupName="App2ContainerUsers")
    for arn in create(account, documents):
        iam.attach_group_policy(GroupName="App2ContainerUsers", PolicyArn=arn)
    iam.create_user(UserName="alice")
    iam.add_user_to_group(GroupName="App2ContainerUsers", UserName="alice")
    return as_user(account, "alice")


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_member_of_the_group(enforcing_aws: Account, case: dict[str, Any]) -> None:
    params = filled(case, enforcing_aws.account_id)
    prepare(enforcing_aws)
    principal = user_with(enforcing_aws, built(params, enforcing_aws.account_id))
    assert [str(item) for item in probe(principal, probes(enforcing_aws.account_id, params))] == []


def test_a_worker(enforcing_aws: Account) -> None:
    params = filled(CASES["everything"], enforcing_aws.account_id)
    prepare(enforcing_aws)
    iam = enforcing_aws.client("iam")
    iam.create_role(RoleName="App2ContainerWorker", AssumeRolePolicyDocument=TRUST)
    for arn in create(enforcing_aws, built(params, enforcing_aws.account_id)):
        iam.attach_role_policy(RoleName="App2ContainerWorker", PolicyArn=arn)
    principal = as_role(enforcing_aws, "App2ContainerWorker")
    assert [str(item) for item in probe(principal, probes(enforcing_aws.account_id, params))] == []


def test_a_user_without_policy_may_do_nothing(enforcing_aws: Account) -> None:
    prepare(enforcing_aws)
    enforcing_aws.client("iam").create_user(UserName="nobody")
    principal = as_user(enforcing_aws, "nobody")
    table = probes(enforcing_aws.account_id, filled(CASES["everything"], enforcing_aws.account_id))
    expected = {item.name for item in table if item.allowed}
    assert {item.probe for item in probe(principal, table)} == expected
    assert len(expected) > 40


def test_an_administrator_passes_every_judge(enforcing_aws: Account) -> None:
    """What is denied above is denied by the policies: the requests themselves are sound."""
    prepare(enforcing_aws)
    principal = user_with(enforcing_aws, (Document.parse(ANYTHING),))
    table = probes(enforcing_aws.account_id, filled(CASES["ecs"], enforcing_aws.account_id))
    denied = [item for item in table if not item.allowed]
    judges = sum(1 + (item.call is not None) + (not item.context) for item in denied)
    assert len(probe(principal, table)) == judges


def _call(table: list[Probe], name: str) -> Any:
    return next(item.call for item in table if item.name == name)


def test_the_guide_as_written_does_not_let_docker_log_in_or_objects_be_stored(enforcing_aws: Account) -> None:
    """Why the scoped style is the default: what the original edition prints grants neither of the two."""
    case = {**CASES["ecs with a bucket"], "style": "documented", "editions": ["original"]}
    params = filled(case, enforcing_aws.account_id)
    prepare(enforcing_aws)
    principal = user_with(enforcing_aws, built(params, enforcing_aws.account_id))
    table, clients = probes(enforcing_aws.account_id, params), Clients(principal.own)
    for name, expected in (
        ("log in", False),
        ("put object", False),
        ("get object", False),
        ("list buckets", False),
        ("list bucket", True),
        ("push image", True),
    ):
        assert served(clients, _call(table, name)) is expected, name
