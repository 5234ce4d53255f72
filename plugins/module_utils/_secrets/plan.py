# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Secrets Manager must do to hold the requested secrets: (requested, existing) -> plan.

Pure: no AWS, no module, no clock. A managed secret has exactly the requested JSON keys. A secret that this collection
does not manage is a conflict unless it is adopted. Values are compared here and shown nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from .._aws.secrets_manager import Secret, SecretVersion, key_name
from .._plan.change import NOTHING, Change, Described
from .._plan.ownership import OWN_TAG, has_own_tag, not_managed
from .._plan.plan import Draft, Plan
from .._plan.tags import tag_difference
from .findings import findings_on
from .model import ExistingSecret, SecretState
from .spec import RequestedSecrets, SecretSpec

__all__ = ["SecretsPlan", "needs_value", "plan"]

ABSENT: Mapping[str, Any] = MappingProxyType({"state": "absent"})


@dataclass(frozen=True, kw_only=True)
class SecretsPlan(Plan[SecretState]):
    """The plan for the requested secrets, with the version of each that is present afterwards as far as known."""

    versions: tuple[tuple[SecretSpec, SecretVersion | None], ...] = field(default=(), repr=False)

    def secrets(self, written: Mapping[str, SecretVersion] = NOTHING) -> list[Described]:
        """The secrets that are present afterwards, as results show them.

        Args:
            written: the versions that calls have written, by name. What only AWS knows is null before.
        """
        rows = []
        for spec, known in self.versions:
            version = written.get(spec.name, known)
            arn, version_id = (version.arn, version.version_id or None) if version else (None, None)
            rows.append({"name": spec.name, "arn": arn, "kind": spec.kind, "version_id": version_id})
        return rows


class _SecretsDraft(Draft[SecretState]):
    """The calls planned so far."""

    def do(self, action: str, api: str, spec: SecretSpec, after: SecretState, **params: Any) -> SecretState:
        """Plans one call. Returns the state after it."""
        before = self.state(spec.ref)
        self.add(
            Change(
                target=spec.ref,
                action=action,
                api=api,
                params=params,
                before=before,
                after=after,
                details={"json_keys": _affected_keys(before, after)},  # "keys" would be a method in Jinja
            )
        )
        return after


def _affected_keys(before: SecretState | None, after: SecretState) -> list[str]:
    """The JSON keys that a change adds, changes or removes."""
    old, new = (before and before.json_keys) or {}, after.json_keys or {}
    return [key for key in (*new, *sorted(old.keys() - new.keys())) if old.get(key) != new.get(key)]


def _conflict(requested: RequestedSecrets, spec: SecretSpec, secret: Secret | None) -> str:
    """Why a secret must be left unchanged; empty if there is no reason."""
    if secret is None or (secret.deleted and not spec.present):
        return ""
    resource = f"{spec.ref} ({secret.arn})"
    if secret.replica_of:
        return f"{resource} is a replica of the one in {secret.replica_of}; use that Region, or choose another name"
    if secret.owner:
        return f"{resource} belongs to the AWS service {secret.owner}; choose another name"
    if not has_own_tag(secret.tags) and not requested.adopt:
        return not_managed(resource, "set adopt: true to manage it", "choose another name")
    if secret.replicas and not spec.present:
        return f"{resource} has replicas in {', '.join(secret.replicas)}; remove these first"
    return ""


def needs_value(requested: RequestedSecrets, spec: SecretSpec, secret: Secret | None) -> bool:
    """Tells whether the plan depends on the value of a secret."""
    return spec.present and secret is not None and not secret.deleted and not _conflict(requested, spec, secret)


def _keys_before(spec: SecretSpec, existing: ExistingSecret) -> dict[str, str] | None:
    """What is known of each JSON key: ``unchanged`` if its value stays, otherwise ``present``."""
    if not spec.present:
        return None
    old = existing.json_values or {}
    kept = {key for key in spec.values if key in old and old[key] == spec.values[key]}
    return {key: "unchanged" if key in kept else "present" for key in old}


def _keys_after(spec: SecretSpec, existing: ExistingSecret) -> dict[str, str]:
    """What happens to each requested JSON key: ``unchanged``, ``changed`` or ``added``; ``written`` if unknown."""
    if existing.secret is not None and existing.secret.deleted:
        return dict.fromkeys(spec.values, "written")
    old = existing.json_values or {}
    return {
        key: "added" if key not in old else "unchanged" if old[key] == value else "changed"
        for key, value in spec.values.items()
    }


def _observed(spec: SecretSpec, existing: ExistingSecret) -> SecretState | None:
    """The state of a secret before all changes; None if it does not exist."""
    secret = existing.secret
    if secret is None:
        return None
    return SecretState(
        state="deletion scheduled" if secret.deleted else "present",
        tags=secret.tags,
        kms_key_id=secret.kms_key_id,
        json_keys=_keys_before(spec, existing),
    )


