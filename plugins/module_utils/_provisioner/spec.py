# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The provisioner of one account: the role that the modules work as, its policies, and the two boundaries.

Documents are made for an account whose ID and partition stand for any other, and are as long as those of the longest
partition. So all accounts, and the template for all of them, divide the same statements among the same policies.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .._account.spec import PROVISIONER_TAG, Desired, PolicySpec, RoleSpec
from .._iam.entities import Identity, Kind, Ref, Tags
from .._policy.language.document import Document, Statement
from .._policy.split import pack
from .features import rows_of
from .grants import Names, statement
from .limits import provisioner_boundary, work_boundary

__all__ = ["ANY", "REGION", "ProvisionerSpec", "arn_in"]

ANY = Identity(account_id="000000000000", partition="aws-us-gov")
REGION = "us-gov-west-1"  # of this partition; stands for every Region
SESSION_SECONDS = 3600
ROLE_DESCRIPTION = "Manages the access for App2Container in this account. Made by fleetops.app2container."
POLICY_DESCRIPTION = "What the provisioner may do. Made by fleetops.app2container."
BOUNDARY_DESCRIPTION = "Limits the provisioner. Made by fleetops.app2container."
WORK_DESCRIPTION = "Limits every user and role that the provisioner creates. Made by fleetops.app2container."
WORK_PATH = "/"  # where the general policy looks for the boundary of the roles that commands create


def arn_in(text: str, identity: Identity) -> str:
    """A text about ``ANY`` as one about an account."""
    own = text.replace(f"arn:{ANY.partition}:", f"arn:{identity.partition}:")
    return own.replace(f":{REGION}:", ":*:").replace(ANY.account_id, identity.account_id)


def _in(document: Document, identity: Identity) -> Document:
    return Document.parse(arn_in(document.text, identity))


@dataclass(frozen=True, kw_only=True)
class ProvisionerSpec:
    """What the options ask for, in an account.

    Args:
        identity: the account.
        present: whether it should exist.
        name: of the role; the policies and the boundary are named after it.
        path: of these.
        work_boundary: the name of the boundary of what the provisioner creates.
        features: those whose permissions it has.
        names: what the table is filled with, in the account ``ANY``.
        trust: who may assume the role.
        tags: for all of it.
        adopt: whether to take over what others made.
        purge_policies: whether to remove policies of others from the role.
    """

    identity: Identity
    present: bool = True
    name: str
    path: str
    work_boundary: str
    features: tuple[str, ...]
    names: Names
    trust: Document
    tags: Tags | None = None
    purge_tags: bool = True
    adopt: bool = False
    purge_policies: bool = False

    @property
    def role(self) -> Ref:
        """The role."""
        return Ref(Kind.ROLE, self.name)

    @property
    def role_arn(self) -> str:
        """The ARN of the role."""
        return self.identity.arn(Kind.ROLE, self.path, self.name)

    @property
    def boundary_name(self) -> str:
        """The name of the provisioner's own boundary."""
        return f"{self.name}Boundary"

    @property
    def boundary_arn(self) -> str:
        """The ARN of this boundary."""
        return self.identity.arn(Kind.POLICY, self.path, self.boundary_name)

    @property
    def work_boundary_arn(self) -> str:
        """The ARN of the boundary of what the provisioner creates."""
        return self.identity.arn(Kind.POLICY, WORK_PATH, self.work_boundary)

    def desired(self) -> tuple[Desired, Desired, Desired]:
        """The role with its policies, its boundary, and the boundary of what it creates, as parts of an account."""
        role, boundary, work = self._documents() if self.present else ((), (), ())
        whole = Desired(
            identity=self.identity,
            present=self.present,
            path=self.path,
            tags=self.tags,
            purge_tags=self.purge_tags,
            adopt=self.adopt,
            purge_policies=self.purge_policies,
        )
        return (
            replace(whole, policy=_policy(self.name, role, POLICY_DESCRIPTION), general_role=self._role_spec()),
            replace(whole, policy=_policy(self.boundary_name, boundary, BOUNDARY_DESCRIPTION)),
            replace(whole, path=WORK_PATH, policy=_policy(self.work_boundary, work, WORK_DESCRIPTION)),
        )

    def _role_spec(self) -> RoleSpec:
        return RoleSpec(
            name=self.name,
            description=ROLE_DESCRIPTION,
            trust=self.trust,
            boundary=self.boundary_arn,
            max_session=SESSION_SECONDS,
            own_tags=PROVISIONER_TAG,
        )

    def _documents(self) -> tuple[tuple[Document, ...], tuple[Document, ...], tuple[Document, ...]]:
        """The documents of the role's policies, of its boundary, and of the work boundary."""
        anywhere = replace(self, identity=ANY)
        rows = rows_of(self.features)
        itself = tuple(ANY.arn(kind, self.path, "*") for kind in (Kind.ROLE, Kind.POLICY))
        policies = pack([Statement.from_json(statement(row, self.names)) for row in rows])
        boundary = provisioner_boundary(rows, self.names, itself, anywhere.work_boundary_arn)
        work = work_boundary(replace(self.names, regions=(REGION,)), anywhere.work_boundary_arn)
        parts: Iterable[tuple[Document, ...]] = (policies, (boundary,), (work,))
        own, limit, further = (tuple(_in(document, self.identity) for document in part) for part in parts)
        return own, limit, further


def _policy(name: str, documents: tuple[Document, ...], description: str) -> PolicySpec:
    return PolicySpec(name=name, documents=documents, description=description, own_tags=PROVISIONER_TAG)
