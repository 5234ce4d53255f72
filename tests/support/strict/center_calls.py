# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the calls of IAM Identity Center, each of which returns the content of its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.support.strict.answers import RefusedError
from tests.support.strict.call import Call
from tests.support.strict.center import Center, Content, provisioned, version


def without_none(content: Content) -> Content:
    """Return an answer without what is not set."""
    return {key: value for key, value in content.items() if value not in (None, "")}


def list_instances(center: Center) -> Content:
    return {"Instances": [item.to_json() for item in center.moto.instances]}


def list_sets(center: Center) -> Content:
    return {"PermissionSets": [item.permission_set_arn for item in center.moto.permission_sets]}


def create_set(center: Center) -> Content:
    call = center.call
    made = center.moto.create_permission_set(
        name=call["Name"],
        description=call.get("Description"),
        instance_arn=call["InstanceArn"],
        session_duration=call.get("SessionDuration", "PT1H"),
        relay_state=call.get("RelayState"),
        tags=list(call.get("Tags", ())),
    )
    return {"PermissionSet": without_none(made)}


def describe_set(center: Center) -> Content:
    return {"PermissionSet": without_none(center.set.to_json(include_creation_date=True))}


def update_set(center: Center) -> Content:
    """What is left out is reset, the duration to an hour."""
    found, call = center.changed(), center.call
    found.description, found.relay_state = call.get("Description"), call.get("RelayState")
    found.session_duration = call.get("SessionDuration", "PT1H")
    return {}


def delete_set(center: Center) -> Content:
    center.moto.delete_permission_set(center.call["InstanceArn"], center.call["PermissionSetArn"])
    return {}


def list_tags(center: Center) -> Content:
    return {"Tags": center.set.tags}


def tag(center: Center) -> Content:
    given = {item["Key"] for item in center.call["Tags"]}
    kept = [item for item in center.set.tags if item["Key"] not in given]
    center.set.tags = [*kept, *center.call["Tags"]]
    return {}


def untag(center: Center) -> Content:
    center.set.tags = [item for item in center.set.tags if item["Key"] not in center.call["TagKeys"]]
    return {}


def list_references(center: Center) -> Content:
    held = center.set.customer_managed_policies
    return {"CustomerManagedPolicyReferences": [{"Name": item.name, "Path": item.path} for item in held]}


def attach_reference(center: Center) -> Content:
    center.moto.attach_customer_managed_policy_reference_to_permission_set(
        center.call["InstanceArn"], center.call["PermissionSetArn"], center.call["CustomerManagedPolicyReference"]
    )
    center.changed()
    return {}


def detach_reference(center: Center) -> Content:
    center.moto.detach_customer_managed_policy_reference_from_permission_set(
        center.call["InstanceArn"], center.call["PermissionSetArn"], center.call["CustomerManagedPolicyReference"]
    )
    center.changed()
    return {}


def list_managed(center: Center) -> Content:
    return {"AttachedManagedPolicies": [{"Name": item.name, "Arn": item.arn} for item in center.set.managed_policies]}


def attach_managed(center: Center) -> Content:
    center.moto.attach_managed_policy_to_permission_set(
        center.call["InstanceArn"], center.call["PermissionSetArn"], center.call["ManagedPolicyArn"]
    )
    center.changed()
    return {}


def detach_managed(center: Center) -> Content:
    center.moto.detach_managed_policy_from_permission_set(
        center.call["InstanceArn"], center.call["PermissionSetArn"], center.call["ManagedPolicyArn"]
    )
    center.changed()
    return {}


def get_inline(center: Center) -> Content:
    return {"InlinePolicy": center.set.inline_policy}


def put_inline(center: Center) -> Content:
    center.changed().inline_policy = center.call["InlinePolicy"]
    return {}


def delete_inline(center: Center) -> Content:
    center.changed().inline_policy = ""
    return {}


def get_boundary(center: Center) -> Content:
    held = center.set.__dict__.get("boundary")
    if held is None:
        raise RefusedError("ResourceNotFoundException", "No permissions boundary is attached.", "sso-exists")
    return {"PermissionsBoundary": held}


def put_boundary(center: Center) -> Content:
    center.changed().__dict__["boundary"] = center.call["PermissionsBoundary"]
    return {}


def delete_boundary(center: Center) -> Content:
    get_boundary(center)
    del center.changed().__dict__["boundary"]
    return {}


def list_assignments(center: Center) -> Content:
    arn, account_id = center.call["PermissionSetArn"], center.call["AccountId"]
    return {
        "AccountAssignments": [
            {
                "AccountId": item.target_id,
                "PermissionSetArn": arn,
                "PrincipalType": item.principal_type,
                "PrincipalId": item.principal_id,
            }
            for item in center.assignments(arn, account_id)
        ]
    }


