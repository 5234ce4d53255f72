# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module artifact_bucket on an emulated account."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import ACCOUNT_IDS
from tests.support.emulator.accounts import Account, open_account
from tests.support.emulator.buckets import (
    READS,
    THEIR_RULE,
    arn_of,
    bucket_name,
    bucket_of_others,
    converged,
    kms_key,
    make_bucket,
    run_bucket,
    settings,
    their_statement,
)
from tests.support.emulator.servers import REGION, Kind
from tests.support.runs.modules import run_module

LOCKED = (
    "require_tls",
    "block_public_access",
    "encrypt",
    "set_versioning",
    "set_lifecycle",
)


def actions(outcome: Any) -> list[str]:
    return [change["action"] for change in outcome["changes"]]


def audited(account: Account) -> set[str]:
    """The findings of an audit on the bucket."""
    policy = {"deploy_targets": ["ecs"], "artifact_buckets": [{"name": bucket_name(account)}]}
    outcome = run_module("access_info", {"policy": policy}, environment=account.environment)
    assert not outcome.failed, outcome["msg"]
    return {item["id"] for item in outcome["findings"] if item["resource"] == arn_of(account)}


def test_the_whole_cycle(aws: Account) -> None:
    name = bucket_name(aws)
    made = converged(aws)
    assert actions(made) == ["create", *LOCKED]
    assert {(change["type"], change["name"]) for change in made["changes"]} == {("bucket", name)}
    assert made["summary"] == [
        f"Artifact bucket in account {aws.account_id}, Region {REGION}: 6 changes made.",
        f"Created bucket {name}.",
    ]
    blocked = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
    (statement,) = made["bucket"]["policy"]["Statement"]
    assert (statement["Effect"], statement["Principal"], statement["Action"]) == ("Deny", "*", "s3:*")
    assert made["bucket"] == {
        "name": name,
        "arn": arn_of(aws),
        "region": REGION,
        "tags": {"app2container:managed-by": "fleetops.app2container"},
        "object_ownership": "BucketOwnerEnforced",
        "policy": {"Version": "2012-10-17", "Statement": [statement]},
        "public_access_block": dict.fromkeys(blocked, True),
        "encryption": "AES256",
        "kms_key": "",
        "bucket_key": False,
        "versioning": "Enabled",
        "lifecycle_rules": made["bucket"]["lifecycle_rules"],
    }
    assert [rule["ID"] for rule in made["bucket"]["lifecycle_rules"]] == [
        "app2container-expire-noncurrent",
        "app2container-abort-uploads",
    ]
    assert made["policy_artifact_buckets"] == [{"name": name}]
    kept = run_bucket(aws)
    assert (kept.changed, kept["api_calls"]) == (False, READS)
    assert kept["bucket"] == made["bucket"]
    gone = converged(aws, state="absent")
    assert actions(gone) == ["delete"]
    assert (gone["bucket"], gone["policy_artifact_buckets"]) == (None, [])
    assert settings(aws) == {}


def test_the_audit_passes_it(aws: Account) -> None:
    converged(aws, kms_key_arn=kms_key(aws))
    assert audited(aws) == set()
    aws.client("s3").delete_bucket(Bucket=bucket_name(aws))
    make_bucket(aws)
    assert audited(aws) == {
        "bucket-acls",
        "bucket-not-encrypted",
        "bucket-not-versioned",
        "bucket-public-access",
        "bucket-without-lifecycle",
        "bucket-without-tls",
    }


def test_a_bucket_of_others_is_taken_over_only_where_that_is_asked_for(aws: Account) -> None:
    name = bucket_of_others(aws)
    before = settings(aws)
    for state in ("present", "absent"):
        refused = run_bucket(aws, state=state)
        assert refused["msg"] == (
            f"bucket {name} exists and is not managed by this collection; set adopt: true to manage it, or choose"
            " another name. Nothing has been changed."
        )
    assert settings(aws) == before
    made = converged(aws, adopt=True)
    assert actions(made) == ["tag", "disable_acls", *LOCKED]
    assert made["bucket"]["tags"] == {"app2container:managed-by": "fleetops.app2container", "team": "red"}
    assert made["bucket"]["policy"]["Id"] == "x"
    assert made["bucket"]["policy"]["Statement"][0] == their_statement(aws)
    assert made["bucket"]["lifecycle_rules"][0] == THEIR_RULE
    assert [(item["id"], item["message"]) for item in made["findings"]] == [
        ("bucket-statements-kept", "Its policy has statements of others, which are left unchanged: Theirs."),
        ("bucket-rules-kept", "It has lifecycle rules of others, which are left unchanged: theirs."),
    ]
    assert not run_bucket(aws).changed  # it is ours now
    plain = converged(aws, expire_noncurrent_days=0, abort_incomplete_multipart_days=0, tags={"team": "blue"})
    assert actions(plain) == ["tag", "set_lifecycle"]
    assert plain["bucket"]["lifecycle_rules"] == [THEIR_RULE]


def test_each_setting_that_somebody_changed_is_set_again(aws: Account) -> None:
    converged(aws)
    name, s3 = bucket_name(aws), aws.client("s3")
    s3.delete_bucket_policy(Bucket=name)
    s3.delete_public_access_block(Bucket=name)
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Suspended"})
    ownership = {"Rules": [{"ObjectOwnership": "ObjectWriter"}]}
    s3.put_bucket_ownership_controls(Bucket=name, OwnershipControls=ownership)
    s3.delete_bucket_encryption(Bucket=name)
    s3.delete_bucket_lifecycle(Bucket=name)
    assert actions(converged(aws)) == ["disable_acls", *LOCKED]


