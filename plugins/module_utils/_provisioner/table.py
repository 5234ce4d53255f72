# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""What the identity that the modules work as needs, as one table for docs/permissions.md and for the provisioner.

A row is one statement. Reads are not limited to a path: IAM does not know the path of an entity that does not exist,
and users that this collection does not manage join the group too. Writes are limited to a path, and to a name if it is
known.
"""

from __future__ import annotations

from collections.abc import Iterable

from .grants import Condition, Grant, When, covers, grant
from .module_table import ASSOCIATION, KEYS, MODULE_GRANTS, OUR_PROFILE, OUR_USERS

GENERAL = ("group", "users", "worker")
COMPONENTS = (*GENERAL, "general_role", "deployer of kind user", "deployer of kind role")
PEOPLE, USER, ROLE = COMPONENTS[3:]
HOLDERS = ("group", PEOPLE, "worker")  # of the general policy

OUR_POLICY = "policy{path}{policy}*"
OUR_GROUP = "group{path}{group}"
OUR_ROLE = "role{path}{worker_role}"
PEOPLES_ROLE = "role{path}{general_role}"
DEPLOYER_USER = "user{path}{deployer}"
DEPLOYER_ROLE = "role{path}{deployer}"

GENERAL_POLICY: Condition = {"ArnLike": {"iam:PolicyARN": "{arn}" + OUR_POLICY}}
# The option ssm of the worker attaches the second one.
WORKER_POLICIES: Condition = {
    "ArnLike": {"iam:PolicyARN": ["{arn}" + OUR_POLICY, "arn:{partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"]}
}
ADMINISTRATOR: Condition = {"ArnEquals": {"iam:PolicyARN": "arn:{partition}:iam::aws:policy/AdministratorAccess"}}
BOUNDED_BY_IT: Condition = {"ArnLike": {"iam:PermissionsBoundary": "{arn}" + OUR_POLICY}}
TO_EC2: Condition = {"StringEquals": {"iam:PassedToService": ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"]}}

USER_REMOVAL = (
    "DeleteAccessKey DeleteLoginProfile DeleteServiceSpecificCredential DeleteSSHPublicKey DeleteSigningCertificate"
    " DeactivateMFADevice DeleteUser DeleteUserPolicy DetachUserPolicy GetLoginProfile ListAccessKeys"
    " ListAttachedUserPolicies ListGroupsForUser ListMFADevices ListSSHPublicKeys ListServiceSpecificCredentials"
    " ListSigningCertificates ListUserPolicies TagUser"
)
ROLE_REMOVAL = "DeleteRole DeleteRolePolicy DetachRolePolicy ListInstanceProfilesForRole ListRolePolicies"


GRANTS = (
    grant("ReadAccount", COMPONENTS, "GetAccountAuthorizationDetails GetAccountSummary", "*"),
    grant("FindPolicies", HOLDERS, "ListPolicies", "*"),
    grant("ReadPolicies", HOLDERS, "GetPolicy GetPolicyVersion ListPolicyVersions", "policy/*"),
    grant("ReadGroups", ("group", "users"), "GetGroup ListAttachedGroupPolicies", "group/*"),
    grant("ReadUsers", ("users", USER, ROLE, KEYS), "GetUser", "user/*"),
    grant("ReadMemberships", ("users",), "ListGroupsForUser", "user/*"),
    grant("ReadRoles", ("worker", PEOPLE, USER, ROLE), "GetRole ListAttachedRolePolicies", "role/*"),
    grant("ReadProfiles", ("worker", ASSOCIATION), "GetInstanceProfile", "instance-profile/*"),
    grant("ReadDeployer", (USER,), "ListAttachedUserPolicies", DEPLOYER_USER),
    grant(
        "WritePolicy",
        HOLDERS,
        "CreatePolicy CreatePolicyVersion DeletePolicyVersion TagPolicy UntagPolicy",
        OUR_POLICY,
    ),
    grant("WriteGroup", ("group",), "CreateGroup", OUR_GROUP),
    grant("AttachToGroup", ("group",), "AttachGroupPolicy", OUR_GROUP, condition=GENERAL_POLICY),
    grant("WriteUsers", ("users",), "CreateUser TagUser UntagUser", OUR_USERS),
    grant("JoinGroup", ("users",), "AddUserToGroup", OUR_GROUP),
    grant(
        "WriteGeneralRole", (PEOPLE,), "CreateRole TagRole UntagRole UpdateAssumeRolePolicy UpdateRole", PEOPLES_ROLE
    ),
    grant("AttachToGeneralRole", (PEOPLE,), "AttachRolePolicy", PEOPLES_ROLE, condition=GENERAL_POLICY),
    grant("WriteWorker", ("worker",), "CreateRole TagRole UntagRole UpdateAssumeRolePolicy", OUR_ROLE),
    grant("AttachToWorker", ("worker",), "AttachRolePolicy", OUR_ROLE, condition=WORKER_POLICIES),
    grant(
        "WriteProfile",
        ("worker",),
        "AddRoleToInstanceProfile CreateInstanceProfile RemoveRoleFromInstanceProfile TagInstanceProfile"
        " UntagInstanceProfile",
        OUR_PROFILE,
    ),
    grant("PassWorkerToEc2", ("worker", ASSOCIATION), "PassRole", OUR_ROLE, condition=TO_EC2),
    grant("WriteDeployer", (USER,), "CreateUser TagUser UntagUser", DEPLOYER_USER),
    grant("WriteDeployer", (ROLE,), "CreateRole TagRole UntagRole UpdateAssumeRolePolicy UpdateRole", DEPLOYER_ROLE),
    grant("MakeAdministrator", (USER,), "AttachUserPolicy", DEPLOYER_USER, condition=ADMINISTRATOR),
    grant("MakeAdministrator", (ROLE,), "AttachRolePolicy", DEPLOYER_ROLE, condition=ADMINISTRATOR),
    grant(
        "BoundUsers",
        ("users",),
        "DeleteUserPermissionsBoundary PutUserPermissionsBoundary",
        OUR_USERS,
        when=When.BOUNDARIES,
    ),
    grant(
        "BoundGeneralRole",
        (PEOPLE,),
        "DeleteRolePermissionsBoundary PutRolePermissionsBoundary",
        PEOPLES_ROLE,
        when=When.BOUNDARIES,
    ),
    grant(
        "BoundWorker",
        ("worker",),
        "DeleteRolePermissionsBoundary PutRolePermissionsBoundary",
        OUR_ROLE,
        when=When.BOUNDARIES,
    ),
    grant(
        "BoundDeployer",
        (USER,),
        "DeleteUserPermissionsBoundary PutUserPermissionsBoundary",
        DEPLOYER_USER,
        when=When.BOUNDARIES,
    ),
    grant(
        "BoundDeployer",
        (ROLE,),
        "DeleteRolePermissionsBoundary PutRolePermissionsBoundary",
        DEPLOYER_ROLE,
        when=When.BOUNDARIES,
    ),
    grant("FindHolders", HOLDERS, "ListEntitiesForPolicy", OUR_POLICY, when=When.REMOVE),
    grant("ReadUserHolders", HOLDERS, "GetUser", "user/*", when=When.REMOVE),
    grant("ReadGroupHolders", ("worker", PEOPLE), "GetGroup ListAttachedGroupPolicies", "group/*", when=When.REMOVE),
    grant("ReadRoleHolders", ("group",), "GetRole ListAttachedRolePolicies", "role/*", when=When.REMOVE),
    grant(
        "DetachPolicy",
        HOLDERS,
        "DetachGroupPolicy DetachRolePolicy DetachUserPolicy",
        "group/*",
        "role/*",
        "user/*",
        when=When.REMOVE,
        condition=GENERAL_POLICY,
    ),
    grant(
        "ClearBoundary",
        HOLDERS,
        "DeleteRolePermissionsBoundary DeleteUserPermissionsBoundary",
        "role/*",
        "user/*",
        when=When.REMOVE,
        condition=BOUNDED_BY_IT,
    ),
    grant("DeletePolicy", HOLDERS, "DeletePolicy", OUR_POLICY, when=When.REMOVE),
    grant(
        "DeleteGroup",
        ("group",),
        "DeleteGroup DeleteGroupPolicy DetachGroupPolicy ListGroupPolicies RemoveUserFromGroup",
        OUR_GROUP,
        when=When.REMOVE,
    ),
    grant("DeleteUsers", ("users",), USER_REMOVAL, OUR_USERS, when=When.REMOVE),
    grant("LeaveGroups", ("users", USER), "RemoveUserFromGroup", "group/*", when=When.REMOVE),
    grant("DeleteMfaDevices", ("users", USER), "DeleteVirtualMFADevice", "mfa/*", when=When.REMOVE),
    grant("DeleteGeneralRole", (PEOPLE,), ROLE_REMOVAL, PEOPLES_ROLE, when=When.REMOVE),
    grant("DeleteWorker", ("worker",), ROLE_REMOVAL, OUR_ROLE, when=When.REMOVE),
    grant("DeleteProfile", ("worker",), "DeleteInstanceProfile", OUR_PROFILE, when=When.REMOVE),
    grant("FindProfiles", ("worker",), "ListInstanceProfiles", "*", when=When.REMOVE),
    grant("DeleteDeployer", (USER,), USER_REMOVAL, DEPLOYER_USER, when=When.REMOVE),
    grant("DeleteDeployer", (ROLE,), ROLE_REMOVAL, DEPLOYER_ROLE, when=When.REMOVE),
    *MODULE_GRANTS,
)


def grants_for(components: Iterable[str], *when: When) -> list[Grant]:
    """The rows that components need for a purpose."""
    wanted = set(components)
    return [row for row in GRANTS if row.when in when and not wanted.isdisjoint(row.components)]


def distinct(components: Iterable[str], *when: When) -> list[Grant]:
    """The rows of some purposes that components need, without those that their rows for setting up already cover."""
    known: list[Grant] = []
    for row in grants_for(components, When.SET_UP, *when):
        if not any(covers(earlier, row) for earlier in known):
            known.append(row)
    return [row for row in known if row.when in when]
