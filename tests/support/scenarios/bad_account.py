# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for accounts in which everything is wrong that an audit finds, and for the options that ask for more."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.support.emulator.accounts import Account
from tests.support.runs.access import ADMINISTRATOR, DEPLOYER, GENERAL_ROLE, GROUP, OUR_TAG, PATH, POLICY, WORKER
from tests.support.strict.remote import ask

OTHER = "444455556666"
BUCKET = "bad-artifacts-{account}"
NOW = datetime.now(UTC)
PAST = "2026-01-01T00:00:00Z"
TAGS = [OUR_TAG]
# What is asked for, so that drift, members and suppressions are told.
OPTIONS: Mapping[str, Any] = {
    "policy": {"deploy_targets": ["ecs"], "secrets": ["a2c/wrong"]},
    "group": {},
    "users": ["ada", "missing", {"name": "absent", "state": "absent"}],
    "worker": {},
    "secret_contents": True,
    "secret_kinds": {"wrong": "linux"},
    "suppressions": [
        {"id": "root-used", "resource": "*", "reason": "It was once accepted", "expires": "2020-01-01"},
        {"id": "key-old", "resource": "nobody", "reason": "A mistake", "expires": "2999-01-01"},
    ],
}


def days_ago(days: int) -> str:
    """Return a time as the credential report has it."""
    return (NOW - timedelta(days=days)).isoformat(timespec="seconds")


def document(*statements: Mapping[str, Any]) -> str:
    """Return a policy document; statements allow something on everything unless they say otherwise."""
    whole = [{"Effect": "Allow", **statement} for statement in statements]
    return json.dumps({"Version": "2012-10-17", "Statement": whole})


def allow(*actions: str, **more: Any) -> dict[str, Any]:
    """Return a statement of an identity policy."""
    return {"Action": list(actions), "Resource": "*", **more}


def trust(*principals: Any, **more: Any) -> str:
    """Return a trust policy with one statement for each principal."""
    return document(*({"Action": "sts:AssumeRole", "Principal": principal, **more} for principal in principals))


def keys(*slots: Mapping[str, Any]) -> dict[str, str]:
    """Return the columns of access keys in the credential report."""
    columns: dict[str, str] = {}
    for slot, key in enumerate(slots, start=1):
        used = key.get("used")
        columns |= {
            f"access_key_{slot}_active": str(key.get("active", True)).lower(),
            f"access_key_{slot}_last_rotated": days_ago(key["made"]),
            f"access_key_{slot}_last_used_date": "N/A" if used is None else days_ago(used),
            f"access_key_{slot}_last_used_region": "N/A" if used is None else key.get("region", "eu-west-1"),
            f"access_key_{slot}_last_used_service": "N/A" if used is None else key.get("service", "ecr"),
        }
    return columns


PASSWORD = {"password_enabled": "true", "password_last_changed": days_ago(400), "password_last_used": days_ago(200)}
REPORT: Mapping[str, Mapping[str, str]] = {
    "<root_account>": {"password_last_used": days_ago(2), "mfa_active": "false"},
    "ada": {**PASSWORD, "mfa_active": "false", **keys({"made": 200, "used": 190}, {"made": 100})},
    "grace": {
        **PASSWORD,
        "password_last_used": days_ago(1),
        "mfa_active": "true",
        **keys({"made": 300, "active": False}),
    },
    "absent": {"user_creation_time": days_ago(400)},
    DEPLOYER: {**PASSWORD, "mfa_active": "false", **keys({"made": 200, "used": 190, "service": "workmail"})},
}
SUMMARY = {"AccountMFAEnabled": 0, "AccountAccessKeysPresent": 1, "AccountSigningCertificatesPresent": 1}


