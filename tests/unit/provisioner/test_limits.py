# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The boundaries: they let through all that the features need, and keep the provisioner away from itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Identity
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.build import build
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import (
    MAX_SIZE,
    Document,
    Statement,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.evaluate import is_allowed
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.partitions import PARTITIONS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import PolicyOptions
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.split import MAX_POLICIES
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.features import FEATURES, rows_of
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.grants import Grant
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.limits import EMPOWERS
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.module_table import (
    ORGANIZATION_PARTS,
    PERMISSION_SETS,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.options import (
    PROVISIONER_SPEC,
    read_options,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.spec import ProvisionerSpec
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.table import GRANTS, ROLE, USER

HERE = Identity(account_id="111122223333", partition="aws")
OWN = "arn:aws:iam::111122223333"
WORK = f"{OWN}:policy/App2ContainerBoundary"
BOUNDED = {"iam:PermissionsBoundary": WORK}
KEYS = ["arn:aws:kms:*:*:key/*"]


def spec(identity: Identity = HERE, **params: Any) -> ProvisionerSpec:
    """The provisioner with some options and the defaults of others."""
    defaults = {name: item.get("default") for name, item in PROVISIONER_SPEC.items()}
    given = {"trusted_principals": ["444455556666"], "features": list(FEATURES), "kms_key_arns": KEYS, **params}
    return read_options({**defaults, **given}, identity)


def documents(wanted: ProvisionerSpec) -> tuple[tuple[Document, ...], Document, Document]:
    """The policies of the role, its boundary, and that of what it creates."""
    role, boundary, work = (desired.policy for desired in wanted.desired())
    assert role
    assert boundary
    assert work
    return role.documents, boundary.documents[0], work.documents[0]


POLICIES, BOUNDARY, WORK_BOUNDARY = documents(spec())


def test_every_part_of_the_table_is_a_feature_unless_it_is_of_one_account_or_of_administrators() -> None:
    parts = {part for row in GRANTS for part in row.components}
    left = {USER, ROLE, PERMISSION_SETS, *ORGANIZATION_PARTS}
    assert {feature.part for feature in FEATURES.values() if feature.part} == parts - left


@pytest.mark.parametrize("partition", PARTITIONS)
def test_everything_fits_into_policies(partition: str) -> None:
    policies, *boundaries = documents(spec(Identity(account_id="111122223333", partition=partition)))
    assert len(policies) < MAX_POLICIES
    assert all(document.size <= MAX_SIZE for document in (*policies, *boundaries))
    text = "".join(document.text for document in (*policies, *boundaries))
    assert "000000000000" not in text
    assert partition == "aws-us-gov" or "us-gov" not in text


@pytest.mark.parametrize("name", FEATURES)
def test_a_feature_has_the_actions_of_its_rows_and_no_others(name: str) -> None:
    features = ["group", "users", "worker", name]
    policies, _boundary, _work = documents(spec(features=features))
    actions = {action for document in policies for item in document.statements for action in item.actions}
    assert actions == {action for row in rows_of(features) for action in row.names}


def sample(statement: Statement) -> Mapping[str, str]:
    """The keys of a request that meets the conditions of a statement."""
    keys = {key: values[0].replace("*", "x") for _operator, lines in statement.conditions for key, values in lines}
    return {**BOUNDED, **keys}


@pytest.mark.parametrize("row", rows_of(FEATURES), ids=lambda row: row.sid)
def test_the_boundary_lets_through_what_the_policies_allow(row: Grant) -> None:
    """But for clearing a boundary that is ours, and for giving rights to what has another boundary."""
    (statement,) = [item for document in POLICIES for item in document.statements if item.sid == row.sid]
    for action in statement.actions:
        for resource in statement.resources:
            keys = dict(sample(statement))
            if action not in EMPOWERS and "Delete" in action and action.endswith("PermissionsBoundary"):
                keys["iam:PermissionsBoundary"] = f"{OWN}:policy/app2container/App2ContainerGeneral"
            name = resource.replace("*", "x")
            assert is_allowed(POLICIES, action, name, keys), (action, resource)
            assert is_allowed([BOUNDARY], action, name, keys), (action, resource)


ROLE_ARN = f"{OWN}:role/fleetops-app2container/App2ContainerProvisioner"
POLICY_ARN = f"{OWN}:policy/fleetops-app2container/App2ContainerProvisioner"
ADA, WORKER = f"{OWN}:user/app2container/ada", f"{OWN}:role/app2container/App2ContainerWorker"
ADMINISTRATOR = {"iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess"}
# What the boundary denies, whatever the policies of the role would allow: action, resource, keys of the request.
DENIED: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    *(
        (f"iam:{action}", ROLE_ARN, BOUNDED)
        for action in (
            "AttachRolePolicy",
            "DeleteRole",
            "DeleteRolePermissionsBoundary",
            "DeleteRolePolicy",
            "DetachRolePolicy",
            "PassRole",
            "PutRolePermissionsBoundary",
            "PutRolePolicy",
            "TagRole",
            "UntagRole",
            "UpdateAssumeRolePolicy",
            "UpdateRole",
        )
    ),
    ("sts:AssumeRole", ROLE_ARN, {}),
    *(
        (f"iam:{action}", arn, {})
        for action in ("CreatePolicyVersion", "DeletePolicy", "DeletePolicyVersion", "SetDefaultPolicyVersion")
        for arn in (POLICY_ARN, f"{POLICY_ARN}-2", f"{POLICY_ARN}Boundary", WORK)
    ),
    *((action, arn, {}) for action in EMPOWERS for arn in (ADA, WORKER)),
    *((action, arn, ADMINISTRATOR) for action in EMPOWERS for arn in (ADA, WORKER)),
    ("iam:DeleteUserPermissionsBoundary", ADA, BOUNDED),
    ("iam:DeleteRolePermissionsBoundary", WORKER, BOUNDED),
    ("iam:CreateUser", f"{OWN}:user/eve", BOUNDED),
    ("iam:CreateRole", f"{OWN}:role/eve", BOUNDED),
    ("iam:CreatePolicy", f"{OWN}:policy/eve", {}),
    ("iam:CreateAccessKey", f"{OWN}:user/eve", {}),
    ("iam:AddUserToGroup", f"{OWN}:group/Administrators", {}),
    ("iam:UpdateAssumeRolePolicy", f"{OWN}:role/Administrators", {}),
    ("iam:PassRole", f"{OWN}:role/Administrators", {"iam:PassedToService": "ec2.amazonaws.com"}),
    ("sts:AssumeRole", f"{OWN}:role/Administrators", {}),
    ("organizations:LeaveOrganization", "*", {}),
    ("lambda:InvokeFunction", "*", {}),
)


@pytest.mark.parametrize(("action", "resource", "keys"), DENIED)
def test_the_boundary_denies(action: str, resource: str, keys: Mapping[str, str]) -> None:
    assert not is_allowed([BOUNDARY], action, resource, keys)


OTHERS_RIGHTS = (
    "ec2:RunInstances",
    "iam:AttachUserPolicy",
    "iam:CreateAccessKey",
    "iam:CreateUser",
    "lambda:UpdateFunctionCode",
    "organizations:LeaveOrganization",
    "ssm:SendCommand",
)


@pytest.mark.parametrize("action", OTHERS_RIGHTS)
def test_users_and_roles_cannot_become_somebody_else(action: str) -> None:
    """They would be the ways of whoever writes the general policy."""
    for resource in ("*", ADA, WORKER, ROLE_ARN, f"{OWN}:role/Administrators"):
        assert not is_allowed([WORK_BOUNDARY], action, resource, BOUNDED)


def widest(**further: Any) -> PolicyOptions:
    """The general policy with all that it can have but eks_roles, and with these options."""
    sections = ("byo_vpc", "firelens", "metrics", "remote_workflows", "support_bundles")
    chosen = {**dict.fromkeys(sections, True), "deploy_targets": ["apprunner", "ecs", "eks"], "pipeline": "jenkins"}
    given = {**chosen, **further}
    return PolicyOptions.from_params(given, account_id="111122223333", partition="aws", default_region="eu-west-1")


@pytest.mark.parametrize("pipeline", ["codepipeline", "jenkins", "azure_devops"])
def test_users_and_roles_can_do_what_the_general_policy_allows(pipeline: str) -> None:
    """But for looking into other buckets than those of artifacts, which no command needs."""
    buckets = [{"name": "a2c-artifacts-1"}]
    wanted = build(widest(created_roles_boundary=WORK, artifact_buckets=buckets, pipeline=pipeline))
    for statement in (item for document in wanted for item in document.statements):
        for action in statement.actions if statement.sid != "SectionForS3ReadAccess" else ():
            for resource in statement.resources:
                name = resource.replace("${aws:username}", "ada").replace("*", "x")
                keys = {"aws:username": "ada", **sample(statement)}
                assert is_allowed([WORK_BOUNDARY], action, name, keys), (action, resource)


def test_no_general_policy_reaches_the_provisioner() -> None:
    for policies in (build(widest(eks_roles=True)), [WORK_BOUNDARY]):
        assert is_allowed(policies, "sts:AssumeRole", f"{OWN}:role/a2c-deploy", {})
        for action in ("sts:AssumeRole", "iam:PassRole", "iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy"):
            assert not is_allowed(policies, action, ROLE_ARN, BOUNDED)
