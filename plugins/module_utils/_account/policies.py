# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of ``state: present`` for the general policy, which may need several managed policies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .._iam.entities import Kind, Ref, Tags
from .._iam.limits import MAX_VERSIONS
from .._plan.summary import listed
from .._plan.tags import tag_list
from .._policy.arrange import arranged
from .._policy.language.document import Document
from .._policy.split import MAX_POLICIES
from .._policy.transition import Transition, transition
from .draft import AccountDraft, Wave
from .model import END_TAG, Group, ManagedPolicy, Principal, Role, Snapshot, Usage, User, Version
from .ownership import converge_tags, is_managed, may_manage_policy, own_tags
from .remove import release_policy, retire_policy
from .review import catalogue_tag
from .spec import Desired, PolicySpec

__all__ = ["arranged_policy", "converge_policies", "settle_policies"]

NEW_VERSION = "v0"  # stands for the id that IAM gives to a new version


def _held(spec: PolicySpec, snapshot: Snapshot) -> dict[int, Document]:
    """The documents in force of the parts that an account holds, by the number of the part.

    A policy whose name is wanted counts too, since it is a part from now on. A document that cannot be read is empty.
    """
    held: dict[int, Document] = {}
    for part in range(1, MAX_POLICIES + 1):
        policy = snapshot.policy(spec.name_of(part))
        if policy and (spec.includes(policy) or policy.name in spec.names):
            held[part] = (policy.default and policy.default.document) or Document()
    return held


def arranged_policy(desired: Desired, observed: Snapshot) -> Desired:
    """The same, with each statement of the policy in the part in which the account holds it already, while it fits."""
    spec = desired.policy
    if spec is None or not any(document.statements for document in spec.documents):
        return desired  # a removal, or a run that only reads
    return replace(desired, policy=replace(spec, documents=arranged(spec.documents, _held(spec, observed))))


def converge_policies(desired: Desired, draft: AccountDraft, spec: PolicySpec) -> None:
    """Plans policies, their tags and their documents, in an order in which nobody loses access on the way."""
    if not _may_manage_all(desired, draft, spec):
        return
    writes = _transition(desired, draft, spec)
    for write in writes.created:
        name = spec.name_of(write.part)
        usage = Usage(attached=frozenset(desired.holders())) if write.part in writes.extra else None
        tags = own_tags(desired.tags, _further_tags(spec, writes, write.part, None))
        _create_policy(desired, draft, name, spec.description, write.document, tags, usage)
    for part, name in enumerate(spec.names, start=1):
        found = draft.now.policy(name)
        if found and not draft.creates(found.arn):
            tagged = converge_tags(desired, draft, found, further=_further_tags(spec, writes, part, found))
            _remove_end(draft, spec, tagged)
    for write in writes.written:
        found = draft.now.policy(spec.name_of(write.part))
        if found:
            _new_version(draft, found, write.document)
    for identifier, parts in (("gap", writes.gaps), ("opening", writes.openings)):
        for part in parts:
            draft.find(identifier, Ref(Kind.POLICY, spec.name_of(part)))


def _further_tags(spec: PolicySpec, writes: Transition, part: int, found: ManagedPolicy | None) -> Tags:
    """The tags of one part alone: whose part it is, what it holds, and when that ends."""
    planned = [write.document for write in (*writes.created, *writes.written) if write.part == part]
    document = planned[-1] if planned else spec.documents[part - 1]
    end = {END_TAG: spec.valid_until} if spec.valid_until else {}
    return {
        **spec.own_tags,
        **spec.part_tag(spec.name_of(part)),
        **catalogue_tag(spec, found, document, len(planned)),
        **end,
    }


def _remove_end(draft: AccountDraft, spec: PolicySpec, policy: ManagedPolicy) -> None:
    """Removes the tag that says when access ends from a policy whose access does not end any more."""
    if END_TAG in (policy.tags or {}) and not spec.valid_until:
        kept = {key: value for key, value in (policy.tags or {}).items() if key != END_TAG}
        draft.update(Wave.ENTITIES, "UntagPolicy", replace(policy, tags=kept), TagKeys=[END_TAG])


def _may_manage_all(desired: Desired, draft: AccountDraft, spec: PolicySpec) -> bool:
    """Tells whether all parts that exist may be changed. Every conflict is added, not only the first."""
    found = [policy for name in spec.names if (policy := draft.now.policy(name))]
    allowed = [policy for policy in found if may_manage_policy(desired, draft, spec, policy)]
    return allowed == found


def _transition(desired: Desired, draft: AccountDraft, spec: PolicySpec) -> Transition:
    before = _held(spec, draft.now)
    after = dict(enumerate(spec.documents, start=1))
    return transition(before, after, free=tuple(_free(desired, draft, spec, {*before, *after})))