def _policies(iam: Any, account_id: str) -> None:
    """The general policy in three parts, each of which is wrong in another way, and policies of others."""
    end = {"Key": "app2container:valid-until"}
    soon = (NOW + timedelta(days=10, hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    ends = {"Condition": {"DateLessThan": {"aws:CurrentTime": PAST}}}
    part = {"Key": "app2container:part-of", "Value": POLICY}
    old = {"Key": "app2container:catalogue", "Value": "2020.1.1/v1/000000000000"}
    wide = (
        allow("s3:GetObject", Sid="Placeholder", Resource=f"arn:aws:s3:::{BUCKET.format(account=account_id)}/*"),
        allow("s3:GetObject", Resource=f"arn:aws:s3:::none-{account_id}/*"),
        allow("ecr:PutImage", Resource="arn:aws:ecr:eu-west-1:<account>:repository/*"),
        allow("iam:AttachUserPolicy"),
        allow("iam:PassRole"),
        allow("ec2:*"),
        allow("ecr:NoSuchAction"),
        allow("ecr:PutImage", Condition={"StringEquals": {"aws:NoSuchKey": "x"}}),
        {"Effect": "Allow", "NotAction": ["iam:*"], "Resource": "*"},
    )
    rows: Iterable[tuple[str, str, list[dict[str, str]]]] = (
        (POLICY, document(*wide), [*TAGS, old, {**end, "Value": PAST}]),
        (
            f"{POLICY}-2",
            document({**allow("ecr:ListImages"), **ends}),
            [*TAGS, part, {**end, "Value": PAST}],
        ),
        (
            f"{POLICY}-3",
            document({**allow("ecr:ListImages"), "Condition": {"DateLessThan": {"aws:CurrentTime": soon}}}),
            [*TAGS, part, {**end, "Value": soon}],
        ),
        ("Former", document(allow("ecr:ListImages")), TAGS),
    )
    for name, text, tags in rows:
        iam.create_policy(PolicyName=name, Path=PATH, PolicyDocument=text, Tags=tags)


def _roles(iam: Any, account_id: str) -> None:
    root, other = f"arn:aws:iam::{account_id}:root", f"arn:aws:iam::{OTHER}:root"
    sso = "/aws-reserved/sso.amazonaws.com/"
    reserved = iam.create_role(
        RoleName="AWSReservedSSO_A2C_0123456789abcdef", Path=sso, AssumeRolePolicyDocument=trust({"AWS": root})
    )["Role"]["Arn"]
    general = trust(
        {"AWS": "*"}, {"AWS": [root, other, reserved]}, {"Federated": f"arn:aws:iam::{account_id}:saml-provider/Corp"}
    )
    machines = trust(
        {"Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"]}, {"Service": "rolesanywhere.amazonaws.com"}
    )
    marked = [*TAGS, {"Key": "app2container:general-role", "Value": "true"}]
    iam.create_role(RoleName=GENERAL_ROLE, Path=PATH, AssumeRolePolicyDocument=general, Tags=marked)
    iam.create_role(RoleName=WORKER, Path=PATH, AssumeRolePolicyDocument=machines, Tags=TAGS)
    iam.create_role(
        RoleName="Elsewhere",
        Path="/other/",
        AssumeRolePolicyDocument=trust({"Service": "ec2.amazonaws.com"}),
        Tags=TAGS,
    )
    iam.attach_role_policy(RoleName=WORKER, PolicyArn=ADMINISTRATOR)
    iam.put_role_policy(
        RoleName=GENERAL_ROLE, PolicyName="Escalates", PolicyDocument=document(allow("iam:CreatePolicyVersion"))
    )
    iam.put_role_policy(
        RoleName=GENERAL_ROLE, PolicyName="Keys", PolicyDocument=document(allow("secretsmanager:GetSecretValue"))
    )
    for name, tags in ((WORKER, TAGS), ("Extra", [])):
        iam.create_instance_profile(InstanceProfileName=name, Path=PATH, Tags=tags)
        iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=WORKER)


