# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Entities, changes and the account as results show them."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.draft import ACTIONS, AccountDraft, Wave
from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import (
    CATALOGUE_TAG,
    Credentials,
    Entity,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._account.plan import plan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.result import access_result
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import Desired, UserSpec
from ansible_collections.fleetops.app2container.plugins.module_utils._account.trust import ec2_trust
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Kind, Ref
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.change import difference
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.ownership import MANAGED_BY, TAG_KEY
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.editions import CATALOGUE
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import (
    Document,
    Statement,
)
from tests.support.builders import (
    ADMINISTRATOR,
    PATH,
    account,
    deployer_part,
    deployer_role,
    desired,
    document,
    group,
    group_part,
    policy,
    policy_arn,
    policy_part,
    profile,
    role,
    user,
    user_parts,
    versions,
    worker_part,
)
from tests.support.planned_iam import HANDLERS, WHOLE

TAGS = {TAG_KEY: MANAGED_BY}


@pytest.mark.parametrize(
    ("entity", "expected"),
    [
        (None, None),
        (
            policy(versions=versions(11, 3, document())),
            {
                "document": document().to_json(),
                "older_versions": [f"v{number}" for number in range(1, 12) if number != 3],
                "path": PATH,
                "tags": TAGS,
            },
        ),
        (policy(tags=None, versions=None), {"older_versions": [], "path": PATH}),
        (
            group(attached=("b", "a"), inline=("y", "x")),
            {"attached_policies": ["a", "b"], "inline_policies": ["x", "y"], "path": PATH},
        ),
        (
            user(groups=("B", "A"), tags={"z": "1", "a": "2"}, credentials=Credentials(access_keys=("AKIA1",))),
            {
                "attached_policies": [],
                "credentials": {
                    "login_profile": False,
                    "access_keys": ["AKIA1"],
                    "signing_certificates": [],
                    "ssh_public_keys": [],
                    "service_credentials": [],
                    "mfa_devices": [],
                },
                "groups": ["A", "B"],
                "inline_policies": [],
                "path": PATH,
                "permissions_boundary": "",
                "tags": {"a": "2", "z": "1"},
            },
        ),
        (
            user(path="", tags=None, groups=None, boundary=None, attached=None, inline=None),
            {},
        ),
        (
            role(inline=("x",)),
            {
                "assume_role_policy_document": ec2_trust().to_json(),
                "attached_policies": [policy_arn()],
                "inline_policies": ["x"],
                "max_session_duration": 3600,
                "path": PATH,
                "permissions_boundary": "",
                "tags": TAGS,
            },
        ),
        (profile(), {"path": PATH, "role": "Worker", "tags": TAGS}),
        (profile(held=None), {"path": PATH, "tags": TAGS}),
    ],
)
def test_entities(entity: Entity | None, expected: dict[str, Any] | None) -> None:
    assert (entity and entity.attributes()) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (group(), group(), ({}, {})),
        (None, group(attached=()), (None, {"attached_policies": [], "inline_policies": [], "path": PATH})),
        (group(attached=()), None, ({"attached_policies": [], "inline_policies": [], "path": PATH}, None)),
        (profile(held=None), profile(), ({"role": None}, {"role": "Worker"})),
        (user(groups=None), user(), ({"groups": None}, {"groups": ["Users"]})),
    ],
)
def test_what_differs(before: Entity | None, after: Entity | None, expected: tuple[Any, Any]) -> None:
    assert difference(before, after) == expected


def test_the_diff_shows_what_changes_of_each_entity() -> None:
    planned = plan(desired(group=group_part(), users=user_parts("eve", "ada")), account(group(), user(groups=())))
    assert planned.diff() == [
        {
            "before_header": "user ada",
            "after_header": "user ada",
            "before": {"groups": []},
            "after": {"groups": ["Users"]},
        },
        {
            "before_header": "user eve (absent)",
            "after_header": "user eve",
            "before": "",
            "after": {"groups": ["Users"], "path": PATH, "tags": TAGS},
        },
    ]


def test_the_diff_of_a_document_shows_the_statements_that_change() -> None:
    def statement(sid: str, action: str) -> Statement:
        return Statement(sid=sid, actions=(action,), resources=("*",))

    old = Document(statements=(statement("A", "s3:GetObject"), statement("B", "s3:PutObject")))
    new = Document(statements=(statement("A", "s3:GetObject"), statement("B", "s3:DeleteObject")))
    (entry,) = plan(desired(policy=policy_part(new)), account(policy(held=old))).diff()
    assert entry["before"]["document"] == {"Version": "2012-10-17", "Statement": [old.statements[1].to_json()]}
    assert entry["after"]["document"] == {"Version": "2012-10-17", "Statement": [new.statements[1].to_json()]}


def test_a_removal_beside_a_creation_is_no_renaming() -> None:
    wanted = desired(users=(*user_parts("linus"), UserSpec(name="grace", present=False)))
    diff = plan(wanted, account(user("grace", groups=()))).diff()
    assert [(entry["before_header"], entry["after_header"]) for entry in diff] == [
        ("user grace", "user grace (absent)"),
        ("user linus (absent)", "user linus"),
    ]
    assert (diff[0]["after"], diff[1]["before"]) == ("", "")


