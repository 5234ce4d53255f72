# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture for wide screens: a column for each layer, lines from left to right, escalations above them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .picture import LAYERS, Box, Line, Picture, boxes_of, layers_of, placed, rounded

__all__ = ["wide"]

WIDTH = 1120
_BOX, _GAP, _SPACE = 184, 50, 9
_CHARACTERS = 24
_TOP, _RAIL, _MOST_RAILS = 34, 9, 8


def _columns(layers: list[list[str]], boxes: Mapping[str, Box], top: int) -> dict[str, Box]:
    """The boxes at their places; each column is centered on the highest one."""
    heights = [sum(placed(boxes[name], 0, 0, 0).height + _SPACE for name in layer) - _SPACE for layer in layers]
    found: dict[str, Box] = {}
    for at, layer in enumerate(layers):
        y = top + (max(heights) - heights[at]) // 2
        for name in layer:
            found[name] = placed(boxes[name], at * (_BOX + _GAP), y, _BOX)
            y = found[name].bottom + _SPACE
    return found


def _curve(source: Box, target: Box) -> Line:
    half = (target.x - source.right) // 2
    start, end = f"{source.right} {source.middle}", f"{target.x - 3} {target.middle}"
    return Line(path=f"M{start}C{source.right + half} {source.middle} {target.x - half} {target.middle} {end}")


def _over(source: Box, target: Box, rail: int, state: str) -> Line:
    """A line that leaves a box to the right, goes up to its rail, along it, and down to the other box."""
    y = _TOP + rail * _RAIL
    up, down = source.right + 8 + rail * 5, target.x - 10 - rail * 5
    end = min(target.bottom - 6, target.y + 12 + rail * 8)
    points = [(source.right, source.middle), (up, source.middle), (up, y), (down, y), (down, end), (target.x - 3, end)]
    return Line(path=rounded(points), state=state)


def wide(graph: Mapping[str, Any]) -> Picture:
    """The layout of a graph in columns.

    Args:
        graph: nodes and edges, as a report has them.
    """
    layers, left_out = layers_of(graph)
    escalations = [edge for edge in graph["edges"] if edge["kind"] == "escalates"][:_MOST_RAILS]
    top = _TOP + len(escalations) * _RAIL + (10 if escalations else 0)
    boxes = _columns(layers, boxes_of(graph, _CHARACTERS), top)
    lines = [
        _curve(boxes[edge["source"]], boxes[edge["target"]])
        for edge in graph["edges"]
        if edge["kind"] != "escalates" and _leads_on(boxes, edge)
    ]
    drawn = (edge for edge in escalations if _leads_on(boxes, edge))
    lines += [
        _over(boxes[edge["source"]], boxes[edge["target"]], rail, "design" if edge["by_design"] else "open")
        for rail, edge in enumerate(drawn)
    ]
    return Picture(
        width=WIDTH,
        height=max((box.bottom for box in boxes.values()), default=top) + 8,
        boxes=tuple(boxes.values()),
        lines=tuple(lines),
        headings=tuple((at * (_BOX + _GAP), 14, name) for at, name in enumerate(LAYERS)),
        left_out=left_out,
    )


def _leads_on(boxes: Mapping[str, Box], edge: Mapping[str, Any]) -> bool:
    """Tells whether both ends of an edge have a box, the second one further right."""
    source, target = boxes.get(edge["source"]), boxes.get(edge["target"])
    return source is not None and target is not None and source.x < target.x
