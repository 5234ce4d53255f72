# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who reaches what. The cases are in pictures/*.yml, in the words of data/README.md: a new one needs no Python.

``more`` and ``less`` are the lines and nodes that the picture has in contrast to that of the right account, or to none
at all with ``whole: true``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.fleetops.app2container.plugins.module_utils._audit.graph import MOST_USERS, graph
from tests.support.audit_facts import facts_of, merged, right_account

CASES = [
    case
    for path in sorted((Path(__file__).parent / "pictures").glob("*.yml"))
    for case in yaml.safe_load(path.read_text("utf-8"))
]
DESIGN = {None: "", True: " by design", False: " not by design"}


def drawn(facts: dict[str, Any]) -> dict[str, Any]:
    """The picture of the right account with other facts."""
    return graph(facts_of(merged(right_account(), facts)))


def texts(found: dict[str, Any]) -> Iterator[str]:
    """Lines as cases write them, and the labels of nodes that differ from their names."""
    for edge in found["edges"]:
        message = f": {edge['message']}" if edge["message"] else ""
        yield f"{edge['source']} {edge['kind']} {edge['target']}{DESIGN[edge['by_design']]}{message}"
    for node in found["nodes"]:
        if node["label"] != node["name"]:
            yield f"{node['id']} is {node['label']}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_who_reaches_what(case: dict[str, Any]) -> None:
    found = set(texts(drawn(case.get("facts", {}))))
    right = set() if case.get("whole") else set(texts(drawn({})))
    assert (sorted(found - right), sorted(right - found)) == (sorted(case["more"]), sorted(case.get("less", [])))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_line_leads_from_a_node_to_a_node(case: dict[str, Any]) -> None:
    found = drawn(case.get("facts", {}))
    nodes = [node["id"] for node in found["nodes"]]
    assert len(nodes) == len(set(nodes))
    assert {edge[end] for edge in found["edges"] for end in ("source", "target")} <= set(nodes)


@pytest.mark.parametrize(("users", "nodes"), [(MOST_USERS, MOST_USERS), (MOST_USERS + 1, 1)])
def test_many_users_share_a_node(users: int, nodes: int) -> None:
    names = [f"user{number}" for number in range(users)]
    found = drawn(
        {
            "options": {"users": names},
            "users": {name: {"groups": ["App2ContainerUsers"]} for name in names} | {"ada": None, "bob": None},
        }
    )
    members = [edge["source"] for edge in found["edges"] if edge["kind"] == "member"]
    assert len(members) == nodes
    assert sum(node["count"] for node in found["nodes"] if node["id"] in members) == users
