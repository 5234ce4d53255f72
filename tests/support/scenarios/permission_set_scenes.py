# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for nothing: what the module permission_set does to a permission set, and from which state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.emulator.people import (
    ADA,
    ENGINEERS,
    GENERAL,
    LOOKUP,
    make_people,
    make_policy,
    others,
    permission_sets,
    set_named,
)
from tests.support.scenarios.bench import Bench
from tests.support.scenarios.sample import document
from tests.support.scenarios.walks import Walk

SECOND = f"{GENERAL}-2"
OURS, BOTH = f"/app2container/{GENERAL}", [f"/app2container/{GENERAL}", f"/app2container/{SECOND}"]
AWS_POLICY = "arn:aws:iam::aws:policy/PowerUserAccess"
Params = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What is asked for, after which earlier run and which changes by others; how many calls write.

    ``accounts`` are the places of the accounts in which a group is assigned, and ``users`` those of a user: of one's
    own account and two others.
    """

    params: Params = field(default_factory=dict)
    accounts: tuple[int, ...] = ()
    users: tuple[int, ...] = ()
    earlier: Scene | None = None
    changed: Callable[[Bench], None] = lambda _account: None
    writes: int = 0


def by_others(account: Bench) -> None:
    """Attach a policy of AWS and an inline policy to the permission set."""
    client, named = account.account.client("sso-admin"), set_named(account.account)
    client.attach_managed_policy_to_permission_set(**named, ManagedPolicyArn=AWS_POLICY)
    client.put_inline_policy_to_permission_set(**named, InlinePolicy=document())


def not_ours(account: Bench) -> None:
    """Take away the tag of the collection."""
    named = set_named(account.account)
    client = account.account.client("sso-admin")
    client.untag_resource(
        InstanceArn=named["InstanceArn"], ResourceArn=named["PermissionSetArn"], TagKeys=["app2container:managed-by"]
    )


EARLIER = Scene(
    params={"description": "Earlier", "permissions_boundary": AWS_POLICY, "tags": {"stage": "old"}},
    accounts=(0, 1),
    users=(0,),
)
SCENES: Mapping[str, Scene] = {
    "creation": Scene(
        params={"max_session_hours": 8, "tags": {"team": "a"}, "permissions_boundary": BOTH[1]},
        accounts=(0, 1, 2),
        users=(0,),
        writes=7,
    ),
    "change": Scene(
        params={
            "customer_managed_policies": BOTH,
            "description": "New",
            "relay_state": "https://example.com/",
            "tags": {"team": "b"},
            "permissions_boundary": "",
            "purge_policies": True,
            "purge_assignments": True,
        },
        accounts=(0, 2),
        earlier=EARLIER,
        changed=by_others,
        writes=11,
    ),
    "adoption": Scene(
        params={"adopt": True, "customer_managed_policies": [BOTH[1]], "purge_policies": True},
        accounts=(0, 1),
        users=(0,),
        earlier=EARLIER,
        changed=not_ours,
        writes=4,
    ),
    "removal": Scene(params={"state": "absent"}, earlier=EARLIER, writes=4),
}


def params_of(account: Bench, scene: Scene) -> dict[str, Any]:
    """Return the options of a scene."""
    places = [account.account_id, *others(account.account)]
    assignments = [
        {name: value, "account_ids": [places[at] for at in accounts]}
        for name, value, accounts in (("group", ENGINEERS, scene.accounts), ("user", ADA, scene.users))
        if accounts
    ]
    asked = {"assignments": assignments} if assignments else {}
    return {"module_name": "permission_set", "lookup_role_arn": LOOKUP, **asked, **scene.params}


def prepare(account: Bench, scene: Scene) -> Walk:
    """Bring an account to where a scene begins."""
    make_people(account.account)
    for account_id in (account.account_id, *others(account.account)):
        for name in (GENERAL, SECOND):
            make_policy(account.account, account_id, name)
    if scene.earlier:
        outcome = account.run(**params_of(account, scene.earlier))
        assert not outcome.failed, outcome["msg"]
    scene.changed(account)
    params = params_of(account, scene)
    return Walk(
        account=account,
        start=account.save(),
        run=lambda **how: account.run(**{**params, **how}),
        look=lambda: permission_sets(account.account),
        writes=scene.writes,
    )
