# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which calls give a bucket the settings that lock it down, or delete an empty one: (spec, place, found) -> plan.

Pure: no AWS, no module, no clock. One change is one S3 call.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from .._plan.change import Change, Described
from .._plan.finding import finding
from .._plan.ownership import OWN_TAG, has_own_tag, not_managed
from .._plan.plan import Draft, Plan
from .._plan.tags import tag_difference, tag_list
from . import wanted
from .findings import FINDINGS
from .model import BucketState, Contents
from .spec import BucketSpec, Place

__all__ = ["BucketPlan", "is_to_delete", "plan"]


@dataclass(frozen=True, kw_only=True)
class BucketPlan(Plan[BucketState]):
    """The plan for a bucket."""

    spec: BucketSpec
    place: Place

    def described(self) -> Described | None:
        """The bucket as it is afterwards; None if it does not exist then."""
        state, name = self.after.get(self.spec.ref), self.spec.name
        return None if state is None else {"name": name, "arn": self.place.arn(name), **state.attributes()}

    def policy_artifact_buckets(self) -> list[Described]:
        """What makes the general policy grant access to the bucket: a value for its option ``artifact_buckets``."""
        state = self.after.get(self.spec.ref)
        if state is None:
            return []
        key = {"kms_key_arn": state.kms_key} if state.kms_key.startswith("arn:") else {}
        return [{"name": self.spec.name, **key}]


def is_to_delete(spec: BucketSpec, found: BucketState | None) -> bool:
    """Tells whether the plan depends on what the bucket holds."""
    return not spec.present and found is not None and (spec.adopt or has_own_tag(found.tags))


def _conflict(spec: BucketSpec, place: Place, found: BucketState, contents: Contents) -> str:
    """Why a bucket must be left unchanged; empty if there is no reason."""
    if not has_own_tag(found.tags) and not spec.adopt:
        return not_managed(str(spec.ref), "set adopt: true to manage it", "choose another name")
    if found.region != place.region:
        return f"{spec.ref} is in Region {found.region}, not in {place.region}; use that region, or choose another name"
    if not spec.present and str(contents):
        return (
            f"{spec.ref} holds {contents}, and a bucket is only deleted when it is empty; keep what you need elsewhere,"
            " empty it (in the S3 console with Empty, which deletes all versions), and run again, or leave the bucket"
        )
    return ""


class _BucketDraft(Draft[BucketState]):
    """The calls planned so far, on one bucket."""

    def __init__(self, spec: BucketSpec, place: Place, found: BucketState | None) -> None:
        super().__init__({spec.ref: found} if found else {})
        self.spec, self.place = spec, place

    def do(self, action: str, api: str, after: BucketState | None, **params: Any) -> None:
        """Plans one call that changes something."""
        before = self.state(self.spec.ref)
        if after != before:
            ref = self.spec.ref
            self.add(Change(target=ref, action=action, api=api, params=params, before=before, after=after))


def _create(draft: _BucketDraft) -> BucketState:
    tags, region = {**(draft.spec.tags or {}), **OWN_TAG}, draft.place.region
    location = {} if region == "us-east-1" else {"LocationConstraint": region}
    configuration = {**location, "Tags": tag_list(tags)}
    state = BucketState(region=region, tags=tags, ownership=wanted.OWNED)
    owned = {"ObjectOwnership": wanted.OWNED}
    draft.do("create", "s3:CreateBucket", state, **owned, CreateBucketConfiguration=configuration)
    return state


def _tag(draft: _BucketDraft, state: BucketState) -> BucketState:
    """Plans the tags, which S3 sets all together."""
    spec = draft.spec
    desired = {**(spec.tags or {}), **OWN_TAG}
    change = tag_difference(state.tags, desired, purge=spec.purge_tags and spec.tags is not None)
    tags = {key: value for key, value in state.tags.items() if key not in change.remove} | dict(change.set)
    after = replace(state, tags=tags)
    draft.do("tag", "s3:PutBucketTagging", after, Tagging={"TagSet": tag_list(tags)})
    return after


