# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks on the buckets of artifacts, which the guide asks to lock down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, TypeAlias

from ..._policy.language.conditions import EvaluationError, holds
from ..._policy.language.document import Document, Statement
from ..._policy.language.patterns import covers
from ..facts import BLOCKS, Bucket, Fact, Facts, not_asked
from ..model import Check, Hit, Severity, Unseen
from ..openness import lets_everyone_in, names_of

__all__ = ["CHECKS", "is_tls_only"]

_TRANSPORT = "aws:securetransport"
_S3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide"
_GONE: Fact[Any] = not_asked("the bucket does not exist")
_NONE: Fact[Any] = not_asked("no option names a bucket")

# What is wrong with one aspect of a bucket; None if nothing is.
Judge: TypeAlias = "Callable[[Bucket, Any], Mapping[str, object] | None]"


def _denies_plain(statement: Statement) -> bool:
    """Tells whether a statement denies everyone everything that does not come by TLS."""
    keys = {key.lower() for _operator, lines in statement.conditions for key, _values in lines}
    if statement.effect != "Deny" or "*" not in names_of(statement) or keys - {_TRANSPORT}:
        return False
    if not any(covers(pattern.lower(), "s3:*") for pattern in statement.actions):
        return False
    try:
        return all(
            holds(operator, key, values, ("false",), lambda text: text)
            for operator, lines in statement.conditions
            for key, values in lines
        )
    except EvaluationError:
        return False


def is_tls_only(policy: Document, arn: str) -> bool:
    """Tells whether a bucket policy denies everyone all requests without TLS, to the bucket and to its objects."""
    denied = [pattern for one in policy.statements if _denies_plain(one) for pattern in one.resources]
    return all(any(covers(pattern, target) for pattern in denied) for target in (arn, f"{arn}/*"))


def _plain(bucket: Bucket, found: Document) -> Mapping[str, object] | None:
    return None if is_tls_only(found, bucket.arn) else {}


def _public(_bucket: Bucket, found: Document) -> Mapping[str, object] | None:
    names = [one.sid or f"number {at}" for at, one in enumerate(found.statements, start=1) if lets_everyone_in(one)]
    return {"statements": ", ".join(names)} if names else None


def _unless(wanted: str, _bucket: Bucket, found: str) -> Mapping[str, object] | None:
    return None if found == wanted else {}


def _empty(_bucket: Bucket, found: object) -> Mapping[str, object] | None:
    return None if found else {}


def _others(facts: Facts) -> Iterator[Unseen]:
    """That there may be further buckets, or that there is none."""
    if facts.buckets_found.value is None:
        yield Unseen(resource=facts.account_name, fact=facts.buckets_found)
    elif not facts.buckets:
        yield Unseen(resource=facts.account_name, fact=_NONE)


def _unblocked(facts: Facts) -> Iterator[Hit | Unseen]:
    """S3 blocks what the bucket or the account blocks, so either of them is enough."""
    for bucket in facts.buckets.values():
        blocks = (bucket.public_access_block, facts.account_block)
        known = tuple(fact for fact in blocks if fact.value is not None)
        missing = [name for name in BLOCKS if not any(fact.known.get(name) for fact in known)]
        unknown = next((fact for fact in blocks if fact.value is None and fact.asked), None)
        if not bucket.exists or (missing and unknown):
            yield Unseen(resource=bucket.arn, fact=unknown if bucket.exists and unknown else _GONE)
        elif missing:
            values = {"name": bucket.name, "missing": ", ".join(missing), "account": facts.identity.account_id}
            yield Hit(resource=bucket.arn, values=values, sources=known)
    yield from _others(facts)


def _missing(facts: Facts) -> Iterator[Hit | Unseen]:
    for bucket in facts.buckets.values():
        aspects: list[Fact[Any]] = [value for value in vars(bucket).values() if isinstance(value, Fact)]
        if not bucket.exists:
            yield Hit(resource=bucket.arn)
        elif all(fact.value is None for fact in aspects):  # nobody knows whether it exists
            yield Unseen(resource=bucket.arn, fact=aspects[0])
    yield from _others(facts)


def _find(aspect: str, judge: Judge) -> Callable[[Facts], Iterator[Hit | Unseen]]:
    """What looks at one aspect of each bucket."""

    def find(facts: Facts) -> Iterator[Hit | Unseen]:
        for bucket in facts.buckets.values():
            fact: Fact[Any] = getattr(bucket, aspect) if bucket.exists else _GONE
            if fact.value is None:
                yield Unseen(resource=bucket.arn, fact=fact)
            elif (values := judge(bucket, fact.value)) is not None:
                yield Hit(resource=bucket.arn, values={"name": bucket.name, **values}, sources=(fact,))
        yield from _others(facts)

    return find


