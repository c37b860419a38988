"""Which statements a question is about: words as a user gives them become conditions of SQL."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

from pledgebook.errors import InputError, alternatives
from pledgebook.ledger import words
from pledgebook.ledger.columns import column
from pledgebook.ledger.database import Database
from pledgebook.model import ConditionKind, Firmness, Kind

Choice = TypeVar("Choice", bound=StrEnum)


def one_of(choices: type[Choice], word: str | None) -> Choice | None:
    """The member of ``choices`` that ``word`` names. Raises ``InputError`` listing the near ones."""
    return None if word is None else needed(choices, word)


def needed(choices: type[Choice], word: str) -> Choice:
    """As ``one_of``, for a word that is there."""
    try:
        return choices(word)
    except ValueError:
        known = [str(choice) for choice in choices]
        raise InputError(f"no {_named(choices)} {word!r}; {alternatives(word, known)}") from None


def _named(choices: type[StrEnum]) -> str:
    """The name of a class in words: ``condition kind``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", choices.__name__).lower()


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """Which statements to give; what is ``None`` does not matter. See ``Ledger.statements``."""

    promisor: str | None = None
    act: str | None = None
    firmness: Firmness | None = None
    at_least: Firmness | None = None
    condition: ConditionKind | None = None
    kind: Kind | None = None
    voice: str | None = None
    outlet: str | None = None
    doc: str | None = None
    confidence: float | None = None
    text: str | None = None

    def sql(self, database: Database, upto: int) -> tuple[str, list[Any]]:
        """Conditions on ``statements s`` joined with ``documents d``, each led in by AND, and their parameters."""
        clauses: list[tuple[str, list[Any]]] = []
        for field, value in (("s.act", self.act), ("s.kind", self.kind), ("d.outlet", self.outlet)):
            if value is not None:
                clauses.append((f"{field} = ?", [column(str(value))]))
        if self.promisor is not None:
            clauses.append(
                (
                    "s.seq IN (SELECT seq FROM promisors WHERE promisor = ? OR promisor IN"
                    " (SELECT promisor FROM merged WHERE into_promisor = ? AND seq <= ?))",
                    [column(self.promisor), column(self.promisor), upto],
                )
            )
        if self.firmness is not None:
            clauses.append(("s.step = ?", [self.firmness.step]))
        if self.at_least is not None:
            clauses.append(("s.step >= ?", [self.at_least.step]))
        if self.confidence is not None:
            clauses.append(("s.confidence >= ?", [self.confidence]))
        if self.condition is not None:
            clauses.append(("' ' || s.conditions || ' ' LIKE ?", [f"{chr(37)} {self.condition} {chr(37)}"]))
        if self.voice is not None:
            clauses.append(("s.voice LIKE ?", [f"{chr(37)}{words.folded(self.voice)}{chr(37)}"]))
        if self.doc is not None:
            clauses.append(
                ("d.sha256 IN (SELECT sha256 FROM documents WHERE name = ? OR sha256 = ?)", [column(self.doc)] * 2)
            )
        if self.text is not None:
            clauses.append(_quotes_with(database, self.text, upto))
        return "".join(f" AND {clause}" for clause, _ in clauses), [p for _, ps in clauses for p in ps]


def filters_of(
    *,
    firmness: str | None = None,
    at_least: str | None = None,
    condition: str | None = None,
    kind: str | None = None,
    promisor: str | None = None,
    act: str | None = None,
    voice: str | None = None,
    outlet: str | None = None,
    doc: str | None = None,
    confidence: float | None = None,
    text: str | None = None,
) -> Filters:
    """Filters of words as a user gives them. Raises ``InputError`` for one that is no firmness, condition or kind."""
    return Filters(
        promisor=promisor,
        act=act,
        firmness=one_of(Firmness, firmness),
        at_least=one_of(Firmness, at_least),
        condition=one_of(ConditionKind, condition),
        kind=one_of(Kind, kind),
        voice=voice,
        outlet=outlet,
        doc=doc,
        confidence=confidence,
        text=text,
    )


def _quotes_with(database: Database, text: str, upto: int) -> tuple[str, list[Any]]:
    terms = words.words(text)
    if not terms:
        raise InputError(f"{text!r} holds no word to look for")
    match = words.MATCH[database.dialect].format(table="words_statements")
    return f"s.origin IN ({match})", [words.matching(database.dialect, terms), upto]
