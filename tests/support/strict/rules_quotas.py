# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for IAM's rules on numbers and sizes: the figures are those of GetAccountSummary."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from tests.support.strict.call import Call
from tests.support.strict.corrections import find, merged
from tests.support.strict.rule import QUOTAS, TAGS, Rule, limit
from tests.support.strict.world import World, service_credentials

MOST_TAGS = 50
MOST_SERVICE_CREDENTIALS = 2
MOST_SSH_KEYS = 5
MOST_DEVICES = 8
WHITE = re.compile(r"\s")


def size(document: str) -> int:
    """Return the size of a document as IAM counts it: without white space."""
    return len(WHITE.sub("", document))


def exceeded(name: str, quota: int) -> str:
    """Return AWS's words for a quota that would be passed."""
    return f"Cannot exceed quota for {name}: {quota}"


def entities(kind: str, count: Callable[[World], list[Any]], world: World, _call: Call) -> str | None:
    """So many entities of a kind, and no more."""
    quota = world.quota(f"{kind}Quota")
    return exceeded(f"{kind}PerAccount", quota) if len(count(world)) >= quota else None


def attachments(noun: str, world: World, call: Call) -> str | None:
    """So many attached policies; one that is attached already is no further one."""
    entity, quota = find(world, noun, call), world.quota(f"AttachedPoliciesPer{noun}Quota")
    if call["PolicyArn"] in entity.managed_policies or len(entity.managed_policies) < quota:
        return None
    return exceeded(f"PoliciesPer{noun}", quota)


def memberships(world: World, call: Call) -> str | None:
    """So many groups for a user."""
    groups, quota = world.groups_of(world.user(call["UserName"])), world.quota("GroupsPerUserQuota")
    if call["GroupName"] in [group.name for group in groups] or len(groups) < quota:
        return None
    return exceeded("GroupsPerUser", quota)


def access_keys(world: World, call: Call) -> str | None:
    """So many access keys for a user, active or not."""
    quota = world.quota("AccessKeysPerUserQuota")
    return exceeded("AccessKeysPerUser", quota) if len(world.user(call["UserName"]).access_keys) >= quota else None


def ssh_keys(world: World, call: Call) -> str | None:
    """Five SSH public keys for a user."""
    held = world.user(call["UserName"]).ssh_public_keys
    return exceeded("SSHPublicKeysPerUser", MOST_SSH_KEYS) if len(held) >= MOST_SSH_KEYS else None


def devices(world: World, call: Call) -> str | None:
    """Eight MFA devices for a user."""
    held = world.user(call["UserName"]).mfa_devices
    return exceeded("MFADevicesPerUser", MOST_DEVICES) if len(held) >= MOST_DEVICES else None


def credentials(world: World, call: Call) -> str | None:
    """Two service-specific credentials for a user and a service."""
    held = service_credentials(world.user(call["UserName"])).values()
    same = [item for item in held if item["ServiceName"] == call["ServiceName"]]
    if len(same) < MOST_SERVICE_CREDENTIALS:
        return None
    return exceeded("ServiceSpecificCredentialsPerUser", MOST_SERVICE_CREDENTIALS)


def tags(noun: str, world: World, call: Call) -> str | None:
    """Fifty tags, those that are there counted in."""
    together = merged(noun, world.tags(find(world, noun, call)), call.get("Tags") or ())
    return "The number of tags has reached the maximum limit." if len(together) > MOST_TAGS else None


def versions(world: World, call: Call) -> str | None:
    """Five versions of a policy."""
    quota = world.quota("VersionsPerPolicyQuota")
    if len(world.policy(call["PolicyArn"]).versions) < quota:
        return None
    return (
        f"A managed policy can have up to {quota} versions."
        " Before you create a new version, you must delete an existing version."
    )


def managed_size(world: World, call: Call) -> str | None:
    """The size of a managed policy."""
    quota = world.quota("PolicySizeQuota")
    return exceeded("PolicySize", quota) if size(call["PolicyDocument"]) > quota else None


def inline_size(noun: str, world: World, call: Call) -> str | None:
    """The size of all inline policies of an entity together."""
    entity, quota = find(world, noun, call), world.quota(f"{noun}PolicySizeQuota")
    others = sum(size(text) for name, text in entity.policies.items() if name != call["PolicyName"])
    if others + size(call["PolicyDocument"]) <= quota:
        return None
    return f"Maximum policy size of {quota} bytes exceeded for {noun.lower()} {entity.name}"


def trust_size(parameter: str, world: World, call: Call) -> str | None:
    """The size of a trust policy."""
    quota = world.quota("AssumeRolePolicySizeQuota")
    return exceeded("ACLSizePerRole", quota) if size(call[parameter]) > quota else None


def one_role(world: World, call: Call) -> str | None:
    """One role in an instance profile; the same again is a second one too."""
    held = world.profile(call["InstanceProfileName"]).roles
    return exceeded("InstanceSessionsPerInstanceProfile", 1) if held else None


COUNTS: Mapping[str, tuple[str, Callable[[World], list[Any]]]] = {
    "CreateUser": ("Users", World.users),
    "CreateGroup": ("Groups", World.groups),
    "CreateRole": ("Roles", World.roles),
    "CreateInstanceProfile": ("InstanceProfiles", World.profiles),
    "CreatePolicy": ("Policies", World.policies),
}
PRINCIPALS = ("User", "Group", "Role")


def counted(operation: str) -> Rule:
    """Return the rule on the number of entities of a kind."""
    kind, count = COUNTS[operation]
    return limit(f"{kind.lower()}-quota", partial(entities, kind, count))


MANAGED_SIZE = limit("policy-size", managed_size)
QUOTA_RULES: Mapping[str, tuple[Rule, ...]] = {
    "CreateUser": (counted("CreateUser"),),
    "CreateGroup": (counted("CreateGroup"),),
    "CreateRole": (counted("CreateRole"), limit("trust-size", partial(trust_size, "AssumeRolePolicyDocument"))),
    "CreateInstanceProfile": (counted("CreateInstanceProfile"),),
    "CreatePolicy": (counted("CreatePolicy"), MANAGED_SIZE),
    "CreatePolicyVersion": (limit("versions", versions), MANAGED_SIZE),
    "UpdateAssumeRolePolicy": (limit("new-trust-size", partial(trust_size, "PolicyDocument")),),
    "AddUserToGroup": (limit("groups-per-user", memberships),),
    "AddRoleToInstanceProfile": (limit("roles-per-profile", one_role),),
    "CreateAccessKey": (limit("access-keys", access_keys),),
    "UploadSSHPublicKey": (limit("ssh-keys", ssh_keys),),
    "EnableMFADevice": (limit("mfa-devices", devices),),
    "CreateServiceSpecificCredential": (limit("service-credentials", credentials),),
    **{
        f"Tag{noun}": (limit(f"{noun.lower()}-tags", partial(tags, noun), TAGS),)
        for noun in ("User", "Role", "Policy", "InstanceProfile")
    },
    **{
        f"Attach{noun}Policy": (limit(f"policies-per-{noun.lower()}", partial(attachments, noun)),)
        for noun in PRINCIPALS
    },
    **{
        f"Put{noun}Policy": (limit(f"{noun.lower()}-inline-size", partial(inline_size, noun), QUOTAS),)
        for noun in PRINCIPALS
    },
}
