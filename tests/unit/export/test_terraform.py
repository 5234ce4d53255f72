# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Terraform configurations: the resources of each part, references, import blocks, and no exclusive resource."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.export.templates import ACCOUNT, IAM, OURS, POLICY, named, outcome, template

BOUNDARY = f"{IAM}:policy/Boundary"
PATH = {"path": "/app2container/"}
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
# Resources and arguments that take over what others have added.
EXCLUSIVE = {
    "aws_iam_group_membership",
    "aws_iam_policy_attachment",
    "aws_iam_group_policy_attachments_exclusive",
    "aws_iam_role_policy_attachments_exclusive",
    "aws_iam_user_policy_attachments_exclusive",
    "managed_policy_arns",
    "inline_policy",
}
TEXTS = ("policy", "assume_role_policy", "description")


def resources(**params: Any) -> dict[str, Any]:
    """The resources without documents and descriptions, which other tests look at."""
    made: dict[str, Any] = template("terraform", **params)["resource"]
    for bodies in made.values():
        for body in bodies.values():
            for name in TEXTS:
                body.pop(name, None)
    return made


GROUP = {"aws_iam_group": {"general_group": {"name": "App2ContainerUsers", **PATH}}}
ADA = {"name": "ada", **PATH, "tags": OURS}
WORKER = {"name": "App2ContainerWorker", **PATH, "max_session_duration": 3600, "tags": OURS}

RESOURCES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "group": ({"group": {}}, GROUP),
    "users": ({"users": [{"name": "ada"}]}, {"aws_iam_user": {"user_ada": ADA}}),
    "boundary": (
        {"users": [{"name": "ada", "permissions_boundary": BOUNDARY, "tags": {"team": "a"}}]},
        {
            "aws_iam_user": {
                "user_ada": {"name": "ada", **PATH, "permissions_boundary": BOUNDARY, "tags": {**OURS, "team": "a"}}
            }
        },
    ),
    "members": (
        {"group": {}, "users": [{"name": "ada"}]},
        {
            **GROUP,
            "aws_iam_user": {"user_ada": ADA},
            "aws_iam_user_group_membership": {
                "user_ada": {"user": "${aws_iam_user.user_ada.name}", "groups": ["${aws_iam_group.general_group.name}"]}
            },
        },
    ),
    "group of others": (
        {"group": {"name": "Theirs", "manage": False}, "users": [{"name": "ada"}]},
        {
            "aws_iam_user": {"user_ada": ADA},
            "aws_iam_user_group_membership": {
                "user_ada": {"user": "${aws_iam_user.user_ada.name}", "groups": ["Theirs"]}
            },
        },
    ),
    "worker": (
        {"worker": {}},
        {
            "aws_iam_role": {"worker_role": WORKER},
            "aws_iam_instance_profile": {
                "worker_profile": {
                    "name": "App2ContainerWorker",
                    **PATH,
                    "tags": OURS,
                    "role": "${aws_iam_role.worker_role.name}",
                }
            },
        },
    ),
    "deployer that trusts a new user": (
        {
            "users": [{"name": "ada"}],
            "deployer": {"kind": "role", "trusted_principals": [f"{IAM}:user/app2container/ada"]},
        },
        {
            "aws_iam_user": {"user_ada": ADA},
            "aws_iam_role": {
                "deployer": {
                    "name": "App2ContainerDeployer",
                    **PATH,
                    "max_session_duration": 3600,
                    "tags": OURS,
                    "depends_on": ["aws_iam_user.user_ada"],
                }
            },
            "aws_iam_role_policy_attachment": {
                "deployer_AdministratorAccess": {
                    "role": "${aws_iam_role.deployer.name}",
                    "policy_arn": ADMINISTRATOR,
                }
            },
        },
    ),
}


@pytest.mark.parametrize(("params", "expected"), RESOURCES.values(), ids=RESOURCES)
def test_resources_of_each_part(params: dict[str, Any], expected: dict[str, Any]) -> None:
    assert resources(**params) == expected


def test_the_policy_and_who_has_it() -> None:
    made = resources(policy=POLICY, group={})
    policy = made["aws_iam_policy"]["general_policy"]
    assert policy["name"] == "App2ContainerGeneral"
    assert set(policy["tags"]) == {*OURS, "app2container:catalogue"}
    assert made["aws_iam_group_policy_attachment"] == {
        "general_group_general_policy": {
            "group": "${aws_iam_group.general_group.name}",
            "policy_arn": "${aws_iam_policy.general_policy.arn}",
        }
    }


def test_nothing_is_exclusive_and_nothing_is_configured_for_the_user() -> None:
    made = template(
        "terraform",
        policy=POLICY,
        group={"purge_members": True},
        users=[{"name": "ada"}],
        general_role={"trusted_principals": [f"{IAM}:role/Admins"]},
        worker={"ssm": True},
        deployer={},
    )
    assert set(made) == {"//", "terraform", "data", "resource", "output"}
    used = {*made["resource"], *(name for kind in made["resource"].values() for body in kind.values() for name in body)}
    assert not used & EXCLUSIVE
    assert made["terraform"] == {
        "required_version": ">= 1.5.0",
        "required_providers": {"aws": {"source": "hashicorp/aws", "version": ">= 5.0.0"}},
    }
    (check,) = made["data"]["aws_caller_identity"]["app2container"]["lifecycle"]["postcondition"]
    assert check["condition"] == f'${{self.account_id == "{ACCOUNT}"}}'


