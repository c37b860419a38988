"""Puts the tables together into one index from printed forms to senses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from pledgebook.errors import alternatives
from pledgebook.gazetteer import entries
from pledgebook.gazetteer.entries import Entry
from pledgebook.gazetteer.mention import Office, Sense
from pledgebook.gazetteer.tables import Row, read_table
from pledgebook.gazetteer.tokens import forms, words

Form = tuple[str, ...]
"""A name as its words."""


class Readings(msgspec.Struct, frozen=True):
    """The senses of a form, likeliest first; none where it is to be passed over. ``ambiguous``: see ``Mention``."""

    senses: tuple[Sense, ...] = ()
    ambiguous: bool = False


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """``entries``: form -> readings. ``lengths``: first word -> lengths to try, longest first. The rest is by code."""

    entries: dict[Form, Readings]
    lengths: dict[str, tuple[int, ...]]
    names: dict[str, str]
    members: dict[str, frozenset[str]]
    homes: dict[str, str]
    offices: dict[Form, Office]


def build_index(folder: Path) -> Index:
    """Reads every table of ``folder``. Raises ``CodebookError`` naming file, line, column and remedy."""
    organisations = list(read_table("organisations", folder))
    states = list(read_table("states", folder))
    iso = list(read_table("iso3166", folder))
    groups = list(read_table("groups", folder))
    names = {row["code"]: entries.shown_name(row) for row in [*iso, *states, *organisations]}
    names |= {f"group:{row['label']}": row["display"] for row in groups}
    pairs = [
        *_each(states, entries.state_entries),
        *_each(organisations, entries.organisation_entries),
        *_each(groups, entries.group_entries),
        *_each(_known(read_table("persons", folder), names), entries.person_entries),
        *_each(_known(read_table("places", folder), names), entries.place_entries),
        *_each(iso, entries.iso_entries),
    ]
    shadows = [surface for row in read_table("shadows", folder) for surface in row.list("surfaces")]
    found = _readings(pairs, shadows)
    offices = [office for row in read_table("offices", folder) for office in entries.office_entries(row)]
    return Index(
        entries=found,
        lengths=_lengths(found),
        names=names,
        members={row["code"]: frozenset(row["members"].split()) for row in organisations},
        homes={row["code"]: row["home"] for row in organisations if row["home"]},
        offices={words(office.word): office for office in offices},
    )


def _each(rows: Iterable[Row], read: Callable[[Row], Iterator[Entry]]) -> Iterator[Entry]:
    """The entries of all rows."""
    for row in rows:
        yield from read(row)


def _known(rows: Iterable[Row], names: dict[str, str]) -> Iterator[Row]:
    """The rows, checked to speak of an actor that another table names. Raises ``CodebookError`` otherwise."""
    for row in rows:
        if row["code"] not in names:
            raise row.error("code", f"no actor '{row['code']}'; {alternatives(row['code'], tuple(names))}")
        yield row


def _readings(pairs: list[Entry], shadows: list[str]) -> dict[Form, Readings]:
    """Forms -> readings: in the order of the tables, except that what is marked ambiguous stands behind what is not."""
    found: dict[Form, list[Sense]] = {}
    for surface, sense in pairs:
        for form in forms(surface):
            senses = found.setdefault(form, [])
            if (sense.code, sense.kind) not in [(known.code, known.kind) for known in senses]:
                senses.append(sense)
    readings = {form: _in_order(senses) for form, senses in found.items()}
    nothing = Readings()
    for surface in shadows:
        for form in forms(surface):
            readings.setdefault(form, nothing)
    return readings


def _in_order(senses: list[Sense]) -> Readings:
    """The senses, those marked ambiguous last."""
    if len(senses) == 1:
        return Readings((senses[0],), senses[0].ambiguous)
    ordered = tuple(sorted(senses, key=lambda sense: sense.ambiguous))
    return Readings(ordered, ordered[0].ambiguous or any(sense.code != ordered[0].code for sense in ordered))


def _lengths(found: dict[Form, Readings]) -> dict[str, tuple[int, ...]]:
    """First word -> how many words the names that begin with it have, longest first."""
    lengths: dict[str, tuple[int, ...]] = {}
    for form in sorted(found, key=len, reverse=True):
        known = lengths.get(form[0], ())
        if len(form) not in known:
            lengths[form[0]] = (*known, len(form))
    return lengths
