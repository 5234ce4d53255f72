# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings on an account. Ids are stable: users filter on them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .._plan.finding import FindingType
from .._policy.catalogue.editions import GUIDE

__all__ = ["FINDINGS"]

FINDINGS: Mapping[str, FindingType] = MappingProxyType(
    {
        "any-certificate": FindingType(
            "warning",
            "Every certificate of the trust anchor's certificate authority gets it, as no condition on the subject of"
            " the certificate limits it",
            "Name the subject, for example its CN or OU, in worker.rolesanywhere.subject.",
            "https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html",
        ),
        "boundary-cleared": FindingType(
            "warning",
            "Its permissions boundary {policy} is removed, so nothing limits its permissions any more",
        ),
        "deployer-of-other-kind": FindingType(
            "warning",
            "The deployer is now a {kind}, but this administrator still exists",
            "To remove it, set purge: true.",
        ),
        "gap": FindingType(
            "warning",
            "While this run changes it, requests that are allowed before and after may be denied for a moment, as no"
            " further policy can hold its statements meanwhile",
            "Run it while nobody uses App2Container, or detach other policies from group, general role and worker"
            " first.",
        ),
        "opening": FindingType(
            "warning",
            "While this run changes it, requests that its Deny statements refuse before and after may be allowed for a"
            " moment, as the policies have no room to avoid it",
            "Change the Deny statements in a run of their own.",
        ),
        "partly-attached": FindingType(
            "warning",
            "It has only some of the policies into which {policy} is split, and lacks {lacking}",
            "Attach them too, to a role of IAM Identity Center through its permission set, or specify it as group,"
            " general role or worker.",
        ),
        "left-behind": FindingType(
            "warning",
            "It is managed by this collection but not among the users that are named: it leaves the group and is kept",
            "To remove it, name it in users.",
        ),
        "administrator-left-over": FindingType(
            "warning",
            "It is an administrator that this collection manages and no option names",
            "To keep it, name it in deployer. To remove it, name it in deployer with state: absent.",
        ),
        "foreign-administrator": FindingType(
            "error",
            "{policy}, which no option names and which opens a way to administrator: it allows {actions}",
            "To remove it, set purge_policies: true. To accept it, set fail_on: never.",
        ),
        "foreign-boundary": FindingType(
            "info",
            "Its permissions boundary is {boundary}, which no option names: it limits its permissions",
            "To keep it, name it in permissions_boundary; an empty string removes it.",
        ),
        "foreign-group": FindingType(
            "warning",
            "It is also a member of group {group}, and policy {policy} there opens a way to administrator: it allows"
            " {actions}",
            "If this is not intended, remove it from that group.",
        ),
        "foreign-key-reader": FindingType(
            "warning",
            "{policy}, which no option names and which allows reading access keys of other users where Secrets Manager"
            " holds them: it allows {actions}",
            "To remove it, set purge_policies: true.",
        ),
        "foreign-member": FindingType(
            "info",
            "It is a member of group {group}, but not among the users that are named: it has the permissions of the"
            " group",
            "To remove it from the group, set group.purge_members: true.",
        ),
        "foreign-policy": FindingType(
            "warning",
            "{policy}, which no option names: it allows {actions}",
            "To remove it, set purge_policies: true.",
        ),
        "foreign-profile": FindingType(
            "warning",
            "It holds role {role}, but no option names it and this collection does not manage it: machines with it have"
            " the permissions of the role",
            "If this is not intended, remove the role from it.",
        ),
        "foreign-trust": FindingType(
            "warning",
            "Its trust policy trusts more than the options say, which this run corrects: {names}",
            "Sessions that were started before remain until they end, or until you revoke them.",
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html",
        ),
        "left-over": FindingType(
            "warning",
            "This collection manages it, but no option names it any more",
            "To remove it, set purge: true.",
        ),
        "left-over-elsewhere": FindingType(
            "info",
            "This collection manages it under another path, and no option of this run names it: it is left unchanged",
        ),
        "made-elsewhere": FindingType(
            "warning",
            "This collection made it under the path {found}, not under {wanted}: it is left unchanged",
            "To remove it, set path to its path.",
        ),
        "not-looked": FindingType(
            "info",
            "Only what the options name was read: what is left over from earlier options was not looked for",
            "To look for it, set discovery: account.",
        ),
        "not-ours": FindingType("info", "It is not managed by this collection and is left unchanged"),
        "not-attached": FindingType(
            "info",
            "It is attached to nothing: neither a group nor a general role nor a worker is specified",
            "To give it to people, specify group or general_role, or refer to it in a permission set of IAM Identity"
            " Center. To give it to machines, specify worker.",
        ),
        "part-of-another": FindingType(
            "info", "It holds a part of policy {policy}, which decides whether it is kept: it is left unchanged"
        ),
        "path-differs": FindingType(
            "warning",
            "Its path is {found}, not {wanted}, and IAM cannot change the path: it is kept where it is",
            "Remove it first, or set path to its path.",
        ),
        "policy-edited": FindingType(
            "warning",
            "Somebody has edited it since this collection wrote it with {held}: {changes}",
            "To keep the edit, put it into the options, for example with policy.extra_statements or"
            " policy.exclude_actions.",
        ),
        "policy-newer": FindingType(
            "warning",
            "It was made with {held}, which is newer than catalogue {current} of this collection: {changes}",
            "Upgrade this collection where you run it, so that the newer permissions are kept.",
        ),
        "policy-outdated": FindingType(
            "info",
            "It was made with {held}, and this collection has catalogue {current}: {changes}",
            "The guide advises reviewing the policy periodically.",
            GUIDE,
        ),
        "policy-reviewed": FindingType(
            "info",
            "It was made with {held}, and its statements are the same with catalogue {current}: only the tag that"
            " records the catalogue changes",
        ),
        "session-cut-short": FindingType(
            "info",
            "Only sessions of other roles can assume it, and IAM ends such sessions after one hour, whatever"
            " max_session_hours is",
            "For longer sessions, give people the policy itself, with a permission set of IAM Identity Center.",
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html",
        ),
        "sso-role-trusted": FindingType(
            "warning",
            "It trusts {arn}, a role of IAM Identity Center whose name changes when its permission set is assigned"
            " again",
            "Name the permission set {set} in trusted_permission_sets instead, which always fits the current role.",
            "https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html",
        ),
        "unmarked": FindingType(
            "info", "It lies under the path but does not carry the tag of this collection: it is left unchanged"
        ),
        "user-not-deleted": FindingType(
            "info", "It is not managed by this collection: it is removed from the group and is not deleted"
        ),
        "user-not-ours": FindingType(
            "info",
            "It is not managed by this collection: it is only added to the group. Its tags and permissions boundary are"
            " left unchanged, and it is never deleted",
        ),
        "version-pruned": FindingType(
            "info",
            "IAM keeps {most} versions of a policy: the oldest version that is not the default, {version}, is deleted"
            " to make room for the new version",
        ),
    }
)
