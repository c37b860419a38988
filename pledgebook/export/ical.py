"""``ical``: a calendar of what is to happen on a day that the words name: dated commitments, talks and meetings.

An event is tentative until its promisor is bound to it, cancelled where it was ruled out. A statement without a day is
left out: a calendar has no place for "soon".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pledgebook.export.contents import Contents
from pledgebook.export.links import is_web
from pledgebook.export.places import library, whole
from pledgebook.export.tables import UNSEEN, condition_words, sources_of
from pledgebook.model import Document, Firmness, Kind, Statement
from pledgebook.model.inert import one_line, visible

STOPPED = " (stop)"


def write(contents: Contents, path: Path) -> int:
    """Write the calendar; gives the number of events. Raises ``InputError``."""
    icalendar = library("icalendar")
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//pledgebook//commitments//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Commitments")
    events = list(_events(contents, icalendar))
    for event in events:
        calendar.add_component(event)
    with whole(path) as part:
        part.write_bytes(calendar.to_ical())
    return len(events)


def _events(contents: Contents, icalendar: Any) -> Iterator[Any]:
    sources = sources_of(contents)
    told: set[str] = set()
    for statement in contents.statements():
        if statement.when and statement.when.date and statement.kind is not Kind.COUNT and statement.id not in told:
            told.add(statement.id)
            source = sources.get((statement.doc, statement.document), UNSEEN)
            yield _event(icalendar, statement, source, statement.when.date)


def _event(icalendar: Any, statement: Statement, source: Document, day: date) -> Any:
    event = icalendar.Event()
    event.add("uid", f"{statement.id}@pledgebook")
    # The time of the words, not of the export: the same ledger gives the same calendar.
    event.add("dtstamp", _utc(source.published or datetime(day.year, day.month, day.day)))
    event.add("dtstart", day)
    event.add("summary", summary(statement))
    event.add("description", _description(statement, source))
    event.add("categories", [statement.kind.value, *([one_line(statement.act)] if statement.act else [])])
    event.add("status", _status(statement))
    event.add("transp", "TRANSPARENT")
    if statement.place:
        event.add("location", one_line(statement.place))
    if source.link and is_web(source.link):
        event.add("url", one_line(source.link))
    return event


def summary(statement: Statement) -> str:
    """An event's title: who, what, how firmly; for requests and objections what it is instead."""
    who = ", ".join(statement.promisors) or statement.requester or "nobody named"
    act = (statement.act or "act not named") + (STOPPED if statement.direction == "stop" else "")
    how = statement.firmness if statement.kind is Kind.COMMITMENT and statement.firmness else statement.kind
    return one_line(f"{who}: {act}, {how}")


def _description(statement: Statement, source: Document) -> str:
    conditions = "; ".join(condition_words(condition) for condition in statement.conditions)
    lines = [
        f"“{statement.quote}”",
        ", ".join(part for part in (source.outlet, source.title or statement.doc) if part),
        f"Conditions: {conditions}" if conditions else "",
        "Hearsay" if statement.hearsay else "",
    ]
    return visible("\n".join(line for line in lines if line))


def _status(statement: Statement) -> str:
    if statement.firmness is Firmness.RULED_OUT:
        return "CANCELLED"
    bound = statement.firmness is not None and statement.firmness.step >= Firmness.BOUND.step
    return "CONFIRMED" if bound and not statement.conditions else "TENTATIVE"


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
