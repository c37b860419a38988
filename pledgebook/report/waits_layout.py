"""Where the boxes and arrows of "who waits on what" stand: who waits to the left, what is awaited to the right.

Each arrow leaves its own row of the box of who waits, beside its link word; so no two words share a place, however
many arrows there are. Units are CSS pixels of a picture ``WIDTH`` wide.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from pledgebook.report.framework import Wait

WIDTH, ROW, GAP, MARGIN = 760, 26, 12, 10
WHO_WIDTH, ON_WIDTH, ON_HEIGHT = 268, 250, 34
ON_LEFT = WIDTH - MARGIN - ON_WIDTH
ARROWS_SHOWN = 60
"""Arrows in one picture, those to what most wait for first; the list beside it has all."""


class Box(NamedTuple):
    """A rectangle with its name: top left corner, width and height."""

    x: float
    y: float
    width: float
    height: float
    name: str


class Arrow(NamedTuple):
    """From a row of who waits to what is awaited, with the words beside its start."""

    x1: float
    y1: float
    x2: float
    y2: float
    words: str
    mutual: bool


class Layout(NamedTuple):
    """The whole picture; ``cut`` counts the arrows that are left out."""

    height: float
    who: tuple[Box, ...]
    on: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    cut: int


def layout(listed: Sequence[Wait]) -> Layout:
    """Places for ``listed``; what most wait for stands first, and those who wait for it beside it."""
    waiting = Counter(wait.on for wait in listed)
    ranked = sorted(listed, key=lambda wait: (-waiting[wait.on], wait.on, wait.who, wait.link))
    shown = ranked[:ARROWS_SHOWN]
    rows: dict[str, list[Wait]] = defaultdict(list)
    for wait in shown:
        rows[wait.who].append(wait)
    who, starts, bottom = _who_boxes(rows)
    on, middles, lowest = _on_boxes(starts)
    arrows = tuple(
        Arrow(MARGIN + WHO_WIDTH, y, ON_LEFT, middles[wait.on], _words(wait), wait.mutual) for wait, y in starts
    )
    return Layout(max(bottom, lowest) + MARGIN, who, on, arrows, len(ranked) - len(shown))


def _words(wait: Wait) -> str:
    return f"{wait.link}, mutual" if wait.mutual else wait.link


def _who_boxes(rows: dict[str, list[Wait]]) -> tuple[tuple[Box, ...], list[tuple[Wait, float]], float]:
    boxes, starts, y = [], [], float(MARGIN)
    for name, waits in rows.items():
        height = ROW * len(waits) + 8
        boxes.append(Box(MARGIN, y, WHO_WIDTH, height, name))
        starts += [(wait, y + 4 + ROW * (row + 0.5)) for row, wait in enumerate(waits)]
        y += height + GAP
    return tuple(boxes), starts, y - GAP


def _on_boxes(starts: Sequence[tuple[Wait, float]]) -> tuple[tuple[Box, ...], dict[str, float], float]:
    """What is awaited, each at the middle of its arrows, pushed down where two would overlap."""
    ends: dict[str, list[float]] = defaultdict(list)
    for wait, y in starts:
        ends[wait.on].append(y)
    boxes, middles, free = [], {}, float(MARGIN)
    for on, ys in sorted(ends.items(), key=lambda item: (sum(item[1]) / len(item[1]), item[0])):
        top = max(free, sum(ys) / len(ys) - ON_HEIGHT / 2)
        boxes.append(Box(ON_LEFT, top, ON_WIDTH, ON_HEIGHT, on))
        middles[on] = top + ON_HEIGHT / 2
        free = top + ON_HEIGHT + GAP
    return tuple(boxes), middles, free - GAP
