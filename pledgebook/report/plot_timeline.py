"""Firmness by promisor over the days on which reports appeared: one lane each, each stand by shade, word and number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pledgebook.model import Firmness, Position
from pledgebook.report.phrasing import actor_name, firmness_words
from pledgebook.report.plot_matrix import draw_legend
from pledgebook.report.sheet import INK, MUTED, RULE, SHADES, Sheet

NAMES, AXIS, LANE, HEAD, MARGIN = 150, 540, 26, 56, 16
LANES_SHOWN = 40
"""Promisors in one picture, the firmest first."""
Stands = Mapping[date, Sequence[Position]]
"""The positions that stood at the end of each day on which something was published."""


class Stretch(NamedTuple):
    """Days on which a promisor's firmest position was the same; ``until`` is the first day that is another's."""

    start: date
    until: date
    firmness: Firmness


def stretches(stands: Stands, promisor: str) -> list[Stretch]:
    """The lane of ``promisor``: its firmest position on any act, day by day, equal days joined.

    A day counts until the next day on which something was published, the last one as one day.
    """
    days = sorted(stands)
    found: list[Stretch] = []
    for day, following in zip(days, [*days[1:], *(day + timedelta(days=1) for day in days[-1:])], strict=True):
        steps = [position.firmness for position in stands[day] if position.promisor == promisor]
        if not steps:
            continue
        firmest = max(steps, key=lambda firmness: firmness.step)
        if found and found[-1].until == day and found[-1].firmness is firmest:
            found[-1] = found[-1]._replace(until=following)
        else:
            found.append(Stretch(day, following, firmest))
    return found


def draw_timeline(stands: Stands, title: str) -> Sheet:
    """A lane for each promisor, those with the firmest last stand first."""
    promisors = {position.promisor for positions in stands.values() for position in positions}
    lanes = {promisor: stretches(stands, promisor) for promisor in promisors}
    ordered = sorted(lanes, key=lambda promisor: (-lanes[promisor][-1].firmness.step, actor_name(promisor)))
    shown = ordered[:LANES_SHOWN]
    bottom = HEAD + LANE * len(shown)
    sheet = Sheet(2 * MARGIN + NAMES + AXIS, bottom + 90, title)
    sheet.text(MARGIN, 22, title, size=14, bold=True, room=NAMES + AXIS)
    sheet.text(MARGIN, 42, "The firmest position on any act, by the day of the report", size=9, ink=MUTED)
    if not stands:
        sheet.text(MARGIN, HEAD + 10, "No commitment has been read yet.")
        return sheet
    start, until = min(stands), max(stands) + timedelta(days=1)
    for row, promisor in enumerate(shown):
        y = HEAD + LANE * row
        sheet.text(MARGIN, y + LANE / 2, actor_name(promisor), size=9.5, ink=INK, room=NAMES - 8)
        for stretch in lanes[promisor]:
            _stretch(sheet, stretch, _x(stretch.start, start, until), _x(stretch.until, start, until), y)
    _days(sheet, sorted(stands), start, until, bottom)
    draw_legend(sheet, MARGIN, bottom + 52, numbered=True)
    if len(ordered) > len(shown):
        sheet.text(
            MARGIN, bottom + 76, f"{len(ordered) - len(shown)} further promisors are left out.", size=8, ink=MUTED
        )
    return sheet


def _x(day: date, start: date, until: date) -> float:
    return MARGIN + NAMES + AXIS * (day - start).days / max(1, (until - start).days)


def _stretch(sheet: Sheet, stretch: Stretch, left: float, right: float, y: float) -> None:
    """A bar with its word; where that is too wide, with the number that the legend explains."""
    fill, ink = SHADES[stretch.firmness]
    sheet.box(left, y + 2, right - left, LANE - 4, fill, "#ffffff")
    words = firmness_words(stretch.firmness)
    fits = right - left - 6 > 5.6 * len(words)
    middle = (left + right) / 2
    if fits:
        sheet.text(middle, y + LANE / 2, words, size=8, ink=ink, side="center", room=right - left - 4)
    elif right - left > 7:
        sheet.text(middle, y + LANE / 2, str(stretch.firmness.step), size=7.5, ink=ink, side="center")


def _days(sheet: Sheet, days: Sequence[date], start: date, until: date, y: float) -> None:
    """Marks for the days, and as many dates as stand beside each other without touching."""
    sheet.line(MARGIN + NAMES, y + 4, MARGIN + NAMES + AXIS, y + 4, RULE)
    free = 0.0
    for day in days:
        x = _x(day, start, until)
        sheet.line(x, y + 4, x, y + 9, INK)
        if x >= free and x + 70 <= MARGIN + NAMES + AXIS + MARGIN:
            free = x + sheet.text(x, y + 18, f"{day.day} {day:%b %Y}", size=8, ink=MUTED) + 10
