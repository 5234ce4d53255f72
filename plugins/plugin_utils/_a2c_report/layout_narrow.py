# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture for narrow screens and paper: layers below each other, lines beside the boxes.

Sources with the same targets share a line on the left. Escalations, and what leads to a resource past the sections,
run on the right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .picture import LAYERS, Box, Line, Picture, boxes_of, layers_of, placed, rounded

__all__ = ["narrow"]

WIDTH = 352
_LANE, _NEAREST, _APART, _CORNER = 7, 10, 4, 6
_SPACE, _HEADING, _BETWEEN = 7, 26, 34
_LEFT, _RIGHT = 44, 36  # room for lines
_CHARACTERS, _HALF_CHARACTERS = 40, 16


@dataclass(frozen=True, kw_only=True)
class _Trunk:
    """A line that joins sources to targets on one side."""

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    state: str = "plain"
    on_right: bool = False


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
    """The edges but those from sections, bundled: targets with the same sources share a trunk."""
    sources: dict[tuple[str, str, bool], list[str]] = {}
    for edge in graph["edges"]:
        source, target = boxes.get(edge["source"]), boxes.get(edge["target"])
        if source is None or target is None or source.kind == "section":
            continue
        escalates = edge["kind"] == "escalates"
        state = ("design" if edge["by_design"] else "open") if escalates else "plain"
        on_right = escalates or target.kind == "resource"
        sources.setdefault((edge["target"], state, on_right), []).append(edge["source"])
    bundles: dict[tuple[tuple[str, ...], str, bool], list[str]] = {}
    for (target_id, state, on_right), names in sources.items():
        bundles.setdefault((tuple(sorted(set(names))), state, on_right), []).append(target_id)
    return [
        _Trunk(sources=names, targets=tuple(targets), state=state, on_right=on_right)
        for (names, state, on_right), targets in bundles.items()
    ]


def _span(trunk: _Trunk, boxes: Mapping[str, Box]) -> tuple[int, int]:
    """Where a trunk begins and ends: lines leave boxes below their middle, and come in above it."""
    ends = [
        *(boxes[name].middle + _APART for name in trunk.sources),
        *(boxes[name].middle - _APART for name in trunk.targets),
    ]
    return min(ends), max(ends)


def _joined(trunk: _Trunk, boxes: Mapping[str, Box], x: int) -> Iterator[Line]:
    """The lines of a trunk: from each source to it, and from it to each target."""
    first, last = _span(trunk, boxes)
    gap = 3 if trunk.on_right else -3  # for the head of the arrow
    for name in trunk.sources:
        box = boxes[name]
        side, y = (box.right if trunk.on_right else box.x), box.middle + _APART
        yield Line(path=rounded([(side, y), (x, y), (x, first if y == last else last)]), state=trunk.state)
    for name in trunk.targets:
        box = boxes[name]
        side, y = (box.right if trunk.on_right else box.x), box.middle - _APART
        yield Line(
            path=rounded([(x, last if y == first else first + _CORNER), (x, y), (side + gap, y)]),
            state=f"{trunk.state} arrow",
        )


def _beside(trunks: Sequence[_Trunk], boxes: Mapping[str, Box], *, on_right: bool) -> Iterator[Line]:
    """The lines of the trunks on one side, in as many lanes as they need."""
    own = sorted((trunk for trunk in trunks if trunk.on_right is on_right), key=lambda trunk: _span(trunk, boxes))
    ends: list[int] = []
    lanes = [_lane(ends, *_span(trunk, boxes)) for trunk in own]
    room = (_RIGHT if on_right else _LEFT) - _NEAREST - 2
    step = min(_LANE, room / max(1, len(ends) - 1))
    for trunk, lane in zip(own, lanes, strict=True):
        away = _NEAREST + int(lane * step)
        yield from _joined(trunk, boxes, WIDTH - _RIGHT + away if on_right else _LEFT - away)


def _lane(ends: list[int], top: int, bottom: int) -> int:
    """The first lane that is free from here to there. ``ends`` are where those in use end; it is updated."""
    free = next((lane for lane, end in enumerate(ends) if end + _CORNER < top), len(ends))
    ends[free : free + 1] = [bottom]
    return free


def narrow(graph: Mapping[str, Any]) -> Picture:
    """The layout of a graph from top to bottom.

    Args:
        graph: nodes and edges, as a report has them.
    """
    boxes, headings, left_out = _placed(graph)
    trunks = _trunks(graph, boxes)
    lines = [line for on_right in (False, True) for line in _beside(trunks, boxes, on_right=on_right)]
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