def test_options_of_an_existing_bucket(aws: Account) -> None:
    converged(aws)
    key = kms_key(aws)
    encrypted = converged(aws, kms_key_arn=key)
    assert actions(encrypted) == ["encrypt"]
    assert encrypted["policy_artifact_buckets"] == [{"name": bucket_name(aws), "kms_key_arn": key}]
    assert encrypted["bucket"]["bucket_key"]
    (entry,) = encrypted["diff"]
    assert entry["before"] == {"bucket_key": False, "encryption": "AES256", "kms_key": ""}
    assert entry["after"] == {"bucket_key": True, "encryption": "aws:kms", "kms_key": key}
    assert not run_bucket(aws).changed  # without the option, an encryption is kept
    other = converged(aws, kms_key_arn=kms_key(aws, "other"), tags={"a": "1", "b": "2"})
    assert actions(other) == ["tag", "encrypt"]
    assert actions(converged(aws, kms_key_arn="", tags={"a": "1"})) == ["tag", "encrypt"]
    assert actions(converged(aws, tags={}, purge_tags=False, versioning=False)) == ["set_versioning"]
    none = {"expire_noncurrent_days": 0, "abort_incomplete_multipart_days": 0}
    assert [change["api"] for change in converged(aws, versioning=False, **none)["changes"]] == [
        "s3:DeleteBucketLifecycle"
    ]
    assert "Error" in settings(aws)["bucket_lifecycle_configuration"]


def test_a_bucket_with_content_is_not_deleted(aws: Account) -> None:
    converged(aws)
    name, s3 = bucket_name(aws), aws.client("s3")
    s3.delete_bucket_policy(Bucket=name)  # the emulator has no TLS
    for key in ("one", "one", "two"):
        s3.put_object(Bucket=name, Key=key, Body=b"x")
    assert run_bucket(aws, state="absent", check=True)["msg"] == (
        f"bucket {name} holds 2 objects and 1 older version, and a bucket is only deleted when it is empty; keep what"
        " you need elsewhere, empty it (in the S3 console with Empty, which deletes all versions), and run again, or"
        " leave the bucket. Nothing has been changed."
    )
    for key in ("one", "two"):
        s3.delete_object(Bucket=name, Key=key)
    refused = run_bucket(aws, state="absent")
    assert "holds 3 older versions and 2 delete markers, and" in refused["msg"]
    assert refused["api_calls"] == READS | {"s3:ListObjectVersions": 1}
    found = s3.list_object_versions(Bucket=name)
    for item in (*found["Versions"], *found["DeleteMarkers"]):
        s3.delete_object(Bucket=name, Key=item["Key"], VersionId=item["VersionId"])
    assert converged(aws, state="absent").changed


def test_the_bucket_of_another_account_is_not_ours(aws: Account, moto_endpoint: str) -> None:
    other = open_account(Kind.MOTO, moto_endpoint, next(ACCOUNT_IDS))
    make_bucket(other)
    name = bucket_name(other)
    others: tuple[dict[str, Any], ...] = ({}, {"adopt": True}, {"state": "absent"})
    for further in others:
        refused = run_bucket(aws, name=name, **further)
        assert f"read the Region of bucket {name} of account {aws.account_id}: access denied" in refused["msg"]
    assert settings(other)["bucket_tagging"] == {"Error": "NoSuchTagSet"}


def test_a_bucket_in_another_region_is_told(aws: Account) -> None:
    converged(aws)
    refused = run_bucket(aws, region="eu-central-1")
    assert refused["msg"] == (
        f"bucket {bucket_name(aws)} is in Region {REGION}, not in eu-central-1; use that region, or choose another"
        " name. Nothing has been changed."
    )


def test_us_east_1_needs_no_location(aws: Account) -> None:
    made = run_bucket(aws, region="us-east-1")
    assert not made.failed, made["msg"]
    assert made["bucket"]["region"] == "us-east-1"
    assert not run_bucket(aws, region="us-east-1").changed


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"name": "ab"}, "name: a bucket name has 3 to 63 characters, got 'ab'; see https://docs.aws.amazon.com/"),
        (
            {"expire_noncurrent_days": -1},
            "expire_noncurrent_days: must be 1 to 2147483647 days, got -1; 0 means never.",
        ),
        ({"kms_key_arn": "alias/a2c"}, "kms_key_arn: is not the ARN of a KMS key, got 'alias/a2c'; write it like arn:"),
        (
            {"kms_key_arn": "arn:aws:kms:us-east-1:123456789012:key/1"},
            f"kms_key_arn: must be in the Region of the bucket, {REGION}, got ",
        ),
        ({"tags": {"app2container:x": "1"}}, "tags: tag keys that begin with aws: or app2container: are reserved, got"),
        ({"account_id": "123456789012"}, "account_id: the credentials belong to account "),
    ],
)
def test_what_is_refused_before_anything_is_written(aws: Account, params: dict[str, Any], told: str) -> None:
    refused = run_bucket(aws, **params)
    assert refused["msg"].startswith(told)
    assert settings(aws) == {}
