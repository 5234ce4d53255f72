# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets Manager: one method for one call, each harmless when it is repeated after a lost answer.

What goes wrong becomes an AwsError that names the secret, never its value. There are no rules here: what is called,
with what and when, plans say.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .._plan.tags import tag_list
from .connection import Connection
from .errors import ClientError, error_code, translated, unless_missing

__all__ = [
    "APP2CONTAINER_PREFIX",
    "AWS_KEY",
    "CURRENT",
    "MAX_NAME_LENGTH",
    "MAX_RECOVERY_DAYS",
    "MIN_RECOVERY_DAYS",
    "NAME_CHARACTERS",
    "Secret",
    "SecretValue",
    "SecretVersion",
    "SecretsManager",
    "key_name",
    "new_version_id",
]

CURRENT = "AWSCURRENT"  # the staging label of the version that is in force
AWS_KEY = "alias/aws/secretsmanager"  # what encrypts secrets for which no key is named
# https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html
MIN_RECOVERY_DAYS, MAX_RECOVERY_DAYS = 7, 30
# https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
MAX_NAME_LENGTH = 512
NAME_CHARACTERS = r"[A-Za-z0-9/_+=.@-]"  # as a regular expression
APP2CONTAINER_PREFIX = "a2c/"  # of the secrets that App2Container's policies let every general user read
EXISTS = "ResourceExistsException"
UNFIT = "InvalidRequestException"  # the secret's state does not allow the call, for example as it is deleted already


_ARN_OF_KEY = re.compile(r"arn:[^:]*:kms:[^:]*:[^:]*:(?:key/)?")


@dataclass(frozen=True, kw_only=True)
class Secret:
    """A secret without its value.

    ``kms_key_id`` is empty for the key that AWS manages. ``deleted`` is true from DeleteSecret until RestoreSecret.
    ``versions`` are the staging labels of each version by its id. ``replica_of`` is the Region of the primary secret,
    ``replicas`` are the Regions of the copies, ``owner`` is the AWS service that manages the secret.
    """

    name: str
    arn: str
    tags: Mapping[str, str] = field(default_factory=dict)
    kms_key_id: str = ""
    deleted: bool = False
    versions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    replica_of: str = ""
    replicas: tuple[str, ...] = ()
    owner: str = ""
    rotates: bool = False
    created: datetime | None = None

    def version(self, stage: str = CURRENT) -> str:
        """The id of the version that has a staging label, empty where none has it."""
        return next((version for version, stages in self.versions.items() if stage in stages), "")


@dataclass(frozen=True, kw_only=True)
class SecretValue:
    """One version of a secret; ``text`` is None where the value is binary."""

    version_id: str
    text: str | None = field(repr=False)
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SecretVersion:
    """The version that a call has written, and the ARN of its secret."""

    arn: str
    version_id: str


def key_name(kms_key_id: str) -> str:
    """What two ways to name the same key have in common; empty for the key of AWS."""
    name = _ARN_OF_KEY.sub("", kms_key_id)
    return "" if name == AWS_KEY else name


def new_version_id() -> str:
    """An id for a version that a call is to write: the ClientRequestToken, under which it takes effect only once."""
    return str(uuid.uuid4())


def _secret_from(answer: Mapping[str, Any]) -> Secret:
    return Secret(
        name=answer["Name"],
        arn=answer["ARN"],
        tags={tag["Key"]: tag.get("Value", "") for tag in answer.get("Tags") or ()},
        kms_key_id=answer.get("KmsKeyId") or "",
        deleted=answer.get("DeletedDate") is not None,
        versions={version: tuple(stages) for version, stages in _stages(answer).items()},
        replica_of=answer["PrimaryRegion"] if _is_replica(answer) else "",
        replicas=tuple(sorted(copy["Region"] for copy in answer.get("ReplicationStatus") or ())),
        owner=answer.get("OwningService") or "",
        rotates=bool(answer.get("RotationEnabled")),
        created=answer.get("CreatedDate"),
    )


