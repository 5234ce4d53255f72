# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""IAM Identity Center: reads an instance, and a permission set with its assignments. It holds no rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .._aws.connection import Connection
from .._aws.errors import AwsError, translated, unless_missing
from .._aws.parallel import side_by_side
from .._errors import App2ContainerError, OptionError
from .._plan.tags import tag_map
from .model import Assignment, Boundary, Found, PermissionSet, PolicyReference, Principal

__all__ = ["IdentityCenter"]

MISSING = "ResourceNotFoundException"
OUTDATED = "LATEST_PERMISSION_SET_NOT_PROVISIONED"


@dataclass(frozen=True, kw_only=True)
class _Instance:
    """An instance of IAM Identity Center."""

    arn: str
    store_id: str


class IdentityCenter:
    """One instance, and the permission set of one name in it. ``set_arn`` is empty until there is one."""

    def __init__(self, connection: Connection, instance_arn: str | None) -> None:
        self.client = connection.client("sso-admin")
        self._instance = self._find_instance(instance_arn, connection.region or "")
        self.set_arn = ""
        self._shown: Mapping[str, Any] = {}

    @property
    def instance_arn(self) -> str:
        """The ARN of the instance."""
        return self._instance.arn

    @property
    def partition(self) -> str:
        """The partition of the instance."""
        return self.instance_arn.split(":")[1]

    @property
    def store_id(self) -> str:
        """The id of its identity store."""
        return self._instance.store_id

    @property
    def of_set(self) -> Mapping[str, str]:
        """The parameters that name the permission set."""
        return {"InstanceArn": self.instance_arn, "PermissionSetArn": self.set_arn}

    @property
    def of_tags(self) -> Mapping[str, str]:
        """The parameters that name the permission set in calls on tags."""
        return {"InstanceArn": self.instance_arn, "ResourceArn": self.set_arn}

    def _find_instance(self, wanted: str | None, region: str) -> _Instance:
        with translated("find the instance of IAM Identity Center"):
            found = [
                _Instance(arn=item["InstanceArn"], store_id=item["IdentityStoreId"])
                for item in self._items("list_instances", "Instances")
                if item.get("Status", "ACTIVE") == "ACTIVE"
            ]
        arns = [instance.arn for instance in found]
        if wanted and wanted not in arns:
            problem = f"there is no such instance in {region}, only {', '.join(arns) or 'none'}"
            raise OptionError("instance_arn", wanted, problem, "correct it, the region or the credentials")
        chosen = [instance for instance in found if wanted in (None, instance.arn)]
        if not chosen:
            raise App2ContainerError(
                f"There is no instance of IAM Identity Center in {region}: use the Region in which it is enabled, and"
                " credentials of the management account or of the delegated administrator."
            )
        if len(chosen) > 1:
            several = ", ".join(arns)
            raise App2ContainerError(
                f"There are several instances of IAM Identity Center: {several}. Set instance_arn to one of them."
            )
        return chosen[0]

    def _items(self, operation: str, key: str, **params: Any) -> list[Any]:
        pages = self.client.get_paginator(operation).paginate(**params)
        return [item for page in pages for item in page[key]]

    def find_set(self, name: str) -> str:
        """Finds the permission set of a name, which only its description tells. Returns its ARN, or an empty text."""
        self.set_arn = ""

        def shown(arn: str) -> Mapping[str, Any]:
            describe = self.client.describe_permission_set
            answer = unless_missing(describe, InstanceArn=self.instance_arn, PermissionSetArn=arn)
            return answer["PermissionSet"] if answer else {}

        with translated(f"find permission set {name}"):
            pages = self.client.get_paginator("list_permission_sets").paginate(InstanceArn=self.instance_arn)
            for page in pages:
                for found in side_by_side(shown, page["PermissionSets"]):
                    if found.get("Name") == name:
                        self._shown, self.set_arn = found, found["PermissionSetArn"]
                        return self.set_arn
        return ""

    def read(self, name: str, accounts: frozenset[str]) -> Found:
        """The permission set of a name with its assignments.

        Args:
            name: its name.
            accounts: accounts to look into besides those in which the set is provisioned.
        """
        if not self.find_set(name):
            return Found()
        try:
            return self._read(name, accounts)
        except AwsError as error:
            if error.code == MISSING and not self.find_set(name):
                return Found()  # it was deleted meanwhile
            raise

    def _read(self, name: str, accounts: frozenset[str]) -> Found:
        with translated(f"read permission set {name}"):
            provisioned = self._accounts()
            outdated = self._accounts(ProvisioningStatus=OUTDATED) if provisioned else ()
            state = self._state(outdated)
        with translated(f"read the assignments of permission set {name}"):
            read = side_by_side(self._assignments, sorted(accounts.union(provisioned)))
        return Found(state=state, accounts=provisioned, assignments=tuple(item for items in read for item in items))

    def _accounts(self, **params: str) -> tuple[str, ...]:
        operation = "list_accounts_for_provisioned_permission_set"
        return tuple(sorted(self._items(operation, "AccountIds", **self.of_set, **params)))

    def outdated_accounts(self) -> tuple[str, ...]:
        """The accounts in which an earlier version of the permission set is provisioned."""
        with translated("find out where the permission set is not provisioned"):
            return self._accounts(ProvisioningStatus=OUTDATED)

    def tags(self) -> dict[str, str]:
        """The tags of the permission set."""
        return tag_map(self._items("list_tags_for_resource", "Tags", **self.of_tags))

    def references(self) -> tuple[PolicyReference, ...]:
        """The customer managed policies of the permission set."""
        operation = "list_customer_managed_policy_references_in_permission_set"
        found = self._items(operation, "CustomerManagedPolicyReferences", **self.of_set)
        return tuple(sorted(map(_reference, found)))

    def _state(self, outdated: tuple[str, ...]) -> PermissionSet:
        shown = self._shown
        attached = self._items("list_managed_policies_in_permission_set", "AttachedManagedPolicies", **self.of_set)
        inline = self.client.get_inline_policy_for_permission_set(**self.of_set)
        boundary = unless_missing(self.client.get_permissions_boundary_for_permission_set, **self.of_set)
        return PermissionSet(
            description=shown.get("Description") or "",
            session=shown.get("SessionDuration") or PermissionSet.session,
            relay_state=shown.get("RelayState") or "",
            tags=self.tags(),
            policies=self.references(),
            aws_policies=tuple(sorted(item["Arn"] for item in attached)),
            inline_policy=inline.get("InlinePolicy") or "",
            boundary=_boundary((boundary or {}).get("PermissionsBoundary") or {}),
            outdated_accounts=outdated,
        )

    def _assignments(self, account: str) -> list[Assignment]:
        found = self._items("list_account_assignments", "AccountAssignments", **self.of_set, AccountId=account)
        return [
            Assignment(
                account_id=account,
                principal=Principal(type=item["PrincipalType"], principal_id=item["PrincipalId"]),
            )
            for item in found
        ]


def _reference(answer: Mapping[str, str]) -> PolicyReference:
    return PolicyReference(path=answer.get("Path") or "/", name=answer["Name"])


def _boundary(answer: Mapping[str, Any]) -> Boundary:
    reference = answer.get("CustomerManagedPolicyReference")
    return _reference(reference) if reference else str(answer.get("ManagedPolicyArn") or "")
