# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks on the root user of the account, which the guide asks to keep without access keys and not to use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ..ages import ago
from ..facts import Credential, Fact, Facts, unread
from ..model import Check, Hit, Unseen

__all__ = ["CHECKS"]

_ROOT = "https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html"
_KEYS, _MFA = "AccountAccessKeysPresent", "AccountMFAEnabled"
_CERTIFICATES, _PASSWORD = "AccountSigningCertificatesPresent", "AccountPasswordPresent"


def _lacks(facts: Facts, name: str) -> Unseen:
    fact: Fact[object] = unread(f"the account summary does not tell {name}", calls=facts.summary.calls)
    return Unseen(resource=facts.account_name, fact=fact)


def _keys(facts: Facts) -> Iterator[Hit | Unseen]:
    present = facts.summary.known.get(_KEYS)
    if present is None:
        yield _lacks(facts, _KEYS)
    elif present:
        yield Hit(resource=facts.account_name)


def _certificates(facts: Facts) -> Iterator[Hit | Unseen]:
    present = facts.summary.known.get(_CERTIFICATES)
    if present is None:
        yield _lacks(facts, _CERTIFICATES)
    elif present:
        yield Hit(resource=facts.account_name)


def _mfa(facts: Facts) -> Iterator[Hit | Unseen]:
    """A root user that has neither a password nor keys, as with centrally managed root access, cannot be used."""
    summary = facts.summary.known
    enabled = summary.get(_MFA)
    if enabled is None:
        yield _lacks(facts, _MFA)
    elif not enabled and not (summary.get(_PASSWORD) == 0 and summary.get(_KEYS) == 0):
        yield Hit(resource=facts.account_name)


def _uses(root: Credential) -> Iterator[tuple[datetime, str]]:
    """When the root user was last used, by what."""
    if root.password_used:
        yield root.password_used, "its password"
    for key in root.keys:
        if key.used:
            yield key.used, f"access key {key.slot}" + (f" for {key.used_service}" if key.used_service else "")


def _used(facts: Facts) -> Iterator[Hit | Unseen]:
    root = next((row for row in facts.credentials.known if row.is_root), None)
    if root is None:
        fact: Fact[object] = unread("the credential report does not have the root user", calls=facts.credentials.calls)
        yield Unseen(resource=facts.account_name, fact=fact)
        return
    moment, by = max(_uses(root), default=(None, ""))
    if moment and facts.now - moment <= timedelta(days=facts.settings.inactive_days):
        yield Hit(resource=facts.account_name, values={"used": ago(moment, facts.now), "by": by})


CHECKS = (
    Check(
        id="root-access-key",
        severity="critical",
        title="The root user has access keys, which nothing can limit",
        remedy="Sign in as the root user and delete them under Security credentials."
        " With centrally managed root access, delete them with aws iam delete-access-key in a session of"
        " aws sts assume-root.",
        find=_keys,
        needs=("summary",),
        references={
            "cis_v7": ("2.4",),
            "cis_v5": ("1.3",),
            "fsbp": ("IAM.4",),
            "prowler": ("iam_no_root_access_key",),
        },
        source=_ROOT,
    ),
    Check(
        id="root-without-mfa",
        severity="critical",
        title="The root user has no MFA device",
        remedy="Sign in as the root user and assign one under Security credentials.",
        find=_mfa,
        needs=("summary",),
        references={
            "cis_v7": ("2.5",),
            "cis_v5": ("1.4",),
            "fsbp": ("IAM.9",),
            "prowler": ("iam_root_mfa_enabled",),
        },
        source=_ROOT,
    ),
    Check(
        id="root-signing-certificate",
        severity="high",
        title="The root user has X.509 signing certificates, with which requests can be signed as with access keys",
        remedy="Sign in as the root user and delete them under Security credentials.",
        find=_certificates,
        needs=("summary",),
        source=_ROOT,
    ),
    Check(
        id="root-used",
        severity="high",
        title="The root user was last used on {used}, with {by}",
        remedy="Use the deployer for what needs an administrator, which a2c_iam_components with deployer makes."
        " Find out who it was with aws cloudtrail lookup-events --region us-east-1"
        " --lookup-attributes AttributeKey=Username,AttributeValue=root.",
        find=_used,
        needs=("credentials",),
        references={
            "cis_v7": ("2.7",),
            "cis_v5": ("1.6",),
            "prowler": ("iam_avoid_root_usage",),
        },
        source=_ROOT,
    ),
)
