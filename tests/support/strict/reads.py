# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""What the reading operations of IAM answer, by the name of the operation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from tests.support.strict import views
from tests.support.strict.answers import no_such
from tests.support.strict.call import Call
from tests.support.strict.pages import Item, paged
from tests.support.strict.world import World, backend, encoded

Content = dict[str, Any]
Read = Callable[[World, Call], Content]
Listing = Callable[[World, Call], Iterable[Any]]


def get_user(world: World, call: Call) -> Content:
    """GetUser."""
    return {"User": views.whole_user(world, world.user(call["UserName"]))}


def get_role(world: World, call: Call) -> Content:
    """GetRole."""
    return {"Role": views.whole_role(world, world.role(call["RoleName"]))}


def get_profile(world: World, call: Call) -> Content:
    """GetInstanceProfile."""
    return {"InstanceProfile": views.whole_profile(world, world.profile(call["InstanceProfileName"]))}


def get_policy(world: World, call: Call) -> Content:
    """GetPolicy."""
    return {"Policy": views.whole_policy(world, world.policy(call["PolicyArn"]))}


def get_policy_version(world: World, call: Call) -> Content:
    """GetPolicyVersion."""
    for item in world.policy(call["PolicyArn"]).versions:
        if item.version_id == call["VersionId"]:
            return {"PolicyVersion": views.version(item, document=True)}
    raise no_such(f"Policy {call['PolicyArn']} version {call['VersionId']} does not exist or is not attachable.")


def get_login_profile(world: World, call: Call) -> Content:
    """GetLoginProfile."""
    user = world.user(call["UserName"])
    if not user.password:
        raise no_such(f"Login Profile for User {user.name} cannot be found.")
    return {
        "LoginProfile": {
            "UserName": user.name,
            "CreateDate": user.create_date,
            "PasswordResetRequired": user.password_reset_required,
        }
    }


def get_inline_policy(kind: str, world: World, call: Call) -> Content:
    """GetUserPolicy, GetGroupPolicy, GetRolePolicy."""
    key = f"{kind.title()}Name"
    policies = getattr(world, kind)(call[key]).policies
    if call["PolicyName"] not in policies:
        raise no_such(f"The {kind} policy with name {call['PolicyName']} cannot be found.")
    document = encoded(policies[call["PolicyName"]])
    return {key: call[key], "PolicyName": call["PolicyName"], "PolicyDocument": document}


def get_group(world: World, call: Call) -> Content:
    """GetGroup: its members come in pages."""
    group = world.group(call["GroupName"])
    members = sorted(group.users, key=lambda user: str(user.name))
    items = [("Users", partial(views.user, world, user)) for user in members]
    return paged(world, call, ["Users"], items, Group=views.group(world, group))


def summary(world: World, _call: Call) -> Content:
    """GetAccountSummary: usage, and the quotas that are enforced."""
    local = world.policies()
    shown = dict(backend(world).account_summary.summary_map)
    shown.update(world.settings.quotas)
    shown.update(
        Users=len(world.users()),
        Groups=len(world.groups()),
        Roles=len(world.roles()),
        InstanceProfiles=len(world.profiles()),
        Policies=len(local),
        PolicyVersionsInUse=sum(len(policy.versions) for policy in local),
    )
    return {"SummaryMap": shown}


