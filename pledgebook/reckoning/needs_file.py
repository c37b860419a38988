"""Needs as a TOML file: one ``[[need]]`` for each requirement (docs/how-to/reckon-without-a-ledger.md)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pledgebook.errors import ReckoningError, alternatives
from pledgebook.gazetteer.tables import read_table
from pledgebook.reading.quantities import units
from pledgebook.reckoning.needs import Need
from pledgebook.reckoning.system import SECURITY_CLASSES

KEYS = ("name", "acts", "minimum", "quantity", "unit", "domain", "for", "by", "level")
"""What a need may say. ``acts`` serve it; ``minimum`` promisors, or a ``quantity`` in a ``unit``; ``for`` a
beneficiary;
``by`` the only promisors that count; ``level`` essential or desirable."""

DOMAINS = ("land", "sea", "air", "cyber", "space")
_ACTOR_TABLES = ("iso3166", "states", "organisations")
LEVELS = ("essential", "desirable")


def known_units() -> tuple[str, ...]:
    """The units that amounts are read in. An amount in another unit than the need's is not converted and not
    counted."""
    table = units()
    return tuple(sorted({*table.words.values(), *table.currencies}))


@cache
def actor_codes() -> frozenset[str]:
    """Codes of the states and organisations that the gazetteer knows."""
    return frozenset(row["code"] for table in _ACTOR_TABLES for row in read_table(table))


def code_of(name: str) -> str | None:
    """The code of an actor given by name, by two letters or in another case; ``None`` where no actor goes by that.

    >>> code_of("France"), code_of("US"), code_of("fra"), code_of("nowhere")
    ('FRA', 'USA', 'FRA', None)
    """
    return _codes_by_name().get(name.strip().casefold())


@cache
def _codes_by_name() -> dict[str, str]:
    rows = [row for table in _ACTOR_TABLES for row in read_table(table)]
    names = {name.lstrip("?").casefold(): row["code"] for row in rows for name in row.list("names")}
    return names | {code.casefold(): code for code in actor_codes()}


def read_needs(path: str | Path, acts: Iterable[str] = ()) -> list[Need]:
    """The needs of a file, in its order; ``acts`` are classes known besides those of the security codebook.

    Raises ``ReckoningError`` with file, line and remedy where something is wrong.
    """
    place = Path(path)
    try:
        text = place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = (error.strerror or str(error)) if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ReckoningError(
            f"{place}: cannot be read ({reason}); give a needs file, such as examples/needs.toml"
        ) from None
    return parse_needs(text, str(place), acts)


def parse_needs(text: str, name: str = "needs", acts: Iterable[str] = ()) -> list[Need]:
    """The needs of a text; ``name`` stands before the line in what is raised."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ReckoningError(f"{name}: not TOML: {error}") from None
    reader = _Reader(text, name, tuple(sorted({*SECURITY_CLASSES, *acts})))
    for key in data:
        if key != "need":
            raise reader.error(None, key, f"unknown key {key!r}; each requirement is a [[need]]")
    tables = data.get("need")
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise ReckoningError(f"{name}: no needs; write [[need]] with name and acts, as in examples/needs.toml")
    needs = [reader.need(number, table) for number, table in enumerate(tables)]
    for number, need in enumerate(needs):
        if need.name in [earlier.name for earlier in needs[:number]]:
            raise reader.error(number, "name", f"there are two needs named {need.name!r}; rename one")
    return needs


class _Reader:
    """Turns tables into needs, and says where in the text something is wrong."""

    def __init__(self, text: str, name: str, acts: tuple[str, ...]) -> None:
        self._lines = text.splitlines()
        self._name = name
        self._acts = acts

    def need(self, number: int, table: Mapping[str, Any]) -> Need:
        """One table as a need."""
        for key in table:
            if key not in KEYS:
                raise self.error(number, key, f"unknown key {key!r}; {alternatives(key, KEYS)}")
        name = self._text(number, table, "name")
        if not name:
            raise self.error(number, None, 'a need without a name; add name = "..."')
        acts = self._texts(number, table, "acts")
        if not acts:
            raise self.error(number, None, f'need {name!r} names no acts; add acts = ["troops"]')
        for act in acts:
            if act not in self._acts:
                raise self.error(number, "acts", f"no act class {act!r}; {alternatives(act, self._acts)}")
        promisors = self._texts(number, table, "by")
        for actor in promisors:
            if actor not in actor_codes() and (code := code_of(actor)):
                raise self.error(number, "by", f"no promisor {actor!r}; promisors go by codes: did you mean {code}?")
        minimum, quantity, unit = self._size(number, table)
        return Need(
            name=name, acts=acts, minimum=minimum, quantity=quantity, unit=unit,
            domain=self._one_of(number, table, "domain", DOMAINS),
            beneficiary=self._text(number, table, "for"),
            promisors=promisors,
            essential=self._one_of(number, table, "level", LEVELS) != "desirable",
            line=self._line(number, None),
        )  # fmt: skip

    def _size(self, number: int, table: Mapping[str, Any]) -> tuple[int, float | None, str | None]:
        """Minimum of promisors, quantity and unit."""
        minimum, quantity = table.get("minimum", 1), table.get("quantity")
        if type(minimum) is not int or minimum < 1:
            raise self.error(number, "minimum", f"minimum is {minimum!r}; write a whole number of promisors from 1 on")
        unit = self._one_of(number, table, "unit", known_units())
        if quantity is None:
            if unit is not None:
                raise self.error(number, "unit", "a unit without a quantity; add quantity = ..., or drop unit")
            return minimum, None, None
        if "minimum" in table:
            raise self.error(number, "quantity", "minimum and quantity contradict each other; make two needs of them")
        if type(quantity) not in (int, float) or not 0 < quantity < float("inf"):
            raise self.error(number, "quantity", f"quantity is {quantity!r}; write a number above 0")
        if unit is None:
            raise self.error(number, "quantity", "a quantity without a unit; add unit, such as soldiers or EUR")
        return minimum, float(quantity), unit

    def _text(self, number: int, table: Mapping[str, Any], key: str) -> str | None:
        value = table.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise self.error(number, key, f"{key} is {value!r}; write a text in quotes")
        return value

    def _texts(self, number: int, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(text, str) and text for text in values):
            raise self.error(number, key, f'{key} is {value!r}; write a list of texts, {key} = ["..."]')
        return tuple(values)

    def _one_of(self, number: int, table: Mapping[str, Any], key: str, known: tuple[str, ...]) -> str | None:
        value = self._text(number, table, key)
        if value is not None and value not in known:
            raise self.error(number, key, f"unknown {key} {value!r}; {alternatives(value, known)}")
        return value

    def error(self, number: int | None, key: str | None, says: str) -> ReckoningError:
        """What is wrong, after file and line."""
        return ReckoningError(f"{self._name}:{self._line(number, key)}: {says}")

    def _line(self, number: int | None, key: str | None) -> int:
        """The line of a key in table ``number`` (``None``: before the first), or where the table starts."""
        starts = [line for line, text in enumerate(self._lines) if re.match(r"\s*\[\[\s*need\s*\]\]", text)]
        first = 0 if number is None else starts[number] if number < len(starts) else 0
        if key is not None:
            for line in range(first, len(self._lines)):
                if re.match(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[=\].]""", self._lines[line]):
                    return line + 1
        return first + 1
