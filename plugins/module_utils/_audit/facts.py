# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an audit knows of an account: each fact with the calls that read it, or with the reason why it is not known.

A fact without a value is never taken for an empty one: the checks that need it are not made, and say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from .._account.draft import AccountPlan
from .._account.model import Snapshot
from .._account.spec import Desired
from .._iam.entities import Identity
from .._plan.change import NOTHING
from .._policy.language.document import Document
from .._policy.options import PolicyOptions

__all__ = [
    "BLOCKS",
    "AccessKey",
    "Bucket",
    "Credential",
    "Fact",
    "Facts",
    "Instance",
    "SecretFacts",
    "ServiceUse",
    "Settings",
    "Wanted",
    "not_asked",
    "unread",
]

Value = TypeVar("Value")

BLOCKS = ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")  # of public access


@dataclass(frozen=True, kw_only=True)
class Fact(Generic[Value]):
    """Something that was read of an account, or why it was not.

    Args:
        value: what was read, None where it was not.
        calls: the API actions that read it, such as ``iam:GetAccountSummary``.
        read_at: when the answer was made, which for a credential report is before it was read.
        reason: why it was not read; empty where it was.
        action: the permission that is missing for it.
        asked: whether it was to be read at all. What no option asks for makes no row.
    """

    value: Value | None = None
    calls: tuple[str, ...] = ()
    read_at: datetime | None = None
    reason: str = ""
    action: str = ""
    asked: bool = True

    @property
    def known(self) -> Value:
        """The value of a fact that was read.

        Raises:
            ValueError: it was not.
        """
        if self.value is None:
            raise ValueError(self.reason)
        return self.value


def unread(reason: str, action: str = "", calls: tuple[str, ...] = ()) -> Fact[Value]:
    """A fact that could not be read, and why. ``action`` is the permission that is missing, if one is."""
    return Fact(reason=reason, action=action, calls=calls)


def not_asked(reason: str) -> Fact[Value]:
    """A fact that no option asks for; ``reason`` names the option."""
    return Fact(reason=reason, asked=False)


@dataclass(frozen=True, kw_only=True)
class AccessKey:
    """An access key as the credential report has it. Only an active one is used; ``used`` is None if it never was."""

    slot: int
    active: bool
    rotated: datetime | None = None
    used: datetime | None = None
    used_region: str = ""
    used_service: str = ""


@dataclass(frozen=True, kw_only=True)
class Credential:
    """One row of the credential report. The root user has the name ``<root_account>``.

    ``password`` is None where the report says nothing. ``password_used`` is None if it never was, or not since AWS
    records it. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
    """

    user: str
    arn: str
    created: datetime | None = None
    password: bool | None = None
    password_used: datetime | None = None
    password_changed: datetime | None = None
    mfa: bool = False
    keys: tuple[AccessKey, ...] = ()

    @property
    def is_root(self) -> bool:
        """Tells whether this is the root user of the account."""
        return self.user == "<root_account>"


@dataclass(frozen=True, kw_only=True)
class ServiceUse:
    """When a service was last used with the permissions of a policy; None if not in the time that AWS looks back on."""

    service: str
    used: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Instance:
    """An EC2 instance with an instance profile. ``imds_v2`` says whether the metadata service wants tokens."""

    instance_id: str
    arn: str
    profile_arn: str
    region: str
    state: str = "running"
    public_address: bool = False
    imds_v2: bool = True


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """What was read of a bucket, aspect by aspect. A value that says that nothing is set is empty, never None.

    Args:
        name: of the bucket.
        arn: of the bucket.
        exists: False if there is no such bucket: none of the aspects was read then.
        public_access_block: its four settings; empty where there is none.
        policy: the bucket policy; a document without statements where there is none.
        encryption: the algorithm of the default encryption; empty where there is none.
        ownership: the object ownership, ``BucketOwnerEnforced`` where ACLs are off; empty where it is not set.
        versioning: ``Enabled``, ``Suspended``, or empty where it never was on.
        lifecycle: the ids of the lifecycle rules that are on.
    """

    name: str
    arn: str
    public_access_block: Fact[Mapping[str, bool]]
    policy: Fact[Document]
    encryption: Fact[str]
    ownership: Fact[str]
    versioning: Fact[str]
    lifecycle: Fact[tuple[str, ...]]
    exists: bool = True


