# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store ``secretsmanager``: one secret of AWS Secrets Manager for each user.

The id of a version of the secret names the key that it holds. So DescribeSecret tells which key is delivered: nothing
is decrypted, and one write delivers a key.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import ClassVar, Self

from ..._aws.secrets_manager import (
    APP2CONTAINER_PREFIX,
    CURRENT,
    MAX_RECOVERY_DAYS,
    MIN_RECOVERY_DAYS,
    NAME_CHARACTERS,
    Secret,
    SecretsManager,
    key_name,
)
from ..._errors import OptionError
from ..._iam.checks import check_tags, tag_texts
from ..._iam.entities import Tags
from ..._plan.ownership import OWN_TAG, has_own_tag, not_managed
from ..._plan.tags import tag_difference
from ..._policy.key_secrets import DEFAULT_PREFIX, overlaps
from ..model import NewKey, StoredKeys
from .store import StoreContext, StoreOptions, StoreSettings, Suboptions

__all__ = ["Corrections", "SecretsManagerSettings", "SecretsManagerStore", "holds_key", "reader_policy"]

MAX_PREFIX_LENGTH = 400  # the name of a user follows, and a secret's name has at most 512 characters
_PREFIX = re.compile(rf"{NAME_CHARACTERS}{{1,{MAX_PREFIX_LENGTH}}}", re.ASCII)
# A ClientRequestToken has 32 to 64 characters: https://docs.aws.amazon.com/secretsmanager/latest/apireference
VERSION = "app2container-key-"
PROBE_STAGE = "APP2CONTAINER_PROBE"


def holds_key(secret: Secret) -> bool:
    """Tells whether a secret holds an access key that this store wrote."""
    return any(version.startswith(VERSION) for version in secret.versions)


@dataclass(frozen=True, kw_only=True)
class SecretsManagerSettings(StoreSettings):
    """How secrets are kept.

    Args:
        prefix: what the names of the secrets begin with.
        kms_key_id: the KMS key that encrypts them; empty if it does not matter.
        tags: their tags, with the collection's own.
        restrict_to_user: whether only its user can read a secret; None leaves resource policies unchanged.
        recovery_days: for how many days the deletion of a secret can be undone.
    """

    suboptions: ClassVar[Suboptions] = MappingProxyType(
        {
            "prefix": {"type": "str"},
            "kms_key_id": {"type": "str"},
            "tags": {"type": "dict"},
            "restrict_to_user": {"type": "bool"},
            "recovery_window_days": {"type": "int"},
        }
    )

    prefix: str = DEFAULT_PREFIX
    kms_key_id: str = ""
    tags: Tags = field(default_factory=lambda: OWN_TAG)
    restrict_to_user: bool | None = None
    recovery_days: int = MIN_RECOVERY_DAYS

    @classmethod
    def read(cls, options: StoreOptions, /) -> Self:
        """The settings, checked."""
        given = options.given
        tags = tag_texts(given.get("tags") or {}, "store.tags")
        return cls(
            prefix=_checked_prefix(given.get("prefix", DEFAULT_PREFIX), options.readable),
            kms_key_id=given.get("kms_key_id") or "",
            tags={**check_tags(tags, "store.tags", "Secrets Manager"), **OWN_TAG},
            restrict_to_user=given.get("restrict_to_user"),
            recovery_days=_checked_recovery_days(given.get("recovery_window_days", MIN_RECOVERY_DAYS)),
        )

    def open(self, context: StoreContext, /) -> SecretsManagerStore:
        """The store."""
        return SecretsManagerStore(SecretsManager(context.connection), self, context.arn_of)

    def stored_keys(self, secret: Secret | None) -> StoredKeys:
        """What a secret holds for its user, leaving its resource policy aside."""
        if secret is None or secret.deleted:
            return StoredKeys(as_configured=False)
        if not has_own_tag(secret.tags):
            remedies = ("choose another store.prefix", "remove the secret")
            return StoredKeys(conflict=not_managed(f"the secret {secret.name}", *remedies))
        version = secret.version()
        key_ids = frozenset({version.removeprefix(VERSION)}) if version.startswith(VERSION) else frozenset()
        return StoredKeys(key_ids=key_ids, as_configured=self.corrections(secret) == Corrections())

    def corrections(self, secret: Secret) -> Corrections:
        """What makes an existing secret as configured, leaving its resource policy aside."""
        has_other_key = bool(self.kms_key_id) and key_name(self.kms_key_id) != key_name(secret.kms_key_id)
        return Corrections(
            restore=secret.deleted,
            kms_key_id=self.kms_key_id if has_other_key else "",
            tags=tag_difference(secret.tags, self.tags, purge=False).set,
        )

    def allows_policy(self, policy: str | None, user_arn: str) -> bool:
        """Tells whether the resource policy of a secret is as configured: none, or the one for its user."""
        is_own = policy is not None and json.loads(policy) == json.loads(reader_policy(user_arn))
        return self.restrict_to_user in (None, is_own)


