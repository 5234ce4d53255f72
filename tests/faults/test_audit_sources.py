# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""What an audit reads, in an account that holds every part: each read that is denied is told, and none is empty."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.found import read_names
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.facts import BLOCKS, Fact
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.sources.account import read_account
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.sources.keep import Kept, save
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.sources.live import read_facts
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.sources.model import Read, Request
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.sources.saved import (
    load,
    saved_account,
    saved_facts,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.ownership import MANAGED_BY, TAG_KEY
from tests.support.runs.access import EVERY_PART, PATH
from tests.support.scenarios.bench import Bench
from tests.support.scenarios.connected import connected

BUCKET = "a2c-artifacts"
TAGS = [{"Key": TAG_KEY, "Value": MANAGED_BY}]
OPEN: dict[str, Any] = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}],
}
SECRETS = {"a2c/web": "linux", "a2c/none": "azure"}
VALUE = "nobody-may-see-this"
NAMES = (
    "account",
    "profiles",
    "tags",
    "sessions",
    "summary",
    "credentials",
    "last_accessed",
    "instances",
    "secrets_found",
    "account_block",
)
ASPECTS = ("public_access_block", "policy", "encryption", "ownership", "versioning", "lifecycle")
# What is denied, and the permission that is missing where it is named otherwise; which facts are not read then.
DENIED: Mapping[str, tuple[str, frozenset[str]]] = {
    "iam:GetAccountAuthorizationDetails": ("", frozenset({"account", "profiles", "tags", "sessions"})),
    "iam:ListInstanceProfiles": ("", frozenset({"profiles"})),
    "iam:GetPolicy": ("", frozenset({"tags"})),
    "iam:ListRoles": ("", frozenset({"sessions"})),
    "iam:GetAccountSummary": ("", frozenset({"summary"})),
    "iam:GetCredentialReport": ("", frozenset({"credentials"})),
    "iam:GenerateServiceLastAccessedDetails": ("", frozenset({"last_accessed"})),
    "iam:GetServiceLastAccessedDetails": ("", frozenset({"last_accessed"})),
    "ec2:DescribeInstances": ("", frozenset({"instances"})),
    "secretsmanager:ListSecrets": ("", frozenset({"secrets_found"})),
    "secretsmanager:ListSecretVersionIds": ("", frozenset({"a2c/web changed", "a2c/git changed"})),
    "secretsmanager:DescribeSecret": ("", frozenset({"a2c/web changed", "a2c/none changed"})),
    "secretsmanager:GetResourcePolicy": ("", frozenset({"a2c/web policy", "a2c/git policy"})),
    "secretsmanager:GetSecretValue": ("", frozenset({"a2c/web json_keys", "a2c/git json_keys"})),
    "s3:GetPublicAccessBlock": ("s3:GetBucketPublicAccessBlock", frozenset({f"{BUCKET} public_access_block"})),
    "s3:GetAccountPublicAccessBlock": ("", frozenset({"account_block"})),
    "s3:GetBucketPolicy": ("", frozenset({f"{BUCKET} policy"})),
    "s3:GetBucketEncryption": ("s3:GetEncryptionConfiguration", frozenset({f"{BUCKET} encryption"})),
    "s3:GetBucketOwnershipControls": ("", frozenset({f"{BUCKET} ownership"})),
    "s3:GetBucketVersioning": ("", frozenset({f"{BUCKET} versioning"})),
    "s3:GetBucketLifecycleConfiguration": ("s3:GetLifecycleConfiguration", frozenset({f"{BUCKET} lifecycle"})),
}


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """An account with everything in it, and the id of its instance."""

    bench: Bench
    instance: str

    def read(self, calls: Counter[str] | None = None, keep: Kept | None = None, **request: Any) -> Read:
        """Read all, as a run of the module does."""
        connection = connected(self.bench.account, calls)
        read = read_account(connection, PATH, keep)
        desired = read_names({"path": PATH}, read.identity, read.account.value)
        asked = {"buckets": (BUCKET,), "secrets": SECRETS, "managed_secrets": True, "secret_contents": True, **request}
        return read_facts(connection, Request(desired=desired, **asked), read, keep)


@pytest.fixture(scope="module")
def prepared(account: Bench) -> Iterator[Prepared]:
    assert not account.run(**EVERY_PART).failed
    store = account.account.client("secretsmanager")
    store.create_secret(Name="a2c/web", SecretString=json.dumps({"username": "ada", "key": VALUE}))
    store.create_secret(Name="a2c/git", SecretString=VALUE, Tags=TAGS)
    token = "app2container-key-AKIAIOSFODNN7EXAMPLE"
    store.create_secret(Name="elsewhere/ada", SecretString=VALUE, Tags=TAGS, ClientRequestToken=token)
    bucket = account.account.client("s3")
    bucket.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    machines = account.account.client("ec2")
    profile = {"Name": "App2ContainerWorker"}
    made = machines.run_instances(ImageId="ami-12345678", MinCount=1, MaxCount=1, IamInstanceProfile=profile)
    yield Prepared(bench=account, instance=made["Instances"][0]["InstanceId"])
    bucket.delete_bucket(Bucket=BUCKET)


