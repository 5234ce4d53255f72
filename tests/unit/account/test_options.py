# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Module parameters -> what the account should hold."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.options import (
    WORKER_DESCRIPTION,
    read_options,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import (
    DeployerSpec,
    Desired,
    GroupSpec,
    PolicySpec,
    RoleSpec,
    UserSpec,
    WorkerSpec,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._account.trust import ec2_trust
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Identity, Kind, Ref
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.editions import CATALOGUE
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from tests.support.builders import ADMINISTRATOR, BOUNDARY, IDENTITY, PRINCIPAL, deployer_trust, document

WORKER = {"role_name": "Worker", "instance_profile_name": "Profile", "permissions_boundary": None}
DEPLOYER = {
    "name": "Deployer",
    "kind": "user",
    "trusted_principals": None,
    "permissions_boundary": None,
}
AS_ROLE = {**DEPLOYER, "kind": "role", "trusted_principals": [PRINCIPAL]}


def read(**params: Any) -> Desired:
    return read_options(params, IDENTITY)


def refusal(**params: Any) -> str:
    with pytest.raises(OptionError) as caught:
        read(**params)
    return str(caught.value)


def test_nothing_given_is_nothing_wanted() -> None:
    assert read() == Desired(identity=IDENTITY)
    assert read().refs() == ()


def test_everything_given() -> None:
    params = {
        "state": "present",
        "path": "/x/",
        "tags": {"count": 1, "on": True, "empty": None, 7: "seven"},
        "purge_tags": False,
        "adopt": True,
        "policy": {"name": "P"},
        "group": {"name": "G", "manage": True, "purge_members": True},
        "users": [
            {"name": "ada", "state": "present", "tags": {"a": 1}, "permissions_boundary": BOUNDARY},
            {"name": "eve", "state": "absent", "tags": None, "permissions_boundary": ""},
        ],
        "worker": {**WORKER, "permissions_boundary": BOUNDARY},
        "deployer": AS_ROLE,
    }
    documents = (document("s3:A"), document("s3:B"))
    read = read_options(params, IDENTITY, documents)
    assert read == Desired(
        identity=IDENTITY,
        path="/x/",
        tags={"count": "1", "on": "True", "empty": "", "7": "seven"},
        purge_tags=False,
        adopt=True,
        policy=PolicySpec(name="P", documents=documents, catalogue=CATALOGUE.version),
        group=GroupSpec(name="G", purge_members=True),
        users=(
            UserSpec(name="ada", tags={"a": "1"}, boundary=BOUNDARY),
            UserSpec(name="eve", present=False, boundary=""),
        ),
        worker=WorkerSpec(
            role=RoleSpec(name="Worker", description=WORKER_DESCRIPTION, trust=ec2_trust(), boundary=BOUNDARY),
            profile_name="Profile",
        ),
        deployer=DeployerSpec(
            name="Deployer",
            kind=Kind.ROLE,
            policy_arn=ADMINISTRATOR,
            trust=deployer_trust([PRINCIPAL], require_mfa=True),
        ),
    )
    assert read.refs() == (
        Ref(Kind.POLICY, "P"),
        Ref(Kind.POLICY, "P-2"),
        Ref(Kind.GROUP, "G"),
        Ref(Kind.USER, "ada"),
        Ref(Kind.USER, "eve"),
        Ref(Kind.ROLE, "Worker"),
        Ref(Kind.INSTANCE_PROFILE, "Profile"),
        Ref(Kind.ROLE, "Deployer"),
        Ref(Kind.USER, "Deployer"),
    )


def test_a_removal_needs_no_documents_and_no_trust() -> None:
    wanted = read(state="absent", policy={"name": "P"}, deployer={**AS_ROLE, "trusted_principals": None})
    assert (wanted.present, wanted.policy) == (False, PolicySpec(name="P", catalogue=CATALOGUE.version))
    assert wanted.deployer == DeployerSpec(name="Deployer", kind=Kind.ROLE, policy_arn=ADMINISTRATOR, trust=Document())
    assert wanted.refs() == (Ref(Kind.POLICY, "P"), Ref(Kind.ROLE, "Deployer"), Ref(Kind.USER, "Deployer"))


@pytest.mark.parametrize(
    ("principals", "mfa", "expected"),
    [
        (
            ["444455556666", PRINCIPAL, PRINCIPAL],
            True,
            {
                "Sid": "Principals",
                "Effect": "Allow",
                "Principal": {"AWS": [PRINCIPAL, "arn:aws:iam::444455556666:root"]},
                "Action": "sts:AssumeRole",
                "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
            },
        ),
        (
            ["arn:aws:iam::444455556666:user/ops/eve"],
            False,
            {
                "Sid": "Principals",
                "Effect": "Allow",
                "Principal": {"AWS": "arn:aws:iam::444455556666:user/ops/eve"},
                "Action": "sts:AssumeRole",
            },
        ),
    ],
)
def test_who_may_be_the_deployer(principals: list[str], mfa: bool, expected: dict[str, Any]) -> None:  # noqa: FBT001
    wanted = read(deployer={**AS_ROLE, "trusted_principals": principals, "require_mfa": mfa})
    assert wanted.deployer is not None
    assert wanted.deployer.trust.to_json()["Statement"] == [expected]


def test_a_deployer_may_trust_the_worker_which_has_no_mfa() -> None:
    worker = IDENTITY.arn(Kind.ROLE, "/app2container/", "Worker")
    expected = {"Sid": "Workers", "Effect": "Allow", "Principal": {"AWS": worker}, "Action": "sts:AssumeRole"}
    trusting = {**AS_ROLE, "trust_worker": True}
    both = read(deployer=trusting, worker=WORKER).deployer
    assert both is not None
    assert [item["Sid"] for item in both.trust.to_json()["Statement"]] == ["Principals", "Workers"]
    assert both.trust.to_json()["Statement"][1] == expected
    alone = read(deployer={**trusting, "trusted_principals": []}, worker=WORKER).deployer
    assert alone is not None
    assert alone.trust.to_json()["Statement"] == [expected]


def test_the_worker_may_be_managed_by_systems_manager() -> None:
    wanted = read(worker={**WORKER, "ssm": True}).worker
    assert wanted is not None
    assert wanted.policy_arns == (IDENTITY.aws_policy("AmazonSSMManagedInstanceCore"),)


def test_the_worker_trusts_ec2_and_nobody_else() -> None:
    assert ec2_trust().to_json() == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "Ec2",
                "Effect": "Allow",
                "Principal": {"Service": "ec2.amazonaws.com"},
                "Action": "sts:AssumeRole",
            }
        ],
    }


