# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan for a bucket as a decision table: what is wanted, what there is -> calls, conflict, findings."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._bucket import wanted
from ansible_collections.fleetops.app2container.plugins.module_utils._bucket.model import BucketState, Contents
from ansible_collections.fleetops.app2container.plugins.module_utils._bucket.plan import BucketPlan, is_to_delete, plan
from ansible_collections.fleetops.app2container.plugins.module_utils._bucket.spec import BucketSpec, Place
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import ConflictError
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Identity
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.ownership import OWN_TAG

PLACE = Place(identity=Identity(account_id="123456789012", partition="aws"), region="eu-west-1")
SPEC = BucketSpec(name="artifacts", expire_noncurrent_days=90, abort_incomplete_multipart_days=7)
ARN = "arn:aws:s3:::artifacts"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd"
BARE = BucketState(region="eu-west-1", tags={})
OURS = replace(BARE, tags=OWN_TAG)
ALL = ("disable_acls", "require_tls", "block_public_access", "encrypt", "set_versioning", "set_lifecycle")
WHOLE: Any = next(iter(plan(SPEC, PLACE, OURS).after.values()))
RULES = WHOLE.rules
BY_DEFAULT = "ApplyServerSideEncryptionByDefault"


def rule(algorithm: str, key: str = "", *, bucket_key: bool = False, **further: Any) -> dict[str, Any]:
    """A rule of the default encryption."""
    default = {"SSEAlgorithm": algorithm, **({"KMSMasterKeyID": key} if key else {})}
    return {BY_DEFAULT: default, "BucketKeyEnabled": bucket_key, **further}


def actions(planned: BucketPlan) -> tuple[str, ...]:
    return tuple(change.action for change in planned.changes)


@pytest.mark.parametrize(
    ("spec", "found", "expected"),
    [
        ({}, None, ("create", *ALL[1:])),
        ({}, OURS, ALL),
        ({}, WHOLE, ()),
        ({"adopt": True}, BARE, ("tag", *ALL)),
        ({"tags": {"a": "1"}}, WHOLE, ("tag",)),
        ({"tags": {}}, replace(WHOLE, tags={**OWN_TAG, "a": "1"}), ("tag",)),
        ({"tags": {}, "purge_tags": False}, replace(WHOLE, tags={**OWN_TAG, "a": "1"}), ()),
        ({"tags": {}}, replace(WHOLE, tags={**OWN_TAG, "aws:cloudformation:stack-id": "1"}), ()),
        ({}, replace(WHOLE, ownership="ObjectWriter"), ("disable_acls",)),
        ({}, replace(WHOLE, policy={}), ("require_tls",)),
        ({}, replace(WHOLE, policy={"Statement": {"Sid": "x"}}), ("require_tls",)),
        ({}, replace(WHOLE, policy={"Statement": [{"Sid": "x"}, *WHOLE.statements]}), ()),
        ({}, replace(WHOLE, policy={"Statement": [{**WHOLE.statements[0], "Resource": ARN}]}), ("require_tls",)),
        ({}, replace(WHOLE, policy={"Statement": [*WHOLE.statements, *WHOLE.statements]}), ("require_tls",)),
        (
            {},
            replace(WHOLE, public_access_block={**wanted.BLOCKED, "BlockPublicAcls": False}),
            ("block_public_access",),
        ),
        ({}, replace(WHOLE, encryption=rule("aws:kms", KEY, bucket_key=True)), ()),
        ({"kms_key_arn": ""}, replace(WHOLE, encryption=rule("aws:kms", KEY, bucket_key=True)), ("encrypt",)),
        ({"kms_key_arn": ""}, replace(WHOLE, encryption=rule("AES256", bucket_key=True)), ()),
        ({"kms_key_arn": KEY}, replace(WHOLE, encryption=rule("aws:kms", KEY, bucket_key=True)), ()),
        ({"kms_key_arn": KEY}, replace(WHOLE, encryption=rule("aws:kms", "1234abcd", bucket_key=True)), ()),
        ({"kms_key_arn": KEY}, replace(WHOLE, encryption=rule("aws:kms:dsse", KEY)), ()),
        ({"kms_key_arn": KEY}, replace(WHOLE, encryption=rule("aws:kms", KEY)), ("encrypt",)),
        ({"kms_key_arn": KEY}, replace(WHOLE, encryption=rule("aws:kms", f"{KEY}0", bucket_key=True)), ("encrypt",)),
        ({}, replace(WHOLE, versioning="Suspended"), ("set_versioning",)),
        ({"versioning": False}, WHOLE, ("set_versioning",)),
        ({"versioning": False}, replace(WHOLE, versioning="Suspended"), ()),
        ({"versioning": False}, replace(WHOLE, versioning=""), ()),
        ({"expire_noncurrent_days": 9}, WHOLE, ("set_lifecycle",)),
        ({}, replace(WHOLE, lifecycle={"Rules": RULES[:1]}), ("set_lifecycle",)),
        (
            {},
            replace(WHOLE, lifecycle={"Rules": [{**item, "Status": "Disabled"} for item in RULES]}),
            ("set_lifecycle",),
        ),
        ({}, replace(WHOLE, lifecycle={"Rules": [{**item, "Filter": {}} for item in reversed(RULES)]}), ()),
        ({}, replace(WHOLE, lifecycle={"Rules": [{**item, "Filter": {"Prefix": "x"}} for item in RULES]}), ALL[-1:]),
        ({"present": False}, None, ()),
        ({"present": False}, WHOLE, ("delete",)),
        ({"present": False, "adopt": True}, BARE, ("delete",)),
    ],
)
def test_what_is_done(spec: dict[str, Any], found: BucketState | None, expected: tuple[str, ...]) -> None:
    planned = plan(replace(SPEC, **spec), PLACE, found)
    assert actions(planned) == expected
    after = planned.after.get(SPEC.ref)
    assert actions(plan(replace(SPEC, **spec), PLACE, after)) == ()  # nothing is left to do