def account_details(world: World, call: Call) -> Content:
    """GetAccountAuthorizationDetails: one marker walks through all four lists."""
    wanted = set(call.get("Filter") or ("User", "Group", "Role", "LocalManagedPolicy", "AWSManagedPolicy"))
    policies = world.policies(local="LocalManagedPolicy" in wanted, owned_by_aws="AWSManagedPolicy" in wanted)
    items: list[Item] = []
    if "User" in wanted:
        items += [("UserDetailList", partial(views.user_detail, world, item)) for item in world.users()]
    if "Group" in wanted:
        items += [("GroupDetailList", partial(views.group_detail, world, item)) for item in world.groups()]
    if "Role" in wanted:
        items += [("RoleDetailList", partial(views.role_detail, world, item)) for item in world.roles()]
    items += [("Policies", partial(views.policy_detail, world, item)) for item in policies]
    return paged(world, call, ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"], items)


def entities_for_policy(world: World, call: Call) -> Content:
    """ListEntitiesForPolicy: by attachment, by use as boundary, or both."""
    arn, usage, entity = world.policy(call["PolicyArn"]).arn, call.get("PolicyUsageFilter"), call.get("EntityFilter")
    holders = [] if usage == "PermissionsBoundary" else world.holders(arn)
    bounded = [] if usage == "PermissionsPolicy" else world.bounded_by(arn)
    items: list[Item] = []
    for kind, entities in (("User", world.users()), ("Group", world.groups()), ("Role", world.roles())):
        if entity not in (None, kind):
            continue
        using = [item for item in entities if item in holders or item in bounded]
        shown = ({f"{kind}Name": item.name, f"{kind}Id": item.id} for item in using if under_prefix(call, item))
        items += [(f"Policy{kind}s", partial(dict, view)) for view in shown]
    return paged(world, call, ["PolicyUsers", "PolicyGroups", "PolicyRoles"], items)


def under_prefix(call: Call, entity: Any) -> bool:
    """Tell whether an entity lies under the path that a listing is asked for."""
    return str(entity.path).startswith(call.get("PathPrefix", "/"))


def prefixed(views_of: Callable[[World, Any], Any], entities: Callable[[World], list[Any]]) -> Listing:
    """Return the listing of entities under a path."""
    return lambda world, call: [views_of(world, item) for item in entities(world) if under_prefix(call, item)]


def local_policies(world: World, call: Call) -> Iterable[Content]:
    """ListPolicies."""
    scope = call.get("Scope", "All")
    entities = world.policies(local=scope != "AWS", owned_by_aws=scope != "Local")
    shown = [views.policy(world, item) for item in entities if under_prefix(call, item)]
    only_attached = call.get("OnlyAttached") == "true"
    return [view for view in shown if view["AttachmentCount"] or not only_attached]


def attached_to(kind: str) -> Listing:
    """Return the listing of the policies attached to a user, group or role."""
    return lambda world, call: [
        view
        for view in views.attached(getattr(world, kind)(call[f"{kind.title()}Name"]))
        if str(world.state.managed_policies[view["PolicyArn"]].path).startswith(call.get("PathPrefix", "/"))
    ]


def inline_of(kind: str) -> Listing:
    """Return the listing of the inline policies of a user, group or role: their names."""
    return lambda world, call: sorted(getattr(world, kind)(call[f"{kind.title()}Name"]).policies)


def tags_of(method: str, parameter: str) -> Listing:
    """Return the listing of the tags of an entity."""
    return lambda world, call: views.tag_list(world.tags(getattr(world, method)(call[parameter])))


def of_user(view: Callable[[str, Any], Content], held: Callable[[Any], Iterable[Any]]) -> Listing:
    """Return the listing of what a user holds."""

    def listing(world: World, call: Call) -> Iterable[Content]:
        user = world.user(call["UserName"])
        return [view(user.name, item) for item in held(user)]

    return listing


def devices(world: World, call: Call) -> Iterable[Content]:
    """ListVirtualMFADevices."""
    wanted = {"Any": (True, False), "Assigned": (True,), "Unassigned": (False,)}[call.get("AssignmentStatus", "Any")]
    held = sorted(world.state.virtual_mfa_devices.values(), key=lambda device: str(device.serial_number))
    return [views.virtual_mfa_device(world, item) for item in held if bool(item.user) in wanted]


def service_credentials(world: World, call: Call) -> Iterable[Content]:
    """ListServiceSpecificCredentials."""
    users = [world.user(call["UserName"])] if "UserName" in call else world.users()
    return [view for user in users for view in views.service_credential_list(user, call.get("ServiceName"))]


# Operation -> the list of its answer, and what gives its items.
LISTINGS: Mapping[str, tuple[str, Listing]] = {
    "ListUsers": ("Users", prefixed(views.user, World.users)),
    "ListGroups": ("Groups", prefixed(views.group, World.groups)),
    "ListRoles": ("Roles", prefixed(views.role, World.roles)),
    "ListInstanceProfiles": ("InstanceProfiles", prefixed(views.profile, World.profiles)),
    "ListPolicies": ("Policies", local_policies),
    "ListGroupsForUser": (
        "Groups",
        lambda world, call: [views.group(world, item) for item in world.groups_of(world.user(call["UserName"]))],
    ),
    "ListInstanceProfilesForRole": (
        "InstanceProfiles",
        lambda world, call: [views.profile(world, item) for item in world.profiles_of(world.role(call["RoleName"]))],
    ),
    "ListPolicyVersions": (
        "Versions",
        lambda world, call: [views.version(item) for item in views.newest_first(world.policy(call["PolicyArn"]))],
    ),
    "ListUserTags": ("Tags", tags_of("user", "UserName")),
    "ListRoleTags": ("Tags", tags_of("role", "RoleName")),
    "ListPolicyTags": ("Tags", tags_of("policy", "PolicyArn")),
    "ListInstanceProfileTags": ("Tags", tags_of("profile", "InstanceProfileName")),
    "ListAccessKeys": ("AccessKeyMetadata", of_user(views.access_key, lambda user: user.access_keys)),
    "ListSigningCertificates": (
        "Certificates",
        of_user(views.certificate, lambda user: user.signing_certificates.values()),
    ),
    "ListSSHPublicKeys": ("SSHPublicKeys", of_user(views.ssh_key, lambda user: user.ssh_public_keys)),
    "ListMFADevices": ("MFADevices", of_user(views.mfa_device, lambda user: user.mfa_devices.values())),
    "ListVirtualMFADevices": ("VirtualMFADevices", devices),
    "ListServiceSpecificCredentials": ("ServiceSpecificCredentials", service_credentials),
    **{f"ListAttached{kind.title()}Policies": ("AttachedPolicies", attached_to(kind)) for kind in views.PRINCIPALS},
    **{f"List{kind.title()}Policies": ("PolicyNames", inline_of(kind)) for kind in views.PRINCIPALS},
}


def listed(world: World, call: Call) -> Content:
    """Return the page of a listing of one list."""
    name, listing = LISTINGS[call.operation]
    items = [(name, partial(same, view)) for view in listing(world, call)]
    return paged(world, call, [name], items)


def same(view: Any) -> Any:
    """Return an item of a listing as it is."""
    return view


READS: Mapping[str, Read] = {
    "GetUser": get_user,
    "GetGroup": get_group,
    "GetRole": get_role,
    "GetInstanceProfile": get_profile,
    "GetPolicy": get_policy,
    "GetPolicyVersion": get_policy_version,
    "GetLoginProfile": get_login_profile,
    "GetAccountSummary": summary,
    "GetAccountAuthorizationDetails": account_details,
    "ListEntitiesForPolicy": entities_for_policy,
    **{f"Get{kind.title()}Policy": partial(get_inline_policy, kind) for kind in views.PRINCIPALS},
    **dict.fromkeys(LISTINGS, listed),
}
