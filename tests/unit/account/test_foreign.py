# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What others put on what is ours: told with what it adds, an administrator as an error, and removed on request."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import Entity, Principal
from ansible_collections.fleetops.app2container.plugins.module_utils._account.plan import plan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import Desired, UserSpec, WorkerSpec
from ansible_collections.fleetops.app2container.plugins.module_utils._account.trust import (
    ec2_trust,
    trusted_beyond,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Kind
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import (
    Document,
    Statement,
)
from tests.support.builders import (
    ADMINISTRATOR,
    BOUNDARY,
    IDENTITY,
    PRINCIPAL,
    account,
    calls,
    deployer_part,
    deployer_role,
    deployer_trust,
    desired,
    document,
    group,
    group_part,
    notes,
    policy,
    policy_arn,
    policy_part,
    profile,
    role,
    user,
    user_parts,
    worker_part,
)

GENERAL: dict[str, Any] = {
    "policy": policy_part(),
    "group": group_part(),
    "users": user_parts("ada"),
    "worker": worker_part(),
}
READ_ONLY = IDENTITY.aws_policy("ReadOnlyAccess")
S3 = policy("S3", path="/", tags={}, held=document("s3:*"))
WIDE = policy(
    "Wide",
    path="/",
    tags={},
    held=document("s3:GetObject", "ec2:Describe*", "ecs:List*", "ecr:Get*", "logs:Get*", "sns:List*", "sqs:List*"),
)


def having(principal: Principal, *arns: str, inline: tuple[str, ...] = (), **documents: Document) -> Principal:
    """A principal with further attached policies, and inline policies whose documents are known or not."""
    attached = frozenset({*(principal.attached or ()), *arns})
    return replace(principal, attached=attached, inline=frozenset({*inline, *documents}), documents=documents)


def told(wanted: Desired, *entities: Entity, complete: bool = True) -> list[tuple[str, str, str]]:
    """The findings of a plan that changes nothing: severity, entity and message."""
    planned = plan(wanted, account(*entities, complete=complete))
    assert planned.changes == ()
    return [(found.severity, found.where, found.message) for found in planned.findings]


OURS = (policy(), group(), user(), role(), profile())
PURGE = ", which no option names: it allows {}. To remove it, set purge_policies: true."
ADMIN = (
    ", which no option names and which opens a way to administrator: it allows {}. To remove it, set"
    " purge_policies: true. To accept it, set fail_on: never."
)

CASES: list[tuple[str, Principal, tuple[Entity, ...], list[tuple[str, str, str]]]] = [
    (
        "an administrator on the group",
        having(group(), ADMINISTRATOR),
        (),
        [("error", "group Users", f"Policy {ADMINISTRATOR} is attached to it" + ADMIN.format("every action"))],
    ),
    (
        "an inline policy that allows everything",
        having(group(), all=document("*")),
        (),
        [("error", "group Users", "It has the inline policy all" + ADMIN.format("every action"))],
    ),
    (
        "a way to administrator on the worker",
        having(role(), pass_on=document("iam:AttachRolePolicy")),
        (),
        [("error", "role Worker", "It has the inline policy pass_on" + ADMIN.format("iam:AttachRolePolicy"))],
    ),
    (
        "a policy of the account",
        having(group(), S3.arn),
        (S3,),
        [("warning", "group Users", f"Policy {S3.arn} is attached to it" + PURGE.format("s3:*"))],
    ),
    (
        "one with many actions",
        having(user(), WIDE.arn),
        (WIDE,),
        [
            (
                "warning",
                "user ada",
                f"Policy {WIDE.arn} is attached to it"
                + PURGE.format("s3:GetObject, ec2:Describe*, ecs:List*, ecr:Get*, logs:Get* and 2 more"),
            )
        ],
    ),
    (
        "a policy of AWS",
        having(role(), READ_ONLY),
        (),
        [("warning", "role Worker", f"Policy {READ_ONLY} is attached to it" + PURGE.format("what AWS defines"))],
    ),
    (
        "a policy that only denies",
        having(user(), no=Document(statements=(Statement(effect="Deny", actions=("*",), resources=("*",)),))),
        (),
        [("warning", "user ada", "It has the inline policy no" + PURGE.format("nothing"))],
    ),
    (
        "all but some actions",
        having(user(), most=Document(statements=(Statement(not_actions=("iam:*",), resources=("*",)),))),
        (),
        [("error", "user ada", "It has the inline policy most" + ADMIN.format("all but iam:*"))],
    ),
    (
        "a document that was not read",
        having(role(), inline=("notes",)),
        (),
        [("warning", "role Worker", "It has the inline policy notes" + PURGE.format("actions that were not read"))],
    ),
    ("a policy of ours", having(user(), policy_arn()), (), []),
    ("one under our path that was not read", having(group(), policy_arn("Another")), (), []),
]


@pytest.mark.parametrize(("principal", "further", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_policies_of_others_are_told_with_what_they_add(
    principal: Principal, further: tuple[Entity, ...], expected: list[tuple[str, str, str]]
) -> None:
    assert told(desired(**GENERAL), *OURS, *further, principal) == expected


def test_a_policy_of_ours_under_another_path_counts_as_long_as_it_may_be_named() -> None:
    """An adopted policy keeps its path: another name lets it stay on the group, which must be told."""
    far = policy("Far", path="/far/")
    observed = (group(attached=(far.arn,)), far)
    assert told(desired(group=group_part()), *observed) == []
    planned = plan(desired(policy=policy_part(name="Far"), group=group_part()), account(*observed))
    assert notes(planned) == [("path-differs", "policy Far")]
    planned = plan(desired(policy=policy_part(), group=group_part()), account(*observed, policy()))
    assert notes(planned) == [("foreign-policy", "group Users"), ("left-over-elsewhere", "policy Far")]


def test_what_an_option_names_is_not_foreign() -> None:
    ssm = IDENTITY.aws_policy("AmazonSSMManagedInstanceCore")
    with_ssm = WorkerSpec(role=worker_part().role, profile_name="Worker", policy_arns=(ssm,))
    boss = user("Deployer", groups=(), attached=(ADMINISTRATOR,))
    wanted = desired(**{**GENERAL, "worker": with_ssm}, deployer=deployer_part())
    assert told(wanted, *OURS, having(role(), ssm), boss) == []


def test_a_deployer_is_an_administrator_anyway() -> None:
    boss = having(user("Deployer", groups=(), attached=(ADMINISTRATOR,)), all=document("*"))
    message = "It has the inline policy all" + PURGE.format("every action")
    assert told(desired(deployer=deployer_part()), boss) == [("warning", "user Deployer", message)]


@pytest.mark.parametrize(
    ("resource", "reads"),
    [
        ("*", True),
        ("arn:aws:secretsmanager:*:*:secret:app*", True),
        (f"arn:aws:secretsmanager:eu-west-1:{IDENTITY.account_id}:secret:app2container/access-keys/boss-AbC123", True),
        ("arn:aws:secretsmanager:*:*:secret:a2c/*", False),
        ("arn:aws:secretsmanager:*:999988887777:secret:*", False),
    ],
)
def test_who_may_read_the_keys_of_others_is_told(resource: str, reads: bool) -> None:  # noqa: FBT001 - a test's parameter
    statement = Statement(effect="Allow", actions=("secretsmanager:Get*",), resources=(resource,))
    ada = having(user(groups=("Users",)), secrets=Document(statements=(statement,)))
    ((severity, where, message),) = told(desired(group=group_part(), users=user_parts("ada")), group(), ada)
    assert (severity, where) == ("warning", "user ada")
    assert ("allows reading access keys of other users" in message) is reads


def test_an_account_read_by_name_tells_the_managed_policies_only() -> None:
    """Inline policies and the policies of users were not read then."""
    observed = (policy(), group(attached=(policy_arn(), S3.arn), inline=None), user(attached=None, inline=None))
    wanted = desired(policy=policy_part(), group=group_part(), users=user_parts("ada"))
    message = f"Policy {S3.arn} is attached to it" + PURGE.format("actions that were not read")
    assert told(wanted, *observed, complete=False) == [("warning", "group Users", message)]


def test_policies_of_others_go_on_request_and_nothing_else() -> None:
    boss = having(user("Deployer", groups=(), attached=(ADMINISTRATOR,)), READ_ONLY)
    eve = having(user("eve", tags={}, groups=("Users",)), ADMINISTRATOR)
    observed = account(
        policy(),
        having(group(), ADMINISTRATOR, own=document()),
        having(user(), S3.arn),
        having(role(), READ_ONLY),
        profile(),
        boss,
        eve,
        S3,
    )
    planned = plan(desired(**GENERAL, deployer=deployer_part(), purge_policies=True), observed)
    assert calls(planned) == [
        ("DetachGroupPolicy", "group Users", {"GroupName": "Users", "PolicyArn": ADMINISTRATOR}),
        ("DeleteGroupPolicy", "group Users", {"GroupName": "Users", "PolicyName": "own"}),
        ("DetachUserPolicy", "user ada", {"UserName": "ada", "PolicyArn": S3.arn}),
        ("DetachRolePolicy", "role Worker", {"RoleName": "Worker", "PolicyArn": READ_ONLY}),
        ("DetachUserPolicy", "user Deployer", {"UserName": "Deployer", "PolicyArn": READ_ONLY}),
    ]
    assert notes(planned) == [("foreign-member", "user eve")]


def test_what_comes_with_an_adopted_group_is_told_as_well() -> None:
    planned = plan(
        desired(group=group_part(), adopt=True), account(having(group(path="/", attached=()), ADMINISTRATOR))
    )
    assert notes(planned) == [("foreign-administrator", "group Users")]


ADMINS = having(group("Admins", path="/", attached=()), ADMINISTRATOR)
READERS = having(group("Readers", path="/", attached=()), READ_ONLY)
BOUNDED = (UserSpec(name="ada", boundary=BOUNDARY),)

RELATIONS: list[tuple[str, Desired, tuple[Entity, ...], list[tuple[str, str, str]]]] = [
    (
        "a member that is not named",
        desired(**GENERAL),
        (*OURS, user("eve", tags={})),
        [
            (
                "info",
                "user eve",
                (
                    "It is a member of group Users, but not among the users that are named: it has the permissions of"
                    " the group. To remove it from the group, set group.purge_members: true."
                ),
            )
        ],
    ),
    ("members without a list of users", desired(group=group_part()), (*OURS, user("eve", tags={})), []),
    (
        "another group that makes an administrator",
        desired(**GENERAL),
        (*OURS, user(groups=("Users", "Admins", "Readers")), ADMINS, READERS),
        [
            (
                "warning",
                "user ada",
                (
                    "It is also a member of group Admins, and policy AdministratorAccess there opens a way to"
                    " administrator: it allows every action. If this is not intended, remove it from that group."
                ),
            )
        ],
    ),
    (
        "a boundary that no option names",
        desired(**GENERAL),
        (*OURS, user(boundary=BOUNDARY)),
        [
            (
                "info",
                "user ada",
                (
                    f"Its permissions boundary is {BOUNDARY}, which no option names: it limits its permissions."
                    " To keep it, name it in permissions_boundary; an empty string removes it."
                ),
            )
        ],
    ),
    ("a boundary that an option names", desired(users=BOUNDED), (user(boundary=BOUNDARY),), []),
    (
        "an instance profile of others",
        desired(**GENERAL),
        (*OURS, profile("Console", tags={})),
        [
            (
                "warning",
                "instance profile Console",
                (
                    "It holds role Worker, but no option names it and this collection does not manage it: machines with"
                    " it have the permissions of the role. If this is not intended, remove the role from it."
                ),
            )
        ],
    ),
]


@pytest.mark.parametrize(("wanted", "observed", "expected"), [c[1:] for c in RELATIONS], ids=[c[0] for c in RELATIONS])
def test_relations_of_others(
    wanted: Desired, observed: tuple[Entity, ...], expected: list[tuple[str, str, str]]
) -> None:
    assert told(wanted, *observed) == expected


def trust(*names: str, kind: str = "AWS", **further: Any) -> Document:
    principals = ((kind, names),) if names else ()
    return Document(statements=(Statement(sid="Any", actions=("sts:AssumeRole",), principals=principals, **further),))


MFA = deployer_trust([PRINCIPAL], require_mfa=True)
NO_MFA = deployer_trust([PRINCIPAL], require_mfa=False)
TRUSTS: list[tuple[Document, Document, tuple[str, ...]]] = [
    (ec2_trust(), ec2_trust(), ()),
    (trust("ec2.amazonaws.com", kind="Service"), ec2_trust(), ()),
    (trust("ec2.amazonaws.com", "ssm.amazonaws.com", kind="Service"), ec2_trust(), ("ssm.amazonaws.com",)),
    (trust("*"), ec2_trust(), ("everyone",)),
    (trust(not_principals=(("AWS", (PRINCIPAL,)),)), MFA, ("everyone",)),
    (trust("*", effect="Deny"), ec2_trust(), ()),
    (NO_MFA, MFA, (PRINCIPAL,)),
    (MFA, NO_MFA, ()),
    (trust("arn:aws:iam::444455556666:root"), trust("444455556666"), ()),
]


@pytest.mark.parametrize(("found", "wanted", "expected"), TRUSTS)
def test_trust_beyond_the_options(found: Document, wanted: Document, expected: tuple[str, ...]) -> None:
    assert trusted_beyond(found, wanted) == expected


def test_a_trust_policy_that_others_widened_is_told_and_corrected() -> None:
    observed = account(deployer_role(trust=trust("444455556666", "*")))
    planned = plan(desired(deployer=deployer_part(Kind.ROLE)), observed)
    assert [change.operation for change in planned.changes] == ["UpdateAssumeRolePolicy"]
    assert [found.message for found in planned.findings] == [
        (
            "Its trust policy trusts more than the options say, which this run corrects: 444455556666, everyone."
            " Sessions that were started before remain until they end, or until you revoke them."
        )
    ]
