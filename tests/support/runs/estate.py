# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for an estate of several accounts: each is a host of an inventory, and playbooks work in them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from tests.support.emulator.accounts import Account, open_account
from tests.support.emulator.servers import CHECKOUT, Kind, aws_environment
from tests.support.runs.playbooks import PlaybookResult, run_playbook

PLAYBOOKS = CHECKOUT / "playbooks"
VARIABLES: Mapping[str, Any] = {"a2c_iam_policy_deploy_targets": ["ecs"], "a2c_iam_users": [{"name": "ada"}]}
IDS = map(str, count(310_000_000_001))


class Estate:
    """Accounts as hosts of an inventory, and the playbooks that work in them."""

    def __init__(self, endpoint: str, folder: Path) -> None:
        self.endpoint, self.folder = endpoint, folder
        self.accounts: dict[str, Account] = {}

    def host(self, name: str, leads_to: str = "", **variables: Any) -> dict[str, Any]:
        """Return the variables of a host for an account: a new one, or the one of another host."""
        account = self.accounts.get(leads_to) or open_account(Kind.MOTO, self.endpoint, next(IDS))
        self.accounts[name] = account
        role = f"arn:aws:iam::{account.account_id}:role/Automation"
        return {"a2c_iam_assume_role_arn": role, **variables}

    def hosts(self, *names: str, **variables: Any) -> dict[str, Any]:
        """Return the group of accounts with a host for a new account each."""
        return {"a2c_accounts": {"hosts": {name: self.host(name, **variables) for name in names}}}

    def play(self, name: str, inventory: Mapping[str, Any], **how: Any) -> PlaybookResult:
        """Run a playbook with an inventory; the credentials belong to another account."""
        file = self.folder / "inventory.yml"
        file.write_text(yaml.safe_dump({"all": dict(inventory)}))
        variables, settings = how.pop("variables", {}), how.pop("settings", {})
        return run_playbook(
            PLAYBOOKS / name,
            env={**aws_environment(self.endpoint), **settings},
            inventory=file,
            extra_vars={**VARIABLES, **variables},
            **how,
        )

    def users(self, host: str) -> list[str]:
        """Return the names of the users in the account of a host."""
        return sorted(user["UserName"] for user in self.accounts[host].client("iam").list_users()["Users"])

    def id_of(self, host: str) -> str:
        """Return the ID of the account of a host."""
        return self.accounts[host].account_id
