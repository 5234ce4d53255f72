# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for IAM's rules on deletion: children first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.support.strict.call import Call
from tests.support.strict.rule import API, GUIDE, Check, Rule, conflict
from tests.support.strict.world import World, service_credentials

Held = Callable[[World, Any], Any]
USER = f"{GUIDE}/id_users_remove.html"
GROUP = f"{GUIDE}/id_groups_manage_delete.html"
ROLE = f"{GUIDE}/id_roles_manage_delete.html"
POLICY = f"{GUIDE}/access_policies_manage-delete.html"


def must(method: str, parameter: str, held: Held, what: str) -> Check:
    """Return the check that an entity holds nothing of a kind any more."""

    def check(world: World, call: Call) -> str | None:
        entity = getattr(world, method)(call[parameter])
        return f"Cannot delete entity, must {what} first." if held(world, entity) else None

    return check


def of_user(identifier: str, held: Held, what: str) -> Rule:
    """Return a rule on the deletion of a user."""
    return conflict(f"user-{identifier}", USER, must("user", "UserName", held, what))


def of_group(identifier: str, held: Held, what: str) -> Rule:
    """Return a rule on the deletion of a group."""
    return conflict(f"group-{identifier}", GROUP, must("group", "GroupName", held, what))


def of_role(identifier: str, held: Held, what: str) -> Rule:
    """Return a rule on the deletion of a role."""
    return conflict(f"role-{identifier}", ROLE, must("role", "RoleName", held, what))


def attached(world: World, call: Call) -> str | None:
    """A policy that is attached stays."""
    held = world.holders(world.policy(call["PolicyArn"]).arn)
    return "Cannot delete a policy attached to entities." if held else None


def bounding(world: World, call: Call) -> str | None:
    """A policy that is somebody's permissions boundary stays."""
    held = world.bounded_by(world.policy(call["PolicyArn"]).arn)
    return "Cannot delete a policy that is used as a permissions boundary." if held else None


def versions(world: World, call: Call) -> str | None:
    """A policy goes with its default version only."""
    if len(world.policy(call["PolicyArn"]).versions) == 1:
        return None
    return (
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions."
        " The default version is deleted with the policy."
    )


def in_force(world: World, call: Call) -> str | None:
    """The version in force stays."""
    default = world.policy(call["PolicyArn"]).default_version_id
    return "Cannot delete the default version of a policy." if call["VersionId"] == default else None


def assigned(world: World, call: Call) -> str | None:
    """A virtual MFA device in use stays."""
    device = world.state.virtual_mfa_devices.get(call["SerialNumber"])
    return "MFA VirtualDevice in use. Must deactivate first." if device and device.user else None


CONFLICT_RULES: Mapping[str, tuple[Rule, ...]] = {
    "DeleteUser": (
        of_user("login-profile", lambda _world, user: user.password, "delete login profile"),
        of_user("access-keys", lambda _world, user: user.access_keys, "delete access keys"),
        of_user("certificates", lambda _world, user: user.signing_certificates, "delete signing certificates"),
        of_user("ssh-keys", lambda _world, user: user.ssh_public_keys, "delete SSH public keys"),
        of_user(
            "service-credentials",
            lambda _world, user: service_credentials(user),
            "delete service specific credentials",
        ),
        of_user("mfa-devices", lambda _world, user: user.mfa_devices, "delete MFA device"),
        of_user("inline", lambda _world, user: user.policies, "delete policies"),
        of_user("attached", lambda _world, user: user.managed_policies, "detach all policies"),
        of_user("groups", lambda world, user: world.groups_of(user), "remove users from group"),
    ),
    "DeleteGroup": (
        of_group("members", lambda _world, group: group.users, "remove users from group"),
        of_group("attached", lambda _world, group: group.managed_policies, "detach all policies"),
        of_group("inline", lambda _world, group: group.policies, "delete policies"),
    ),
    "DeleteRole": (
        of_role("in-profile", lambda world, role: world.profiles_of(role), "remove roles from instance profile"),
        of_role("attached", lambda _world, role: role.managed_policies, "detach all policies"),
        of_role("inline", lambda _world, role: role.policies, "delete policies"),
    ),
    "DeleteInstanceProfile": (
        conflict(
            "profile-role",
            f"{API}/API_DeleteInstanceProfile.html",
            must(
                "profile",
                "InstanceProfileName",
                lambda _world, profile: profile.roles,
                "remove roles from instance profile",
            ),
        ),
    ),
    "DeletePolicy": (
        conflict("policy-attached", POLICY, attached),
        conflict("policy-boundary", POLICY, bounding),
        conflict("policy-versions", POLICY, versions),
    ),
    "DeletePolicyVersion": (conflict("version-in-force", f"{API}/API_DeletePolicyVersion.html", in_force),),
    "DeleteVirtualMFADevice": (conflict("device-in-use", f"{API}/API_DeleteVirtualMFADevice.html", assigned),),
}
