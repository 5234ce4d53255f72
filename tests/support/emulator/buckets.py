# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for buckets that others have made: in an emulated account, with settings of their own."""

from __future__ import annotations

import json
from typing import Any

from tests.support.emulator.accounts import Account
from tests.support.emulator.servers import REGION
from tests.support.runs.modules import ModuleResult, run_module

KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab"
READS = {
    "s3:GetBucketEncryption": 1,
    "s3:GetBucketLifecycleConfiguration": 1,
    "s3:GetBucketLocation": 1,
    "s3:GetBucketOwnershipControls": 1,
    "s3:GetBucketPolicy": 1,
    "s3:GetBucketTagging": 1,
    "s3:GetBucketVersioning": 1,
    "s3:GetPublicAccessBlock": 1,
    "sts:GetCallerIdentity": 1,
}
REPORTED = ("changed", "diff", "changes", "bucket", "policy_artifact_buckets", "findings")
THEIR_RULE: Any = {"ID": "theirs", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 9}}


def bucket_name(account: Account) -> str:
    """Return a name that no other account uses."""
    return f"a2c-artifacts-{account.account_id}"


def arn_of(account: Account) -> str:
    """Return the ARN of the bucket."""
    return f"arn:aws:s3:::{bucket_name(account)}"


def kms_key(account: Account, key_id: str = KEY_ID) -> str:
    """Return the ARN of a KMS key of the account."""
    return f"arn:aws:kms:{REGION}:{account.account_id}:key/{key_id}"


def their_statement(account: Account) -> dict[str, Any]:
    """Return a statement that others have put into the bucket policy."""
    principal = {"AWS": f"arn:aws:iam::{account.account_id}:root"}
    return {"Sid": "Theirs", "Effect": "Allow", "Principal": principal, "Action": "s3:*", "Resource": arn_of(account)}


def make_bucket(account: Account, **settings: Any) -> str:
    """Make the bucket as S3 made it in former years, without any setting; return its name."""
    name, place = bucket_name(account), {"LocationConstraint": account.environment["AWS_REGION"]}
    account.client("s3").create_bucket(Bucket=name, CreateBucketConfiguration=place, **settings)
    return name


def bucket_of_others(account: Account, *, policy: bool = True) -> str:
    """Make the bucket with a tag, a policy, a lifecycle rule and an encryption of others; return its name."""
    name, s3 = make_bucket(account), account.client("s3")
    s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": [{"Key": "team", "Value": "red"}]})
    s3.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": [THEIR_RULE]})
    if policy:
        document = {"Version": "2012-10-17", "Id": "x", "Statement": [their_statement(account)]}
        s3.put_bucket_policy(Bucket=name, Policy=json.dumps(document))
    return name


def settings(account: Account) -> dict[str, Any]:
    """Return all settings of the bucket; empty where it does not exist."""
    s3, name = account.client("s3"), bucket_name(account)
    if name not in [item["Name"] for item in s3.list_buckets()["Buckets"]]:
        return {}
    found = {}
    for what in (
        "bucket_encryption",
        "bucket_lifecycle_configuration",
        "bucket_ownership_controls",
        "bucket_policy",
        "bucket_tagging",
        "bucket_versioning",
        "public_access_block",
    ):
        try:
            answer = getattr(s3, f"get_{what}")(Bucket=name)
        except s3.exceptions.ClientError as error:
            answer = {"Error": error.response["Error"]["Code"]}
        found[what] = {key: value for key, value in answer.items() if key != "ResponseMetadata"}
    return found


def run_bucket(account: Account, *, check: bool = False, **params: Any) -> ModuleResult:
    """Run the module artifact_bucket on the bucket of the account."""
    given = {"name": bucket_name(account), **params}
    return run_module("artifact_bucket", given, check=check, environment=account.environment)


def converged(account: Account, **params: Any) -> ModuleResult:
    """Predict, run, and compare the two: both report the same, and the prediction only reads. Return the real run."""
    before = settings(account)
    predicted = run_bucket(account, check=True, **params)
    assert not predicted.failed, predicted["msg"]
    assert all(action.split(":")[1].startswith(("Get", "List")) for action in predicted["api_calls"])
    assert settings(account) == before
    made = run_bucket(account, **params)
    assert not made.failed, made["msg"]
    assert {key: made[key] for key in REPORTED} == {key: predicted[key] for key in REPORTED}
    again = run_bucket(account, **params)
    assert not again.changed, again["changes"]
    return made
