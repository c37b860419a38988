"""Needs as bars: full is certain, hatched possible at best, the mark is what is needed; the state stands in words."""

from __future__ import annotations

from collections.abc import Sequence

from pledgebook.report.framework import NeedBar, NeedState
from pledgebook.report.page import need_words, plain_number
from pledgebook.report.sheet import INK, MUTED, RULE, Sheet

WIDTH, MARGIN, ROW, BAR, HEAD = 680, 16, 58, 14, 64
_LENGTH = (WIDTH - 2 * MARGIN) * 0.8
_ACCENT = "#15586a"


def draw_needs(needs: Sequence[NeedBar], title: str) -> Sheet:
    """One bar for each need, in the order of the needs file."""
    sheet = Sheet(WIDTH, HEAD + ROW * len(needs) + 36, title)
    sheet.text(MARGIN, 22, title, size=14, bold=True, room=WIDTH - 2 * MARGIN)
    under = needs[0].under if needs else "No needs are named"
    sheet.text(MARGIN, 44, f"{under}.", size=9, ink=MUTED, room=WIDTH - 2 * MARGIN)
    for place, need in enumerate(needs):
        _need(sheet, need, HEAD + ROW * place)
    words = "Full: certain. Hatched: possible at best. Mark: what is needed."
    sheet.text(MARGIN, HEAD + ROW * len(needs) + 16, words, size=8, ink=MUTED)
    return sheet


def _need(sheet: Sheet, need: NeedBar, y: float) -> None:
    scale = _LENGTH / max(need.minimum, need.most, need.least, 1e-9)
    state = need.state.value
    if need.state is NeedState.SHORT and need.missing:
        state += f" by {plain_number(need.missing)}"
    if not need.essential:
        state += ", desirable"
    taken = sheet.text(WIDTH - MARGIN, y + 10, state, size=9.5, bold=True, side="right", room=200)
    sheet.text(MARGIN, y + 10, need.name, size=10.5, bold=True, room=WIDTH - 2 * MARGIN - taken - 12)
    sheet.box(MARGIN, y + 22, WIDTH - 2 * MARGIN, BAR, "#f6f2ea", RULE)
    if need.most > need.least:
        sheet.box(MARGIN, y + 22, need.most * scale, BAR, "#e3eef1", _ACCENT, hatch="////")
    if need.least:
        sheet.box(MARGIN, y + 22, need.least * scale, BAR, _ACCENT)
    sheet.line(MARGIN + need.minimum * scale, y + 18, MARGIN + need.minimum * scale, y + 26 + BAR, INK, 2)
    words = need_words(need) + (f". By {', '.join(need.covered_by)}" if need.covered_by else "")
    sheet.text(MARGIN, y + 46, words, size=8.5, ink=MUTED, room=WIDTH - 2 * MARGIN)
