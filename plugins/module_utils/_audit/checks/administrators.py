# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks on administrators beside the deployer, in the rest of the account too, and on unused roles and groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from ..._account.foreign import held_policies
from ..._account.model import Group, Role, User
from ..._account.ownership import is_managed
from ..._iam.entities import Kind, Ref
from ..._plan.summary import listed
from ..ages import ago
from ..facts import Facts
from ..model import Check, Hit, Unseen
from ..ours import unseen_owners
from ..powers import Held, Power, command_text, foreign, is_administrator, shown
from ..subjects import MOST_NAMES, general_users, has_known_policies, not_whole, unknown_members, unread_holdings

__all__ = ["CHECKS"]

_PRACTICES = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"
_OF_AWS = ("/aws-service-role/", "/aws-reserved/")  # paths of roles that AWS makes, also those of IAM Identity Center
_ADMINISTRATORS = {
    "cis_v7": ("2.14",),
    "cis_v5": ("1.15",),
    "fsbp": ("IAM.1",),
}


def _receivers(facts: Facts) -> tuple[Group | Role, ...]:
    """The group, general role and worker role that exist."""
    desired, account = facts.desired, facts.account.known
    group = account.group(desired.group.name) if desired.group else None
    names = [role.name for part, role in desired.roles.items() if part != "deployer"]
    return tuple(found for found in (group, *map(account.role, names)) if found)


def _holding(facts: Facts, kind: Kind) -> list[tuple[Group | Role, list[Held]]]:
    """Those of a kind, with the policies that others put on them."""
    return [(one, list(foreign(facts, one))) for one in _receivers(facts) if one.ref.kind is kind]


def _unread(facts: Facts, holding: list[tuple[Group | Role, list[Held]]]) -> Iterator[Unseen]:
    missing = [str(one.ref) for one, _held in holding if not has_known_policies(one)]
    if missing:
        yield not_whole(facts, f"the policies of {listed(missing)} were not read")
    unknown = sorted({one.policy.name for _holder, held in holding for one in held if one.power is Power.UNREAD})
    if unknown:
        yield not_whole(facts, f"policy {listed(unknown)} was not read")
    yield from unseen_owners(facts, [one for one, _held in holding], "")


def _with_power(kind: Kind, power: Power) -> Callable[[Facts], Iterator[Hit | Unseen]]:
    """A check on the group or the roles of a kind whose policies have this power."""

    def find(facts: Facts) -> Iterator[Hit | Unseen]:
        holding = _holding(facts, kind)
        yield from _unread(facts, holding)
        for one, held in holding:
            found = [policy for policy in held if policy.power is power]
            if found and not (power is Power.ESCALATION and any(item.power is Power.ADMINISTRATOR for item in held)):
                values = {"name": one.name, "policies": shown(found), "command": command_text(found)}
                yield Hit(resource=one.arn, values=values)

    return find


def _beside(facts: Facts) -> Iterator[Hit | Unseen]:
    """The users and roles of the account that are administrators and have no row of their own, in one row."""
    account, desired = facts.account.known, facts.desired
    if not account.complete:
        yield not_whole(facts, "the users and roles of the account were not read")
        return
    yield from _unread_others(facts)
    told: set[Ref] = {one.ref for one in (*general_users(facts), *_receivers(facts))}
    if desired.deployer:
        told.add(desired.deployer.ref)
    found = [
        str(account[ref].ref)
        for ref in sorted(account)
        if ref not in told and _is_person_or_role(account[ref]) and _administers(facts, account[ref])
    ]
    if found:
        values = {"number": _number(found), "names": listed(found)}
        yield Hit(resource=facts.account_name, values=values)


def _unread_others(facts: Facts) -> Iterator[Unseen]:
    """Those of whom nobody knows whether they are administrators."""
    account, partition = facts.account.known, facts.identity.partition
    principals = (one for one in account.values() if isinstance(one, (Group, User, Role)))
    holders = [one for one in principals if isinstance(one, Group) or _is_person_or_role(one)]
    roles = [one.name for one in holders if isinstance(one, Role) and not has_known_policies(one)]
    held = (policy for one in holders for policy in held_policies(account, one))
    policies = sorted({policy.name for policy in held if policy.is_unread(partition)})
    unread = [
        *unread_holdings(facts, [one for one in holders if isinstance(one, User)]),
        *([f"the policies of role {listed(roles, MOST_NAMES)}"] if roles else []),
        *([f"policy {listed(policies, MOST_NAMES)}"] if policies else []),
    ]
    if unread:
        yield not_whole(facts, f"{' and '.join(unread)} were not read")


