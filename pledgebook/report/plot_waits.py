"""Who waits on what, drawn on a sheet: for files that hold pixels. (The SVG is written by ``waits_svg``.)"""

from __future__ import annotations

from collections.abc import Sequence

from pledgebook.report.framework import Wait
from pledgebook.report.sheet import INK, MUTED, PAPER, Sheet
from pledgebook.report.waits_layout import WIDTH, layout

_LINK_ROOM = 76


def draw_waits(listed: Sequence[Wait], title: str) -> Sheet:
    """The same picture as the page's."""
    plan = layout(listed)
    sheet = Sheet(WIDTH, plan.height + 64, title)
    sheet.text(10, 20, title, size=14, bold=True, room=WIDTH - 20)
    down = 36
    for arrow in plan.arrows:
        sheet.arrow(arrow.x1, down + arrow.y1, arrow.x2, down + arrow.y2, dashed=arrow.mutual)
        sheet.text(arrow.x1 - 10, down + arrow.y1, arrow.words, size=9.5, ink=MUTED, side="right", room=_LINK_ROOM)
    for box in plan.who:
        sheet.box(box.x, down + box.y, box.width, box.height, "none", INK)
        sheet.text(box.x + 12, down + box.y + 17, box.name, size=10, bold=True, room=box.width - _LINK_ROOM - 30)
    for box in plan.on:
        sheet.box(box.x, down + box.y, box.width, box.height, PAPER, INK)
        sheet.text(box.x + 12, down + box.y + box.height / 2, box.name, size=10, bold=True, room=box.width - 24)
    if plan.cut:
        sheet.text(10, down + plan.height + 12, f"{plan.cut} more are in the list.", size=8.5, ink=MUTED)
    return sheet
