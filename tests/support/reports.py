# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for audits of accounts: reports as the module access_info makes them, rich and realistic."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import Entity
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import (
    DeployerSpec,
    Desired,
    GroupSpec,
    PolicySpec,
    UserSpec,
    WorkerSpec,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.facts import Fact, Facts, Instance, Wanted
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.graph import graph
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Kind
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.build import build
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import (
    Document,
    Statement,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import PolicyOptions

from . import builders

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
ACCOUNT = builders.IDENTITY.account_id
POLICY, GROUP, PEOPLE = "App2ContainerGeneral", "App2ContainerUsers", "App2ContainerGeneralRole"
WORKER, DEPLOYER = "App2ContainerWorker", "App2ContainerDeployer"
NAMES = ("ada", "barbara", "edsger", "grace")
OPTIONS = {
    "deploy_targets": ["ecs", "eks"],
    "artifact_buckets": [{"name": "a2c-artifacts-111122223333"}],
    "ecr_repositories": ["java-*", "dotnet-*"],
    "secrets": ["a2c/*"],
}
HOSTILE = '<script>alert("1")</script>\x1b[2J\u202eevil\' onload=x&amp;'
SEVERITIES = ("critical", "high", "medium", "low", "info")


def documents() -> tuple[Document, ...]:
    """The general policy."""
    return build(PolicyOptions.from_params(OPTIONS, account_id=ACCOUNT, partition="aws", default_region="eu-west-1"))


def arn(kind: Kind, name: str) -> str:
    """The ARN of an entity under the path of the collection."""
    return builders.IDENTITY.arn(kind, builders.PATH, name)


def parts(names: tuple[str, ...]) -> Desired:
    """What the options name."""
    role = replace(builders.general_role_part(), name=PEOPLE)
    worker = replace(builders.worker_part().role, name=WORKER)
    deployer = DeployerSpec(name=DEPLOYER, kind=Kind.USER, policy_arn=builders.ADMINISTRATOR, trust=Document())
    return builders.desired(
        policy=PolicySpec(name=POLICY, documents=documents()),
        group=GroupSpec(name=GROUP),
        users=tuple(UserSpec(name=name) for name in names),
        general_role=role,
        worker=WorkerSpec(role=worker, profile_name=WORKER),
        deployer=deployer,
    )


def entities(names: tuple[str, ...], *, bad: bool) -> tuple[Entity, ...]:
    """What the account holds."""
    spec = PolicySpec(name=POLICY, documents=documents())
    policies = [builders.policy(name, held=held) for name, held in zip(spec.names, spec.documents, strict=True)]
    arns = tuple(policy.arn for policy in policies)
    users = [builders.user(name, groups=(GROUP,)) for name in names]
    further: list[Entity] = []
    if bad:
        wide = Document(
            statements=(Statement(sid="All", actions=("iam:PassRole", "ecs:*"), resources=("*",)),),
        )
        further.append(builders.policy("LegacyBuild", held=wide, path="/", tags={}))
        users[0] = replace(users[0], attached=frozenset({builders.policy_arn("LegacyBuild", "/")}))
        users[1] = replace(users[1], attached=frozenset({builders.ADMINISTRATOR}))
    return (
        *policies,
        *users,
        *further,
        builders.group(GROUP, attached=arns),
        builders.role(WORKER, attached=arns),
        builders.general_role(PEOPLE, attached=arns),
        builders.profile(WORKER, held=WORKER),
        builders.user(DEPLOYER, groups=(), attached=(builders.ADMINISTRATOR,)),
    )


def facts(names: tuple[str, ...] = NAMES, *, bad: bool = True) -> Facts:
    """What an audit has read."""
    instances = tuple(
        Instance(
            instance_id=f"i-0{number:016x}",
            arn=f"arn:aws:ec2:eu-west-1:{ACCOUNT}:instance/i-0{number:016x}",
            profile_arn=arn(Kind.INSTANCE_PROFILE, WORKER),
            region="eu-west-1",
        )
        for number in range(3)
    )
    return Facts(
        identity=builders.IDENTITY,
        now=NOW,
        desired=parts(names),
        wanted=Wanted(parts=frozenset({"policy", "group"}), documents=documents()),
        account=Fact(value=builders.account(*entities(names, bad=bad)), calls=("iam:GetAccountAuthorizationDetails",)),
        profiles=Fact(value=1),
        summary=Fact(value={}),
        credentials=Fact(value=()),
        last_accessed=Fact(value={}),
        instances=Fact(value=instances),
    )


def row(identifier: str, severity: str, resource: str, message: str, remedy: str, **further: Any) -> dict[str, Any]:
    """One finding."""
    return {
        "id": identifier,
        "severity": severity,
        "status": "fail",
        "resource": resource,
        "message": message,
        "remedy": remedy,
        "evidence": [{"call": "iam:GetAccountAuthorizationDetails", "age_seconds": 3}],
        "references": {"cis_v7": [], "cis_v5": [], "fsbp": [], "prowler": []},
        "source": "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
        "reason": None,
        "missing_action": None,
        "suppression": None,
        "since_last": "unchanged",
        **further,
    }


def _refers(v7: str, v5: str, fsbp: str, prowler: str) -> dict[str, list[str]]:
    given = {"cis_v7": v7, "cis_v5": v5, "fsbp": fsbp, "prowler": prowler}
    return {name: value.split() for name, value in given.items()}


def bad_rows() -> list[dict[str, Any]]:
    """What is wrong with the bad account."""
    report = [{"call": "iam:GenerateCredentialReport", "age_seconds": 9240}]
    user = {name: arn(Kind.USER, name) for name in (*NAMES, DEPLOYER)}
    bucket = "arn:aws:s3:::a2c-artifacts-111122223333"
    unread: dict[str, Any] = {"status": "not_checked", "evidence": [], "since_last": None}
    denied = {
        **unread,
        "reason": "the caller may not call s3:GetBucketPolicyStatus",
        "missing_action": "s3:GetBucketPolicyStatus",
    }
    return [
        row(
            "root-without-mfa",
            "critical",
            f"Account {ACCOUNT}",
            "The root user has no MFA device.",
            "Sign in as the root user and add an MFA device under Security credentials.",
            evidence=[{"call": "iam:GetAccountSummary", "age_seconds": 3}],
            references=_refers("2.5", "1.4", "IAM.9", "iam_root_mfa_enabled"),
        ),
        row(
            "user-administrator",
            "critical",
            user["barbara"],
            "User barbara is a general user and has the policy AdministratorAccess, which allows every action.",
            "Detach AdministratorAccess, or set a2c_iam_purge_policies: true.",
            references=_refers("2.14", "1.15", "IAM.1", "iam_user_administrator_access_policy"),
            since_last="new",
        ),
        row(
            "user-direct-policy",
            "high",
            user["ada"],
            "User ada has the policy LegacyBuild attached directly, which allows iam:PassRole and ecs:* on everything.",
            "Detach LegacyBuild with: aws iam detach-user-policy --user-name ada --policy-arn"
            " arn:aws:iam::111122223333:policy/LegacyBuild",
            references=_refers("2.13", "1.14", "IAM.2", "iam_policy_attached_only_to_group_or_roles"),
        ),
        row(
            "password-without-mfa",
            "high",
            user["edsger"],
            "User edsger has a console password and no MFA device.",
            "Add an MFA device, or delete the password with: aws iam delete-login-profile --user-name edsger",
            evidence=report,
            references=_refers("2.10", "1.9", "IAM.5", "iam_user_mfa_enabled_console_access"),
            since_last="new",
        ),
        row(
            "bucket-without-tls",
            "medium",
            bucket,
            "Bucket a2c-artifacts-111122223333 accepts requests without TLS.",
            "Add a statement to the bucket policy that denies requests for which aws:SecureTransport is false.",
            evidence=[{"call": "s3:GetBucketPolicy", "age_seconds": 2}],
            references=_refers("3.1.1", "2.1.1", "S3.5", "s3_bucket_secure_transport_policy"),
        ),
        row(
            "key-old",
            "medium",
            user["grace"],
            "Access key 1 of user grace is 212 days old; 90 are allowed.",
            "Rotate it with the playbook fleetops.app2container.rotate_keys.",
            evidence=report,
            references=_refers("2.12", "1.13", "IAM.3", "iam_rotate_access_key_90_days"),
        ),
        row(
            "permissions-unused",
            "low",
            arn(Kind.POLICY, POLICY),
            "SectionForCodeCommitAccess has not been used for 180 days.",
            "Remove the option that turns it on, if nobody needs it.",
            evidence=[{"call": "iam:GetServiceLastAccessedDetails", "age_seconds": 4}],
        ),
        row(
            "key-inactive", "info", user["ada"], "Access key 2 of user ada is inactive.", "Delete it.", evidence=report
        ),
        row(
            "bucket-policy-public",
            "high",
            bucket,
            "Not checked, since the caller may not call s3:GetBucketPolicyStatus.",
            "Allow s3:GetBucketPolicyStatus to the caller.",
            **denied,
        ),
        row(
            "bucket-acls",
            "medium",
            bucket,
            "Not checked, since the caller may not call s3:GetBucketPolicyStatus.",
            "Allow s3:GetBucketPolicyStatus to the caller.",
            **denied,
        ),
        row(
            "instance-imds-v1",
            "medium",
            f"Account {ACCOUNT}",
            "Not checked, since EC2 is not offered in this partition.",
            "",
            **{**unread, "reason": "EC2 is not offered in this partition"},
        ),
        row(
            "deployer-key-old",
            "high",
            user[DEPLOYER],
            f"Access key 1 of user {DEPLOYER} is 120 days old; 90 are allowed.",
            "Rotate it with the playbook fleetops.app2container.rotate_keys.",
            status="suppressed",
            evidence=report,
            suppression={
                "id": "deployer-key-old",
                "resource": f"*:user/app2container/{DEPLOYER}",
                "reason": "The migration of the payment applications ends in December.",
                "expires": "2026-12-31",
                "approved_by": "security@example.com",
            },
        ),
    ]


def keys(names: tuple[str, ...]) -> list[dict[str, Any]]:
    """Their access keys."""
    return [
        {
            "user": name,
            "slot": 1,
            "active": at % 7 != 3,
            "age_days": (at * 53 + 12) % 240,
            "last_used_days": None if at % 5 == 4 else (at * 3) % 40,
            "last_used_service": None if at % 5 == 4 else "s3",
            "last_used_region": None if at % 5 == 4 else "eu-west-1",
            "managed": True,
        }
        for at, name in enumerate(names)
    ]


def sources(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was read."""
    read = (
        ("account", ["iam:GetAccountAuthorizationDetails"], 3),
        ("summary", ["iam:GetAccountSummary"], 3),
        ("credentials", ["iam:GenerateCredentialReport", "iam:GetCredentialReport"], 9240),
        ("last_accessed", ["iam:GetServiceLastAccessedDetails"], 4),
        ("buckets", ["s3:GetBucketPolicy", "s3:GetEncryptionConfiguration"], 2),
    )
    found = [
        {
            "source": source,
            "calls": calls,
            "read_at": (NOW - timedelta(seconds=age)).isoformat(),
            "age_seconds": age,
            "status": "read",
            "reason": None,
            "missing_action": None,
        }
        for source, calls, age in read
    ]
    empty: dict[str, Any] = {"calls": [], "read_at": None, "age_seconds": None}
    asked = {"source": "secrets", "status": "not_asked", "reason": "the option secrets is not set"}
    found.append({**asked, **empty, "missing_action": None})
    if any(item["status"] == "not_checked" for item in rows):
        denied = {"source": "bucket policy status", "status": "not_read", "reason": "AccessDenied"}
        found.append({**denied, **empty, "missing_action": "s3:GetBucketPolicyStatus"})
    return found


def counted(rows: list[dict[str, Any]], passed: int, fixed: int) -> dict[str, int]:
    """The counts of a report."""
    failed = [item for item in rows if item["status"] == "fail"]
    return {
        **{name: sum(item["severity"] == name for item in failed) for name in SEVERITIES},
        **{name: sum(item["status"] == name for item in rows) for name in ("fail", "suppressed", "not_checked")},
        "passed": passed,
        "new": sum(item["since_last"] == "new" for item in rows),
        "fixed": fixed,
        "unchanged": sum(item["since_last"] == "unchanged" for item in rows),
    }


def result(
    rows: list[dict[str, Any]], names: tuple[str, ...] = NAMES, *, bad: bool = True, since: bool = True
) -> dict[str, Any]:
    """The result of access_info, with keys that are not part of a report."""
    in_force = [item.to_json() for item in documents()]
    current = [json.loads(json.dumps(item)) for item in in_force]
    if bad:
        current[0]["Statement"][1]["Resource"] = "*"
        del current[0]["Statement"][3]
    of_names = [POLICY, *(f"{POLICY}-{number}" for number in range(2, len(in_force) + 1))]
    wanted = [{"name": name, "document": held} for name, held in zip(of_names, in_force, strict=True)]
    fixed = [row("key-unused", "low", arn(Kind.USER, "linus"), "Access key 1 of user linus was never used.", "-")]
    fixed = fixed if since and bad else []
    change = {
        "action": "update",
        "api": "iam:CreatePolicyVersion",
        "type": "policy",
        "name": POLICY,
        "before": {"document": current[0]["Statement"][1]},
        "after": {"document": in_force[0]["Statement"][1]},
    }
    return {
        "account_id": ACCOUNT,
        "partition": "aws",
        "audited_at": NOW.isoformat(),
        "collection": {"version": "1.0.0", "catalogue": "2026.11.1"},
        "settings": {"key_max_age_days": 90, "inactive_days": 45},
        "counts": counted(rows, 61 - len({item["id"] for item in rows}), len(fixed)),
        "findings": rows,
        "fixed": fixed,
        "since": (NOW - timedelta(days=7)).isoformat() if since else None,
        "drift": {"compared": ["group", "policy"], "changes": [change] if bad else []},
        "sources": sources(rows),
        "access": {"account_id": ACCOUNT, "partition": "aws"},
        "graph": graph(facts(names, bad=bad)),
        "access_keys": keys((*names, DEPLOYER)),
        "policy": {
            "current": [{"name": name, "document": held} for name, held in zip(of_names, current, strict=True)],
            "wanted": wanted,
            "differences": ["A statement is missing."] if bad else [],
        },
        "summary": [f"Audit of account {ACCOUNT}: {len(rows)} findings."],
        "api_calls": {"iam:GetAccountAuthorizationDetails": 1},
        "changed": False,
    }


def bad_account() -> dict[str, Any]:
    """An account with findings of every severity and status."""
    return result(bad_rows())


def right_account() -> dict[str, Any]:
    """An account without findings."""
    return result([], bad=False, since=False)


def large_account(users: int = 1000) -> dict[str, Any]:
    """An account with many users, of whom each has several findings."""
    names = tuple(f"developer{number:04}" for number in range(users))
    rows = bad_rows()
    for number, name in enumerate(names):
        where = arn(Kind.USER, name)
        rows += [
            row(
                "key-old",
                "medium",
                where,
                f"Access key 1 of user {name} is {91 + number % 200} days old.",
                "Rotate it.",
            ),
            row(
                "password-without-mfa",
                "high",
                where,
                f"User {name} has a console password and no MFA device.",
                "Add it.",
            ),
            row(
                "user-unused",
                "low",
                where,
                f"User {name} has not been active for {46 + number % 90} days.",
                "Remove it.",
            ),
        ]
    return result(sorted(rows, key=lambda item: SEVERITIES.index(item["severity"])), names)


def hostile_account() -> dict[str, Any]:
    """An account whose names try to be code in every view."""
    rows = [
        row(HOSTILE, "high", HOSTILE, HOSTILE, HOSTILE, source=f"javascript:{HOSTILE}", since_last=None),
        row("formula", "low", "=HYPERLINK(1)", "+1", "-1", suppression={"reason": "@x"}, status="suppressed"),
        row("unread", "low", HOSTILE, HOSTILE, HOSTILE, status="not_checked", reason=HOSTILE, missing_action=HOSTILE),
    ]
    found = result(rows)
    found["account_id"] = HOSTILE
    found["graph"]["nodes"][0].update(name=HOSTILE, label=HOSTILE)
    found["graph"]["edges"][0].update(label=HOSTILE, message=HOSTILE)
    found["access_keys"][0].update(user=HOSTILE, last_used_service=HOSTILE)
    found["policy"]["current"][0]["document"]["Statement"][0]["Sid"] = HOSTILE
    found["policy"]["current"][0]["name"] = HOSTILE
    found["drift"]["changes"] = [
        HOSTILE,
        {"name": HOSTILE, "action": HOSTILE, "api": HOSTILE, "after": {HOSTILE: HOSTILE}},
    ]
    found["sources"][0].update(source=HOSTILE, calls=[HOSTILE])
    return found


_MAKERS: dict[str, Callable[[], dict[str, Any]]] = {
    "bad": bad_account,
    "right": right_account,
    "large": large_account,
    "hostile": hostile_account,
}


@cache
def _text(name: str) -> str:
    return json.dumps(_MAKERS[name]())


def _account(name: str) -> dict[str, Any]:
    """A new copy of a result, which a test may change."""
    result: dict[str, Any] = json.loads(_text(name))
    return result


ACCOUNTS = {name: partial(_account, name) for name in _MAKERS}
