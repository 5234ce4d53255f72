# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings that lock a bucket down, made of those that it has: what others have set beside ours is kept.

Pure. Sources: the App2Container user guide asks to limit the bucket to authorized users and to encrypt it; the security
best practices of S3 say how (https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from .._aws.bucket_settings import ENCRYPTION_DEFAULT
from .model import BucketState
from .spec import BucketSpec

__all__ = [
    "BLOCKED",
    "OWNED",
    "RULE_IDS",
    "SID",
    "encryption",
    "lifecycle",
    "other_rules",
    "other_statements",
    "policy",
    "versioning",
]

BLOCKED: Mapping[str, bool] = MappingProxyType(
    dict.fromkeys(("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"), True)
)
OWNED = "BucketOwnerEnforced"  # access control lists are off
SID = "App2ContainerDenyPlainHttp"
EXPIRE, ABORT = RULE_IDS = ("app2container-expire-noncurrent", "app2container-abort-uploads")
S3_KEY = "AES256"
# The second encrypts twice, and has no bucket keys.
KMS, KMS_TWICE = ("aws:kms", "aws:kms:dsse")

Settings = Mapping[str, Any]


def other_statements(state: BucketState) -> list[Settings]:
    """The statements of the bucket policy that are not ours."""
    return [statement for statement in state.statements if statement.get("Sid") != SID]


def policy(state: BucketState, arn: str) -> Settings:
    """The bucket policy with our statement, which denies everyone all requests without TLS."""
    ours = {
        "Sid": SID,
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [arn, f"{arn}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    if state.statements.count(ours) == 1 and len(state.statements) == len(other_statements(state)) + 1:
        return state.policy
    return {"Version": "2012-10-17", **state.policy, "Statement": [*other_statements(state), ours]}


def encryption(spec: BucketSpec, state: BucketState) -> Settings:
    """The rule of the default encryption. Without an option, one that exists is kept."""
    if spec.kms_key_arn is None and state.algorithm:
        return state.encryption
    if not spec.kms_key_arn:
        wanted: dict[str, Any] = {ENCRYPTION_DEFAULT: {"SSEAlgorithm": S3_KEY}}
        is_fine = state.algorithm == S3_KEY
    else:
        wanted = {
            ENCRYPTION_DEFAULT: {"SSEAlgorithm": KMS, "KMSMasterKeyID": spec.kms_key_arn},
            "BucketKeyEnabled": True,
        }
        is_strong = state.algorithm == KMS_TWICE or (
            state.algorithm == KMS and state.encryption.get("BucketKeyEnabled")
        )
        is_fine = bool(is_strong) and state.kms_key in (spec.kms_key_arn, spec.kms_key_arn.rpartition("/")[2])
    kept = {name: value for name, value in state.encryption.items() if name not in {*wanted, "BucketKeyEnabled"}}
    return state.encryption if is_fine else {**kept, **wanted}


def versioning(spec: BucketSpec, state: BucketState) -> str:
    """The status of versioning, which S3 can suspend, but not take back."""
    return "Enabled" if spec.versioning else "Suspended" if state.versioning == "Enabled" else state.versioning


def other_rules(state: BucketState) -> list[Settings]:
    """The lifecycle rules that are not ours."""
    return [rule for rule in state.rules if rule.get("ID") not in RULE_IDS]


def _own_rules(spec: BucketSpec) -> list[Settings]:
    """Our rules, which apply to the whole bucket. Delete markers go when they hide nothing any more."""
    common: Settings = {"Status": "Enabled", "Filter": {"Prefix": ""}}
    days, uploads = spec.expire_noncurrent_days, spec.abort_incomplete_multipart_days
    rules: list[Settings] = []
    if days:
        markers, older = {"ExpiredObjectDeleteMarker": True}, {"NoncurrentDays": days}
        rules.append({"ID": EXPIRE, **common, "Expiration": markers, "NoncurrentVersionExpiration": older})
    if uploads:
        rules.append({"ID": ABORT, **common, "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": uploads}})
    return rules


def _compared(rule: Settings) -> Settings:
    """A rule as it is compared: S3 has several ways to write that it applies to the whole bucket."""
    scope = {name: value for name, value in {**rule.get("Filter", {}), "Prefix": _prefix(rule)}.items() if value}
    return {**{name: value for name, value in rule.items() if name not in ("Filter", "Prefix")}, "Filter": scope}


def _prefix(rule: Settings) -> str:
    return str(rule.get("Prefix") or rule.get("Filter", {}).get("Prefix") or "")


def _current(rule: Settings) -> Settings:
    """A rule of others in the current form: S3 does not take it beside ours with a prefix in the former one."""
    if "Prefix" not in rule:
        return rule
    return {**{name: value for name, value in rule.items() if name != "Prefix"}, "Filter": {"Prefix": _prefix(rule)}}


def lifecycle(spec: BucketSpec, state: BucketState) -> Settings:
    """The lifecycle configuration with our rules, and those of others; empty without any."""
    ours = _own_rules(spec)
    found = [rule for rule in state.rules if rule.get("ID") in RULE_IDS]
    if sorted(map(_compared, found), key=str) == sorted(map(_compared, ours), key=str):
        return state.lifecycle
    rules = [*map(_current, other_rules(state)), *ours]
    return {**state.lifecycle, "Rules": rules} if rules else {}