@dataclass(frozen=True, kw_only=True)
class SecretFacts:
    """What was read of a secret; never its value, only the names of the JSON keys in it.

    Args:
        name: of the secret.
        arn: of the secret; its name where it may not be read.
        kind: what it is for: ``linux``, ``windows``, ``gmsa``, ``jenkins_git``, ``jenkins_server``, ``azure``; empty
            where that is not known.
        changed: when its value was written; of a secret that is younger than may be told, when it was made.
        policy: the resource policy; a document without statements where there is none.
        json_keys: the names of the keys of its JSON object; empty where the value is no JSON object.
        exists: False if there is no such secret, or if it is to be deleted: nothing else was read then.
    """

    name: str
    arn: str
    kind: str
    changed: Fact[datetime]
    policy: Fact[Document]
    json_keys: Fact[frozenset[str]]
    exists: bool = True


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the user accepts. All ages are in days."""

    inactive_days: int = 45
    key_max_age_days: int = 90
    key_grace_days: int = 14
    unused_permission_days: int = 90
    secret_max_age_days: int = 365


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the options want besides names: the options of the policy and its documents, None where they give none.

    ``parts`` are the names of the options that say what their part should be, which drift is told of.
    """

    parts: frozenset[str] = frozenset()
    policy: PolicyOptions | None = None
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Everything that the checks look at.

    Args:
        identity: the account.
        now: the time of the audit.
        desired: the parts to look at, given or found; only names, and what they should be where ``wanted`` says so.
        planned: what the module ``access`` would do with the options.
        account: the entities of the account.
        profiles: whether all instance profiles are among them, those without a role too; the value is their number.
        tags: whether the tags were read that the account details lack: those of the policies and instance profiles of
            ours; the value is the number of entities that are known.
        sessions: whether the length of sessions was read, of the roles where it matters; the value is the number of
            entities that are known.
        summary: of the account, by the names of GetAccountSummary.
        credentials: the rows of the credential report.
        last_accessed: by the ARN of a policy of ours, the services that it grants with their last use.
        instances: the instances with an instance profile of ours.
        buckets: those that the options and the policy in force name.
        account_block: the settings of the account that block public access to all of its buckets, as those of a bucket;
            asked for where a bucket does not have all of them itself.
        buckets_found: whether it is known which ones these are; the value is their number.
        secrets: those of the options, and those that this collection manages.
        secrets_found: whether the secrets that this collection manages were looked for; the value is their number.
    """

    identity: Identity
    now: datetime
    settings: Settings = field(default_factory=Settings)
    desired: Desired
    wanted: Wanted = field(default_factory=Wanted)
    planned: Fact[AccountPlan] = field(default_factory=lambda: not_asked("no option says what the account should hold"))
    account: Fact[Snapshot]
    profiles: Fact[int]
    summary: Fact[Mapping[str, int]]
    credentials: Fact[tuple[Credential, ...]]
    last_accessed: Fact[Mapping[str, tuple[ServiceUse, ...]]]
    instances: Fact[tuple[Instance, ...]]
    buckets: Mapping[str, Bucket] = field(default_factory=lambda: NOTHING)
    account_block: Fact[Mapping[str, bool]] = field(default_factory=lambda: not_asked("no bucket needs it"))
    buckets_found: Fact[int] = field(default_factory=lambda: not_asked("nothing is audited"))
    secrets: Mapping[str, SecretFacts] = field(default_factory=lambda: NOTHING)
    secrets_found: Fact[int] = field(default_factory=lambda: not_asked("no option asks for the managed secrets"))
    sessions: Fact[int] = field(default_factory=lambda: not_asked("no role needs it"))
    tags: Fact[int] = field(default_factory=lambda: unread("the tags were not read"))

    @property
    def account_name(self) -> str:
        """The account as the resource of a row."""
        return f"Account {self.identity.account_id}"