def _checked_prefix(prefix: str, readable: Sequence[str]) -> str:
    """The prefix, if Secrets Manager takes it and no general user can read secrets whose names begin with it."""
    if not _PREFIX.fullmatch(prefix):
        hint = f"use up to {MAX_PREFIX_LENGTH} letters, digits and the characters / _ + = . @ -"
        raise OptionError("store.prefix", prefix, "Secrets Manager refuses this name", hint)
    if prefix.startswith(APP2CONTAINER_PREFIX):
        problem = f"every general user may read the secrets under {APP2CONTAINER_PREFIX}, and so the keys of all users"
        raise OptionError("store.prefix", prefix, problem, "choose another prefix")
    among = overlaps(readable, prefix)
    if among:
        problem = f"general users may read {among[0]} (policy_secrets), and so the access keys of all users"
        raise OptionError("store.prefix", prefix, problem, "choose another prefix, or narrow the secrets of the policy")
    return prefix


def _checked_recovery_days(days: int) -> int:
    if not MIN_RECOVERY_DAYS <= days <= MAX_RECOVERY_DAYS:
        problem = f"must be from {MIN_RECOVERY_DAYS} to {MAX_RECOVERY_DAYS}"
        raise OptionError("store.recovery_window_days", days, problem)
    return days


@dataclass(frozen=True, kw_only=True)
class Corrections:
    """What makes an existing secret as configured: whether it is restored, its new key, and the tags to set."""

    restore: bool = False
    kms_key_id: str = ""
    tags: Tags = field(default_factory=dict)


def reader_policy(user_arn: str) -> str:
    """The resource policy that lets one user read a secret, and nobody else, administrators included."""
    read = ["secretsmanager:GetSecretValue"]
    return json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "TheUserReads",
                    "Effect": "Allow",
                    "Principal": {"AWS": user_arn},
                    "Action": ["secretsmanager:DescribeSecret", *read],
                    "Resource": "*",
                },
                {
                    "Sid": "NobodyElseReads",
                    "Effect": "Deny",
                    "Principal": "*",
                    "Action": read,
                    "Resource": "*",
                    "Condition": {"StringNotEquals": {"aws:PrincipalArn": user_arn}},
                },
            ],
        }
    )


class SecretsManagerStore:
    """The secrets of users. What they should be like, the settings tell."""

    def __init__(self, secrets: SecretsManager, settings: SecretsManagerSettings, arn_of: Callable[[str], str]) -> None:
        self._secrets, self._settings, self._arn_of = secrets, settings, arn_of

    def location(self, user: str) -> str:
        """The name of the secret."""
        return f"{self._settings.prefix}{user}"

    def inspect(self, user: str) -> StoredKeys:
        """The key that the id of the current version names."""
        stored = self._settings.stored_keys(self._secrets.describe(self.location(user)))
        if stored.conflict or not stored.as_configured:
            return stored
        return replace(stored, as_configured=self._has_allowed_policy(user))

    def _has_allowed_policy(self, user: str) -> bool:
        if self._settings.restrict_to_user is None:
            return True
        policy = self._secrets.resource_policy(self.location(user))
        return self._settings.allows_policy(policy, self._arn_of(user))

    def prepare(self, user: str) -> None:
        """Creates, restores or corrects the secret, and writes a version without a key that nobody reads."""
        name = self.location(user)
        secret = self._secrets.describe(name)
        if secret is None:
            self._secrets.create(name, "{}", tags=self._settings.tags, kms_key_id=self._settings.kms_key_id or None)
        else:
            self._correct(name, self._settings.corrections(secret))
            self._secrets.put(name, "{}", stages=(PROBE_STAGE,))
        if not self._has_allowed_policy(user):
            if self._settings.restrict_to_user:
                self._secrets.put_resource_policy(name, reader_policy(self._arn_of(user)))
            else:
                self._secrets.delete_resource_policy(name)

    def _correct(self, name: str, corrections: Corrections) -> None:
        if corrections.restore:
            self._secrets.restore(name)
        if corrections.kms_key_id:
            self._secrets.set_key(name, corrections.kms_key_id)
        if corrections.tags:
            self._secrets.tag(name, corrections.tags)

    def write(self, key: NewKey) -> None:
        """Writes the key as the current version."""
        value = {
            "aws_access_key_id": key.key_id,
            "aws_secret_access_key": key.secret,
            "user_name": key.user,
        }
        version_id = f"{VERSION}{key.key_id}"
        self._secrets.put(self.location(key.user), json.dumps(value), version_id=version_id, stages=(CURRENT,))

    def discard(self, user: str) -> None:
        """Schedules the deletion of the secret, which can be undone for some days."""
        self._secrets.delete(self.location(user), self._settings.recovery_days)
