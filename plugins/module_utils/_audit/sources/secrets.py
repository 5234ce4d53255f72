# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets without their values: when they were changed, their resource policies, and the names of their JSON keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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


def _managed(connection: Connection, request: Request, region: str) -> Fact[Mapping[str, Secret]]:
    """By name, the secrets that this collection manages in one Region, without access keys and copies of secrets.

    How old a key is, the credential report says; and there may be one for each user.
    """
    if not request.managed_secrets:
        return not_asked("managed_secrets does not ask for the secrets that this collection manages")

    def read() -> Mapping[str, Secret]:
        found = SecretsManager(connection, region).tagged(OWN_TAG, not_under=DEFAULT_PREFIX)
        own = (one for one in found if not holds_key(one) and one.replica_of not in request.regions)
        return MappingProxyType({one.name: one for one in own})

    return fact_of(read, LIST)


_Place = tuple[str, str]  # the name or ARN of a secret, and a Region, empty for that of the connection
_Listed = Mapping[str, Fact[Mapping[str, Secret]]]  # by Region, the secrets that this collection manages


def _places(request: Request, listed: _Listed, home: str | None) -> list[_Place]:
    """Where to read secrets: those that are named in all Regions and in that of the connection, others where listed."""
    regions = list(listed) if "" in listed or not home else list(dict.fromkeys([*listed, home]))
    places: list[_Place] = []
    for name in request.secrets:
        arn = Arn.parse(name)
        places += ((name, region) for region in ([arn.region] if arn else regions))
    held = {(name, region): one for region, fact in listed.items() for name, one in (fact.value or {}).items()}
    named = request.secrets.keys()
    return [*places, *(place for place, one in held.items() if named.isdisjoint((one.name, one.arn)))]


def _all_found(listed: _Listed) -> Fact[int]:
    """Whether the managed secrets were looked for in all Regions; the value is their number."""
    first = next(iter(listed.values()))
    for region, fact in listed.items():
        if fact.value is None:
            unknown = same_reason(fact)
            return replace(unknown, reason=f"in Region {region}, {fact.reason}") if len(listed) > 1 else unknown
    return Fact(value=sum(len(fact.known) for fact in listed.values()), calls=first.calls, read_at=first.read_at)


def _by_name(places: Iterable[_Place], found: Iterable[SecretFacts]) -> Mapping[str, SecretFacts]:
    """The secrets by name, in further Regions by ARN. One that exists in some Region is not missing in the others."""
    read = [(name, secret) for (name, _region), secret in zip(places, found, strict=True)]
    there = {name for name, secret in read if secret.exists}
    secrets: dict[str, SecretFacts] = {}
    for name, secret in read:
        if secret.exists or name not in there:
            secrets[secret.arn if name in secrets else name] = secret
    return MappingProxyType(secrets)


def read_secrets(connection: Connection, request: Request) -> tuple[Mapping[str, SecretFacts], Fact[int]]:
    """The secrets by the names or ARNs of the request, and whether the managed secrets were looked for."""
    regions = tuple(dict.fromkeys(request.regions)) or ("",)
    looked = side_by_side(partial(_managed, connection, request), regions)
    listed: _Listed = dict(zip(regions, looked, strict=True))
    places = _places(request, listed, connection.region)
    client = cache(partial(SecretsManager, connection))

    def read(place: _Place) -> SecretFacts:
        name, region = place
        connect, managed = partial(client, region), listed.get(region)

        def described() -> Fact[Secret]:
            if managed and managed.value is not None and name in managed.value:  # the listing has told everything
                return Fact(value=managed.value[name], calls=managed.calls, read_at=managed.read_at)
            return fact_of(lambda: _described(connect(), name), DESCRIBE)

        return _secret(described, connect, name, request)

    return _by_name(places, side_by_side(read, places)), _all_found(listed)
