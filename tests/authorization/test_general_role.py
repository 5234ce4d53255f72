# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who can assume the general role and the deployer, where trust policies are enforced, and what they can do then."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import ACCOUNT_IDS
from tests.support.authorization.judges import Principal, as_role, as_user, probe, with_keys
from tests.support.authorization.permission_steps import EC2_MAY
from tests.support.authorization.probes import NAMES, prepare, probes
from tests.support.emulator import servers as emulators
from tests.support.emulator.accounts import Account, open_account
from tests.support.runs.access import DEPLOYER, GENERAL_ROLE, PATH, converge

MAY_ASSUME = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}]}
)
CODE = {"SerialNumber": "arn:aws:iam::123456789012:mfa/ada", "TokenCode": "123456"}
SSO, HEX = "/aws-reserved/sso.amazonaws.com/", "0123456789abcdef"
POLICY: dict[str, Any] = {"deploy_targets": ["ecs"], **NAMES}


def role_arn(account: Account, name: str = GENERAL_ROLE) -> str:
    return f"arn:aws:iam::{account.account_id}:role{PATH}{name}"


def assumed(own: Account, arn: str, **request: str) -> Account | None:
    """The account with the keys of a session of a role; None if the caller may not assume it."""
    try:
        answer = own.client("sts").assume_role(RoleArn=arn, RoleSessionName="probe", **request)
    except ClientError as error:
        if error.response["Error"]["Code"] != "AccessDenied":
            raise
        return None
    keys = answer["Credentials"]
    account = Account(account_id=arn.split(":")[4], environment=own.environment)
    return with_keys(account, keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])


def user(account: Account, name: str) -> Account:
    """The account with the key of a new user who may assume any role that trusts the account."""
    iam = account.client("iam")
    iam.create_user(UserName=name)
    iam.put_user_policy(UserName=name, PolicyName="assume", PolicyDocument=MAY_ASSUME)
    return as_user(account, name).own


def with_mfa(own: Account) -> Account:
    """The same user in a session with MFA."""
    keys = own.client("sts").get_session_token(**CODE)["Credentials"]
    return with_keys(own, keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])


def session_of(account: Account, name: str, path: str) -> Account:
    """The account with the keys of a session of a new role, as IAM Identity Center makes one for a person."""
    iam = account.client("iam")
    iam.create_role(RoleName=name, Path=path, AssumeRolePolicyDocument=EC2_MAY)
    iam.put_role_policy(RoleName=name, PolicyName="assume", PolicyDocument=MAY_ASSUME)
    return as_role(account, name).own


def made(account: Account, **parts: Any) -> None:
    outcome = converge(account, **parts)
    assert not outcome.failed, outcome["msg"]


PARTS = {
    "general_role": (GENERAL_ROLE, {}),
    "deployer": (DEPLOYER, {"kind": "role"}),
}


@pytest.mark.parametrize("part", PARTS)
def test_principals_need_mfa_unless_it_is_turned_off(account: Account, part: str) -> None:
    name, further = PARTS[part]
    arn = role_arn(account, name)
    ada, eve = user(account, "ada"), user(account, "eve")
    trusted = {**further, "trusted_principals": [f"arn:aws:iam::{account.account_id}:user/ada"]}
    made(account, **{part: trusted})
    assert assumed(ada, arn) is None
    assert assumed(ada, arn, **CODE) is not None
    assert assumed(with_mfa(ada), arn) is not None
    assert assumed(with_mfa(eve), arn) is None
    made(account, **{part: {**trusted, "require_mfa": False, "external_id": "example"}})
    assert assumed(ada, arn) is None
    assert assumed(ada, arn, ExternalId="another") is None
    assert assumed(ada, arn, ExternalId="example") is not None


# Roles beside those of the permission set Admin: name and path.
OTHERS = (
    (f"AWSReservedSSO_Admin_X_{HEX}", SSO),
    (f"AWSReservedSSO_XAdmin_{HEX}", SSO),
    (f"AWSReservedSSO_XAWSReservedSSO_Admin_{HEX}", SSO),
    (f"AWSReservedSSO_Admin_{HEX}0", SSO),
    (f"AWSReservedSSO_Admin_{HEX}", "/"),
    ("Admin", SSO),
)


@pytest.mark.parametrize("part", PARTS)
def test_a_permission_set_is_trusted_and_others_are_not(account: Account, part: str) -> None:
    name, further = PARTS[part]
    made(account, **{part: {**further, "trusted_permission_sets": ["Admin"]}})
    arn = role_arn(account, name)
    for number, path in enumerate((SSO, f"{SSO}eu-central-1/")):
        person = session_of(account, f"AWSReservedSSO_Admin_{HEX[1:]}{number}", path)
        assert assumed(person, arn) is not None, path
    for other, path in OTHERS:
        assert assumed(session_of(account, other, path), arn) is None, (other, path)
    assert assumed(with_mfa(user(account, "ada")), arn) is None


def test_a_permission_set_of_another_account_is_not_trusted(account: Account, endpoint: str) -> None:
    made(account, general_role={"trusted_permission_sets": ["Admin"]})
    other = open_account(emulators.Kind.MINISTACK, endpoint, next(ACCOUNT_IDS))
    assert assumed(session_of(other, f"AWSReservedSSO_Admin_{HEX}", SSO), role_arn(account)) is None


def test_what_people_with_the_general_role_can_and_cannot_do(account: Account) -> None:
    prepare(account)
    params = {**POLICY, "artifact_buckets": []}
    made(account, policy=params, general_role={"trusted_permission_sets": ["Admin"]})
    person = session_of(account, f"AWSReservedSSO_Admin_{HEX}", f"{SSO}eu-central-1/")
    own = assumed(person, role_arn(account))
    assert own is not None
    principal = Principal(administrator=account, arn=role_arn(account), own=own)
    assert [str(item) for item in probe(principal, probes(account.account_id, params))] == []
    with pytest.raises(ClientError, match="AccessDenied"):
        own.client("iam").attach_role_policy(
            RoleName=GENERAL_ROLE, PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess"
        )
