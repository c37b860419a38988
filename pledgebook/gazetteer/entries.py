"""From the rows of the tables to (surface, sense) pairs: what each column means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import msgspec

from pledgebook.gazetteer.mention import MentionKind, Office, Sense
from pledgebook.gazetteer.tables import Row

_STATE_COLUMNS = (
    ("names", MentionKind.STATE),
    ("adjectives", MentionKind.ADJECTIVE),
    ("people", MentionKind.DEMONYM),
    ("capitals", MentionKind.CAPITAL),
    ("seats", MentionKind.SEAT),
)
_ORGANISATION_KINDS = ("organisation", "court", "armed-group", "aid-agency")


class Entry(NamedTuple):
    """A ``surface`` and one of its senses."""

    surface: str
    sense: Sense


def _marked(surface: str) -> tuple[str, bool]:
    """``"?Jordan"`` -> ``("Jordan", True)``: the mark says that the word often means something else."""
    return (surface[1:], True) if surface.startswith("?") else (surface, False)


def shown_name(row: Row, column: str = "names") -> str:
    """The first surface of a row: the name that is shown. Raises ``CodebookError`` when there is none."""
    names = row.list(column)
    if not names:
        raise row.error(column, "no name; write at least one")
    return _marked(names[0])[0]


def state_entries(row: Row) -> Iterator[Entry]:
    """Names, adjectives, people, capitals and seats of power of one state."""
    name = shown_name(row)
    for column, kind in _STATE_COLUMNS:
        for marked in row.list(column):
            for each in [f"{adjective}s" for adjective in row.list("adjectives")] if marked == "+s" else [marked]:
                surface, ambiguous = _marked(each)
                yield Entry(surface, Sense(code=row["code"], kind=kind, name=name, ambiguous=ambiguous))


def organisation_entries(row: Row) -> Iterator[Entry]:
    """Names and seats of one organisation, court, armed group or aid agency."""
    name = shown_name(row)
    kind = MentionKind(row.choice("kind", _ORGANISATION_KINDS))
    promisor = row.flag("promisor")
    for column, found in (("names", kind), ("seats", MentionKind.SEAT)):
        for marked in row.list(column):
            surface, ambiguous = _marked(marked)
            yield Entry(surface, Sense(code=row["code"], kind=found, name=name, promisor=promisor, ambiguous=ambiguous))


def group_entries(row: Row) -> Iterator[Entry]:
    """Nouns and adjectives of one unnamed group, as ``group:<label>``."""
    code, name, promisor = f"group:{row['label']}", row["display"], row.flag("promisor")
    for column, kind in (("surfaces", MentionKind.GROUP), ("adjectives", MentionKind.ADJECTIVE)):
        for marked in row.list(column):
            surface, ambiguous = _marked(marked)
            yield Entry(surface, Sense(code=code, kind=kind, name=name, promisor=promisor, ambiguous=ambiguous))


def iso_entries(row: Row) -> Iterator[Entry]:
    """The names of ISO 3166-1."""
    for surface in row.list("names"):
        yield Entry(surface, Sense(code=row["code"], kind=MentionKind.STATE, name=shown_name(row)))


def place_entries(row: Row) -> Iterator[Entry]:
    """Cities and regions: where, not who."""
    for surface in row.list("surfaces"):
        yield Entry(surface, Sense(code=row["code"], kind=MentionKind.TERRITORY, name=surface, promisor=False))


def office_entries(row: Row) -> Iterator[Office]:
    """The words of one role."""
    speaks = row.flag("speaks")
    for word in row.list("words"):
        yield Office(word=word, role=row["role"], speaks=speaks)


def person_entries(row: Row) -> Iterator[Entry]:
    """Full and short names of the holders of one office: ``Full Name=Short,?Short@2025-01``."""
    for cell in row.list("names"):
        rest, _, ended = cell.partition("@")
        full, given, shorts = rest.partition("=")
        until = _month(row, ended) if ended else None
        sense = Sense(code=row["code"], kind=MentionKind.PERSON, name=full, role=row["role"], until=until)
        yield Entry(full, sense)
        for marked in shorts.split(",") if given else [full.rsplit(" ", 1)[-1]]:
            short, ambiguous = _marked(marked)
            if short and short != full:
                yield Entry(short, msgspec.structs.replace(sense, full=False, ambiguous=ambiguous))


def _month(row: Row, text: str) -> date:
    """First day of the month ``YYYY-MM``. Raises ``CodebookError`` for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise row.error("names", f"'@{text}' is no month; write @YYYY-MM") from error
