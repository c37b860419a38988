"""Where a reading goes wrong: tables by class, and every single error, the most frequent class of error first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple

from pledgebook.model import Firmness
from pledgebook.reading.coded import Coded
from pledgebook.reading.evaluation import (
    Comparison,
    Pair,
    Score,
    condition_keys,
    direction,
    parties,
    several,
    voice_actor,
)


class ErrorKind(StrEnum):
    """What went wrong with a statement."""

    MISSED = "missed"
    SPURIOUS = "spurious"
    FIELD = "field"


class Mistake(NamedTuple):
    """One error: ``family`` names its class ("missed commitment negotiate", "firmness pledged, read willing")."""

    what: ErrorKind
    family: str
    gold: Coded | None
    read: Coded | None


class ClassScore(NamedTuple):
    """How well one class is read: strict pairs over what was read and what was coded."""

    name: str
    gold: int
    read: int
    right: int
    score: Score


def by_class(comparison: Comparison, name: Callable[[Coded], str]) -> list[ClassScore]:
    """Scores for each class that ``name`` gives a row, the most frequent in the gold coding first."""
    gold, read = Counter(map(name, comparison.gold)), Counter(map(name, comparison.read))
    right = Counter(name(pair.gold) for pair in comparison.matched if pair.strict)
    return [
        ClassScore(
            label,
            gold[label],
            read[label],
            right[label],
            Score.of(right[label], read[label], right[label], gold[label]),
        )
        for label in sorted(gold.keys() | read.keys(), key=lambda label: (-gold[label], label))
    ]


def act_name(row: Coded) -> str:
    """The act class of a row as tables show it."""
    return row.act or "-"


def kind_name(row: Coded) -> str:
    """The kind of a row as tables show it."""
    return row.kind.value


def confusion(pairs: Iterable[Pair]) -> dict[tuple[Firmness, Firmness], int]:
    """How often a gold step was read as which step, over pairs where both have one."""
    return dict(Counter((g.firmness, r.firmness) for g, r in pairs if g.firmness and r.firmness))


def mistakes(comparison: Comparison) -> list[Mistake]:
    """Every error, those of the most frequent family first, and inside a family in the order of the documents."""
    found = [
        *(Mistake(ErrorKind.MISSED, f"missed {_claim(row)}", row, None) for row in comparison.missed),
        *(Mistake(ErrorKind.SPURIOUS, f"spurious {_claim(row)}", None, row) for row in comparison.spurious),
        *(mistake for pair in comparison.matched for mistake in field_mistakes(pair)),
    ]
    frequency = Counter(mistake.family for mistake in found)
    return sorted(found, key=lambda mistake: (-frequency[mistake.family], mistake.family))


def families(found: Iterable[Mistake]) -> list[tuple[str, int]]:
    """The families of error with their frequency, most frequent first."""
    return Counter(mistake.family for mistake in found).most_common()


def field_mistakes(pair: Pair) -> list[Mistake]:
    """The fields in which a relaxed pair differs."""
    return [
        Mistake(ErrorKind.FIELD, f"{field} {gold}, read {read}", pair.gold, pair.read)
        for field, value in FIELDS.items()
        if (gold := value(pair.gold)) != (read := value(pair.read))
    ]


def _joined(names: Iterable[str]) -> str:
    return ",".join(sorted(names)) or "-"


FIELDS: dict[str, Callable[[Coded], str]] = {
    "promisors": lambda row: _joined(parties(row)),
    "act": act_name,
    "direction": lambda row: direction(row).value,
    "firmness": lambda row: row.firmness.value if row.firmness else "-",
    "conditions": lambda row: _joined(f"{kind}/{link}" for kind, link in condition_keys(row)),
    "voice": lambda row: _joined(voice_actor(row)),
    "directness": lambda row: row.directness.value if row.directness else "-",
    "requester": lambda row: _joined(several(row.requester)),
}
"""How each scored field of a row is shown; two rows differ in a field exactly when these differ."""


def _claim(row: Coded) -> str:
    return f"{row.kind.value} {act_name(row)}"


def line(row: Coded) -> str:
    """A row in one line: place, kind, promisors, act, firmness."""
    firmness = row.firmness.value if row.firmness else "-"
    place = f"{row.doc}:{row.start}-{row.end}"
    return f"{place} {row.kind.value} {','.join(row.promisors) or '-'} {act_name(row)} {firmness}"