def facts_of(read: Read) -> dict[str, Fact[Any]]:
    """All facts by name, those of buckets and secrets after the name of these."""
    found: dict[str, Fact[Any]] = {name: getattr(read, name) for name in NAMES}
    for bucket in read.buckets.values():
        found |= {f"{bucket.name} {aspect}": getattr(bucket, aspect) for aspect in ASPECTS}
    for secret in read.secrets.values():
        found |= {f"{secret.name} {aspect}": getattr(secret, aspect) for aspect in ("changed", "policy", "json_keys")}
    return found


def test_everything_is_read(prepared: Prepared) -> None:
    read = prepared.read()
    missing = {name: fact.reason for name, fact in facts_of(read).items() if fact.value is None and fact.asked}
    assert missing == {"a2c/none changed": "the secret a2c/none does not exist"}
    assert {row.user for row in read.credentials.known} >= {"<root_account>", "ada", "grace"}
    assert [item.instance_id for item in read.instances.known] == [prepared.instance]
    assert not read.instances.known[0].imds_v2
    (services,) = read.last_accessed.known.values()
    assert {"s3", "ecr"} <= {item.service for item in services if item.used}
    assert read.secrets["a2c/web"].json_keys.value == frozenset({"username", "key"})
    assert read.secrets["a2c/git"].json_keys.value == frozenset()
    assert "elsewhere/ada" not in read.secrets
    assert VALUE not in repr(read)
    bucket = read.buckets[BUCKET]
    assert (bucket.public_access_block.value, bucket.encryption.value, bucket.versioning.value) == ({}, "", "")
    assert (bucket.policy.known.statements, bucket.lifecycle.value, bucket.ownership.value) == ((), (), "")


