# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What has to be done so that Secrets Manager holds the secrets that are wanted: values in, values out.

A secret of ours has exactly the JSON keys that are wanted. One of somebody else's is a conflict, unless it is adopted.
Values are compared here and shown nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .._aws.secrets_manager import Secret, Written, key_name
from .._errors import ConflictError
from .._iam.limits import RESERVED_TAG_PREFIXES
from .._plan.finding import Finding
from .._plan.ownership import MANAGED_BY, TAG_KEY
from .findings import notes_on
from .model import Found
from .options import Desired, Wanted

__all__ = ["Change", "Plan", "is_ours", "plan", "reads_value"]

OWN_TAG = {TAG_KEY: MANAGED_BY}


@dataclass(frozen=True, kw_only=True)
class Change:
    """One call: ``keys`` are the JSON keys that it adds, changes or removes, ``params`` what it is made with."""

    action: str
    operation: str
    name: str
    keys: tuple[str, ...] = ()
    params: Mapping[str, Any] = field(default_factory=dict, repr=False)

    wave = 0

    @property
    def chain(self) -> str:
        """The changes of one secret are made one after the other."""
        return self.name

    def to_json(self) -> dict[str, Any]:
        """The change as results show it."""
        return {
            "action": self.action,
            "api": f"secretsmanager:{self.operation}",
            "name": self.name,
            "json_keys": list(self.keys),  # "keys" would be a method in Jinja
        }


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The changes, what they change as diffs show it, and how the secrets are afterwards, as far as that is known."""

    changes: tuple[Change, ...]
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    secrets: tuple[tuple[Wanted, Written | None], ...] = field(repr=False)
    findings: tuple[Finding, ...]

    def diff(self) -> dict[str, Any]:
        """The diff: attributes of the secrets that change, keys of values but never values."""
        return {"before": dict(self.before), "after": dict(self.after)}

    def listed(self, written: Mapping[str, Written]) -> list[dict[str, Any]]:
        """The secrets that are there afterwards; null stands for what only AWS knows, before it has told."""
        rows = []
        for wanted, known in self.secrets:
            now = written.get(wanted.name, known)
            arn, version_id = (now.arn, now.version_id or None) if now else (None, None)
            rows.append({"name": wanted.name, "arn": arn, "kind": wanted.kind, "version_id": version_id})
        return rows


def is_ours(secret: Secret) -> bool:
    """Tells whether this collection made the secret, or adopted it."""
    return secret.tags.get(TAG_KEY) == MANAGED_BY


def _obstacle(desired: Desired, wanted: Wanted, secret: Secret | None) -> str:
    """Why a secret must be left alone, empty where nothing is in the way."""
    if secret is None or (secret.deleted and not wanted.present):
        return ""
    named = f"secret {secret.name} ({secret.arn})"
    if secret.replica_of:
        return f"{named} is a copy of the one in {secret.replica_of}; use that Region, or choose another name"
    if secret.owner:
        return f"{named} belongs to the AWS service {secret.owner}; choose another name"
    if not is_ours(secret) and not desired.adopt:
        return (
            f"{named} exists and was not made by this collection;"
            " set adopt: true to take it over, or choose another name"
        )
    if secret.replicas and not wanted.present:
        return f"{named} has copies in {', '.join(secret.replicas)}; remove these first"
    return ""


def reads_value(desired: Desired, wanted: Wanted, secret: Secret | None) -> bool:
    """Tells whether the plan depends on the value that a secret has."""
    return wanted.present and secret is not None and not secret.deleted and not _obstacle(desired, wanted, secret)


def _states(wanted: Wanted, found: Found) -> dict[str, str]:
    """What becomes of each JSON key: ``unchanged``, ``changed``, ``added``, ``removed``; ``written`` if unknown."""
    if found.secret is not None and found.secret.deleted:
        return dict.fromkeys(wanted.values, "written")
    old = found.keys or {}
    states = {}
    for key in [*wanted.values, *sorted(old.keys() - wanted.values.keys())]:
        if key not in old:
            states[key] = "added"
        elif key not in wanted.values:
            states[key] = "removed"
        else:
            states[key] = "unchanged" if old[key] == wanted.values[key] else "changed"
    return states


class _Draft:
    """The plan for one secret while it grows."""

    def __init__(self, desired: Desired, wanted: Wanted, found: Found) -> None:
        self.desired, self.wanted, self.found = desired, wanted, found
        self.changes: list[Change] = []
        self.before: dict[str, Any] = {}
        self.after: dict[str, Any] = {}
        self.writes = False

    def _add(self, action: str, operation: str, keys: tuple[str, ...] = (), **params: Any) -> None:
        self.changes.append(Change(action=action, operation=operation, name=self.wanted.name, keys=keys, params=params))

    def _differs(self, attribute: str, before: Any, after: Any) -> None:
        self.before[attribute], self.after[attribute] = before, after

    def make(self) -> None:
        """The secret is not there."""
        wanted = self.wanted
        tags = {**(wanted.tags or {}), **OWN_TAG}
        key = wanted.kms_key_id if key_name(wanted.kms_key_id or "") else None
        self.writes = True
        self._add("create", "CreateSecret", tuple(wanted.values), text=wanted.text, tags=tags, kms_key_id=key)
        self._differs("state", "absent", "present")
        self.after |= {"keys": _states(wanted, self.found), "tags": tags} | ({"kms_key_id": key} if key else {})

    def keep(self, secret: Secret) -> None:
        """The secret is there, or can be restored."""
        if secret.deleted:
            self._add("restore", "RestoreSecret")
            self._differs("state", "deletion scheduled", "present")
        self._tags(secret)
        wanted_key = self.wanted.kms_key_id
        if wanted_key is not None and key_name(wanted_key) != key_name(secret.kms_key_id):
            self._add("encrypt", "UpdateSecret", kms_key_id=wanted_key)
            self._differs("kms_key_id", secret.kms_key_id or None, wanted_key if key_name(wanted_key) else None)
        states = _states(self.wanted, self.found)
        changed = tuple(key for key, state in states.items() if state != "unchanged")
        if changed or self.found.keys is None:
            self.writes = True
            self._add("update", "PutSecretValue", changed, text=self.wanted.text)
            old = {key: state if state == "unchanged" else "present" for key, state in states.items()}
            was = {key: state for key, state in old.items() if key in (self.found.keys or {})}
            self._differs("keys", was, {key: state for key, state in states.items() if state != "removed"})

    def _tags(self, secret: Secret) -> None:
        goal = {**(self.wanted.tags or {}), **OWN_TAG}
        purged = self.wanted.tags is not None and self.desired.purge_tags
        extra = sorted(
            key
            for key in secret.tags
            if purged and key not in goal and not key.lower().startswith(RESERVED_TAG_PREFIXES)
        )
        if extra:
            self._add("untag", "UntagResource", tag_keys=extra)
        missing = {key: value for key, value in goal.items() if secret.tags.get(key) != value}
        if missing:
            self._add("tag", "TagResource", tags=missing)
        if extra or missing:
            kept = {key: value for key, value in secret.tags.items() if key not in extra}
            self._differs("tags", dict(sorted(secret.tags.items())), dict(sorted({**kept, **goal}.items())))

    def remove(self) -> None:
        """The secret is there, and is not wanted."""
        self._add("delete", "DeleteSecret", recovery_days=self.desired.recovery_days)
        self._differs("state", "present", "deletion scheduled")

    def known(self) -> Written | None:
        """What is known of the secret as it is afterwards."""
        secret = self.found.secret
        return None if secret is None else Written(arn=secret.arn, version_id="" if self.writes else secret.version())


def _draft(desired: Desired, wanted: Wanted, found: Found) -> _Draft:
    draft = _Draft(desired, wanted, found)
    secret = found.secret
    if wanted.present:
        if secret:
            draft.keep(secret)
        else:
            draft.make()
    elif secret and not secret.deleted:
        draft.remove()
    return draft


def plan(desired: Desired, found: Mapping[str, Found]) -> Plan:
    """What has to be done, secret by secret in the order in which they are named.

    Raises:
        ConflictError: secrets that are not to be touched, all of them in one message.
    """
    obstacles = [_obstacle(desired, wanted, found[wanted.name].secret) for wanted in desired.secrets]
    if any(obstacles):
        raise ConflictError("; ".join(text for text in obstacles if text) + ". Nothing has been changed.")
    drafts = [_draft(desired, wanted, found[wanted.name]) for wanted in desired.secrets]
    changed = [draft for draft in drafts if draft.changes]
    return Plan(
        changes=tuple(change for draft in drafts for change in draft.changes),
        before={draft.wanted.name: draft.before for draft in changed},
        after={draft.wanted.name: draft.after for draft in changed},
        secrets=tuple((draft.wanted, draft.known()) for draft in drafts if draft.wanted.present),
        findings=tuple(finding for wanted in desired.secrets for finding in notes_on(wanted, found[wanted.name])),
    )
