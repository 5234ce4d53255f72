# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks on the instance profile of the worker, and on the EC2 instances that have it."""

from __future__ import annotations

from collections.abc import Iterator

from ..._account.leftovers import is_under_path
from ..._account.ownership import is_managed
from ..._account.trust import ROLES_ANYWHERE, trusted_names
from ..facts import Facts
from ..model import Check, Hit, Unseen
from ..ours import untagged, worker_profile
from .kept import kept

__all__ = ["CHECKS"]

_GONE = frozenset({"shutting-down", "terminated"})
_EC2 = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide"
_PROFILES = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html"


def _unknown_profile(facts: Facts) -> Iterator[Unseen]:
    """That the profile of the worker may lie under another path, where only a call of its own finds it."""
    worker = facts.desired.worker
    profile = facts.account.known.profile(worker.profile_name) if worker else None
    fact = untagged(facts, profile) if profile and not is_under_path(facts.desired, profile) else None
    if profile and fact:
        yield Unseen(resource=profile.arn, fact=fact)
    elif worker and profile is None and facts.tags.value is None:
        yield Unseen(resource=facts.account_name, fact=facts.tags)


def _unknown_instances(facts: Facts) -> Iterator[Unseen]:
    """That there may be instances with further profiles of this collection, which were not read."""
    unknown = [fact for fact in (facts.account, facts.profiles) if fact.value is None]
    if unknown:
        yield Unseen(resource=facts.account_name, fact=unknown[0])
    else:
        yield from _unknown_profile(facts)


def _empty(facts: Facts) -> Iterator[Hit | Unseen]:
    yield from _unknown_profile(facts)
    profile = worker_profile(facts)
    if profile and profile.role is None:
        yield Hit(resource=profile.arn)


def _is_for_servers(facts: Facts) -> bool:
    """Tells whether the role of the worker is also for servers outside AWS, which need no instance profile."""
    worker = facts.desired.worker
    role = facts.account.known.role(worker.role.name) if worker else None
    return role is not None and ROLES_ANYWHERE in trusted_names(role.trust)


def _unused(facts: Facts) -> Iterator[Hit | Unseen]:
    yield from _unknown_profile(facts)
    profile = worker_profile(facts)
    if profile is None or profile.role is None or _is_for_servers(facts):
        return
    used = {instance.profile_arn for instance in facts.instances.known if instance.state not in _GONE}
    if profile.arn not in used:
        yield Hit(resource=profile.arn)


def _public(facts: Facts) -> Iterator[Hit | Unseen]:
    yield from _unknown_instances(facts)
    for instance in facts.instances.known:
        if instance.public_address and instance.state not in _GONE:
            yield Hit(resource=instance.arn, values={"profile": instance.profile_arn.rpartition("/")[2]})


def _first_imds(facts: Facts) -> Iterator[Hit | Unseen]:
    yield from _unknown_instances(facts)
    for instance in facts.instances.known:
        if not instance.imds_v2 and instance.state not in _GONE:
            values = {"instance": instance.instance_id, "region": instance.region}
            yield Hit(resource=instance.arn, values=values)


def _foreign(facts: Facts) -> Iterator[Hit | Unseen]:
    """Instance profiles of others that hold the role of the worker."""
    worker, account = facts.desired.worker, facts.account.known
    for name in account.profiles_of(worker.role.name) if worker else ():
        profile = account.profile(name)
        fact = untagged(facts, profile) if profile and is_under_path(facts.desired, profile) else None
        if profile and fact and worker and name != worker.profile_name:
            yield Unseen(resource=profile.arn, fact=fact)
        elif worker and profile and name != worker.profile_name and not is_managed(facts.desired, profile):
            yield Hit(resource=profile.arn, values={"role": worker.role.name})


CHECKS = (
    Check(
        id="profile-empty",
        severity="medium",
        title="It holds no role, so machines with it have no permissions",
        remedy="Run the role a2c_iam with the component worker, which puts the role into it.",
        find=_empty,
        needs=("account", "profiles"),
        source=_PROFILES,
    ),
    Check(
        id="profile-unused",
        severity="low",
        title="No EC2 instance in the Regions that were read has it",
        remedy="Give it to the worker machines with the role a2c_worker, or leave worker out of a2c_iam_components and"
        " set a2c_iam_purge to true if there are none.",
        find=_unused,
        needs=("account", "instances"),
        source=_PROFILES,
    ),
    Check(
        id="instance-public",
        severity="medium",
        title="It has a public address and the instance profile {profile}, so who breaks into it from the internet has"
        " the permissions of the worker",
        remedy="Move the worker machine to a subnet without public addresses, and reach it with Session Manager.",
        find=_public,
        needs=("instances",),
        references={"fsbp": ("EC2.9",), "prowler": ("ec2_instance_internet_facing_with_instance_profile",)},
        source=f"{_EC2}/using-instance-addressing.html",
    ),
    Check(
        id="instance-imds-v1",
        severity="medium",
        title="Its metadata service gives out credentials without a session token (IMDSv1)",
        remedy="Run aws ec2 modify-instance-metadata-options --region {region} --instance-id {instance}"
        " --http-tokens required.",
        find=_first_imds,
        needs=("instances",),
        references={
            "cis_v7": ("6.7",),
            "cis_v5": ("5.7",),
            "fsbp": ("EC2.8",),
            "prowler": ("ec2_instance_imdsv2_enabled",),
        },
        source=f"{_EC2}/configuring-instance-metadata-service.html",
    ),
    kept("foreign-profile", _foreign),
)
