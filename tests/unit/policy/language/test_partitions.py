# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The partitions and their Regions, compared with those of the installed botocore, which may be a newer one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import botocore
import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.partitions import (
    APPRUNNER_REGIONS,
    PARTITIONS,
)

DATA: dict[str, Any] = json.loads((Path(botocore.__file__).parent / "data/partitions.json").read_text(encoding="utf-8"))
INSTALLED = {row["id"]: {name for name in row["regions"] if not name.endswith("-global")} for row in DATA["partitions"]}


@pytest.mark.parametrize("name", PARTITIONS)
def test_the_known_regions_are_those_of_botocore(name: str) -> None:
    partition = PARTITIONS[name]
    assert partition.known_regions <= INSTALLED[name]
    for region in partition.known_regions | INSTALLED[name]:
        assert [other for other, item in PARTITIONS.items() if item.regions.fullmatch(region)] == [name]


def test_the_regions_of_app_runner_are_known() -> None:
    assert PARTITIONS["aws"].known_regions >= APPRUNNER_REGIONS
