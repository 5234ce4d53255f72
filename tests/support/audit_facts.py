# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for the facts of an audit, made from the few words of a case.

``tests/unit/audit/data/README.md`` explains the words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from ansible_collections.fleetops.app2container.plugins.module_utils._account.found import read_names
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import Desired
from ansible_collections.fleetops.app2container.plugins.module_utils._audit import facts as model
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.drift import (
    PARTS,
    planned_drift,
    wanted_by,
    wanted_of,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Kind
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.build import build
from tests.support.audit_entities import NOW, REGION, Words, days_ago, document, options, snapshot
from tests.support.builders import IDENTITY, PATH

Value = TypeVar("Value")

RIGHT = Path(__file__).parents[1] / "unit/audit/data/right_account.yml"
ROOT = "<root_account>"
CALLS = {
    "account": ("iam:GetAccountAuthorizationDetails",),
    "profiles": ("iam:ListInstanceProfiles",),
    "summary": ("iam:GetAccountSummary",),
    "credentials": ("iam:GetCredentialReport",),
    "last_accessed": ("iam:GetServiceLastAccessedDetails",),
    "instances": ("ec2:DescribeInstances",),
    "account_block": ("s3control:GetPublicAccessBlock",),
    "sessions": ("iam:ListRoles",),
    "tags": ("iam:GetPolicy", "iam:GetInstanceProfile"),
}


def merged(one: Any, other: Any) -> Any:
    """Words with others over them: mappings are merged, anything else is replaced, and null takes a word away."""
    if not isinstance(one, Mapping) or not isinstance(other, Mapping) or "unread" in other or "not_asked" in other:
        return other
    both = {key: merged(one.get(key), value) for key, value in other.items()}
    return {key: value for key, value in {**one, **both}.items() if value is not None or key not in one}


@cache
def _right_words() -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(RIGHT.read_text("utf-8"))
    return words


def right_account() -> dict[str, Any]:
    """The words for the right account."""
    return deepcopy(_right_words())


def fact(words: Any, read: Callable[[Any], Value], calls: tuple[str, ...] = ()) -> model.Fact[Value]:
    """A fact: what the words say, or why it was not read."""
    if isinstance(words, Mapping) and "unread" in words:
        return model.unread(words["unread"]["reason"], words["unread"].get("action", ""), calls)
    if isinstance(words, Mapping) and "not_asked" in words:
        return model.not_asked(words["not_asked"])
    return model.Fact(value=read(words), calls=calls, read_at=NOW)


def _credentials(words: Mapping[str, Words]) -> tuple[model.Credential, ...]:
    return tuple(
        model.Credential(
            user=user,
            arn=f"arn:aws:iam::{IDENTITY.account_id}:{'root' if user == ROOT else f'user/{user}'}",
            created=days_ago(row.get("created", 100)),
            password=row.get("password", None if user == ROOT else False),
            password_used=days_ago(row.get("password_used")),
            password_changed=days_ago(row.get("password_changed")),
            mfa=row.get("mfa", False),
            keys=tuple(_key(slot, key) for slot, key in enumerate(row.get("keys", ()), start=1) if key),
        )
        for user, row in words.items()
    )


def _key(slot: int, words: Words) -> model.AccessKey:
    return model.AccessKey(
        slot=slot,
        active=words.get("active", True),
        rotated=days_ago(words.get("rotated", 30)),
        used=days_ago(words.get("used")),
        used_region=words.get("region", REGION if "used" in words else ""),
        used_service=words.get("service", "ecr" if "used" in words else ""),
    )


def _last_accessed(words: Mapping[str, Words]) -> Mapping[str, tuple[model.ServiceUse, ...]]:
    """By the name of a policy of ours, the services with the days since their last use."""
    return {
        IDENTITY.arn(Kind.POLICY, PATH, policy): tuple(
            model.ServiceUse(service=service, used=days_ago(days)) for service, days in uses.items()
        )
        for policy, uses in words.items()
    }


def _instances(words: Mapping[str, Words]) -> tuple[model.Instance, ...]:
    return tuple(
        model.Instance(
            instance_id=name,
            arn=f"arn:aws:ec2:{REGION}:{IDENTITY.account_id}:instance/{name}",
            profile_arn=IDENTITY.arn(Kind.INSTANCE_PROFILE, PATH, row["profile"]),
            region=REGION,
            **{key: value for key, value in row.items() if key != "profile"},
        )
        for name, row in words.items()
    )


def _bucket(name: str, words: Words) -> model.Bucket:
    reads: dict[str, Callable[[Any], Any]] = {"policy": document, "lifecycle": tuple}
    words, exists = {**words}, words.get("exists", True)
    words.pop("exists", None)
    aspects = {key: fact(value, reads.get(key, lambda read: read), (f"s3:{key}",)) for key, value in words.items()}
    return model.Bucket(name=name, arn=f"arn:aws:s3:::{name}", exists=exists, **aspects)


def _secret(name: str, words: Words) -> model.SecretFacts:
    arn = f"arn:aws:secretsmanager:{REGION}:{IDENTITY.account_id}:secret:{name}-AbCdEf"
    changed: model.Fact[datetime] = fact(words.get("changed", 10), lambda days: NOW - timedelta(days=days))
    return model.SecretFacts(
        name=name,
        arn=arn,
        kind=words.get("kind", ""),
        changed=changed,
        policy=fact(words.get("policy", []), document),
        json_keys=fact(words.get("json_keys", []), frozenset),
        exists=words.get("exists", True),
    )


def _wanted(words: Words) -> model.Wanted:
    given = words.get("policy") or {}
    policy = options(given) if "deploy_targets" in given else None
    return model.Wanted(parts=frozenset(words), policy=policy, documents=build(policy) if policy else ())


# What the module has where an option is not set.
_DEFAULTS: Mapping[str, Words] = {
    "policy": {"name": "App2ContainerGeneral"},
    "group": {"name": "App2ContainerUsers", "manage": True, "purge_members": False},
    "worker": {"role_name": "App2ContainerWorker", "instance_profile_name": "App2ContainerWorker"},
    "deployer": {"name": "App2ContainerDeployer", "kind": "user"},
}


def _planned(words: Words, account: model.Fact[Any]) -> model.Fact[Any]:
    """What the module access would do with these options."""
    parts = {part: {**_DEFAULTS[part], **words[part]} for part in words.keys() & _DEFAULTS.keys()}
    params = {**dict.fromkeys(PARTS), **words, **parts, "path": PATH, "tags": None, "purge_tags": True}
    return planned_drift(_desired(json.dumps(params)), account, None)


@cache
def _desired(params: str) -> Desired | None:
    """What the options ask for; the same for most cases."""
    return wanted_of(wanted_by(json.loads(params)), IDENTITY, REGION)[1]


def facts_of(words: Words) -> model.Facts:
    """The facts that words say, with nothing else.

    Args:
        words: those of the right account with those of a case over them, see ``merged``.
    """
    account_words = words.get("account", {})
    whole = account_words if "unread" in account_words else {**words, **account_words}
    observed = fact(whole, snapshot, CALLS["account"])
    asked = words.get("options", {})
    seen = observed.value if observed.value and observed.value.complete else None
    return model.Facts(
        identity=IDENTITY,
        now=NOW,
        settings=replace(model.Settings(), **words.get("settings", {})),
        desired=read_names({"path": PATH, **asked}, IDENTITY, seen),
        wanted=_wanted(asked),
        planned=_planned(words["planned"], observed),
        account=observed,
        profiles=fact(words.get("profile_count", len(words.get("profiles", {}))), int, CALLS["profiles"]),
        summary=fact(words["summary"], dict, CALLS["summary"]),
        credentials=fact(words["credentials"], _credentials, CALLS["credentials"]),
        last_accessed=fact(words["last_accessed"], _last_accessed, CALLS["last_accessed"]),
        instances=fact(words["instances"], _instances, CALLS["instances"]),
        account_block=fact(words.get("account_block", {}), dict, CALLS["account_block"]),
        tags=fact(words.get("tag_count", len(words.get("policies", {}))), int, CALLS["tags"]),
        sessions=fact(words.get("session_count", len(words.get("roles", {}))), int, CALLS["sessions"]),
        buckets_found=fact(words.get("bucket_count", len(words.get("buckets", {}))), int, CALLS["account"]),
        buckets={name: _bucket(name, bucket) for name, bucket in words.get("buckets", {}).items()},
        secrets={name: _secret(name, secret) for name, secret in words.get("secrets", {}).items()},
    )
