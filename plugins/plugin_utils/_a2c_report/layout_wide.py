# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture for wide screens: a column for each layer, and lines from left to right.

Escalations run above the boxes, and lines that would run behind a box run below them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .picture import LAYERS, Box, Line, Picture, boxes_of, layers_of, placed, rounded

__all__ = ["wide"]

WIDTH = 1120
_BOX, _GAP, _SPACE = 184, 50, 9
_CHARACTERS = 24
_TOP, _RAIL, _MOST_RAILS = 34, 9, 8
_SAMPLES = 24  # points of a line at which it is looked for boxes


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


def _points(source: Box, target: Box) -> Iterator[tuple[float, float]]:
    """Points of the curve between two boxes."""
    half = (target.x - source.right) / 2
    corners = (source.right, source.right + half, target.x - half, target.x)
    for at in range(1, _SAMPLES):
        t = at / _SAMPLES
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        x = sum(weight * corner for weight, corner in zip(weights, corners, strict=True))
        yield x, source.middle + (target.middle - source.middle) * (weights[2] + weights[3])


def _between(source: Box, target: Box, boxes: Mapping[str, Box]) -> list[Box]:
    """The boxes in the columns between two others."""
    return [box for box in boxes.values() if source.right < box.x and box.right < target.x]


def _is_hidden(source: Box, target: Box, boxes: Mapping[str, Box]) -> bool:
    """Tells whether a curve between two boxes would run behind another one."""
    between = _between(source, target, boxes)
    return any(
        box.x <= x <= box.right and box.y <= y <= box.bottom for x, y in _points(source, target) for box in between
    )


def _under(source: Box, target: Box, rail: int, boxes: Mapping[str, Box]) -> tuple[Line, int]:
    """A line that goes down to its rail below the boxes between two others, along it, and up; and where the rail is."""
    y = max(box.bottom for box in (source, target, *_between(source, target, boxes))) + 10 + rail * _RAIL
    down, up = source.right + 8 + rail * 3, target.x - 10 - rail * 3
    start, end = source.bottom - 6, target.bottom - 6
    points = [(source.right, start), (down, start), (down, y), (up, y), (up, end), (target.x - 3, end)]
    return Line(path=rounded(points)), y


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
    lines, lowest = _lines(graph, boxes)
    drawn = (edge for edge in escalations if _leads_on(boxes, edge))
    lines += [
        _over(boxes[edge["source"]], boxes[edge["target"]], rail, "design" if edge["by_design"] else "open")
        for rail, edge in enumerate(drawn)
    ]
    return Picture(
        width=WIDTH,
        height=max((lowest, *(box.bottom for box in boxes.values()))) + 8 if boxes else top,
        boxes=tuple(boxes.values()),
        lines=tuple(lines),
        headings=tuple((at * (_BOX + _GAP), 14, name) for at, name in enumerate(LAYERS)),
        left_out=left_out,
    )


def _lines(graph: Mapping[str, Any], boxes: Mapping[str, Box]) -> tuple[list[Line], int]:
    """All lines but escalations, and where the lowest of those that run below boxes is."""
    lines: list[Line] = []
    rails = [0]
    for edge in graph["edges"]:
        if edge["kind"] == "escalates" or not _leads_on(boxes, edge):
            continue
        source, target = boxes[edge["source"]], boxes[edge["target"]]
        if len(rails) <= _MOST_RAILS and _is_hidden(source, target, boxes):
            line, rail = _under(source, target, len(rails) - 1, boxes)
            lines.append(line)
            rails.append(rail)
        else:
            lines.append(_curve(source, target))
    return lines, max(rails)


def _leads_on(boxes: Mapping[str, Box], edge: Mapping[str, Any]) -> bool:
    """Tells whether both ends of an edge have a box, the second one further right."""
    source, target = boxes.get(edge["source"]), boxes.get(edge["target"])
    return source is not None and target is not None and source.x < target.x
