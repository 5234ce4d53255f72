# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The permissions of docs/permissions.md for the inventory of an organization are enough, and none too much."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._aws.clients import prepared
from ansible_collections.fleetops.app2container.plugins.module_utils._aws.errors import AccessDeniedError
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.grants import When, actions_of
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.module_table import (
    ORGANIZATION,
    ORGANIZATION_PARTS,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.table import grants_for
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_organization.reading import (
    read_organization,
    read_tags,
)
from tests.support.authorization.control_node import Learner
from tests.support.emulator.accounts import Account


def read(client: Any) -> list[str]:
    """Read the organization and all tags, and return the IDs of the accounts."""
    accounts = [*read_organization(client).organization().accounts]
    read_tags(client, accounts)
    return accounts


def test_each_permission_is_demanded_by_name(account: Account, requests: list[str]) -> None:
    """Starting with none, the denials name exactly the permissions of the table."""
    learner = Learner(account, [ORGANIZATION], requests)
    client = prepared(learner.own.client("organizations"), "organizations")
    denied: set[str] = set()
    for parts in ((ORGANIZATION,), ORGANIZATION_PARTS):
        learner.widen(parts)
        allowed = actions_of(grants_for(parts, When.SET_UP))
        while denied != allowed:
            with pytest.raises(AccessDeniedError) as caught:
                read(client)
            assert caught.value.action not in denied
            denied.add(caught.value.action)
            learner.grant([caught.value.action])
    assert read(client)