def test_settings_of_a_bucket(prepared: Prepared) -> None:
    client = prepared.bench.account.client("s3")
    block = {
        "BlockPublicAcls": True,
        "IgnorePublicAcls": True,
        "BlockPublicPolicy": False,
        "RestrictPublicBuckets": False,
    }
    rule: Any = {"ID": "old", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 9}}
    encryption = {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}]}
    client.put_public_access_block(Bucket=BUCKET, PublicAccessBlockConfiguration=block)
    client.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(OPEN))
    client.put_bucket_encryption(Bucket=BUCKET, ServerSideEncryptionConfiguration=encryption)
    ownership = {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    client.put_bucket_ownership_controls(Bucket=BUCKET, OwnershipControls=ownership)
    client.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    client.put_bucket_lifecycle_configuration(
        Bucket=BUCKET, LifecycleConfiguration={"Rules": [rule, {**rule, "ID": "off", "Status": "Disabled"}]}
    )
    bucket = prepared.read().buckets[BUCKET]
    assert bucket.public_access_block.value == block
    assert bucket.policy.known.to_json() == OPEN | {"Statement": [{**OPEN["Statement"][0], "Principal": {"AWS": "*"}}]}
    assert (bucket.encryption.value, bucket.ownership.value) == ("aws:kms", "BucketOwnerEnforced")
    assert (bucket.versioning.value, bucket.lifecycle.value) == ("Enabled", ("old",))


@pytest.mark.parametrize("action", DENIED)
def test_every_read_denied_in_turn(prepared: Prepared, action: str) -> None:
    permission, unread = DENIED[action]
    fault = prepared.bench.fault("denied", operations=[action.split(":")[1]])
    found = facts_of(prepared.read())
    prepared.bench.calm()
    assert fault.hits
    told = {name: fact for name, fact in found.items() if fact.action}
    assert told.keys() == unread
    assert {(fact.value, fact.action, fact.reason) for fact in told.values()} == {
        (None, permission or action, f"the caller may not call {permission or action}")
    }
    others = {name for name, fact in found.items() if fact.value is None and fact.asked} - unread
    assert others <= {"a2c/none changed", "a2c/none json_keys"}


def test_a_report_that_is_there_is_not_made_again(prepared: Prepared) -> None:
    assert prepared.read().credentials.value
    prepared.bench.forget()
    assert prepared.read().credentials.value
    assert "iam:GenerateCredentialReport" not in {entry.call.action for entry in prepared.bench.calls()}


def values_of(read: Read) -> dict[str, Any]:
    """What was read, without what the emulator dates now: the use of services, and the versions of secrets."""
    found = {name: fact.value for name, fact in facts_of(read).items() if name != "last_accessed"}
    return {name: value is not None if name.endswith(" changed") else value for name, value in found.items()}


@pytest.mark.parametrize("kind", ["throttle", "failure", "reset-after"])
def test_reads_pass_through_faults(prepared: Prepared, kind: str) -> None:
    wanted = values_of(prepared.read())
    prepared.bench.fault(kind, tries=2)
    found = values_of(prepared.read())
    prepared.bench.calm()
    assert found == wanted


def test_a_young_secret_is_not_asked_for_the_age_of_its_value(prepared: Prepared) -> None:
    for since, asked in ((datetime(2000, 1, 1, tzinfo=UTC), 0), (datetime(2999, 1, 1, tzinfo=UTC), 2)):
        calls: Counter[str] = Counter()
        changed = [secret.changed for secret in prepared.read(calls, secrets_since=since).secrets.values()]
        assert sum(fact.value is not None for fact in changed) == 2
        assert calls["secretsmanager:ListSecretVersionIds"] == asked


def test_secrets_in_several_regions(prepared: Prepared) -> None:
    account = prepared.bench.account
    other = replace(account, environment={**account.environment, "AWS_REGION": "us-east-1"}).client("secretsmanager")
    made = [other.create_secret(Name=name, SecretString="{}", Tags=TAGS)["ARN"] for name in ("a2c/web", "a2c/far")]
    named = {"a2c/far": "azure", "a2c/web": "linux", "a2c/none": ""}
    both = prepared.read(regions=("eu-west-1", "us-east-1"), secrets=named)
    for arn in made:
        other.delete_secret(SecretId=arn, ForceDeleteWithoutRecovery=True)
    far = both.secrets["a2c/far"]
    assert (far.arn, far.kind, far.json_keys.value) == (made[1], "azure", frozenset())
    webs = [item for item in both.secrets.values() if item.name == "a2c/web"]
    assert [(item.arn.split(":")[3], item.kind) for item in webs] == [("eu-west-1", "linux"), ("us-east-1", "linux")]
    assert [item.name for item in both.secrets.values() if not item.exists] == ["a2c/none"]
    assert both.secrets_found.value == 3


def test_a_region_that_cannot_be_read(prepared: Prepared) -> None:
    fault = prepared.bench.fault("denied", operations=["ListSecrets"])
    found = prepared.read(regions=("eu-west-1", "us-east-1"))
    prepared.bench.calm()
    assert fault.hits
    reason = "in Region eu-west-1, the caller may not call secretsmanager:ListSecrets"
    assert (found.secrets_found.value, found.secrets_found.reason) == (None, reason)
    assert found.secrets["a2c/web"].exists


def test_a_bucket_that_blocks_all_does_not_ask_the_account(prepared: Prepared) -> None:
    client = prepared.bench.account.client("s3")
    for blocked in (True, False):
        calls: Counter[str] = Counter()
        client.put_public_access_block(Bucket=BUCKET, PublicAccessBlockConfiguration=dict.fromkeys(BLOCKS, blocked))
        assert prepared.read(calls).account_block.asked is not blocked
        assert calls["s3control:GetPublicAccessBlock"] == (not blocked)


def test_no_such_bucket_is_asked_for_once(prepared: Prepared) -> None:
    calls: Counter[str] = Counter()
    (bucket,) = prepared.read(calls, buckets=("a2c-none",)).buckets.values()
    asked = {aspect for aspect in ASPECTS if getattr(bucket, aspect).asked}
    assert (bucket.exists, bucket.public_access_block.reason) == (False, "there is no bucket a2c-none")
    assert asked == {"public_access_block"}
    assert sum(count for name, count in calls.items() if name.startswith("s3:")) == 1


def test_what_was_saved_is_what_was_read(prepared: Prepared, tmp_path: Any) -> None:
    keep = Kept()
    live = prepared.read(keep=keep)
    paths = save(str(tmp_path), live.identity.account_id, keep.texts())
    assert {name: oct((tmp_path / path).stat().st_mode & 0o777) for name, path in paths.items()} == dict.fromkeys(
        ("account_details", "account_summary", "credential_report"), "0o600"
    )
    assert len(list(tmp_path.iterdir())) == 3
    files = load(paths)
    read = saved_account(files)
    assert read.identity == live.identity
    saved = saved_facts(files, Request(desired=read_names({"path": PATH}, read.identity, read.account.value)), read)
    assert (saved.summary.value, saved.credentials.value) == (live.summary.value, live.credentials.value)
    assert saved.credentials.read_at == live.credentials.read_at
    of_users = {ref: item for ref, item in saved.account.known.items() if ref in live.account.known}
    assert of_users.keys() == saved.account.known.keys()
    for name in ("profiles", "tags", "last_accessed", "instances"):
        assert "offline" in getattr(saved, name).reason


def test_the_cost(prepared: Prepared) -> None:
    calls: Counter[str] = Counter()
    prepared.read(calls, buckets=(), secrets={}, managed_secrets=False)
    assert calls.total() - calls["iam:GetAccountAuthorizationDetails"] <= 8, calls