def _stages(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """The staging labels by version, which listings name otherwise."""
    return answer.get("VersionIdsToStages") or answer.get("SecretVersionsToStages") or {}


def _is_replica(answer: Mapping[str, Any]) -> bool:
    """Tells whether the secret is a copy: its ARN lies in another Region than the primary secret."""
    primary = answer.get("PrimaryRegion")
    return bool(primary) and answer["ARN"].split(":")[3] != primary


class SecretsManager:
    """The secrets of one account, in one Region, that of the connection by default. ARNs will do for ``name``, too."""

    def __init__(self, connection: Connection, region: str = "") -> None:
        self._client = connection.client("secretsmanager", **({"region": region} if region else {}))

    def describe(self, name: str) -> Secret | None:
        """The secret without its value, None where there is none; one whose deletion is scheduled is there."""
        with translated(f"read secret {name}"):
            answer = unless_missing(self._client.describe_secret, SecretId=name)
        return answer and _secret_from(answer)

    def tagged(self, tags: Mapping[str, str], *, not_under: str) -> list[Secret]:
        """The secrets that have all of these tags, without those whose names begin so, and those that are deleted.

        Source: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Filter.html
        """
        filters = [
            {"Key": "tag-key", "Values": sorted(tags)},
            {"Key": "tag-value", "Values": sorted(tags.values())},
            {"Key": "name", "Values": [f"!{not_under}"]},
        ]
        with translated("look for secrets by their tags"):
            pages = self._client.get_paginator("list_secrets").paginate(Filters=filters)
            listed = [_secret_from(answer) for page in pages for answer in page.get("SecretList", ())]
        return [secret for secret in listed if tags.items() <= secret.tags.items()]  # a filter is a prefix, too

    def written(self, name: str, stage: str = CURRENT) -> datetime | None:
        """When the version that has a staging label was written, None where no version has it.

        The date of the last change, which DescribeSecret tells, counts tags and settings, too. Source:
        https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_SecretVersionsListEntry.html
        """
        with translated(f"read the versions of secret {name}"):
            dates = (one.get("CreatedDate") for one in self._versions(name) if stage in one.get("VersionStages", ()))
            return next(dates, None)

    def _versions(self, name: str) -> Iterator[Mapping[str, Any]]:
        """The versions over all pages, for which botocore has no paginator."""
        token: Mapping[str, str] | None = {}
        while token is not None:
            answer = self._client.list_secret_version_ids(SecretId=name, **token)
            yield from answer.get("Versions", ())
            token = {"NextToken": answer["NextToken"]} if answer.get("NextToken") else None

    def value(self, name: str, *, version_id: str | None = None, stage: str | None = None) -> SecretValue | None:
        """One version with its value, the current one by default; None where there is no such version or secret."""
        which = {"VersionId": version_id, "VersionStage": stage}
        chosen = {key: item for key, item in which.items() if item}
        with translated(f"read the value of secret {name}"):
            answer = unless_missing(self._client.get_secret_value, SecretId=name, **chosen)
        return answer and SecretValue(
            version_id=answer["VersionId"],
            text=answer.get("SecretString"),
            stages=tuple(answer.get("VersionStages") or ()),
        )

    def create(
        self,
        name: str,
        text: str,
        *,
        tags: Mapping[str, str],
        kms_key_id: str | None = None,
        version_id: str | None = None,
    ) -> SecretVersion:
        """Makes a secret with its first version. What our own lost first try has made is no error."""
        token = version_id or new_version_id()
        params = {"Name": name, "SecretString": text, "Tags": tag_list(tags), "ClientRequestToken": token}
        with translated(f"create secret {name}"):
            try:
                arn = self._client.create_secret(**params, **({"KmsKeyId": kms_key_id} if kms_key_id else {}))["ARN"]
            except ClientError as error:
                made = self.describe(name) if error_code(error) == EXISTS else None
                if made is None or token not in made.versions:
                    raise
                arn = made.arn
        return SecretVersion(arn=arn, version_id=token)

    def put(
        self, name: str, text: str, *, version_id: str | None = None, stages: Sequence[str] = (CURRENT,)
    ) -> SecretVersion:
        """Writes another version under these staging labels, which the versions that had them lose."""
        token = version_id or new_version_id()
        with translated(f"write the value of secret {name}"):
            answer = self._client.put_secret_value(
                SecretId=name, SecretString=text, ClientRequestToken=token, VersionStages=list(stages)
            )
        return SecretVersion(arn=answer["ARN"], version_id=token)

    def set_key(self, name: str, kms_key_id: str) -> None:
        """Encrypts the secret with another key of KMS."""
        with translated(f"set the KMS key of secret {name}"):
            self._client.update_secret(SecretId=name, KmsKeyId=kms_key_id)

    def tag(self, name: str, tags: Mapping[str, str]) -> None:
        """Adds tags, or gives them other values."""
        with translated(f"tag secret {name}"):
            self._client.tag_resource(SecretId=name, Tags=tag_list(tags))

    def untag(self, name: str, tag_keys: Iterable[str]) -> None:
        """Removes tags; those that are not there are no error."""
        with translated(f"untag secret {name}"):
            self._client.untag_resource(SecretId=name, TagKeys=sorted(tag_keys))

    def resource_policy(self, name: str) -> str | None:
        """The resource policy as JSON, None without one."""
        with translated(f"read the resource policy of secret {name}"):
            answer = unless_missing(self._client.get_resource_policy, SecretId=name)
        return None if answer is None else answer.get("ResourcePolicy")

    def put_resource_policy(self, name: str, policy: str) -> None:
        """Sets the resource policy. One that would open the secret to everybody is refused by AWS."""
        with translated(f"set the resource policy of secret {name}"):
            self._client.put_resource_policy(SecretId=name, ResourcePolicy=policy, BlockPublicPolicy=True)

    def delete_resource_policy(self, name: str) -> None:
        """Removes the resource policy, if there is one."""
        with translated(f"remove the resource policy of secret {name}"):
            unless_missing(self._client.delete_resource_policy, SecretId=name)

    def delete(self, name: str, recovery_days: int) -> None:
        """Schedules the deletion. A secret that is gone, or scheduled already, is no error."""
        with translated(f"delete secret {name}"):
            try:
                unless_missing(self._client.delete_secret, SecretId=name, RecoveryWindowInDays=recovery_days)
            except ClientError as error:
                if error_code(error) != UNFIT or not self._is_deleted(name, otherwise=True):
                    raise

    def restore(self, name: str) -> None:
        """Takes back the scheduled deletion. A secret that was restored already is no error."""
        with translated(f"restore secret {name}"):
            try:
                self._client.restore_secret(SecretId=name)
            except ClientError as error:
                if error_code(error) != UNFIT or self._is_deleted(name, otherwise=True):
                    raise

    def _is_deleted(self, name: str, *, otherwise: bool) -> bool:
        """Tells whether the deletion is scheduled; ``otherwise`` where there is no secret."""
        found = self.describe(name)
        return otherwise if found is None else found.deleted
