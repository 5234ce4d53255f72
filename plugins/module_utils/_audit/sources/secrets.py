# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets without their values: when they were changed, their resource policies, and the names of their JSON keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from types import MappingProxyType
from typing import Any

from ..._aws.connection import Connection
from ..._aws.parallel import side_by_side
from ..._aws.secrets_manager import Secret, SecretsManager
from ..._errors import App2ContainerError
from ..._iam.arn import Arn
from ..._keys.stores.secrets_manager import holds_key
from ..._plan.ownership import OWN_TAG
from ..._policy.key_secrets import DEFAULT_PREFIX
from ..._policy.language.document import Document
from ..._secrets.model import ExistingSecret
from ..facts import Fact, SecretFacts, not_asked, unread
from .attempt import NotThereError, fact_of, same_reason
from .model import Request

__all__ = ["read_secrets"]

DESCRIBE = "secretsmanager:DescribeSecret"
LIST = "secretsmanager:ListSecrets"
VERSIONS = "secretsmanager:ListSecretVersionIds"
POLICY = "secretsmanager:GetResourcePolicy"
VALUE = "secretsmanager:GetSecretValue"
NO_CONTENTS = "secret_contents does not ask for the names of the JSON keys"


_Connect = Callable[[], SecretsManager]


class _NoSecretError(App2ContainerError):
    """There is no such secret. Not for ``attempt``: nothing else of the secret has to be asked for then."""


def _described(client: SecretsManager, name: str) -> Secret:
    found = client.describe(name)
    if found is None or found.deleted:
        raise _NoSecretError(f"the secret {name} {'is to be deleted' if found else 'does not exist'}")
    return found


def _changed(client: SecretsManager, secret: Secret, since: datetime | None) -> datetime:
    """When the value was written; of a secret that is not older than ``since``, when it was made, as no more counts."""
    if since and secret.created and secret.created >= since:
        return secret.created
    written = client.written(secret.arn)
    if written is None:
        raise NotThereError(f"AWS does not say when the value of secret {secret.name} was written")
    return written


def _policy(client: SecretsManager, name: str) -> Document:
    text = client.resource_policy(name)
    return Document.parse(text) if text else Document()


def _json_keys(client: SecretsManager, name: str) -> frozenset[str]:
    """The names of the keys: nothing else of the value leaves this function."""
    value = client.value(name)
    if value is None:
        raise NotThereError(f"the secret {name} has no value")
    return frozenset(map(str, ExistingSecret(value=value).json_values or ()))


def _secret(described: Callable[[], Fact[Secret]], connect: _Connect, name: str, request: Request) -> SecretFacts:
    """The facts of one secret, by its name or ARN."""
    kind = request.secrets.get(name, "")
    try:
        secret = described()
    except _NoSecretError as error:
        gone: Fact[datetime] = unread(str(error), calls=(DESCRIBE,))
        further: Fact[Any] = not_asked(str(error))  # one fact is enough to say so
        return SecretFacts(
            name=name, arn=name, kind=kind, changed=gone, policy=further, json_keys=further, exists=False
        )
    found = secret.value
    return SecretFacts(
        name=found.name if found else name,
        arn=found.arn if found else name,
        kind=kind,
        changed=fact_of(lambda: _changed(connect(), found, request.secrets_since), VERSIONS)
        if found
        else same_reason(secret),
        policy=fact_of(lambda: _policy(connect(), name), POLICY),
        json_keys=fact_of(lambda: _json_keys(connect(), name), VALUE)
        if request.secret_contents
        else not_asked(NO_CONTENTS),
    )


def _managed(connection: Connection, request: Request) -> Fact[tuple[Secret, ...]]:
    """The secrets that this collection manages in the Region of the connection, without access keys.

    How old a key is, the credential report says; and there may be one for each user.
    """
    if not request.managed_secrets:
        return not_asked("managed_secrets does not ask for the secrets that this collection manages")

    def read() -> tuple[Secret, ...]:
        found = SecretsManager(connection).tagged(OWN_TAG, not_under=DEFAULT_PREFIX)
        return tuple(secret for secret in found if not holds_key(secret))

    return fact_of(read, LIST)


def read_secrets(connection: Connection, request: Request) -> tuple[Mapping[str, SecretFacts], Fact[int]]:
    """The secrets by the names or ARNs of the request, and whether the managed secrets were looked for."""
    managed = _managed(connection, request)
    listed = {secret.name: secret for secret in managed.value or ()}
    named = {secret.name for secret in listed.values() if {secret.name, secret.arn} & request.secrets.keys()}
    names = [*request.secrets, *(name for name in listed if name not in named)]
    client = cache(partial(SecretsManager, connection))

    def read(name: str) -> SecretFacts:
        arn = Arn.parse(name)
        connect = partial(client, arn.region if arn else "")

        def described() -> Fact[Secret]:
            if name in listed:  # the listing has told everything already
                return Fact(value=listed[name], calls=managed.calls, read_at=managed.read_at)
            return fact_of(lambda: _described(connect(), name), DESCRIBE)

        return _secret(described, connect, name, request)

    found = side_by_side(read, names)
    count: Fact[int] = same_reason(managed)
    if managed.value is not None:
        count = replace(count, value=len(listed))
    return MappingProxyType(dict(zip(names, found, strict=True))), count