@pytest.mark.parametrize(
    ("operation", "action"),
    [
        ("CreateUser", "create"),
        ("UpdateUser", "update"),
        ("PutUserPermissionsBoundary", "update"),
        ("DeleteUser", "delete"),
        ("DeactivateMFADevice", "deactivate"),
        ("AttachUserPolicy", "attach"),
        ("DetachUserPolicy", "detach"),
        ("AddUserToGroup", "add"),
        ("RemoveUserFromGroup", "remove"),
        ("TagUser", "tag"),
        ("UntagUser", "untag"),
    ],
)
def test_actions(operation: str, action: str) -> None:
    draft = AccountDraft(account(user()))
    draft.do(Wave.ENTITIES, operation, Ref(Kind.USER, "ada"), user(groups=()))
    assert [change.to_json() for change in draft.changes] == [
        {
            "action": action,
            "api": f"iam:{operation}",
            "type": "user",
            "name": "ada",
            "before": {"groups": ["Users"]},
            "after": {"groups": []},
        }
    ]


def test_every_operation_has_an_action() -> None:
    assert {word for operation in (*HANDLERS, *WHOLE) for word in ACTIONS if operation.startswith(word)} == set(ACTIONS)


def arn(kind: str, name: str) -> str:
    return f"arn:aws:iam::111122223333:{kind}{PATH}{name}"


def named(kind: str, name: str, *, managed: bool = True) -> dict[str, Any]:
    return {"name": name, "arn": arn(kind, name), "managed": managed}


NOTHING: dict[str, Any] = {
    "account_id": "111122223333",
    "partition": "aws",
    "catalogue": CATALOGUE.to_json(),
    "policies": [],
    "group": None,
    "users": [],
    "general_role": None,
    "worker": None,
    "deployer": None,
}
WHOLE_ACCOUNT = (policy(), group(), user(), user("eve", tags={}), role(), profile(), user("Deployer", groups=()))
ROLE = {
    **named("role", "Worker"),
    "assume_role_policy_document": ec2_trust().to_json(),
    "attached_policies": [policy_arn()],
}
RESULTS: list[tuple[Desired, tuple[Entity, ...], dict[str, Any]]] = [
    (desired(), WHOLE_ACCOUNT, {}),
    (
        desired(policy=policy_part()),
        WHOLE_ACCOUNT,
        {
            "policies": [
                {
                    **named("policy", "A2C"),
                    "document": document().to_json(),
                    "size": document().size,
                    "catalogue": None,
                    "valid_until": None,
                },
            ]
        },
    ),
    (
        desired(policy=policy_part()),
        (policy(versions=None),),
        {
            "policies": [
                {**named("policy", "A2C"), "document": None, "size": None, "catalogue": None, "valid_until": None}
            ]
        },
    ),
    (
        desired(policy=policy_part()),
        (policy(versions=None, tags={**TAGS, CATALOGUE_TAG: "2026.10.2/v7/0123456789ab"}),),
        {
            "policies": [
                {
                    **named("policy", "A2C"),
                    "document": None,
                    "size": None,
                    "catalogue": "2026.10.2",
                    "valid_until": None,
                }
            ]
        },
    ),
    (
        desired(group=group_part()),
        WHOLE_ACCOUNT,
        {"group": {**named("group", "Users"), "members": ["ada", "eve"], "attached_policies": [policy_arn()]}},
    ),
    (
        desired(users=user_parts("eve", "ada", "nobody")),
        WHOLE_ACCOUNT,
        {"users": [named("user", "eve", managed=False), named("user", "ada")]},
    ),
    (
        desired(worker=worker_part()),
        WHOLE_ACCOUNT,
        {"worker": {"role": ROLE, "instance_profile": named("instance-profile", "Worker")}},
    ),
    (
        desired(worker=worker_part()),
        (profile(tags={}),),
        {"worker": {"role": None, "instance_profile": named("instance-profile", "Worker", managed=False)}},
    ),
    (desired(worker=worker_part()), (), {}),
    (
        desired(deployer=deployer_part()),
        WHOLE_ACCOUNT,
        {"deployer": {**named("user", "Deployer"), "kind": "user"}},
    ),
    (
        desired(deployer=deployer_part(Kind.ROLE)),
        (deployer_role(),),
        {
            "deployer": {
                **named("role", "Deployer"),
                "kind": "role",
                "assume_role_policy_document": deployer_role().trust.to_json(),
                "attached_policies": [ADMINISTRATOR],
            }
        },
    ),
    (desired(deployer=deployer_part(Kind.ROLE)), WHOLE_ACCOUNT, {}),
]


@pytest.mark.parametrize(("wanted", "entities", "expected"), RESULTS)
def test_access(wanted: Desired, entities: tuple[Entity, ...], expected: dict[str, Any]) -> None:
    assert access_result(wanted, account(*entities)) == {**NOTHING, **expected}