def _disable_acls(draft: _BucketDraft, state: BucketState) -> BucketState:
    after = replace(state, ownership=wanted.OWNED)
    controls = {"Rules": [{"ObjectOwnership": wanted.OWNED}]}
    draft.do("disable_acls", "s3:PutBucketOwnershipControls", after, OwnershipControls=controls)
    return after


def _require_tls(draft: _BucketDraft, state: BucketState) -> BucketState:
    after = replace(state, policy=wanted.policy(state, draft.place.arn(draft.spec.name)))
    draft.do("require_tls", "s3:PutBucketPolicy", after, Policy=json.dumps(dict(after.policy)))
    return after


def _block_public_access(draft: _BucketDraft, state: BucketState) -> BucketState:
    after = replace(state, public_access_block=dict(wanted.BLOCKED))
    blocks = dict(wanted.BLOCKED)
    draft.do("block_public_access", "s3:PutPublicAccessBlock", after, PublicAccessBlockConfiguration=blocks)
    return after


def _encrypt(draft: _BucketDraft, state: BucketState) -> BucketState:
    after = replace(state, encryption=wanted.encryption(draft.spec, state))
    configuration = {"Rules": [dict(after.encryption)]}
    draft.do("encrypt", "s3:PutBucketEncryption", after, ServerSideEncryptionConfiguration=configuration)
    return after


def _set_versioning(draft: _BucketDraft, state: BucketState) -> BucketState:
    after = replace(state, versioning=wanted.versioning(draft.spec, state))
    configuration = {"Status": after.versioning}
    draft.do("set_versioning", "s3:PutBucketVersioning", after, VersioningConfiguration=configuration)
    return after


def _set_lifecycle(draft: _BucketDraft, state: BucketState) -> BucketState:
    after = replace(state, lifecycle=wanted.lifecycle(draft.spec, state))
    if not after.lifecycle:
        draft.do("set_lifecycle", "s3:DeleteBucketLifecycle", after)
        return after
    further = {name: value for name, value in after.lifecycle.items() if name != "Rules"}
    rules = {"Rules": list(after.rules)}
    draft.do("set_lifecycle", "s3:PutBucketLifecycleConfiguration", after, LifecycleConfiguration=rules, **further)
    return after


# In this order: the tag says whose the bucket is, should a run end here. Where public policies are blocked, S3 would
# refuse a bucket policy that has a public statement of others.
STEPS = (_tag, _disable_acls, _require_tls, _block_public_access, _encrypt, _set_versioning, _set_lifecycle)


def _converge(draft: _BucketDraft, state: BucketState) -> None:
    """Plans the calls that set what is not as it is to be. What S3 sets by itself for new buckets is set, too."""
    for step in STEPS:
        state = step(draft, state)
    _tell(draft, state)


def _tell(draft: _BucketDraft, state: BucketState) -> None:
    """Adds the findings on what others have set."""
    rows = (
        ("bucket-statements-kept", "statements", "Sid", wanted.other_statements(state)),
        ("bucket-rules-kept", "rules", "ID", wanted.other_rules(state)),
    )
    for identifier, field, key, items in rows:
        if items:
            names = ", ".join(str(item.get(key) or f"number {at}") for at, item in enumerate(items, start=1))
            draft.findings.append(finding(FINDINGS, identifier, draft.spec.ref, **{field: names}))


def plan(spec: BucketSpec, place: Place, found: BucketState | None, contents: Contents | None = None) -> BucketPlan:
    """What has to be done so that the bucket is locked down, or absent.

    Args:
        spec: what is requested.
        place: where the bucket is to be.
        found: the bucket as it is; None if it does not exist.
        contents: what it holds; None if ``is_to_delete`` says that it does not matter.

    Raises:
        ConflictError: the bucket must not be changed.
    """
    draft = _BucketDraft(spec, place, found)
    conflict = found and _conflict(spec, place, found, contents or Contents())
    if conflict:
        draft.conflicts.append(conflict)
    elif spec.present:
        _converge(draft, found or _create(draft))
    else:
        draft.do("delete", "s3:DeleteBucket", None)
    return BucketPlan(**vars(draft.plan()), spec=spec, place=place)