def _create(draft: _SecretsDraft, spec: SecretSpec) -> None:
    tags = {**(spec.tags or {}), **OWN_TAG}
    key = spec.kms_key_id if key_name(spec.kms_key_id or "") else None
    keys = _keys_after(spec, ExistingSecret())
    after = SecretState(state="present", tags=tags, kms_key_id=key or "", json_keys=keys)
    draft.do("create", "secretsmanager:CreateSecret", spec, after, text=spec.text, tags=tags, kms_key_id=key)


def _converge_tags(
    draft: _SecretsDraft, requested: RequestedSecrets, spec: SecretSpec, state: SecretState
) -> SecretState:
    purge = requested.purge_tags and spec.tags is not None
    tags = tag_difference(state.tags, {**(spec.tags or {}), **OWN_TAG}, purge=purge)
    if tags.remove:
        kept = {key: value for key, value in state.tags.items() if key not in tags.remove}
        state = draft.do("untag", "secretsmanager:UntagResource", spec, replace(state, tags=kept), tag_keys=tags.remove)
    if tags.set:
        tagged = replace(state, tags={**state.tags, **tags.set})
        state = draft.do("tag", "secretsmanager:TagResource", spec, tagged, tags=tags.set)
    return state


def _converge_kms_key(draft: _SecretsDraft, spec: SecretSpec, state: SecretState) -> SecretState:
    key = spec.kms_key_id
    if key is None or key_name(key) == key_name(state.kms_key_id):
        return state
    after = replace(state, kms_key_id=key if key_name(key) else "")
    return draft.do("encrypt", "secretsmanager:UpdateSecret", spec, after, kms_key_id=key)


def _converge_value(draft: _SecretsDraft, spec: SecretSpec, existing: ExistingSecret, state: SecretState) -> None:
    after = replace(state, json_keys=_keys_after(spec, existing))
    if after != state:
        draft.do("update", "secretsmanager:PutSecretValue", spec, after, text=spec.text)


def _converge(
    draft: _SecretsDraft, requested: RequestedSecrets, spec: SecretSpec, existing: ExistingSecret, state: SecretState
) -> None:
    """Plans the changes of a secret that exists and is to be present."""
    if state.state != "present":
        state = draft.do("restore", "secretsmanager:RestoreSecret", spec, replace(state, state="present"))
    state = _converge_tags(draft, requested, spec, state)
    state = _converge_kms_key(draft, spec, state)
    _converge_value(draft, spec, existing, state)


def _delete(draft: _SecretsDraft, requested: RequestedSecrets, spec: SecretSpec, state: SecretState) -> None:
    after = replace(state, state="deletion scheduled")
    draft.do("delete", "secretsmanager:DeleteSecret", spec, after, recovery_days=requested.recovery_days)


def _plan_secret(draft: _SecretsDraft, requested: RequestedSecrets, spec: SecretSpec, existing: ExistingSecret) -> None:
    state = draft.state(spec.ref)
    conflict = _conflict(requested, spec, existing.secret)
    if conflict:
        draft.conflicts.append(conflict)
    elif spec.present and state is None:
        _create(draft, spec)
    elif spec.present and state is not None:
        _converge(draft, requested, spec, existing, state)
    elif state is not None and state.state == "present":
        _delete(draft, requested, spec, state)
    draft.findings += findings_on(spec, existing)


def _version(draft: _SecretsDraft, spec: SecretSpec, secret: Secret | None) -> SecretVersion | None:
    """What is known of the version that is in force afterwards: nothing of a new secret, no id of a new version."""
    if secret is None:
        return None
    writes = any(change.target == spec.ref and change.operation == "PutSecretValue" for change in draft.changes)
    return SecretVersion(arn=secret.arn, version_id="" if writes else secret.version())


def plan(requested: RequestedSecrets, existing: Mapping[str, ExistingSecret]) -> SecretsPlan:
    """What has to be done, secret by secret in the order in which they are requested.

    Args:
        requested: the requested secrets.
        existing: each of them by name, as it was read.

    Raises:
        ConflictError: secrets that must not be changed, all of them in one message.
    """
    observed = {spec.ref: _observed(spec, existing[spec.name]) for spec in requested.secrets}
    draft = _SecretsDraft({ref: state for ref, state in observed.items() if state is not None})
    for spec in requested.secrets:
        _plan_secret(draft, requested, spec, existing[spec.name])
    present = [spec for spec in requested.secrets if spec.present]
    versions = tuple((spec, _version(draft, spec, existing[spec.name].secret)) for spec in present)
    return SecretsPlan(**vars(draft.plan()), versions=versions)
