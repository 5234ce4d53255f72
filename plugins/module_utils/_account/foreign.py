# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What others put on what this collection manages: it is told with what it adds, and removed if it is to be purged.

Of an account that was read by name, inline policies and the policies of users are not known: nothing is said of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from .._iam.entities import Kind, Ref
from .._iam.limits import ADMINISTRATOR_ACCESS
from .._plan.ownership import has_own_tag
from .._plan.summary import listed
from .._policy.key_secrets import reads_keys
from .._policy.language.document import Document, Statement
from .._policy.lint.findings import ESCALATIONS
from .._policy.lint.lint import lint
from .._policy.lint.risk import full_access
from .._policy.lint.scope import Scope
from .draft import AccountDraft
from .model import Group, ManagedPolicy, Principal, Role, Snapshot, User
from .ownership import is_managed
from .remove import delete_inline, detach
from .spec import Desired

__all__ = [
    "ForeignPolicy",
    "converge_foreign",
    "doubtful_policies",
    "foreign_policies",
    "held_policies",
    "unread_policies",
]

MOST_ACTIONS = 5  # in one finding
# Policies of AWS whose holders are, or can make themselves, administrators, with what they allow. The account does not
# tell their documents: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
AWS_ADMINISTRATORS = {ADMINISTRATOR_ACCESS: "every action", "IAMFullAccess": "iam:*"}


@dataclass(frozen=True, kw_only=True)
class ForeignPolicy:
    """A policy of others on a principal: a managed policy by its ARN, an inline policy by its name.

    ``document`` is None where the account does not tell it, as of policies of AWS.
    """

    arn: str = ""
    name: str
    document: Document | None

    @property
    def title(self) -> str:
        """The beginning of a finding on it."""
        return f"Policy {self.arn} is attached to it" if self.arn else f"It has the inline policy {self.name}"

    def allows(self, partition: str) -> str:
        """What it allows, in a few words."""
        if self.document is None:
            known = AWS_ADMINISTRATORS.get(self.name) if self.is_of_aws(partition) else None
            return known or ("what AWS defines" if self.is_of_aws(partition) else "actions that were not read")
        allowing = (statement for statement in self.document.statements if statement.effect == "Allow")
        names = dict.fromkeys(name for statement in allowing for name in _named(statement))
        return "every action" if "*" in names else listed(list(names), MOST_ACTIONS) or "nothing"

    def makes_administrators(self, partition: str) -> bool:
        """Tells whether its holder is an administrator, or can become one."""
        if self.document is None:
            return self.name in AWS_ADMINISTRATORS and self.is_of_aws(partition)
        return _escalates(self.document, partition)

    def allows_everything(self, partition: str) -> bool:
        """Tells whether it allows every action on every resource, be it with conditions."""
        document = self.document
        if document is None:
            return self.name == ADMINISTRATOR_ACCESS and self.is_of_aws(partition)
        scopes = (Scope(document=document, index=at, partition=partition) for at in range(len(document.statements)))
        return any(True for scope in scopes for _found in full_access(scope))

    def is_unread(self, partition: str) -> bool:
        """Tells whether the account could have told its document, and was not asked for it."""
        return self.document is None and not self.is_of_aws(partition)

    def is_of_aws(self, partition: str) -> bool:
        """Tells whether AWS defines it."""
        return self.arn.startswith(f"arn:{partition}:iam::aws:policy/")


@lru_cache
def _escalates(document: Document, partition: str) -> bool:
    return any(found.id in ESCALATIONS for found in lint(document, partition=partition))


def _named(statement: Statement) -> tuple[str, ...]:
    return statement.actions or tuple(f"all but {name}" for name in statement.not_actions)


def foreign_policies(desired: Desired, now: Snapshot, principal: Principal) -> Iterator[ForeignPolicy]:
    """The policies on a principal that no option names and this collection does not manage, in a stable order."""
    wanted = set(desired.worker.policy_arns) if desired.worker and principal.ref == _worker(desired) else set()
    if desired.deployer and principal.ref == desired.deployer.ref:
        wanted.add(desired.deployer.policy_arn)
    for policy in held_policies(now, principal):
        if policy.arn not in wanted and not (policy.arn and _is_own(desired, _known(now, policy.arn), policy.arn)):
            yield policy


def held_policies(now: Snapshot, principal: Principal) -> Iterator[ForeignPolicy]:
    """All policies on a principal as far as they are known, whoever put them there, in a stable order."""
    for arn in sorted(principal.attached or ()):
        known = _known(now, arn)
        document = known.default.document if known and known.default else None
        yield ForeignPolicy(arn=arn, name=arn.rpartition("/")[2], document=document)
    for name in sorted(principal.inline or ()):
        yield ForeignPolicy(name=name, document=(principal.documents or {}).get(name))


def _known(now: Snapshot, arn: str) -> ManagedPolicy | None:
    policy = now.policy(arn.rpartition("/")[2])
    return policy if policy and policy.arn == arn else None


def _worker(desired: Desired) -> Ref | None:
    return Ref(Kind.ROLE, desired.worker.role.name) if desired.worker else None


def _is_own(desired: Desired, known: ManagedPolicy | None, arn: str) -> bool:
    """Tells whether a policy is one of this run, or of other runs with its path; told by the path if tags are unread.

    Under another path, it is one that a run of the other parts alone leaves on what it manages.
    """
    under_path = arn.rpartition("/")[0] == desired.identity.arn(Kind.POLICY, desired.path, "").rpartition("/")[0]
    if known is None or known.tags is None:
        return under_path
    named = desired.policy is None or known.name in desired.policy.names
    return has_own_tag(known.tags) and (under_path or named)