def test_variables_of_policies_are_not_read_by_terraform() -> None:
    own = {"Sid": "Own", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::x/${aws:username}/*"}
    made = template("terraform", policy={**POLICY, "extra_statements": [own]})
    text = made["resource"]["aws_iam_policy"]["general_policy"]["policy"]
    assert "/$${aws:username}/" in text
    assert json.loads(text.replace("$${", "${"))["Statement"][-1]["Resource"] == own["Resource"]


def test_a_user_of_others_becomes_a_member_and_nothing_else() -> None:
    existing = {"users": [named("user", "/", "ada", managed=False)], "group": named("group", "/", "G", members=["ada"])}
    made = template("terraform", group={"name": "G"}, users=[{"name": "ada"}], existing=existing)
    assert "aws_iam_user" not in made["resource"]
    assert made["resource"]["aws_iam_user_group_membership"]["user_ada"]["user"] == "ada"
    assert made["import"] == [
        {"to": "aws_iam_group.general_group", "id": "G"},
        {"to": "aws_iam_user_group_membership.user_ada", "id": "ada/G"},
    ]


FOREIGN = named("role", "/", "App2ContainerWorker", managed=False)
GOOD = named("policy", "/", "App2ContainerGeneral")


def test_what_others_made_is_imported_only_if_it_is_to_be_adopted() -> None:
    existing = {"worker": {"role": FOREIGN, "instance_profile": None}}
    refused = outcome("terraform", worker={}, existing=existing)
    assert refused.failed
    assert refused["msg"].startswith(f"role App2ContainerWorker ({FOREIGN['arn']}) exists and is not managed by")
    made = template("terraform", worker={}, existing=existing, adopt=True)
    assert made["import"] == [{"to": "aws_iam_role.worker_role", "id": "App2ContainerWorker"}]
    assert made["resource"]["aws_iam_role"]["worker_role"]["path"] == "/"


@pytest.mark.parametrize(
    ("existing", "message"),
    [
        ({"policies": {}}, ""),
        ({"policies": "x"}, "existing.policies: must be a list of mappings, got 'x'; use what the module access"),
        ({"policies": ["x"]}, "existing.policies[0]: must be a mapping with name and arn, got 'x'"),
        ({"group": {"name": "G"}}, "existing.group: must be a mapping with name and arn"),
        ({"worker": "x"}, "existing.worker: must be a mapping with role and instance_profile, got 'x'"),
        ({"users": [{"name": "a b", "arn": "x"}]}, "existing.users[0].name: IAM rejects this user name"),
        ({"users": [{"name": "ada", "arn": "x"}]}, "existing.users[0].arn: is not an IAM ARN"),
        ({"policies": [{**GOOD, "name": "Other"}]}, "existing.policies[0].arn: is not the ARN of the policy Other"),
        (
            {"policies": [{**GOOD, "arn": GOOD["arn"].replace(ACCOUNT, "444455556666")}]},
            f"existing.policies[0].arn: the ARN must be in account {ACCOUNT}",
        ),
        (
            {"group": named("group", "/", "G", members="ada")},
            "existing.group.members: must be a list of texts, got 'ada'",
        ),
        (
            {"deployer": named("role", "/", "D", kind="role", attached_policies=[1])},
            "existing.deployer.attached_policies: must be a list of texts, got [1]",
        ),
    ],
)
def test_existing_is_what_access_returns(existing: dict[str, Any], message: str) -> None:
    returned = outcome("terraform", group={}, existing=existing)
    assert returned.failed == bool(message)
    assert str(returned.result.get("msg", "")).startswith(message)


def test_the_same_options_give_the_same_text() -> None:
    users = [{"name": "ada"}, {"name": "grace"}, {"name": "eve"}]
    one = outcome("terraform", group={}, users=users)["text"]
    assert outcome("terraform", group={}, users=users[::-1])["text"] == one
    assert json.loads(one) == template("terraform", group={}, users=users)


def test_what_a_template_leaves_out_is_told() -> None:
    users = [{"name": "ada"}, {"name": "eve", "state": "absent"}]
    returned = outcome("terraform", group={"purge_members": True}, users=users)
    assert [(finding["id"], finding["where"]) for finding in returned["findings"]] == [
        ("not-in-template", "group.purge_members"),
        ("not-in-template", "users: eve"),
    ]
    assert returned["summary"][0] == f"Terraform configuration for account {ACCOUNT}: 2 entities of IAM."


def test_a_wrong_account() -> None:
    assert outcome("terraform", group={}, account_id="12")["msg"].startswith("account_id: must be the 12 digits")