def _check(  # noqa: PLR0913 - the columns of the table
    identifier: str,
    severity: Severity,
    aspect: str,
    judge: Judge,
    *,
    title: str,
    remedy: str,
    references: Mapping[str, tuple[str, ...]],
    page: str,
) -> Check:
    return Check(
        id=identifier,
        severity=severity,
        title=title,
        remedy=remedy,
        find=_find(aspect, judge),
        needs=(),
        references=references,
        source=f"{_S3}/{page}.html",
    )


CHECKS = (
    Check(
        id="bucket-missing",
        severity="medium",
        title="The policy grants access to it and it does not exist: anybody can create a bucket of this name, and"
        " would get the artifacts",
        remedy="Create it, or remove it from a2c_iam_policy_artifact_buckets.",
        find=_missing,
        needs=(),
        references={"prowler": ("s3_bucket_shadow_resource_vulnerability",)},
        source=f"{_S3}/bucket-owner-condition.html",
    ),
    Check(
        id="bucket-public-access",
        severity="high",
        title="Neither its public access block nor that of the account has {missing}",
        remedy="Run aws s3api put-public-access-block --bucket {name} --public-access-block-configuration"
        " BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true, or for all"
        " buckets aws s3control put-public-access-block --account-id {account} with the same configuration.",
        find=_unblocked,
        needs=(),
        references={
            "cis_v7": ("3.1.4",),
            "cis_v5": ("2.1.4",),
            "fsbp": ("S3.1", "S3.8"),
            "prowler": ("s3_bucket_level_public_access_block", "s3_account_level_public_access_blocks"),
        },
        source=f"{_S3}/access-control-block-public-access.html",
    ),
    _check(
        "bucket-without-tls",
        "medium",
        "policy",
        _plain,
        title="Its policy does not deny requests without TLS to everyone, to the bucket and to its objects",
        remedy="Add a statement to its policy that denies s3:* to everyone on the bucket and on its objects where"
        " aws:SecureTransport is false.",
        references={
            "cis_v7": ("3.1.1",),
            "cis_v5": ("2.1.1",),
            "fsbp": ("S3.5",),
            "prowler": ("s3_bucket_secure_transport_policy",),
        },
        page="security-best-practices",
    ),
    _check(
        "bucket-policy-public",
        "critical",
        "policy",
        _public,
        title="Its policy allows everyone access, with the statements {statements}",
        remedy="Remove the statements from its policy, or limit them to principals or with a condition.",
        references={
            "cis_v7": ("2.21",),
            "fsbp": ("S3.3",),
            "prowler": ("s3_bucket_public_access", "s3_bucket_policy_public_write_access"),
        },
        page="access-control-block-public-access",
    ),
    _check(
        "bucket-not-encrypted",
        "medium",
        "encryption",
        _empty,
        title="It has no default encryption",
        remedy="Set its default encryption with aws s3api put-bucket-encryption --bucket {name}.",
        references={"prowler": ("s3_bucket_default_encryption",)},
        page="bucket-encryption",
    ),
    _check(
        "bucket-acls",
        "medium",
        "ownership",
        partial(_unless, "BucketOwnerEnforced"),
        title="Access control lists are on, so objects can be opened to others one by one",
        remedy="Run aws s3api put-bucket-ownership-controls --bucket {name} --ownership-controls"
        " Rules=[{{ObjectOwnership=BucketOwnerEnforced}}].",
        references={"fsbp": ("S3.12",), "prowler": ("s3_bucket_acl_prohibited",)},
        page="about-object-ownership",
    ),
    _check(
        "bucket-not-versioned",
        "low",
        "versioning",
        partial(_unless, "Enabled"),
        title="Versioning is off, so what is overwritten or deleted is lost",
        remedy="Run aws s3api put-bucket-versioning --bucket {name} --versioning-configuration Status=Enabled.",
        references={"fsbp": ("S3.14",), "prowler": ("s3_bucket_object_versioning",)},
        page="Versioning",
    ),
    _check(
        "bucket-without-lifecycle",
        "low",
        "lifecycle",
        _empty,
        title="No lifecycle rule removes old artifacts and unfinished uploads",
        remedy="Add a rule with aws s3api put-bucket-lifecycle-configuration --bucket {name}.",
        references={"fsbp": ("S3.13",), "prowler": ("s3_bucket_lifecycle_enabled",)},
        page="object-lifecycle-mgmt",
    ),
)
