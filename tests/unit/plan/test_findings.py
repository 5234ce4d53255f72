# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings of all rooms: their tables, and the messages that are made of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.findings import FINDINGS as ACCOUNT
from ansible_collections.fleetops.app2container.plugins.module_utils._association.findings import (
    FINDINGS as ASSOCIATION,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.findings import FINDINGS as KEYS
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.finding import FindingType, finding

TABLES: tuple[Mapping[str, FindingType], ...] = (ACCOUNT, ASSOCIATION, KEYS)
ROWS = [(table, identifier) for table in TABLES for identifier in table]


@pytest.mark.parametrize(("table", "identifier"), ROWS)
def test_messages_are_whole_sentences(table: Mapping[str, FindingType], identifier: str) -> None:
    severity, title, advice, _source = table[identifier]
    fields = dict.fromkeys(re.findall(r"{(\w+)}", title + advice), "x")
    made = finding(table, identifier, "instance profile W", **fields)
    assert (made.id, made.where, made.severity) == (identifier, "instance profile W", severity)
    assert made.message == f"{title}. {advice}".strip().format(**fields)
    assert made.message.endswith(".")
    assert not title.endswith(".")


def test_ids_are_unique_and_severities_stable() -> None:
    severities = {identifier: table[identifier].severity for table, identifier in ROWS}
    assert len(severities) == len(ROWS)
    assert severities == {
        "boundary-cleared": "warning",
        "deployer-of-other-kind": "warning",
        "left-behind": "warning",
        "missing-user": "warning",
        "no-instances": "warning",
        "not-ours": "info",
        "other-access-key": "info",
        "other-profile": "info",
        "part-of-another": "info",
        "path-differs": "warning",
        "profile-made-anew": "info",
        "user-not-deleted": "info",
        "user-not-ours": "info",
        "version-pruned": "info",
    }