def _people(iam: Any, account_id: str) -> None:
    iam.create_group(GroupName=GROUP, Path=PATH)
    iam.attach_group_policy(GroupName=GROUP, PolicyArn=f"arn:aws:iam::{account_id}:policy{PATH}{POLICY}")
    iam.attach_group_policy(GroupName=GROUP, PolicyArn=ADMINISTRATOR)
    for name, statement in (
        ("Escalates", allow("iam:PutUserPolicy")),
        ("Queues", allow("sqs:SendMessage")),
        ("Mfa", allow("*", Effect="Deny", Condition={"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}})),
    ):
        iam.put_group_policy(GroupName=GROUP, PolicyName=name, PolicyDocument=document(statement))
    iam.create_group(GroupName="Dev")
    iam.put_group_policy(GroupName="Dev", PolicyName="Queues", PolicyDocument=document(allow("sqs:SendMessage")))
    for name, tags, groups in (
        ("ada", TAGS, (GROUP, "Dev")),
        ("grace", TAGS, (GROUP,)),
        ("absent", TAGS, ()),
        ("eve", [], (GROUP,)),
        (DEPLOYER, TAGS, (GROUP,)),
        ("boss", [], ()),
    ):
        iam.create_user(UserName=name, Path=PATH if tags else "/", Tags=tags)
        for group in groups:
            iam.add_user_to_group(UserName=name, GroupName=group)
    for name in (DEPLOYER, "boss", "ada"):
        iam.attach_user_policy(UserName=name, PolicyArn=ADMINISTRATOR)
    iam.put_user_policy(UserName="grace", PolicyName="Escalates", PolicyDocument=document(allow("iam:CreateAccessKey")))
    iam.put_user_policy(UserName="grace", PolicyName="Queues", PolicyDocument=document(allow("sqs:SendMessage")))
    iam.tag_user(UserName="ada", Tags=[{"Key": "app2container:access-key", "Value": "current=AKIAAAAAAAAAAAAAAAAA"}])


def _others(account: Account) -> None:
    s3, secrets = map(account.client, ("s3", "secretsmanager"))
    bucket = BUCKET.format(account=account.account_id)
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    everyone = {"Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*"}
    s3.put_bucket_policy(Bucket=bucket, Policy=document(everyone))
    names = {"a2c/wrong": {"user": "x"}, "a2c/open": {"username": "ada", "key": "x", "more": "x"}}
    for name, value in names.items():
        secrets.create_secret(Name=name, SecretString=json.dumps(value), Tags=TAGS)
    read = {"Action": "secretsmanager:GetSecretValue", "Resource": "*"}
    text = document({**read, "Principal": "*"}, {**read, "Principal": {"AWS": f"arn:aws:iam::{OTHER}:root"}})
    secrets.put_resource_policy(SecretId="a2c/open", ResourcePolicy=text)


def make_bad(account: Account) -> None:
    """Fill an account with everything that is wrong with access in use."""
    iam = account.client("iam")
    _policies(iam, account.account_id)
    _roles(iam, account.account_id)
    _people(iam, account.account_id)
    _others(account)
    ask(account, "PUT", "settings", {"quotas": SUMMARY, "report": REPORT})


def make_abandoned(account: Account) -> None:
    """Fill an account with access that nobody uses and something is missing of."""
    iam = account.client("iam")
    iam.create_policy(PolicyName=POLICY, Path=PATH, PolicyDocument=document(allow("ecr:ListImages")), Tags=TAGS)
    iam.create_group(GroupName=GROUP, Path=PATH)
    iam.put_group_policy(GroupName=GROUP, PolicyName="Escalates", PolicyDocument=document(allow("iam:PutUserPolicy")))
    iam.create_instance_profile(InstanceProfileName=WORKER, Path=PATH, Tags=TAGS)
    iam.create_user(UserName="ada", Path=PATH, Tags=TAGS)
    machines = trust({"Service": "ec2.amazonaws.com"})
    operator = iam.create_role(RoleName="Operator", AssumeRolePolicyDocument=machines)["Role"]["Arn"]
    iam.create_role(
        RoleName=GENERAL_ROLE,
        Path=PATH,
        AssumeRolePolicyDocument=trust({"AWS": operator}),
        MaxSessionDuration=7200,
        Tags=[*TAGS, {"Key": "app2container:component", "Value": "general_role"}],
    )
    report = {"ada": {"user_creation_time": days_ago(400)}}
    ask(account, "PUT", "settings", {"quotas": {"AccountMFAEnabled": 1}, "report": report})