def _number(found: list[str]) -> str:
    return "1 further administrator" if len(found) == 1 else f"{len(found)} further administrators"


def _is_person_or_role(entity: object) -> bool:
    return isinstance(entity, User) or (isinstance(entity, Role) and not entity.path.startswith(_OF_AWS))


def _administers(facts: Facts, entity: object) -> bool:
    return isinstance(entity, (User, Role)) and is_administrator(facts.identity, facts.account.known, entity)


def _unused_roles(facts: Facts) -> Iterator[Hit | Unseen]:
    """The roles of this collection that nobody assumes. IAM tells the last use, or that there was none."""
    roles = [role for spec in facts.desired.roles.values() if (role := facts.account.known.role(spec.name))]
    unread = [role.name for role in roles if not role.last_used and not (role.use_read and role.created)]
    if unread:
        yield not_whole(facts, f"the last use of role {listed(unread)} was not read")
    for role in roles:
        moment = role.last_used or (role.created if role.use_read else None)
        late = moment and facts.now - moment > timedelta(days=facts.settings.inactive_days)
        if moment and late and is_managed(facts.desired, role):
            use = "was last used on" if role.last_used else "has not been used since it was created on"
            yield Hit(resource=role.arn, values={"name": role.name, "use": f"{use} {ago(moment, facts.now)}"})


def _empty_group(facts: Facts) -> Iterator[Hit | Unseen]:
    """A general group without members; whether it has some is known of a whole account only."""
    account, spec = facts.account.known, facts.desired.group
    group = account.group(spec.name) if spec else None
    if group is None or account.members(group.name) or not is_managed(facts.desired, group):
        return
    if account.complete:
        doubts = tuple(unknown_members(facts))
        yield from doubts or (Hit(resource=group.arn, values={"name": group.name}),)
    else:
        yield not_whole(facts, f"the members of group {group.name} were not read")


_REMEDY = "Run {command}, or set a2c_iam_purge_policies: true."
_ESCALATION = {"prowler": ("iam_policy_allows_privilege_escalation", "iam_inline_policy_allows_privilege_escalation")}
CHECKS = (
    Check(
        id="group-administrator",
        severity="critical",
        title="Group {name} makes its members administrators: {policies}",
        remedy=_REMEDY,
        find=_with_power(Kind.GROUP, Power.ADMINISTRATOR),
        references={**_ADMINISTRATORS, "prowler": ("iam_group_administrator_access_policy",)},
        source=_PRACTICES,
    ),
    Check(
        id="group-escalation",
        severity="high",
        title="Members of group {name} can become administrators: {policies}",
        remedy=_REMEDY,
        find=_with_power(Kind.GROUP, Power.ESCALATION),
        references=_ESCALATION,
        source=_PRACTICES,
    ),
    Check(
        id="role-administrator",
        severity="critical",
        title="Role {name} is an administrator, so that whoever or whatever has the role is one, too: {policies}",
        remedy=_REMEDY,
        find=_with_power(Kind.ROLE, Power.ADMINISTRATOR),
        references={**_ADMINISTRATORS, "prowler": ("iam_role_administratoraccess_policy",)},
        source=_PRACTICES,
    ),
    Check(
        id="role-escalation",
        severity="high",
        title="Role {name} can become an administrator: {policies}",
        remedy=_REMEDY,
        find=_with_power(Kind.ROLE, Power.ESCALATION),
        references=_ESCALATION,
        source=_PRACTICES,
    ),
    Check(
        id="administrators-beside-deployer",
        severity="low",
        title="Beside the deployer, the account has {number}: {names}",
        remedy="For those who do not need it, run aws iam detach-user-policy or detach-role-policy with the"
        " --policy-arn of AdministratorAccess. To accept the others, add a suppression with a reason and a date.",
        find=_beside,
        references={
            **_ADMINISTRATORS,
            "prowler": ("iam_user_administrator_access_policy", "iam_role_administratoraccess_policy"),
        },
        source=_PRACTICES,
    ),
    Check(
        id="role-unused",
        severity="low",
        title="Role {name} {use}",
        remedy="If nobody needs it, run role a2c_iam with a2c_iam_state: absent and the part in a2c_iam_components.",
        find=_unused_roles,
        source=_PRACTICES,
    ),
    Check(
        id="group-empty",
        severity="low",
        title="Group {name} has no members",
        remedy="Name its members in a2c_iam_users; if people use the general role or IAM Identity Center instead, run"
        " role a2c_iam with a2c_iam_state: absent and a2c_iam_components: [group].",
        find=_empty_group,
        source=_PRACTICES,
    ),
)
