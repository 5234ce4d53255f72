# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The built policies, attached in an account that enforces them, allow what they shall and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.build import build
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.evaluate import is_allowed
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import PolicyOptions
from tests.support.authorization.judges import (
    Call,
    Clients,
    Principal,
    Probe,
    as_role,
    as_user,
    documents_of,
    probe,
    served,
)
from tests.support.authorization.probe_table import call_of
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
def test_a_member_of_the_group(account: Account, case: dict[str, Any]) -> None:
    params = filled(case, account.account_id)
    prepare(account)
    principal = user_with(account, built(params, account.account_id))
    assert [str(item) for item in probe(principal, probes(account.account_id, params))] == []


def worker_with(account: Account, documents: tuple[Document, ...]) -> Principal:
    """Make the role of a worker that has the documents, in a session."""
    iam = account.client("iam")
    iam.create_role(RoleName="App2ContainerWorker", AssumeRolePolicyDocument=TRUST)
    for arn in create(account, documents):
        iam.attach_role_policy(RoleName="App2ContainerWorker", PolicyArn=arn)
    return as_role(account, "App2ContainerWorker")


def test_a_worker(account: Account) -> None:
    params = filled(CASES["everything"], account.account_id)
    prepare(account)
    principal = worker_with(account, built(params, account.account_id))
    assert [str(item) for item in probe(principal, probes(account.account_id, params))] == []


def test_a_user_without_policy_may_do_nothing(account: Account) -> None:
    prepare(account)
    account.client("iam").create_user(UserName="nobody")
    principal = as_user(account, "nobody")
    table = probes(account.account_id, filled(CASES["everything"], account.account_id))
    expected = {item.name for item in table if item.allowed}
    assert {item.probe for item in probe(principal, table)} == expected
    assert len(expected) > 40


def test_an_administrator_passes_every_judge(account: Account) -> None:
    """What is denied above is denied by the policies: the requests themselves are sound."""
    prepare(account)
    principal = user_with(account, (Document.parse(ANYTHING),))
    table = probes(account.account_id, filled(CASES["ecs"], account.account_id))
    denied = [item for item in table if not item.allowed]
    judges = sum(1 + (item.call is not None) + (not item.context) for item in denied)
    assert len(probe(principal, table)) == judges


def _call(table: list[Probe], name: str) -> Any:
    return next(item.call for item in table if item.name == name)


def test_the_guide_as_written_does_not_let_docker_log_in_or_objects_be_stored(account: Account) -> None:
    """Why the scoped style is the default: what the original edition prints grants neither of the two."""
    case = {**CASES["ecs with a bucket"], "style": "documented", "editions": ["original"]}
    params = filled(case, account.account_id)
    prepare(account)
    principal = user_with(account, built(params, account.account_id))
    table, clients = probes(account.account_id, params), Clients(principal.own)
    for name, expected in (
        ("log in", False),
        ("put object", False),
        ("get object", False),
        ("list buckets", False),
        ("list bucket", True),
        ("push image", True),
    ):
        assert served(clients, _call(table, name)) is expected, name


def steps(account_id: str, upload: str, *, is_user: bool) -> dict[str, tuple[bool, Call]]:
    """Return what App2Container does and what it must not do, as name -> whether it is allowed, and the request."""
    body = {"SSHPublicKeyBody": "ssh-rsa AAAA"}
    bucket, key = f"artifacts-{account_id}", "java-app/image.tar"
    part = {"Bucket": bucket, "Key": key, "UploadId": upload}
    encryption = {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": f"arn:aws:kms:{REGION}:{account_id}:key/1"}
    other_key = encryption | {"SSEKMSKeyId": f"arn:aws:kms:{REGION}:{account_id}:key/2"}
    ours, others = {"repositoryName": "java-app"}, {"repositoryName": "billing"}
    manifest = {"imageManifest": "{}", "imageTag": "1"}
    return {
        "log in": (True, call_of("ecr", "get_authorization_token")),
        "create image repository": (True, call_of("ecr", "create_repository", **ours)),
        "push image": (True, call_of("ecr", "put_image", **ours, **manifest)),
        "push image to another repository": (False, call_of("ecr", "put_image", **others, **manifest)),
        "begin upload": (True, call_of("s3", "create_multipart_upload", Bucket=bucket, Key=key, **encryption)),
        "upload part": (True, call_of("s3", "upload_part", **part, PartNumber=1, Body=b"x")),
        "end upload": (True, call_of("s3", "abort_multipart_upload", **part)),
        "begin upload with another key": (
            False,
            call_of("s3", "create_multipart_upload", Bucket=bucket, Key=key, **other_key),
        ),
        "begin upload elsewhere": (
            False,
            call_of("s3", "create_multipart_upload", Bucket=bucket, Key="other/image.tar", **encryption),
        ),
        "register task definition": (
            True,
            call_of(
                "ecs", "register_task_definition", family="java-app", containerDefinitions=[{"name": "x", "image": "x"}]
            ),
        ),
        "own SSH key": (is_user, call_of("iam", "upload_ssh_public_key", UserName="alice", **body)),
        "SSH key of another user": (False, call_of("iam", "upload_ssh_public_key", UserName="other", **body)),
        "push to a repository": (True, call_of("codecommit", "create_commit", **ours, branchName="main")),
        "push to another repository": (False, call_of("codecommit", "create_commit", **others, branchName="main")),
        "secret by its full name": (True, call_of("secretsmanager", "get_secret_value", SecretId="host")),
        "secret of a longer name": (False, call_of("secretsmanager", "get_secret_value", SecretId="host-of-others")),
    }


@pytest.mark.parametrize("style", ["scoped", "minimal"])
@pytest.mark.parametrize("principal_with", [user_with, worker_with])
def test_the_work_of_the_commands(
    account: Account, style: str, principal_with: Callable[[Account, tuple[Document, ...]], Principal]
) -> None:
    account_id = account.account_id
    case = {"style": style, "artifact_buckets": BUCKET, "secrets": ["host"], "pipeline": "jenkins"}
    prepare(account)
    for name in ("host", "host-of-others"):
        account.client("secretsmanager").create_secret(Name=name, SecretString="{}")
    upload = account.client("s3").create_multipart_upload(Bucket=f"artifacts-{account_id}", Key="java-app/image.tar")
    principal = principal_with(account, built(filled(case, account_id), account_id))
    own = Clients(principal.own)
    is_user = principal_with is user_with
    for name, (expected, call) in steps(account_id, upload["UploadId"], is_user=is_user).items():
        assert served(own, call) is expected, name
    documents = documents_of(account, principal.arn)
    # The emulator knows one region only.
    for region, expected in ((REGION, True), ("us-west-2", False)):
        here = {"aws:RequestedRegion": region}
        assert is_allowed(documents, "ecs:RegisterTaskDefinition", "*", here) is expected