@pytest.mark.parametrize("partition", ["aws", "aws-cn", "aws-us-gov"])
def test_the_partition_is_the_one_of_the_account(partition: str) -> None:
    identity = Identity(account_id="111122223333", partition=partition)
    boundary = f"arn:{partition}:iam::111122223333:policy/B"
    params = {"deployer": {**AS_ROLE, "trusted_principals": ["444455556666"], "permissions_boundary": boundary}}
    wanted = read_options(params, identity).deployer
    assert wanted is not None
    assert wanted.policy_arn == f"arn:{partition}:iam::aws:policy/AdministratorAccess"
    assert wanted.trust.statements[0].principals == (("AWS", (f"arn:{partition}:iam::444455556666:root",)),)


A_USER = {"name": "ada"}
NO_NAME = "IAM rejects this {} name, got {!r}; use only letters, digits and the characters _ + = , . @ -."
LONG = "a {} name has 1 to {} characters, not {}, got {!r}."
NO_ARN = "is not an IAM ARN, got 'B'; use arn:aws:iam::<account id>:policy/<name>."


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"policy": {"name": "a b"}}, "policy.name: " + NO_NAME.format("policy", "a b")),
        ({"policy": {"name": "p" * 129}}, "policy.name: " + LONG.format("policy", 128, 129, "p" * 129)),
        ({"group": {"name": "a/b"}}, "group.name: " + NO_NAME.format("group", "a/b")),
        ({"users": [A_USER, {"name": ""}]}, "users[1].name: " + LONG.format("user", 64, 0, "")),
        ({"users": [{"name": "u" * 65}]}, "users[0].name: " + LONG.format("user", 64, 65, "u" * 65)),
        (
            {"worker": {**WORKER, "role_name": "r" * 65}},
            "worker.role_name: " + LONG.format("role", 64, 65, "r" * 65),
        ),
        (
            {"worker": {**WORKER, "instance_profile_name": "a b"}},
            "worker.instance_profile_name: " + NO_NAME.format("instance_profile", "a b"),
        ),
        ({"deployer": {**DEPLOYER, "name": "a b"}}, "deployer.name: " + NO_NAME.format("user", "a b")),
        (
            {"path": "app2container"},
            (
                "path: IAM rejects this path, got 'app2container'; begin and end with a slash, use letters, digits"
                " and . , + @ = _ - between, at most 512 characters."
            ),
        ),
        (
            {"tags": {"aws:x": "y"}},
            "tags: tag keys that begin with aws: or app2container: are reserved, got 'aws:x'.",
        ),
        (
            {"users": [{**A_USER, "tags": {"app2container:x": "y"}}]},
            "users[0].tags: tag keys that begin with aws: or app2container: are reserved, got 'app2container:x'.",
        ),
        (
            {"tags": {"Team": "x"}, "users": [{**A_USER, "tags": {"team": "y"}}]},
            "users[0].tags: IAM ignores the letter case of tag keys, so 'Team' and 'team' are one key, got 'team'.",
        ),
        (
            {
                "tags": {f"k{n}": "x" for n in range(30)},
                "users": [{**A_USER, "tags": {f"u{n}": "" for n in range(20)}}],
            },
            "users[0].tags: an IAM entity has at most 50 tags, 4 of them the collection's, got 50.",
        ),
        (
            {"users": [A_USER, A_USER]},
            "users[1].name: is listed twice, got 'ada'; list each user once.",
        ),
        (
            {"users": [A_USER, {"name": "eve"}, {"name": "ADA"}]},
            "users[2].name: IAM ignores letter case, so it is the same as 'ada', got 'ADA'; list each user once.",
        ),
        ({"users": [{**A_USER, "permissions_boundary": "B"}]}, f"users[0].permissions_boundary: {NO_ARN}"),
        ({"worker": {**WORKER, "permissions_boundary": "B"}}, f"worker.permissions_boundary: {NO_ARN}"),
        ({"deployer": {**DEPLOYER, "permissions_boundary": "B"}}, f"deployer.permissions_boundary: {NO_ARN}"),
        (
            {"group": {"name": "G", "purge_members": True}},
            (
                "group.purge_members: members can be purged only against a list of users, got True;"
                " set users, even to an empty list."
            ),
        ),
        (
            {"group": {"name": "G", "purge_members": True, "manage": False}, "users": []},
            (
                "group.purge_members: no user is removed from a group that is not managed, got True;"
                " set group.manage to true."
            ),
        ),
        (
            {"deployer": {**DEPLOYER, "trusted_principals": [PRINCIPAL]}},
            (
                f"deployer.trusted_principals: only a deployer of kind role trusts principals, got [{PRINCIPAL!r}];"
                " set deployer.kind to role."
            ),
        ),
        (
            {"deployer": {**AS_ROLE, "trust_worker": True}},
            "deployer.trust_worker: the worker role is not known, got True; set worker as well.",
        ),
        (
            {"deployer": {**DEPLOYER, "trust_worker": True}, "worker": WORKER},
            (
                "deployer.trust_worker: only a deployer of kind role trusts principals, got True;"
                " set deployer.kind to role."
            ),
        ),
        (
            {"deployer": {**AS_ROLE, "trusted_principals": []}},
            (
                "deployer.trusted_principals: the role must trust at least one principal, got []; use ARNs of users or"
                " roles, or account ids, or set deployer.trusted_permission_sets, deployer.saml_provider,"
                " deployer.oidc_provider or deployer.trusted_services."
            ),
        ),
        (
            {"deployer": {**AS_ROLE, "trusted_principals": [PRINCIPAL, "*"]}},
            ("deployer.trusted_principals[1]: is not an IAM ARN, got '*'; use arn:aws:iam::<account id>:user/<name>."),
        ),
        (
            {"deployer": {**AS_ROLE, "trusted_principals": [BOUNDARY]}},
            (
                "deployer.trusted_principals[0]: the ARN must name a user or role or root, not a policy,"
                f" got {BOUNDARY!r}."
            ),
        ),
        (
            {"deployer": DEPLOYER, "users": [{"name": "deployer"}]},
            (
                "deployer.name: this user is also a general user, the general role or the worker role, got 'Deployer';"
                " use another name for the deployer."
            ),
        ),
        (
            {"deployer": {**AS_ROLE, "name": "WORKER"}, "worker": WORKER},
            (
                "deployer.name: this role is also a general user, the general role or the worker role, got 'WORKER';"
                " use another name for the deployer."
            ),
        ),
    ],
)
def test_refusals_name_option_and_value(params: dict[str, Any], expected: str) -> None:
    assert refusal(**params) == expected


def test_the_names_of_further_parts_must_fit_too() -> None:
    name = "p" * 127
    with pytest.raises(OptionError) as caught:
        read_options({"policy": {"name": name}}, IDENTITY, (document(), document("s3:B")))
    assert str(caught.value) == "policy.name: " + LONG.format("policy", 128, 129, f"{name}-2")


def test_a_deployer_role_may_have_the_name_of_a_user() -> None:
    assert read(deployer={**AS_ROLE, "name": "ada"}, users=[A_USER]).deployer is not None
