# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for a principal that tries something: probes, and three judges that must agree on each.

* The principal's own call, with its own keys, against an emulator that enforces policies.
* ``SimulatePrincipalPolicy`` of that emulator, for calls that it does not serve or judges by a wrong resource.
* ``evaluate`` on the documents that the principal has in the account, for conditions that the emulator cannot see.

A probe names one request and says for which options of the policy it shall be allowed. With all other options it shall
be denied. So the same table says what works and that nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.evaluate import is_allowed
from tests.support.emulator.accounts import Account

DENIED = frozenset(
    {
        "AccessDenied",
        "AccessDeniedException",
        "AuthorizationError",
        "UnauthorizedOperation",
        "Client.UnauthorizedOperation",
    }
)
# An answer that says nothing on permissions.
NOT_SERVED = frozenset({"InternalError", "InternalFailure", "InvalidAction", "NotImplemented", "UnknownOperation"})


@dataclass(frozen=True, kw_only=True)
class Call:
    """A real request: service and method of boto3, and its parameters."""

    service: str
    method: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Probe:
    """One request.

    ``call`` is None where the emulator does not serve it, or asks for the permission on another resource than AWS does.
    ``context`` holds the condition keys that AWS would add; the emulator does not know them.
    """

    name: str
    action: str
    resource: str
    allowed: bool
    call: Call | None = None
    context: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Principal:
    """Whom to probe: the account as its administrator, the ARN, and the account with the principal's own keys."""

    administrator: Account
    arn: str
    own: Account


@dataclass(frozen=True, kw_only=True)
class Mismatch:
    """A judge that does not say what a probe expects."""

    probe: str
    judge: str
    expected: bool
    found: bool

    def __str__(self) -> str:
        words = {True: "allowed", False: "denied"}
        return f"{self.probe}: {words[self.found]} by {self.judge}, expected {words[self.expected]}"


def with_keys(account: Account, key: str, secret: str, token: str | None = None) -> Account:
    """Return an account with the credentials of somebody in it."""
    keys = {"AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret}
    if token is not None:
        keys["AWS_SESSION_TOKEN"] = token
    return Account(account_id=account.account_id, environment={**account.environment, **keys})


def as_user(account: Account, name: str) -> Principal:
    """Return an existing user as principal, with a new access key."""
    iam = account.client("iam")
    key = iam.create_access_key(UserName=name)["AccessKey"]
    own = with_keys(account, key["AccessKeyId"], key["SecretAccessKey"])
    return Principal(administrator=account, arn=iam.get_user(UserName=name)["User"]["Arn"], own=own)


def as_role(account: Account, name: str) -> Principal:
    """Return an existing role as principal, in a new session. The emulator lets the root assume a role of EC2."""
    arn = account.client("iam").get_role(RoleName=name)["Role"]["Arn"]
    session = account.client("sts").assume_role(RoleArn=arn, RoleSessionName="probe")["Credentials"]
    own = with_keys(account, session["AccessKeyId"], session["SecretAccessKey"], session["SessionToken"])
    return Principal(administrator=account, arn=arn, own=own)


def _managed(iam: Any, attached: Iterable[Mapping[str, str]]) -> Iterator[Document]:
    for policy in attached:
        arn = policy["PolicyArn"]
        version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
        yield Document.parse(iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"])


def documents_of(account: Account, arn: str) -> tuple[Document, ...]:
    """Return every identity policy that a user (groups included) or a role has in the account."""
    iam = account.client("iam")
    kind, name = arn.rsplit(":", 1)[1].split("/", 1)[0], arn.rsplit("/", 1)[1]
    if kind == "role":
        attached = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
        inline = [
            iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
            for policy in iam.list_role_policies(RoleName=name)["PolicyNames"]
        ]
    else:
        attached = iam.list_attached_user_policies(UserName=name)["AttachedPolicies"]
        for group in iam.list_groups_for_user(UserName=name)["Groups"]:
            attached += iam.list_attached_group_policies(GroupName=group["GroupName"])["AttachedPolicies"]
        inline = [
            iam.get_user_policy(UserName=name, PolicyName=policy)["PolicyDocument"]
            for policy in iam.list_user_policies(UserName=name)["PolicyNames"]
        ]
    return (*_managed(iam, attached), *map(Document.parse, inline))


class Clients:
    """The clients of one account, each made once: making one takes longer than a call."""

    def __init__(self, account: Account) -> None:
        """Take the account."""
        self._account = account
        self._made: dict[str, Any] = {}

    def __getitem__(self, service: str) -> Any:
        """Return the client of a service."""
        if service not in self._made:
            self._made[service] = self._account.client(service)
        return self._made[service]


def served(clients: Clients, call: Call) -> bool:
    """Whether a real call gets past the permission check. What becomes of it afterwards does not matter."""
    try:
        getattr(clients[call.service], call.method)(**call.params)
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in NOT_SERVED:
            raise
        return code not in DENIED
    return True


def simulated(iam: Any, arn: str, action: str, resource: str) -> bool:
    """Whether the simulation of the emulator, which knows no paths, allows a principal a request without context."""
    source = f"{arn.partition('/')[0]}/{arn.rpartition('/')[2]}"
    answer = iam.simulate_principal_policy(PolicySourceArn=source, ActionNames=[action], ResourceArns=[resource])
    return bool(answer["EvaluationResults"][0]["EvalDecision"] == "allowed")


def probe(principal: Principal, probes: Iterable[Probe]) -> list[Mismatch]:
    """Put every probe to its judges; an empty list when all of them agree with it."""
    account = principal.administrator
    documents = documents_of(account, principal.arn)
    own, iam = Clients(principal.own), account.client("iam")
    context = {
        "aws:PrincipalAccount": account.account_id,
        "aws:PrincipalArn": principal.arn,
        "aws:RequestedRegion": account.environment["AWS_REGION"],
        "aws:ResourceAccount": account.account_id,
        "aws:SecureTransport": "true",
    }
    found: list[Mismatch] = []
    for item in probes:
        answers = {"evaluate": is_allowed(documents, item.action, item.resource, {**context, **item.context})}
        if item.call is not None:
            answers["the call itself"] = served(own, item.call)
        if not item.context:
            answers["the simulation"] = simulated(iam, principal.arn, item.action, item.resource)
        found.extend(
            Mismatch(probe=item.name, judge=judge, expected=item.allowed, found=answer)
            for judge, answer in answers.items()
            if answer is not item.allowed
        )
    return found
