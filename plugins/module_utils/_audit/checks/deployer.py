# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks on the deployer, an administrator by design, whose credentials are worth most."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..._account.model import User
from ..._plan.summary import listed
from ..._policy.catalogue.sections import SECTIONS
from ..ages import date_of
from ..facts import AccessKey, Credential, Facts
from ..model import Check, Hit, Unseen
from ..subjects import deployer_user, listed_users, not_read, reported
from .keys import existing, old_keys, unused_keys

__all__ = ["CHECKS"]

_GUIDE = "https://docs.aws.amazon.com/app2container/latest/UserGuide/start-step1-install.html"
_PRACTICES = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"
_BOTH = ("account", "credentials")
# What a deployment requests besides the services of the general policy: what the stacks of ECS, EKS, App Runner and
# pipelines consist of.
_OF_STACKS = (
    "acm application-autoscaling autoscaling cloudwatch codebuild codepipeline ec2 elasticloadbalancing events kms"
    " lambda logs monitoring route53 secretsmanager servicediscovery ssm ssmmessages sts"
)
_SERVICES = frozenset(_OF_STACKS.split()) | {
    action.partition(":")[0] for section in SECTIONS for action in (*section.actions, *section.added_actions)
}
_GLOBAL = frozenset({"iam", "route53", "s3", "sts"})  # answer in one Region, wherever the caller works

Found = Callable[[Facts, Credential], list[str]]


def _in_group(facts: Facts) -> Iterator[Hit | Unseen]:
    deployer, group = deployer_user(facts), facts.desired.group
    if deployer is None or group is None:
        return
    if deployer.groups is None:
        yield not_read(facts, f"the groups of user {deployer.name} were not read")
    elif group.name in deployer.groups:
        yield Hit(resource=deployer.arn, values={"user": deployer.name, "group": group.name})


def _rows(facts: Facts) -> tuple[tuple[User, ...], Iterator[tuple[User, Credential]]]:
    deployer = deployer_user(facts)
    users = (deployer,) if deployer else ()
    return users, reported(facts, users)


def _keys(found: Found) -> Callable[[Facts], Iterator[Hit | Unseen]]:
    """A check on the keys of the deployer that is told in words."""

    def find(facts: Facts) -> Iterator[Hit | Unseen]:
        users, rows = _rows(facts)
        yield from listed_users(facts, users)
        for user, row in rows:
            keys = found(facts, row)
            if keys:
                yield Hit(resource=user.arn, values={"user": user.name, "keys": listed(keys)})

    return find


def _password_without_mfa(facts: Facts) -> Iterator[Hit | Unseen]:
    users, rows = _rows(facts)
    yield from listed_users(facts, users)
    for user, row in rows:
        if row.password and not row.mfa:
            yield Hit(resource=user.arn, values={"user": user.name})


def _strange(key: AccessKey, regions: tuple[str, ...]) -> str:
    """The last use of a key in words, if no deployment of App2Container explains it."""
    service, region = key.used_service, key.used_region
    known = regions if service not in _GLOBAL and region not in ("", "N/A") else ()
    if key.used is None or not service or service == "N/A":
        return ""
    if service in _SERVICES and (not known or region in known):
        return ""
    place = f" in {region}" if region not in ("", "N/A") else ""
    return f"access key {key.slot} on {date_of(key.used)} for {service}{place}"


def _unexpected_use(facts: Facts) -> Iterator[Hit | Unseen]:
    """Only the last use is known, and the Regions only where the options of the policy say them."""
    users, rows = _rows(facts)
    yield from listed_users(facts, users)
    regions = facts.wanted.policy.regions if facts.wanted.policy else ()
    for user, row in rows:
        uses = [text for key in existing(row) if (text := _strange(key, regions))]
        if uses:
            yield Hit(resource=user.arn, values={"user": user.name, "uses": listed(uses)})


CHECKS = (
    Check(
        id="deployer-in-group",
        severity="high",
        title="Deployer {user}, an administrator, is a member of group {group} for general users",
        remedy="Run aws iam remove-user-from-group --user-name {user} --group-name {group}.",
        find=_in_group,
        source=_GUIDE,
    ),
    Check(
        id="deployer-password-without-mfa",
        severity="critical",
        title="Deployer {user}, an administrator, has a console password but no MFA device",
        remedy="Run aws iam delete-login-profile --user-name {user}, or assign an MFA device. Set"
        " a2c_iam_deployer_kind: role for a deployer without a password and keys.",
        find=_password_without_mfa,
        needs=_BOTH,
        references={
            "cis_v7": ("2.10",),
            "cis_v5": ("1.9",),
            "fsbp": ("IAM.5",),
            "prowler": ("iam_user_mfa_enabled_console_access",),
        },
        source=_PRACTICES,
    ),
    Check(
        id="deployer-key-old",
        severity="high",
        title="Deployer {user}, an administrator, has {keys}",
        remedy="Name it in a2c_iam_access_keys_users and set a2c_iam_access_keys_enabled: true, which rotates keys"
        " after a2c_iam_access_keys_max_age_days. Set a2c_iam_deployer_kind: role for a deployer without keys.",
        find=_keys(old_keys),
        needs=_BOTH,
        references={
            "cis_v7": ("2.12",),
            "cis_v5": ("1.13",),
            "fsbp": ("IAM.3",),
            "prowler": ("iam_rotate_access_key_90_days",),
        },
        source=_PRACTICES,
    ),
    Check(
        id="deployer-key-unused",
        severity="high",
        title="Deployer {user}, an administrator, does not use {keys}",
        remedy="Run aws iam list-access-keys --user-name {user} and aws iam delete-access-key. To remove a deployer"
        " that nobody needs, run role a2c_iam with a2c_iam_state: absent and a2c_iam_components: [deployer].",
        find=_keys(unused_keys),
        needs=_BOTH,
        references={
            "cis_v7": ("2.11",),
            "cis_v5": ("1.11",),
            "fsbp": ("IAM.8", "IAM.22"),
            "prowler": ("iam_user_accesskey_unused",),
        },
        source=_PRACTICES,
    ),
    Check(
        id="deployer-unexpected-use",
        severity="low",
        title="The last use of deployer {user} is none that a deployment of App2Container explains: {uses}",
        remedy="Find out what it was with aws cloudtrail lookup-events --lookup-attributes"
        " AttributeKey=Username,AttributeValue={user}. Name a Region of deployments in a2c_iam_policy_regions.",
        find=_unexpected_use,
        needs=_BOTH,
        source=_GUIDE,
    ),
)
