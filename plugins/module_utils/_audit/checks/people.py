# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks on the general users: who they are, and what permissions they have besides the general policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..._account.model import User
from ..._account.ownership import is_managed
from ..._plan.summary import listed
from ..facts import Facts
from ..model import Check, Hit, Unseen
from ..ours import unseen_owners, untagged
from ..powers import Held, Power, command_text, foreign, shown, through_groups
from ..subjects import general_users, not_read, not_whole, unknown_members, unread_holdings

__all__ = ["CHECKS"]

_PRACTICES = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"
_GROUPS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html"


def _unread(facts: Facts, users: tuple[User, ...]) -> Iterator[Unseen]:
    """That policies or groups of some users were not read, if so: of an account read by name they are not."""
    yield from unknown_members(facts)
    missing = unread_holdings(facts, users)
    if missing:
        yield not_whole(facts, f"{' and '.join(missing)} were not read")
    yield from unseen_owners(facts, users, "")
    unknown = sorted({one.policy.name for user in users for one in _all(facts, user) if one.power is Power.UNREAD})
    if unknown:
        yield not_whole(facts, f"policy {listed(unknown)} was not read")


def _all(facts: Facts, user: User) -> tuple[Held, ...]:
    """What a user has besides the general policy: of its own and through other groups."""
    return (*foreign(facts, user), *through_groups(facts, user))


def _with_power(power: Power) -> Callable[[Facts], Iterator[Hit | Unseen]]:
    """A check on the users whose policies have this power."""

    def find(facts: Facts) -> Iterator[Hit | Unseen]:
        users = general_users(facts)
        yield from _unread(facts, users)
        for user in users:
            held = _all(facts, user)
            found = [one for one in held if one.power is power]
            if found and not (power is Power.ESCALATION and any(one.power is Power.ADMINISTRATOR for one in held)):
                values = {"user": user.name, "policies": shown(found), "command": command_text(found)}
                yield Hit(resource=user.arn, values=values)

    return find


def _direct(facts: Facts) -> Iterator[Hit | Unseen]:
    """Users with policies of their own, be it the general one. Those of administrators have rows of their own."""
    users = general_users(facts)
    yield from _unread(facts, users)
    for user in users:
        found = [one for one in foreign(facts, user, every=True) if one.power in (Power.OTHER, Power.UNREAD)]
        if found:
            policies = listed([one.title for one in found])
            yield Hit(
                resource=user.arn,
                values={"user": user.name, "policies": policies, "command": command_text(found)},
            )


def _other_groups(facts: Facts) -> Iterator[Hit | Unseen]:
    """Users of this collection that other groups give further permissions. People of others have jobs of their own."""
    users = tuple(user for user in general_users(facts) if is_managed(facts.desired, user))
    yield from _unread(facts, users)
    for user in users:
        found = [one for one in through_groups(facts, user) if one.power in (Power.OTHER, Power.UNREAD)]
        if found:
            groups = listed(sorted({one.on.name for one in found}))
            yield Hit(
                resource=user.arn,
                values={"user": user.name, "groups": groups, "command": command_text(found)},
            )


def _unknown_members(facts: Facts) -> Iterator[Hit | Unseen]:
    """Members of the general group that the options do not name. Those of this collection are told as left over."""
    desired, account = facts.desired, facts.account.known
    if "users" not in facts.wanted.parts or desired.group is None:
        return
    if not account.complete:
        yield not_whole(facts, f"the members of group {desired.group.name} were not read")
    named = {user.name for user in desired.users or ()}
    yield from unknown_members(facts)
    members = account.members(desired.group.name)
    untagged_users = (user for name in members if name not in named and (user := account.user(name)))
    for user, fact in ((user, untagged(facts, user)) for user in untagged_users):
        if fact:
            yield Unseen(resource=user.arn, fact=fact)
    for name in members:
        user, deployer = account.user(name), desired.deployer
        if user and name not in named and not is_managed(desired, user) and not (deployer and deployer.ref == user.ref):
            yield Hit(resource=user.arn, values={"user": name, "group": desired.group.name})


def _outside(facts: Facts) -> Iterator[Hit | Unseen]:
    """Users of this collection that are not in the general group, where there is one."""
    desired, account = facts.desired, facts.account.known
    group = desired.group.name if desired.group else ""
    if not account.group(group):
        return
    users = tuple(user for user in general_users(facts) if is_managed(desired, user))
    unread = [user.name for user in users if user.groups is None]
    if unread:
        yield not_read(facts, f"the groups of {listed(unread)} were not read")
    for user in users:
        if user.groups is not None and group not in user.groups:
            yield Hit(resource=user.arn, values={"user": user.name, "group": group})


CHECKS = (
    Check(
        id="user-administrator",
        severity="critical",
        title="User {user} is an administrator: {policies}",
        remedy="Run {command}. For users that this collection manages, a2c_iam_purge_policies: true removes their own"
        " policies.",
        find=_with_power(Power.ADMINISTRATOR),
        references={
            "cis_v7": ("2.14",),
            "cis_v5": ("1.15",),
            "fsbp": ("IAM.1",),
            "prowler": ("iam_user_administrator_access_policy",),
        },
        source=_PRACTICES,
    ),
    Check(
        id="user-escalation",
        severity="high",
        title="User {user} can become an administrator: {policies}",
        remedy="Run {command}. For users that this collection manages, a2c_iam_purge_policies: true removes their own"
        " policies.",
        find=_with_power(Power.ESCALATION),
        references={
            "prowler": ("iam_policy_allows_privilege_escalation", "iam_inline_policy_allows_privilege_escalation")
        },
        source=_PRACTICES,
    ),
    Check(
        id="user-direct-policy",
        severity="low",
        title="User {user} has permissions that do not come from a group: {policies}",
        remedy="Run {command}. For users that this collection manages, a2c_iam_purge_policies: true removes their own"
        " policies.",
        find=_direct,
        references={
            "cis_v7": ("2.13",),
            "cis_v5": ("1.14",),
            "fsbp": ("IAM.2",),
            "prowler": ("iam_policy_attached_only_to_group_or_roles",),
        },
        source=_GROUPS,
    ),
    Check(
        id="user-other-group",
        severity="medium",
        title="User {user} has further permissions as a member of {groups}",
        remedy="Run {command}.",
        find=_other_groups,
        source=_PRACTICES,
    ),
    Check(
        id="unknown-member",
        severity="medium",
        title="User {user} is a member of group {group}, but a2c_iam_users does not name it",
        remedy="Set a2c_iam_purge_members: true to remove it from the group, or name it in a2c_iam_users.",
        find=_unknown_members,
        source=_PRACTICES,
    ),
    Check(
        id="user-outside-group",
        severity="low",
        title="User {user} is not a member of group {group}, so that it lacks the permissions for App2Container",
        remedy="Name it in a2c_iam_users and run role a2c_iam, or name it with state: absent to remove it.",
        find=_outside,
        source=_PRACTICES,
    ),
)