def assigned(call: Call) -> tuple[str, ...]:
    """Return what identifies an assignment."""
    names = ("InstanceArn", "TargetId", "TargetType", "PermissionSetArn", "PrincipalType", "PrincipalId")
    return tuple(call[name] for name in names)


def create_assignment(center: Center) -> Content:
    """An assignment provisions the newest version; one that exists already is made again."""
    call, found = center.call, center.set
    failure = center.lacking(found, call["TargetId"])
    if not failure:
        same = [
            item
            for item in center.assignments(found.permission_set_arn, call["TargetId"])
            if principal(item) == (call["PrincipalType"], call["PrincipalId"])
        ]
        if not same:
            center.moto.create_account_assignment(*assigned(call))
        provisioned(found)[call["TargetId"]] = version(found)
    return center.begun("AccountAssignmentCreationStatus", found.permission_set_arn, call["TargetId"], failure)


def principal(assignment: Any) -> tuple[str, str]:
    """Return whom an assignment is for."""
    return assignment.principal_type, assignment.principal_id


def delete_assignment(center: Center) -> Content:
    """With the last assignment, an account loses the permission set."""
    call, found = center.call, center.set
    center.moto.delete_account_assignment(*assigned(call))
    if not center.assignments(found.permission_set_arn, call["TargetId"]):
        provisioned(found).pop(call["TargetId"], None)
    return center.begun("AccountAssignmentDeletionStatus", found.permission_set_arn, call["TargetId"], "")


def provision(center: Center) -> Content:
    found, wanted = center.set, center.call.get("TargetId")
    failures = []
    for account_id in [wanted] if wanted else list(provisioned(found)):
        failure = center.lacking(found, account_id)
        failures += [failure] if failure else []
        if not failure:
            provisioned(found)[account_id] = version(found)
    reason = failures[0] if failures else ""
    return center.begun("PermissionSetProvisioningStatus", found.permission_set_arn, wanted or "", reason)


def list_accounts(center: Center) -> Content:
    found, wanted = center.set, center.call.get("ProvisioningStatus")
    newest = {account_id: held == version(found) for account_id, held in provisioned(found).items()}
    states = {"LATEST_PERMISSION_SET_PROVISIONED": True, "LATEST_PERMISSION_SET_NOT_PROVISIONED": False}
    return {"AccountIds": [name for name, is_newest in newest.items() if states.get(wanted, is_newest) == is_newest]}


OPERATIONS: Mapping[str, Callable[[Center], Content]] = {
    "ListInstances": list_instances,
    "ListPermissionSets": list_sets,
    "CreatePermissionSet": create_set,
    "DescribePermissionSet": describe_set,
    "UpdatePermissionSet": update_set,
    "DeletePermissionSet": delete_set,
    "ListTagsForResource": list_tags,
    "TagResource": tag,
    "UntagResource": untag,
    "ListCustomerManagedPolicyReferencesInPermissionSet": list_references,
    "AttachCustomerManagedPolicyReferenceToPermissionSet": attach_reference,
    "DetachCustomerManagedPolicyReferenceFromPermissionSet": detach_reference,
    "ListManagedPoliciesInPermissionSet": list_managed,
    "AttachManagedPolicyToPermissionSet": attach_managed,
    "DetachManagedPolicyFromPermissionSet": detach_managed,
    "GetInlinePolicyForPermissionSet": get_inline,
    "PutInlinePolicyToPermissionSet": put_inline,
    "DeleteInlinePolicyFromPermissionSet": delete_inline,
    "GetPermissionsBoundaryForPermissionSet": get_boundary,
    "PutPermissionsBoundaryToPermissionSet": put_boundary,
    "DeletePermissionsBoundaryFromPermissionSet": delete_boundary,
    "ListAccountAssignments": list_assignments,
    "CreateAccountAssignment": create_assignment,
    "DeleteAccountAssignment": delete_assignment,
    "ProvisionPermissionSet": provision,
    "ListAccountsForProvisionedPermissionSet": list_accounts,
    "DescribeAccountAssignmentCreationStatus": lambda center: center.told(
        "AccountAssignmentCreationStatus", "AccountAssignmentCreationRequestId"
    ),
    "DescribeAccountAssignmentDeletionStatus": lambda center: center.told(
        "AccountAssignmentDeletionStatus", "AccountAssignmentDeletionRequestId"
    ),
    "DescribePermissionSetProvisioningStatus": lambda center: center.told(
        "PermissionSetProvisioningStatus", "ProvisionPermissionSetRequestId"
    ),
}