@pytest.mark.parametrize(
    ("spec", "found", "contents", "told"),
    [
        (
            {},
            BARE,
            Contents(),
            "is not managed by this collection; set adopt: true to manage it, or choose another name",
        ),
        ({"present": False}, BARE, Contents(), "is not managed by this collection"),
        ({}, replace(WHOLE, region="us-east-1"), Contents(), "is in Region us-east-1, not in eu-west-1"),
        ({"present": False}, WHOLE, Contents(objects=1), "holds 1 object, and a bucket is only deleted when"),
        ({"present": False}, WHOLE, Contents(delete_markers=2), "holds 2 delete markers, and"),
        (
            {"present": False},
            WHOLE,
            Contents(objects=900, older_versions=99, delete_markers=1, more=True),
            "holds at least 900 objects, 99 older versions and 1 delete marker, and",
        ),
    ],
)
def test_what_is_refused(spec: dict[str, Any], found: BucketState, contents: Contents, told: str) -> None:
    with pytest.raises(ConflictError) as raised:
        plan(replace(SPEC, **spec), PLACE, found, contents)
    assert f"bucket artifacts {told}" in str(raised.value).replace("artifacts exists and is", "artifacts is")
    assert str(raised.value).endswith("Nothing has been changed.")


def test_what_a_bucket_holds_matters_only_where_it_is_deleted() -> None:
    absent = replace(SPEC, present=False)
    assert [is_to_delete(absent, found) for found in (None, BARE, OURS)] == [False, False, True]
    assert is_to_delete(replace(absent, adopt=True), BARE)
    assert not is_to_delete(SPEC, OURS)


def test_what_others_have_set_is_kept_and_told() -> None:
    theirs = {"Sid": "Theirs", "Effect": "Allow"}
    former = {"ID": "former", "Prefix": "logs/", "Status": "Enabled", "Expiration": {"Days": 1}}
    found = replace(
        OURS,
        policy={"Version": "2012-10-17", "Id": "x", "Statement": [theirs, {"Effect": "Deny"}]},
        lifecycle={"Rules": [former], "TransitionDefaultMinimumObjectSize": "varies_by_storage_class"},
        encryption=rule("AES256", BlockedEncryptionTypes={"EncryptionType": ["SSE-C"]}),
    )
    planned = plan(replace(SPEC, kms_key_arn=KEY), PLACE, found)
    calls = {change.operation: change.params for change in planned.changes}
    policy = json.loads(calls["PutBucketPolicy"]["Policy"])
    assert (policy["Id"], policy["Statement"][:2]) == ("x", [theirs, {"Effect": "Deny"}])
    lifecycle = calls["PutBucketLifecycleConfiguration"]
    assert lifecycle["TransitionDefaultMinimumObjectSize"] == "varies_by_storage_class"
    kept = {"ID": "former", "Filter": {"Prefix": "logs/"}, "Status": "Enabled", "Expiration": {"Days": 1}}
    assert lifecycle["LifecycleConfiguration"]["Rules"] == [kept, *RULES]
    (encryption,) = calls["PutBucketEncryption"]["ServerSideEncryptionConfiguration"]["Rules"]
    assert encryption == rule("aws:kms", KEY, bucket_key=True, BlockedEncryptionTypes={"EncryptionType": ["SSE-C"]})
    assert [item.message for item in planned.findings] == [
        "Its policy has statements of others, which are left unchanged: Theirs, number 2.",
        "It has lifecycle rules of others, which are left unchanged: former.",
    ]


def test_a_new_bucket_has_its_tags_from_the_beginning() -> None:
    spec = replace(SPEC, tags={"team": "red"})
    create = plan(spec, PLACE, None).changes[0]
    tags = [{"Key": "app2container:managed-by", "Value": "fleetops.app2container"}, {"Key": "team", "Value": "red"}]
    configuration = {"LocationConstraint": "eu-west-1", "Tags": tags}
    assert create.params == {"ObjectOwnership": "BucketOwnerEnforced", "CreateBucketConfiguration": configuration}
    first = replace(PLACE, region="us-east-1")
    assert plan(spec, first, None).changes[0].params["CreateBucketConfiguration"] == {"Tags": tags}


@pytest.mark.parametrize(
    ("encryption", "expected"),
    [
        (rule("AES256"), [{"name": "artifacts"}]),
        (rule("aws:kms", "1234abcd"), [{"name": "artifacts"}]),
        (rule("aws:kms", KEY), [{"name": "artifacts", "kms_key_arn": KEY}]),
    ],
)
def test_what_the_policy_takes(encryption: dict[str, Any], expected: list[dict[str, str]]) -> None:
    assert plan(SPEC, PLACE, replace(WHOLE, encryption=encryption)).policy_artifact_buckets() == expected
    assert plan(replace(SPEC, present=False), PLACE, WHOLE).policy_artifact_buckets() == []
