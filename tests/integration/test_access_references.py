# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that name what the account should hold already: said before anything is written, whichever way it is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.support.emulator.accounts import Account
from tests.support.runs.access import BOTH_WAYS, contents, converge, refused
from tests.support.scenarios import sample

OWN = "arn:aws:iam::{account}"


def deployer(principal: str) -> Mapping[str, Any]:
    return {"kind": "role", "trusted_principals": [principal]}


MISSING: list[tuple[dict[str, Any], str]] = [
    (
        {"users": [{"name": "ada"}, {"name": "eve", "permissions_boundary": f"{OWN}:policy/None"}]},
        (
            "users[1].permissions_boundary: there is no such policy in the account, got '{own}:policy/None';"
            " create it first, or correct the ARN."
        ),
    ),
    (
        {"users": [{"name": "ada", "permissions_boundary": "arn:aws:iam::aws:policy/None"}]},
        (
            "users[0].permissions_boundary: there is no such policy in the account, got 'arn:aws:iam::aws:policy/None';"
            " create it first, or correct the ARN."
        ),
    ),
    (
        {"worker": {"permissions_boundary": f"{OWN}:policy/None"}},
        (
            "worker.permissions_boundary: there is no such policy in the account, got '{own}:policy/None';"
            " create it first, or correct the ARN."
        ),
    ),
    (
        {"deployer": deployer(f"{OWN}:user/None")},
        (
            "deployer.trusted_principals: there is no such user in the account, got '{own}:user/None';"
            " create it first, or correct the ARN."
        ),
    ),
    (
        {"users": [{"name": "ada"}], "deployer": deployer(f"{OWN}:user/ada")},
        (
            "deployer.trusted_principals: user ada has another path, got '{own}:user/ada';"
            " use {own}:user/app2container/ada."
        ),
    ),
    (
        {"deployer": deployer(f"{OWN}:role/elsewhere/Admins")},
        (
            "deployer.trusted_principals: role Admins has another path, got '{own}:role/elsewhere/Admins';"
            " use {own}:role/Admins."
        ),
    ),
]


def placed(value: Any, account: Account) -> Any:
    """Put the account's id in its place."""
    if isinstance(value, str):
        return value.format(account=account.account_id)
    if isinstance(value, dict):
        return {key: placed(item, account) for key, item in value.items()}
    return [placed(item, account) for item in value] if isinstance(value, list) else value


@BOTH_WAYS
@pytest.mark.parametrize(("parts", "message"), MISSING)
def test_what_is_named_must_exist(aws: Account, parts: dict[str, Any], message: str, discovery: str) -> None:
    aws.client("iam").create_role(RoleName="Admins", AssumeRolePolicyDocument=sample.trust())
    before = contents(aws)
    wanted = {**placed(parts, aws), "discovery": discovery}
    assert refused(aws, **wanted) == message.format(own=OWN.format(account=aws.account_id))
    assert contents(aws) == before


@BOTH_WAYS
def test_what_exists_or_is_made_in_the_same_run_may_be_named(aws: Account, discovery: str) -> None:
    iam = aws.client("iam")
    iam.create_role(RoleName="Admins", AssumeRolePolicyDocument=sample.trust())
    boundary = iam.create_policy(PolicyName="Boundary", PolicyDocument=sample.document())["Policy"]["Arn"]
    own = OWN.format(account=aws.account_id)
    wanted: dict[str, Any] = {
        "users": [{"name": "ada", "permissions_boundary": "arn:aws:iam::aws:policy/ReadOnlyAccess"}],
        "worker": {"permissions_boundary": boundary},
        "deployer": {
            "kind": "role",
            "trusted_principals": [f"{own}:user/app2container/ada", f"{own}:role/Admins", "444455556666"],
        },
        "discovery": discovery,
    }
    made = converge(aws, **wanted)
    assert not made.failed, made["msg"]
    again = converge(aws, **wanted)
    assert not again.changed
    assert again["api_calls"].keys().isdisjoint({"iam:GetUser"} if discovery == "account" else {"iam:CreateUser"})