def doubtful_policies(desired: Desired, now: Snapshot, principal: Principal) -> Iterator[str]:
    """The ARNs of the policies on a principal that only their path tells to be this collection's, in a stable order."""
    for arn in sorted(principal.attached or ()):
        known = _known(now, arn)
        if (known is None or known.tags is None) and _is_own(desired, known, arn):
            yield arn


def unread_policies(desired: Desired, observed: Snapshot) -> Iterator[Ref]:
    """Policies on what this run manages, or takes over, whose tags were not read: they say whose policies these are."""
    for principal in _named_principals(desired, observed):
        if not (desired.present and (desired.adopt or is_managed(desired, principal))):
            continue
        for arn in sorted(principal.attached or ()):
            policy = observed.policy(arn.rpartition("/")[2])
            if policy and policy.arn == arn and policy.tags is None:
                yield policy.ref


def _principals(desired: Desired, now: Snapshot) -> Iterator[Principal]:
    """The group, users, roles and deployer that this run manages, as they are after its other changes."""
    return (found for found in _named_principals(desired, now) if is_managed(desired, found))


def _named_principals(desired: Desired, now: Snapshot) -> Iterator[Principal]:
    refs = [Ref(Kind.GROUP, desired.group.name)] if desired.group and desired.group.managed else []
    refs += [Ref(Kind.USER, user.name) for user in desired.users or () if user.present]
    refs += [Ref(Kind.ROLE, role.name) for part, role in desired.roles.items() if part != "deployer"]
    refs += [desired.deployer.ref] if desired.deployer else []
    for ref in refs:
        found = now.get(ref)
        if isinstance(found, (Group, User, Role)):
            yield found


def converge_foreign(desired: Desired, draft: AccountDraft) -> None:
    """Plans the removal of foreign policies if they are to be purged; adds findings on what is foreign and stays."""
    for principal in tuple(_principals(desired, draft.now)):
        policies = tuple(foreign_policies(desired, draft.now, principal))
        if desired.purge_policies:
            _remove(draft, principal, policies)
        else:
            _tell(desired, draft, principal.ref, policies)
    _boundaries(desired, draft)
    _memberships(desired, draft)
    for name in draft.now.profiles_of(desired.worker.role.name) if desired.worker else ():
        profile = draft.now.profile(name)
        if desired.worker and name != desired.worker.profile_name and profile and not is_managed(desired, profile):
            draft.find("foreign-profile", profile.ref, role=desired.worker.role.name)


def _remove(draft: AccountDraft, principal: Principal, policies: Iterable[ForeignPolicy]) -> None:
    for policy in policies:
        call, name = (detach, policy.arn) if policy.arn else (delete_inline, policy.name)
        principal = call(draft, principal, name)


def _tell(desired: Desired, draft: AccountDraft, ref: Ref, policies: Iterable[ForeignPolicy]) -> None:
    """Adds findings. A deployer is an administrator anyway, so for it none is an error."""
    partition = desired.identity.partition
    is_deployer = desired.deployer is not None and ref == desired.deployer.ref
    for policy in policies:
        identifier = "foreign-policy"
        if not is_deployer and policy.makes_administrators(partition):
            identifier = "foreign-administrator"
        elif not is_deployer and policy.document and reads_keys(policy.document, desired.identity.account_id):
            identifier = "foreign-key-reader"
        draft.find(identifier, ref, policy=policy.title, actions=policy.allows(partition))


def _boundaries(desired: Desired, draft: AccountDraft) -> None:
    """A boundary that no option names can only limit, and may be a rule of the organization."""
    asked = {Ref(Kind.USER, user.name): user.boundary for user in desired.users or ()}
    asked |= {Ref(Kind.ROLE, role.name): role.boundary for role in desired.roles.values()}
    if desired.deployer:
        asked[desired.deployer.ref] = desired.deployer.boundary
    for principal in _principals(desired, draft.now):
        if isinstance(principal, (User, Role)) and principal.boundary and asked.get(principal.ref) is None:
            draft.find("foreign-boundary", principal.ref, boundary=principal.boundary)


def _memberships(desired: Desired, draft: AccountDraft) -> None:
    """Members of the group that no option names, and other groups that make administrators of users."""
    now, group = draft.now, desired.group
    named = {user.name for user in desired.users or ()}
    for name in now.members(group.name) if group and group.managed and desired.users is not None else ():
        user = now.user(name)
        if group and user and name not in named and not is_managed(desired, user):
            draft.find("foreign-member", user.ref, group=group.name)
    for principal in _principals(desired, now):
        if isinstance(principal, User) and not (desired.deployer and principal.ref == desired.deployer.ref):
            _other_groups(desired, draft, principal)


def _other_groups(desired: Desired, draft: AccountDraft, user: User) -> None:
    partition = desired.identity.partition
    for name in sorted(user.groups or ()):
        other = draft.now.group(name)
        if other is None or (desired.group and name == desired.group.name):
            continue
        for policy in foreign_policies(desired, draft.now, other):
            if policy.makes_administrators(partition):
                draft.find("foreign-group", user.ref, group=name, policy=policy.name, actions=policy.allows(partition))
                break
