# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules by which a permission set gets the requested form, without its assignments. Pure."""

from __future__ import annotations

from dataclasses import replace

from .._plan.ownership import OWN_TAG
from .._plan.tags import tag_difference, tag_list
from .draft import SetDraft
from .model import PermissionSet, PolicyReference
from .spec import PermissionSetSpec

__all__ = ["converge_set"]

# AWS managed and customer managed policies together: https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
MOST_POLICIES = 20


def _requested(spec: PermissionSetSpec, state: PermissionSet) -> PermissionSet:
    """A state with the requested settings."""
    return replace(
        state,
        description=state.description if spec.description is None else spec.description,
        session=state.session if spec.session_hours is None else f"PT{spec.session_hours}H",
        relay_state=state.relay_state if spec.relay_state is None else spec.relay_state,
    )


def _create(draft: SetDraft, spec: PermissionSetSpec) -> PermissionSet:
    tags = {**(spec.tags or {}), **OWN_TAG}
    after = replace(_requested(spec, PermissionSet()), tags=tags)
    params = {"Name": spec.name, **after.settings(), "Tags": tag_list(tags)}
    draft.call("create", "CreatePermissionSet", None, after, params)
    return after


def _converge_tags(draft: SetDraft, spec: PermissionSetSpec, state: PermissionSet) -> PermissionSet:
    """Plans the tags, which are of the set alone: what is provisioned does not have them."""
    purge = spec.purge_tags and spec.tags is not None
    tags = tag_difference(state.tags, {**(spec.tags or {}), **OWN_TAG}, purge=purge)
    if tags.remove:
        kept = {key: value for key, value in state.tags.items() if key not in tags.remove}
        after = replace(state, tags=kept)
        draft.call("untag", "UntagResource", state, after, {"TagKeys": list(tags.remove)})
        state = after
    if tags.set:
        after = replace(state, tags={**state.tags, **tags.set})
        draft.call("tag", "TagResource", state, after, {"Tags": tag_list(tags.set)})
        state = after
    return state


def _converge_settings(draft: SetDraft, spec: PermissionSetSpec, state: PermissionSet) -> PermissionSet:
    after = _requested(spec, state)
    if _hours(after.session) == _hours(state.session):
        after = replace(after, session=state.session)
    if after == state:
        return state
    return draft.do("update", "UpdatePermissionSet", state, after, **after.settings())


def _hours(session: str) -> str:
    """A duration in one notation of those in which others may have written it, for whole hours."""
    minutes = session.removeprefix("PT").removesuffix("M")
    return f"PT{int(minutes) // 60}H" if minutes.isdigit() and int(minutes) % 60 == 0 else session


def _converge_policies(draft: SetDraft, spec: PermissionSetSpec, state: PermissionSet) -> PermissionSet:
    attach = "AttachCustomerManagedPolicyReferenceToPermissionSet"
    missing = [policy for policy in spec.policies if policy not in state.policies]
    held = len(state.policies) + len(state.aws_policies) + len(missing)
    if missing and held > MOST_POLICIES:
        draft.conflicts.append(
            f"customer_managed_policies: {spec.ref} would have {held} managed policies, and AWS accepts at most"
            f" {MOST_POLICIES}; detach others from it first"
        )
    for policy in missing:
        after = replace(state, policies=tuple(sorted((*state.policies, policy))))
        state = draft.do("attach", attach, state, after, CustomerManagedPolicyReference=policy.params())
    return state


def _converge_boundary(draft: SetDraft, spec: PermissionSetSpec, state: PermissionSet) -> PermissionSet:
    if spec.boundary is None or spec.boundary == state.boundary:
        if state.boundary and spec.boundary is None:
            draft.find("set-boundary-not-named", spec.ref, boundary=state.boundary)
        return state
    after = replace(state, boundary=spec.boundary)
    if not spec.boundary:
        return draft.do("delete_boundary", "DeletePermissionsBoundaryFromPermissionSet", state, after)
    named: dict[str, object] = {"ManagedPolicyArn": spec.boundary}
    if isinstance(spec.boundary, PolicyReference):
        named = {"CustomerManagedPolicyReference": spec.boundary.params()}
    return draft.do("put_boundary", "PutPermissionsBoundaryToPermissionSet", state, after, PermissionsBoundary=named)


def _converge_others(draft: SetDraft, spec: PermissionSetSpec, state: PermissionSet) -> PermissionSet:
    """Removes the policies that no option names if they are to be purged, or tells them."""
    others = [policy for policy in state.policies if policy not in spec.policies]
    if not spec.purge_policies:
        told = [f"Policy {policy} is attached to it" for policy in (*others, *state.aws_policies)]
        for text in told + ["It has an inline policy"] * bool(state.inline_policy):
            draft.find("set-policy-not-named", spec.ref, policy=text)
        return state
    for policy in others:
        after = replace(state, policies=tuple(held for held in state.policies if held != policy))
        detach = "DetachCustomerManagedPolicyReferenceFromPermissionSet"
        state = draft.do("detach", detach, state, after, CustomerManagedPolicyReference=policy.params())
    for arn in state.aws_policies:
        after = replace(state, aws_policies=tuple(held for held in state.aws_policies if held != arn))
        state = draft.do("detach", "DetachManagedPolicyFromPermissionSet", state, after, ManagedPolicyArn=arn)
    if state.inline_policy:
        after = replace(state, inline_policy="")
        state = draft.do("delete_inline_policy", "DeleteInlinePolicyFromPermissionSet", state, after)
    return state


def converge_set(draft: SetDraft, spec: PermissionSetSpec, found: PermissionSet | None) -> PermissionSet:
    """Plans the changes of the set itself, policies before what takes others away. Returns the state after them."""
    if found is None:
        state = _create(draft, spec)
    else:
        state = _converge_settings(draft, spec, _converge_tags(draft, spec, found))
    for converge in (_converge_policies, _converge_boundary, _converge_others):
        state = converge(draft, spec, state)
    return state
