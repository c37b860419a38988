"""Trees to look at: as text with the arcs on the left, and as SVG with the arcs above the words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

from pledgebook.syntax.tree import NO_HEAD, Token, Tree

UP, DOWN, RIGHT, LEFT = 1, 2, 4, 8
BOX = " ╵╷│╶└┌├╴┘┐┤─┴┬┼"
"""Characters by the directions in which lines leave them."""


class Arc(NamedTuple):
    """From ``head`` to ``dependent``, drawn on ``level`` (1: nearest to the words)."""

    head: int
    dependent: int
    level: int


def arcs(tree: Tree) -> list[Arc]:
    """The arcs, short ones first, each on the lowest level where it meets no other but at a common head."""
    pairs = sorted(
        ((token.head, token.i) for token in tree.tokens if token.head != NO_HEAD),
        key=lambda pair: (abs(pair[0] - pair[1]), min(pair)),
    )
    placed: list[Arc] = []
    for head, dependent in pairs:
        taken = {arc.level for arc in placed if _meet(arc, head, dependent)}
        level = 1 + max((arc.level for arc in placed if _inside(arc, head, dependent)), default=0)
        while level in taken:
            level += 1
        placed.append(Arc(head, dependent, level))
    return placed


def text_art(tree: Tree) -> str:
    """The words below each other with relation, tags and lemma; an arrow points to each dependent."""
    rows = [(line, *_cells(token)) for line, token in zip(_lines(tree), tree.tokens, strict=True)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (" ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def svg(trees: Sequence[Tree]) -> str:
    """One picture with the trees below each other; words in the reader's sans-serif, arcs labelled."""
    parts = []
    width = top = 0
    for tree in trees:
        part, wide, high = _svg_tree(tree, top)
        parts.append(part)
        width = max(width, wide)
        top += high
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{top}" viewBox="0 0 {width} {top}"'
    style = 'font-family="sans-serif" font-size="14" text-anchor="middle"'
    return f'{head} {style}>\n<rect width="100%" height="100%" fill="white"/>\n' + "\n".join(parts) + "\n</svg>\n"


def _lines(tree: Tree) -> list[str]:
    """The arcs as box-drawing characters, one line for each word."""
    drawn = arcs(tree)
    columns = max((arc.level for arc in drawn), default=0)
    leaving = [[0] * columns for _ in tree.tokens]
    passing = [[False] * columns for _ in tree.tokens]
    for arc in drawn:
        column = columns - arc.level
        top, bottom = sorted((arc.head, arc.dependent))
        for row in range(top + 1, bottom):
            passing[row][column] = True
        for row, direction in ((top, DOWN), (bottom, UP)):
            if column and leaving[row][column - 1] & RIGHT:
                direction |= LEFT
            leaving[row][column] |= direction | RIGHT
            for further in range(column + 1, columns):
                leaving[row][further] |= LEFT | RIGHT
    ends = ["──" if token.head == NO_HEAD else "─▸" for token in tree.tokens]
    return [
        "".join("│" if bar else BOX[directions] for directions, bar in zip(cells, bars, strict=True)) + end
        for cells, bars, end in zip(leaving, passing, ends, strict=True)
    ]


def _meet(arc: Arc, head: int, dependent: int) -> bool:
    """Whether two arcs on one level would run into each other."""
    low, high = sorted((head, dependent))
    other_low, other_high = sorted((arc.head, arc.dependent))
    if low < other_high and other_low < high:
        return True
    return (low == other_high or high == other_low) and head != arc.head


def _inside(arc: Arc, head: int, dependent: int) -> bool:
    low, high = sorted((head, dependent))
    return low <= min(arc.head, arc.dependent) and max(arc.head, arc.dependent) <= high


def _shown(word: str) -> str:
    """``word`` without characters that would act on a terminal or break a picture's file."""
    return "".join(c if c.isprintable() else "�" for c in word)


def _cells(token: Token) -> tuple[str, ...]:
    return (
        _shown(token.text),
        token.label,
        token.upos,
        token.xpos,
        _shown(token.lemma) if token.lemma != token.text else "",
        str(token.i),
    )


def _svg_tree(tree: Tree, top: int) -> tuple[str, int, int]:
    """The drawing of one tree, its width and its height."""
    widths = [max(9 * len(token.text), 8 * len(token.label), 8 * len(token.upos)) + 16 for token in tree.tokens]
    centres = [20 + sum(widths[:i]) + width // 2 for i, width in enumerate(widths)]
    drawn = arcs(tree)
    base = top + 36 + 24 * max((arc.level for arc in drawn), default=0)
    parts = [
        f'<text x="{x}" y="{base + 18}">{escape(_shown(token.text))}</text>'
        f'<text x="{x}" y="{base + 34}" font-size="10" fill="#666">{escape(token.upos)}</text>'
        for x, token in zip(centres, tree.tokens, strict=True)
    ]
    parts += [_svg_arc(arc, centres, base, tree.tokens[arc.dependent].label) for arc in drawn]
    x = centres[tree.root]
    parts.append(f'<path d="M{x} {top + 8}V{base - 4}" stroke="#b00" stroke-dasharray="2 3" fill="none"/>')
    return "\n".join(parts), 40 + sum(widths), base + 48 - top


def _svg_arc(arc: Arc, centres: Sequence[int], base: int, label: str) -> str:
    shift = 4 if arc.dependent > arc.head else -4
    start, end = centres[arc.head] + shift, centres[arc.dependent] - shift
    high = base - 24 * arc.level
    line = f'<path d="M{start} {base}C{start} {high} {end} {high} {end} {base}" stroke="#333" fill="none"/>'
    arrow = f'<path d="M{end - 4} {base - 6}h8l-4 7z" fill="#333"/>'
    place = f'x="{(start + end) // 2}" y="{base - 18 * arc.level - 4}"'
    return f'{line}{arrow}<text {place} font-size="10" fill="#036">{escape(label)}</text>'
