# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks on the secrets that App2Container reads. They know the names of JSON keys, never a value."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from ..._secrets.kinds import GUIDE, KINDS, kinds_that_read
from ..ages import ago
from ..facts import Fact, Facts, SecretFacts, not_asked, unread
from ..model import Check, Hit, Unseen
from ..openness import accounts_let_in, lets_everyone_in

__all__ = ["CHECKS"]

_KEYS, _FURTHER = "secret-wrong-keys", "secret-further-keys"
_PUBLIC, _ACCOUNT = "secret-policy-public", "secret-policy-other-account"
_GONE: Fact[Any] = not_asked("the secret does not exist")
_NONE: Fact[Any] = not_asked("no option names a secret, and this collection manages none")
_NO_KIND: Fact[Any] = unread(
    "its JSON keys fit no kind of secret, and neither a2c_iam_remote_secrets nor the option secret_kinds names its kind"
)
_MANAGER = "https://docs.aws.amazon.com/secretsmanager/latest/userguide"


def _of(facts: Facts, aspect: str, *identifiers: str) -> Iterator[tuple[SecretFacts, Fact[Any]] | Unseen]:
    """The secrets of which an aspect is known, with its fact; for the others, what was not looked at."""
    for secret in facts.secrets.values():
        fact: Fact[Any] = getattr(secret, aspect) if secret.exists else _GONE
        if fact.value is None:
            yield from (Unseen(resource=secret.arn, fact=fact, id=identifier) for identifier in identifiers)
        else:
            yield secret, fact
    looked = facts.secrets_found  # there may be more than those that are named
    if not facts.secrets or (looked.value is None and looked.asked):
        fact = looked if looked.value is None and looked.asked else _NONE
        yield from (Unseen(resource=facts.account_name, fact=fact, id=identifier) for identifier in identifiers)


def _kind(secret: SecretFacts) -> str:
    """What the secret is for, as options say, otherwise as its JSON keys do; empty where they fit no kind."""
    return secret.kind or next(iter(kinds_that_read(secret.json_keys.known)), "")


def _differences(secret: SecretFacts, kind: str) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the JSON keys: the check, what was found, and what is wanted."""
    fields = KINDS[kind].fields
    held = secret.json_keys.known
    required = [item.key for item in fields if item.required]
    missing = [key for key in required if key not in held]
    further = sorted(held - {item.key for item in fields})
    wanted = ", ".join(required)
    if not held:
        yield _KEYS, "its value is no JSON object with keys", wanted
    elif missing:
        has = f", and has {', '.join(further)}" if further else ""
        yield _KEYS, f"it lacks {', '.join(missing)}{has}", wanted
    elif further:
        yield _FURTHER, ", ".join(further), wanted


def _keys(facts: Facts) -> Iterator[Hit | Unseen]:
    for item in _of(facts, "json_keys", _KEYS, _FURTHER):
        if isinstance(item, Unseen):
            yield item
            continue
        secret, fact = item
        kind = _kind(secret)
        if kind not in KINDS:
            yield from (Unseen(resource=secret.arn, fact=_NO_KIND, id=identifier) for identifier in (_KEYS, _FURTHER))
            continue
        for identifier, found, wanted in _differences(secret, kind):
            values = {"found": found, "wanted": wanted, "kind": kind}
            yield Hit(resource=secret.arn, values=values, id=identifier, sources=(fact,))


def _old(facts: Facts) -> Iterator[Hit | Unseen]:
    for item in _of(facts, "changed", "secret-old"):
        if isinstance(item, Unseen):
            yield item
            continue
        secret, fact = item
        if facts.now - fact.known > timedelta(days=facts.settings.secret_max_age_days):
            values = {"changed": ago(fact.known, facts.now), "days": facts.settings.secret_max_age_days}
            yield Hit(resource=secret.arn, values=values, sources=(fact,))


def _policies(facts: Facts) -> Iterator[Hit | Unseen]:
    for item in _of(facts, "policy", _PUBLIC, _ACCOUNT):
        if isinstance(item, Unseen):
            yield item
            continue
        secret, fact = item
        if any(map(lets_everyone_in, fact.known.statements)):
            yield Hit(resource=secret.arn, values={"name": secret.name}, id=_PUBLIC, sources=(fact,))
        others = {account for _statement, account in accounts_let_in(fact.known, facts.identity.account_id)}
        if others:
            values = {"accounts": ", ".join(sorted(others)), "name": secret.name}
            yield Hit(resource=secret.arn, values=values, id=_ACCOUNT, sources=(fact,))


_REMOVE = (
    "Remove the statement from its resource policy, or the policy with aws secretsmanager delete-resource-policy"
    " --secret-id {name}."
)
_RESOURCE_POLICY = f"{_MANAGER}/auth-and-access_resource-policies.html"

CHECKS = (
    Check(
        id=_KEYS,
        severity="medium",
        title="App2Container cannot read it as a secret of kind {kind}: {found}",
        remedy="Set its values in a2c_iam_remote_secrets, with kind {kind}, and run the role a2c_iam. It needs the JSON"
        " keys {wanted}.",
        find=_keys,
        needs=(),
        source=GUIDE,
    ),
    Check(
        id=_FURTHER,
        severity="low",
        title="It has JSON keys that App2Container does not read from a secret of kind {kind}: {found}",
        remedy="Run the role a2c_iam with the secret in a2c_iam_remote_secrets, which removes them.",
        find=_keys,
        needs=(),
        source=GUIDE,
    ),
    Check(
        id="secret-old",
        severity="medium",
        title="Its value was last changed on {changed}, and {days} days are allowed",
        remedy="Change the credentials on the server that they are for, set them in a2c_iam_remote_secrets, and run the"
        " role a2c_iam.",
        find=_old,
        needs=(),
        references={"fsbp": ("SecretsManager.4",), "prowler": ("secretsmanager_secret_rotated_periodically",)},
        source=f"{_MANAGER}/rotating-secrets.html",
    ),
    Check(
        id=_PUBLIC,
        severity="critical",
        title="Its resource policy lets everyone in, in every AWS account",
        remedy=_REMOVE,
        find=_policies,
        needs=(),
        references={"cis_v7": ("2.21",), "prowler": ("secretsmanager_not_publicly_accessible",)},
        source=_RESOURCE_POLICY,
    ),
    Check(
        id=_ACCOUNT,
        severity="medium",
        title="Its resource policy lets other accounts in: {accounts}",
        remedy=_REMOVE,
        find=_policies,
        needs=(),
        references={"prowler": ("secretsmanager_has_restrictive_resource_policy",)},
        source=_RESOURCE_POLICY,
    ),
)
