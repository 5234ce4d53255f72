# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys in Secrets Manager: one secret for each user. The id of a version names the key that it holds.

So DescribeSecret tells which key is delivered: nothing is decrypted, and no second write could be lost.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..._aws.secrets_manager import CURRENT, Secret, SecretsManager, key_name
from ..._iam.entities import Identity, Kind
from ..._plan.ownership import MANAGED_BY, TAG_KEY
from ..model import NewKey, Stored

__all__ = ["KeySecrets", "reader_policy"]

DEFAULT_PREFIX = "app2container/access-keys/"
RECOVERY_DAYS = 7
# A ClientRequestToken has 32 to 64 characters: https://docs.aws.amazon.com/secretsmanager/latest/apireference
VERSION = "app2container-key-"
PROBE_STAGE = "APP2CONTAINER_PROBE"


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


class KeySecrets:
    """The store ``secretsmanager``. ``arns`` are the ARNs of the users."""

    def __init__(
        self, secrets: SecretsManager, settings: Mapping[str, Any], arns: Mapping[str, str], identity: Identity
    ) -> None:
        self._secrets, self._arns, self._identity = secrets, arns, identity
        self._prefix = settings.get("prefix") or DEFAULT_PREFIX
        self._kms_key_id = settings.get("kms_key_id") or ""
        self._tags: Mapping[str, str] = settings.get("tags") or {}
        self._restrict = settings.get("restrict_to_user")
        self._recovery_days = settings.get("recovery_window_days") or RECOVERY_DAYS

    @property
    def _own_tags(self) -> dict[str, str]:
        return {**self._tags, TAG_KEY: MANAGED_BY}

    def place(self, user: str) -> str:
        """The name of the secret."""
        return f"{self._prefix}{user}"

    def look(self, user: str) -> Stored:
        """The key that the current version's id names."""
        secret = self._secrets.describe(self.place(user))
        if secret is None or secret.deleted:
            return Stored(ready=False)
        if secret.tags.get(TAG_KEY) != MANAGED_BY:
            problem = (
                f"user {user}: the secret {secret.name} exists and was not made by this collection;"
                " choose another store.prefix, or remove the secret"
            )
            return Stored(foreign=problem)
        version = secret.version()
        held = frozenset({version.removeprefix(VERSION)}) if version.startswith(VERSION) else frozenset()
        return Stored(key_ids=held, ready=self._fits(secret) and self._is_restricted(user))

    def _fits(self, secret: Secret) -> bool:
        tagged = self._own_tags.items() <= secret.tags.items()
        return tagged and not self._has_other_key(secret)

    def _has_other_key(self, secret: Secret) -> bool:
        return bool(self._kms_key_id) and key_name(self._kms_key_id) != key_name(secret.kms_key_id)

    def _wanted_policy(self, user: str) -> str:
        return reader_policy(self._arns.get(user) or self._identity.arn(Kind.USER, "/", user))

    def _is_restricted(self, user: str) -> bool:
        """Tells whether the resource policy is as the option says; one of somebody else is left alone without it."""
        if self._restrict is None:
            return True
        held = self._secrets.resource_policy(self.place(user))
        ours = held is not None and json.loads(held) == json.loads(self._wanted_policy(user))
        return ours is bool(self._restrict)

    def prepare(self, user: str) -> None:
        """Makes, restores or corrects the secret, and writes a version without a key that nobody reads."""
        name = self.place(user)
        secret = self._secrets.describe(name)
        if secret is None:
            self._secrets.create(name, "{}", tags=self._own_tags, kms_key_id=self._kms_key_id or None)
        else:
            if secret.deleted:
                self._secrets.restore(name)
            if self._has_other_key(secret):
                self._secrets.set_key(name, self._kms_key_id)
            if not self._own_tags.items() <= secret.tags.items():
                self._secrets.tag(name, self._own_tags)
            self._secrets.put(name, "{}", stages=(PROBE_STAGE,))
        if not self._is_restricted(user):
            if self._restrict:
                self._secrets.put_resource_policy(name, self._wanted_policy(user))
            else:
                self._secrets.delete_resource_policy(name)

    def write(self, key: NewKey) -> None:
        """Writes the key as the current version."""
        value = {
            "aws_access_key_id": key.key_id,
            "aws_secret_access_key": key.secret,
            "user_name": key.user,
        }
        self._secrets.put(
            self.place(key.user), json.dumps(value), version_id=f"{VERSION}{key.key_id}", stages=(CURRENT,)
        )

    def discard(self, user: str) -> None:
        """Schedules the deletion of the secret, which can be taken back for some days."""
        self._secrets.delete(self.place(user), self._recovery_days)
