"""The picture of who waits on what as SVG: in the page it takes the page's ink and width, alone it has paper of its own."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from html import escape

from pledgebook.model.inert import one_line
from pledgebook.report.framework import Framework, Wait
from pledgebook.report.waits_layout import WIDTH, Arrow, Box, layout

NAME_ROOM, ON_ROOM = 18, 29
"""Letters that a box has room for at 14 px, in letters of the wider sans-serif fonts."""
_TITLE = "Who waits on what"


def pictures(framework: Framework) -> dict[str, str]:
    """The pictures that stand in the page, by section."""
    return {"waits": waits_svg(framework.waits)} if framework.waits else {}


def waits_svg(listed: Sequence[Wait], *, alone: bool = False) -> str:
    """The picture; ``alone``, for a file of its own, gives it ink and paper instead of those of the page around it."""
    plan = layout(listed)
    cut = f"{plan.cut} more are in the list." if plan.cut else ""
    height = round(plan.height + (24 if cut else 0))
    ink = ' color="#1c1b19"' if alone else ""
    style = "" if alone else ' style="width:100%;min-width:34rem;max-width:60rem;height:auto"'
    body = [
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>' if alone else "",
        *map(_arrow, plan.arrows),
        *(_box(box, NAME_ROOM, top=True) for box in plan.who),
        *(_box(box, ON_ROOM, top=False) for box in plan.on),
        f'<text x="10" y="{height - 10}" font-size="13">{cut}</text>' if cut else "",
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"{style}'
        f'{ink} role="img" aria-labelledby="waits-picture waits-words" font-family="sans-serif" font-size="14"'
        f' fill="currentColor"><title id="waits-picture">{_TITLE}</title>'
        f'<desc id="waits-words">{escape(_sentence(listed))}</desc>'
        '<defs><marker id="waits-tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 L8 4 L0 8 z" fill="currentColor"/></marker></defs>' + "".join(body) + "</svg>\n"
    )


def _sentence(listed: Sequence[Wait]) -> str:
    """What the picture shows, for who cannot see it; the list in the page has the rest."""
    awaited = list(dict.fromkeys(wait.on for wait in listed))
    waiting = len({wait.who for wait in listed})
    named = ", ".join(map(one_line, awaited[:12])) + (f" and {len(awaited) - 12} more" if len(awaited) > 12 else "")
    return f"{waiting} wait, for: {named}."


def _box(box: Box, room: int, *, top: bool) -> str:
    """A rectangle and its name; of who waits the name stands in the first row, beside its first link word."""
    y = box.y + (22 if top else box.height / 2 + 5)
    return (
        f'<g><title>{escape(one_line(box.name))}</title><rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}"'
        f' height="{box.height:g}" rx="5" fill="none" stroke="currentColor"{"" if top else _STRONG}/>'
        f'<text x="{box.x + 12:g}" y="{y:g}" font-weight="600">{escape(fitting(box.name, room))}</text></g>'
    )


_STRONG = ' stroke-width="2"'


def _arrow(arrow: Arrow) -> str:
    bend = (arrow.x2 - arrow.x1) / 2
    dashed = ' stroke-dasharray="6 4"' if arrow.mutual else ""
    return (
        f'<path d="M{arrow.x1:g} {arrow.y1:g} C{arrow.x1 + bend:g} {arrow.y1:g} {arrow.x2 - bend:g} {arrow.y2:g}'
        f' {arrow.x2:g} {arrow.y2:g}" fill="none" stroke="currentColor" stroke-opacity="0.6" stroke-width="1.4"{dashed}'
        ' marker-end="url(#waits-tip)"/>'
        f'<text x="{arrow.x1 - 10:g}" y="{arrow.y1 + 5:g}" text-anchor="end" font-size="13">{escape(arrow.words)}</text>'
    )


def fitting(text: str, room: int) -> str:
    """``text`` cut to ``room`` letters, wide characters (Chinese, emoji) counted twice.

    >>> fitting("United Kingdom", 20), fitting("Bosnia and Herzegovina", 12)
    ('United Kingdom', 'Bosnia and…')
    """
    line = one_line(text)
    widths = [2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line]
    if sum(widths) <= room:
        return line
    end, used = 0, 1
    while used + widths[end] <= room:
        used += widths[end]
        end += 1
    return line[:end].rstrip(" ,;:") + "…"
