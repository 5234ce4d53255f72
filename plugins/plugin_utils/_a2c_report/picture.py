# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the two layouts of the picture share: layers, boxes, lines, and labels that fit. Lengths are in pixels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

__all__ = ["LAYERS", "Box", "Line", "Picture", "boxes_of", "layers_of", "rounded", "wrapped"]

Node = Mapping[str, Any]
Edge = Mapping[str, Any]

LAYERS = ("People and trust", "Groups and roles", "Policies", "Sections of the policy", "Reaches")
_LAYER = {
    **dict.fromkeys(("user", "users", "trusted", "instance_profile"), 0),
    **dict.fromkeys(("group", "role"), 1),
    "policy": 2,
    "section": 3,
    **dict.fromkeys(("resource", "power"), 4),
}
MOST_IN_LAYER = 40  # further nodes are in the table only
MOST_ESCALATIONS = 6  # named in one box
_CAPTIONS = {
    "user": "user",
    "users": "users",
    "trusted": "trusted",
    "instance_profile": "instance profile",
    "group": "group",
    "role": "role",
    "policy": "policy",
    "power": "escalation",
}
_TOKENS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^A-Z\s./_:-]+|.", re.DOTALL)
_SWEEPS = 4


@dataclass(frozen=True, kw_only=True)
class Box:
    """A node at its place. ``notes`` are lines below the label, each with whether it is by design."""

    id: str
    kind: str
    title: str
    lines: tuple[str, ...]
    caption: str = ""
    notes: tuple[tuple[bool, str], ...] = ()
    foreign: bool = False
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0

    @property
    def right(self) -> int:
        """Its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Its lower side."""
        return self.y + self.height

    @property
    def middle(self) -> int:
        """Half its height."""
        return self.y + self.height // 2


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line between boxes. ``state``: ``plain``, or of an escalation ``design`` or ``open``."""

    path: str
    state: str = "plain"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A layout. ``headings`` are texts with their places, ``left_out`` the number of nodes without a box."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    headings: tuple[tuple[int, int, str], ...]
    left_out: int = 0


def wrapped(text: str, most: int, lines: int = 2) -> tuple[str, ...]:
    """A label in lines of at most so many characters, broken where words of a name begin."""
    rows = [""]
    for token in _TOKENS.findall(text):
        if len(rows[-1]) + len(token) <= most:
            rows[-1] += token
        else:
            pieces = [token[at : at + most] for at in range(0, len(token), most)]
            rows += pieces
    rows = [row.strip() for row in rows if row.strip()] or ["-"]
    if len(rows) > lines:
        rows = [*rows[: lines - 1], f"{rows[lines - 1][: most - 1]}…"]
    return tuple(rows)


def _notes(node: Node, edges: Iterable[Edge], nodes: Mapping[str, Node], most: int) -> tuple[tuple[bool, str], ...]:
    """Who escalates to a node, those that are not by design first."""
    found = sorted(
        (bool(edge["by_design"]), nodes[edge["source"]]["name"])
        for edge in edges
        if edge["kind"] == "escalates" and edge["target"] == node["id"] and edge["source"] in nodes
    )
    unique = list(dict.fromkeys(found))
    shown = [(design, wrapped(name, most, 1)[0]) for design, name in unique[:MOST_ESCALATIONS]]
    more = len(unique) - len(shown)
    return (*shown, *([(all(design for design, _name in unique), f"and {more} more")] if more else []))


def boxes_of(graph: Mapping[str, Any], most: int) -> dict[str, Box]:
    """A box without a place for each node, with lines of at most so many characters."""
    nodes = {node["id"]: node for node in graph["nodes"]}
    return {
        identifier: Box(
            id=identifier,
            kind=node["kind"] if node["kind"] in _LAYER else "resource",
            title=f"{node['arn'] or node['label']}",
            lines=wrapped(node["label"], most - 4 if node["kind"] == "power" else most),  # these are bold
            caption=_CAPTIONS.get(node["kind"], ""),
            notes=_notes(node, graph["edges"], nodes, most - 3),
            foreign=node["kind"] == "policy" and not node["managed"],
        )
        for identifier, node in nodes.items()
    }


def _sorted(layer: Sequence[str], place: Mapping[str, float], neighbours: Mapping[str, list[str]]) -> list[str]:
    """The nodes of a layer by the mean place of their neighbours; those without any keep their own."""

    def mean(name: str) -> float:
        near = [place[other] for other in neighbours.get(name, ()) if other in place]
        return sum(near) / len(near) if near else place[name]

    return sorted(layer, key=lambda name: (not name.startswith("power:"), mean(name), name))


def layers_of(graph: Mapping[str, Any]) -> tuple[list[list[str]], int]:
    """The ids of the nodes in each layer, ordered so that few lines cross, and the number of those left out."""
    layers: list[list[str]] = [[] for _name in LAYERS]
    for node in graph["nodes"]:
        layers[_LAYER.get(node["kind"], 4)].append(node["id"])
    left_out = sum(max(0, len(layer) - MOST_IN_LAYER) for layer in layers)
    layers = [layer[:MOST_IN_LAYER] for layer in layers]
    neighbours: dict[str, list[str]] = {}
    for edge in graph["edges"]:
        neighbours.setdefault(edge["source"], []).append(edge["target"])
        neighbours.setdefault(edge["target"], []).append(edge["source"])
    for _sweep in range(_SWEEPS):
        place = {name: at / max(1, len(layer)) for layer in layers for at, name in enumerate(layer)}
        layers = [_sorted(layer, place, neighbours) for layer in layers]
    return layers, left_out


def rounded(points: Sequence[tuple[int, int]], radius: int = 6) -> str:
    """The path of a line with right angles through these points, its corners rounded."""
    commands = [f"M{points[0][0]} {points[0][1]}"]
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        start, end = _toward(at, before, radius), _toward(at, after, radius)
        commands.append(f"L{start[0]} {start[1]}Q{at[0]} {at[1]} {end[0]} {end[1]}")
    return "".join([*commands, f"L{points[-1][0]} {points[-1][1]}"])


def _toward(point: tuple[int, int], other: tuple[int, int], most: int) -> tuple[int, int]:
    """The point that lies a little from one towards another, on a line along an axis."""
    moved = []
    for one, far in zip(point, other, strict=True):
        step = min(most, abs(far - one) // 2)
        moved.append(one + (step if far > one else -step))
    return moved[0], moved[1]


def placed(box: Box, x: int, y: int, width: int, *, line: int = 15) -> Box:
    """A box at its place, as high as its texts need."""
    texts = len(box.lines) + len(box.notes)
    return replace(box, x=x, y=y, width=width, height=texts * line + 13)
