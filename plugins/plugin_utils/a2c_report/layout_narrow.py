# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture for narrow screens and paper: layers below each other, lines beside the boxes.

Sources with the same targets share a line on the left. Escalations, and what leads to a resource past the sections,
run on the right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .picture import LAYERS, Box, Line, Picture, boxes_of, layers_of, placed, rounded

__all__ = ["narrow"]

WIDTH = 352
_LANE, _SPACE, _HEADING, _BETWEEN = 7, 7, 26, 34
_LEFT, _RIGHT = 44, 30  # room for lines
_CHARACTERS, _HALF_CHARACTERS = 40, 17


@dataclass(frozen=True, kw_only=True)
class _Trunk:
    """A line that joins sources to targets on one side."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    state: str = "plain"
    on_right: bool = False


@dataclass(kw_only=True)
class _Lanes:
    """The lanes on one side; each holds trunks one below the other."""

    ends: list[int] = field(default_factory=list)

    def take(self, top: int, bottom: int) -> int:
        """The first lane that is free from here to there."""
        for lane, end in enumerate(self.ends):
            if end < top:
                self.ends[lane] = bottom
                return lane
        self.ends.append(bottom)
        return len(self.ends) - 1


def _stacked(names: Iterable[str], boxes: Mapping[str, Box], y: int) -> tuple[dict[str, Box], int]:
    """Boxes over the full width, and where they end."""
    found: dict[str, Box] = {}
    for name in names:
        found[name] = placed(boxes[name], _LEFT, y, WIDTH - _LEFT - _RIGHT)
        y = found[name].bottom + _SPACE
    return found, y


def _column(names: Iterable[str], boxes: Mapping[str, Box], x: int, y: int) -> tuple[dict[str, Box], int]:
    """Boxes over half the width, and where they end."""
    width, found = (WIDTH - _LEFT - _RIGHT - _BETWEEN) // 2, {}
    for name in names:
        found[name] = placed(boxes[name], x, y, width)
        y = found[name].bottom + _SPACE
    return found, y


def _placed(graph: Mapping[str, Any]) -> tuple[dict[str, Box], list[tuple[int, int, str]], int]:
    """All boxes at their places, the headings, and the number of nodes left out."""
    layers, left_out = layers_of(graph)
    full, half = boxes_of(graph, _CHARACTERS), boxes_of(graph, _HALF_CHARACTERS)
    powers = [name for name in layers[4] if name.startswith("power:")]
    rest = [name for name in layers[4] if name not in powers]
    boxes: dict[str, Box] = {}
    headings: list[tuple[int, int, str]] = []
    y = 0
    for title, names in (*zip(LAYERS[:3], layers[:3], strict=True), ("Escalations", powers)):
        if names:
            headings.append((_LEFT, y + 16, title))
            found, y = _stacked(names, full, y + _HEADING)
            boxes |= found
            y += 6
    right = WIDTH - _RIGHT - (WIDTH - _LEFT - _RIGHT - _BETWEEN) // 2
    for title, names, x in ((LAYERS[3], layers[3], _LEFT), (LAYERS[4], rest, right)):
        if names:
            headings.append((x, y + 16, title))
            boxes |= _column(names, half, x, y + _HEADING)[0]
    return boxes, headings, left_out


def _trunks(graph: Mapping[str, Any], boxes: Mapping[str, Box]) -> list[_Trunk]:
    """The edges but those from sections, bundled."""
    targets: dict[tuple[str, str, bool], list[str]] = {}
    for edge in graph["edges"]:
        ends = boxes.get(edge["source"]), boxes.get(edge["target"])
        if ends[0] is None or ends[1] is None or ends[0].kind == "section":
            continue
        escalates = edge["kind"] == "escalates"
        state = ("design" if edge["by_design"] else "open") if escalates else "plain"
        on_right = escalates or ends[1].kind == "resource"
        targets.setdefault((edge["source"], state, on_right), []).append(edge["target"])
    bundles: dict[tuple[tuple[str, ...], str, bool], list[str]] = {}
    for (source, state, on_right), names in targets.items():
        bundles.setdefault((tuple(sorted(set(names))), state, on_right), []).append(source)
    return [
        _Trunk(sources=tuple(sources), targets=names, state=state, on_right=on_right)
        for (names, state, on_right), sources in bundles.items()
    ]


def _joined(trunk: _Trunk, boxes: Mapping[str, Box], lanes: _Lanes) -> Iterable[Line]:
    """The lines of a trunk: from each source to it, and from it to each target."""
    ends = [boxes[name].middle for name in (*trunk.sources, *trunk.targets)]
    lane = lanes.take(min(ends), max(ends))
    shift = 3 if trunk.on_right else -3  # lines that end at a box do not touch those that begin there
    x = WIDTH - _RIGHT + 10 + lane * _LANE if trunk.on_right else _LEFT - 10 - lane * _LANE
    x = min(WIDTH - 2, max(2, x))
    first, last = min(ends), max(ends)
    for name in trunk.sources:
        box = boxes[name]
        side, y = (box.right if trunk.on_right else box.x), box.middle + 4
        yield Line(path=rounded([(side, y), (x, y), (x, last)]), state=trunk.state)
    for name in trunk.targets:
        box = boxes[name]
        side, y = (box.right if trunk.on_right else box.x), box.middle - 4
        yield Line(path=rounded([(x, first), (x, y), (side + shift, y)]), state=f"{trunk.state} arrow")


def narrow(graph: Mapping[str, Any]) -> Picture:
    """The layout of a graph from top to bottom.

    Args:
        graph: nodes and edges, as a report has them.
    """
    boxes, headings, left_out = _placed(graph)
    lanes = {True: _Lanes(), False: _Lanes()}
    trunks = sorted(_trunks(graph, boxes), key=lambda one: min(boxes[name].y for name in one.sources))
    lines = [line for trunk in trunks for line in _joined(trunk, boxes, lanes[trunk.on_right])]
    for edge in graph["edges"]:
        source, target = boxes.get(edge["source"]), boxes.get(edge["target"])
        if source and target and source.kind == "section" and source.x < target.x:
            half = _BETWEEN // 2
            bend = f"{source.right + half} {source.middle} {target.x - half} {target.middle}"
            path = f"M{source.right} {source.middle}C{bend} {target.x - 3} {target.middle}"
            lines.append(Line(path=path, state="plain arrow"))
    return Picture(
        width=WIDTH,
        height=max((box.bottom for box in boxes.values()), default=20) + 8,
        boxes=tuple(boxes.values()),
        lines=tuple(lines),
        headings=tuple(headings),
        left_out=left_out,
    )