def _free(desired: Desired, draft: AccountDraft, spec: PolicySpec, used: set[int]) -> Iterator[int]:
    """The numbers of parts that may exist during the run alone: as many as all who get the policy have room for."""
    parts = {desired.identity.arn(Kind.POLICY, desired.path, spec.name_of(part)) for part in used}
    rooms = [MAX_POLICIES - len(parts | _attached(draft.now.get(ref))) for ref in desired.holders()]
    names = ((part, spec.name_of(part)) for part in range(max(used) + 1, MAX_POLICIES + 1))
    unused = [part for part, name in names if draft.now.policy(name) is None]
    yield from unused[: max(min(rooms, default=0), 0)]


def _attached(principal: object) -> frozenset[str]:
    return frozenset(principal.attached or ()) if isinstance(principal, (Group, User, Role)) else frozenset()


def settle_policies(desired: Desired, draft: AccountDraft, spec: PolicySpec) -> None:
    """Removes parts that are no longer needed, and tells who lacks a part. Planned after all other changes.

    What denies something goes after what it limits.
    """
    stale = [
        policy for policy in spec.parts_in(draft.now) if policy.name not in spec.names and is_managed(desired, policy)
    ]
    for policy in sorted(stale, key=_denies):
        release_policy(draft, policy)
    for policy in stale:
        retire_policy(draft, draft.now.policy(policy.name) or policy)
    _tell_unattached(desired, draft, spec)
    _tell_partly_attached(desired, draft, spec)


def _denies(policy: ManagedPolicy) -> bool:
    document = policy.default.document if policy.default else None
    return any(statement.effect == "Deny" for statement in (document.statements if document else ()))


def _principals(draft: AccountDraft) -> Iterator[Principal]:
    return (item for item in draft.now.values() if isinstance(item, (Group, User, Role)))


def _tell_unattached(desired: Desired, draft: AccountDraft, spec: PolicySpec) -> None:
    """Adds a finding on a policy that gives nobody access; known only if the whole account was read, or it is new."""
    policy = draft.now.policy(spec.name)
    if any(desired.holders()) or policy is None or not (draft.now.complete or draft.creates(policy.arn)):
        return
    if not any(policy.arn in _attached(principal) for principal in _principals(draft)):
        draft.find("not-attached", policy.ref)


def _tell_partly_attached(desired: Desired, draft: AccountDraft, spec: PolicySpec) -> None:
    """Adds findings on principals that this run does not manage and that have some of the policies, but not all."""
    policies = {policy.arn: name for name in spec.names if (policy := draft.now.policy(name))}
    for principal in _principals(draft):
        lacking = [name for arn, name in policies.items() if arn not in _attached(principal)]
        if lacking and len(lacking) < len(policies) and principal.ref not in set(desired.holders()):
            draft.find("partly-attached", principal.ref, policy=spec.name, lacking=listed(lacking))


def _create_policy(  # noqa: PLR0913, PLR0917 - what a policy has
    desired: Desired,
    draft: AccountDraft,
    name: str,
    description: str,
    document: Document,
    tags: Tags,
    usage: Usage | None,
) -> None:
    policy = ManagedPolicy(
        name=name,
        path=desired.path,
        arn=desired.identity.arn(Kind.POLICY, desired.path, name),
        versions=(Version(version_id="v1", is_default=True, document=document),),
        tags=tags,
        usage=usage,
    )
    draft.do(
        Wave.POLICIES,
        "CreatePolicy",
        policy.ref,
        policy,
        PolicyName=name,
        Path=desired.path,
        PolicyDocument=document.text,
        Description=description,
        Tags=tag_list(tags),
    )


def _new_version(draft: AccountDraft, policy: ManagedPolicy, document: Document) -> None:
    """Creates a new default version if the document differs, after the oldest other version of five is deleted."""
    if policy.default and policy.default.document == document:
        return
    versions = policy.versions or ()
    if len(versions) >= MAX_VERSIONS:
        oldest = min((version for version in versions if not version.is_default), key=lambda version: version.number)
        versions = tuple(version for version in versions if version != oldest)
        policy = replace(policy, versions=versions)
        draft.update(Wave.VERSIONS, "DeletePolicyVersion", policy, VersionId=oldest.version_id)
        draft.find("version-pruned", policy.ref, most=MAX_VERSIONS, version=oldest.version_id)
    older = tuple(replace(version, is_default=False) for version in versions)
    policy = replace(policy, versions=(*older, Version(version_id=NEW_VERSION, is_default=True, document=document)))
    draft.update(Wave.VERSIONS, "CreatePolicyVersion", policy, PolicyDocument=document.text, SetAsDefault=True)
