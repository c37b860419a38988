"""Where the reporting contradicts itself: numbers, hearsay denied, words taken back, sources that differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations, pairwise

import networkx as nx

from pledgebook.model import Firmness, Statement

Times = Mapping[str, date | None]
"""Document (its SHA-256) -> when it was published. Documents that are not named are of the same time as any other."""

APART = 2
"""Steps of firmness from which on two documents contradict each other: one step is a matter of words."""

SAME_TIME = 1
"""Days between two documents that still speak of the same time."""

_TALKS = frozenset({"negotiate", "agreement"})
"""Acts that half of all reports share; sharing one does not make two reports speak of one affair."""

_TAKEN_BACK = re.compile(
    r"\b(?:initially|originally|at first|first (?:said|suggested|claimed)|earlier (?:said|suggested))\b.*"
    r"\b(?:later|then|afterwards|subsequently|clarified|corrected|walked back|backtracked)\b",
    re.IGNORECASE | re.DOTALL,
)
"""Words by which a report says that a speaker changed what was said before."""


@dataclass(frozen=True)
class Said:
    """One number as reported: ``n`` of ``what``, with its statement."""

    n: int
    what: str
    approximate: bool
    statement: str


@dataclass(frozen=True)
class Numbers:
    """Numbers of one affair that differ. ``same_thing``: some of them count the same thing in the same words."""

    said: tuple[Said, ...]
    same_thing: bool


@dataclass(frozen=True)
class Denied:
    """Hearsay that the promisor's own word contradicts; its own word stands."""

    promisor: str
    act: str
    claimed: Firmness
    by: str
    claim: str
    own: Firmness
    denial: str


@dataclass(frozen=True)
class Revised:
    """A voice that changed its statement; the later stands. ``earlier`` and ``later`` are statements."""

    voice: str
    promisors: tuple[str, ...]
    act: str
    earlier: str
    later: tuple[str, ...]
    how: str


@dataclass(frozen=True)
class Apart:
    """Two documents of the same time whose firmness for one promisor and act lies ``steps`` apart."""

    promisor: str
    act: str
    steps: int
    weaker: str
    firmer: str


@dataclass(frozen=True)
class Disputes:
    """All contradictions of a set of statements."""

    numbers: tuple[Numbers, ...]
    denied: tuple[Denied, ...]
    revised: tuple[Revised, ...]
    apart: tuple[Apart, ...]


def disputes(statements: Iterable[Statement], published: Times | None = None) -> Disputes:
    """The contradictions among statements, with the times of their documents where these are known."""
    given = list(statements)
    times = published or {}
    by_cell: dict[tuple[str, str, str], list[Statement]] = {}
    for statement in given:
        if statement.firmness is not None and statement.act is not None:
            for promisor in statement.promisors:
                by_cell.setdefault((promisor, statement.act, statement.direction.value), []).append(statement)
    return Disputes(
        tuple(_numbers(given)),
        tuple(denied for cell, own in by_cell.items() for denied in _denied(cell[0], cell[1], own)),
        (*_taken_back(given), *(found for cell, own in by_cell.items() for found in _changed(cell, own, times))),
        tuple(apart for cell, own in by_cell.items() for apart in _apart(cell[0], cell[1], own, times)),
    )


def _numbers(statements: Sequence[Statement]) -> Iterator[Numbers]:
    """Numbers of documents that speak of one affair: those that share a promisor's position on an act."""
    affairs: nx.Graph[str] = nx.Graph()
    first_with: dict[tuple[str, str], str] = {}
    for statement in statements:
        affairs.add_node(statement.document)
        for promisor in statement.promisors:
            if statement.act is not None and statement.act not in _TALKS:
                affairs.add_edge(
                    first_with.setdefault((promisor, statement.act), statement.document), statement.document
                )
    for documents in nx.connected_components(affairs):
        said = {
            (s.count.n, s.count.what.lower()): Said(s.count.n, s.count.what, s.count.approximate, s.id)
            for s in statements
            if s.count is not None and s.document in documents
        }
        if len({number for number, _ in said}) > 1:
            things = [what for _, what in said]
            yield Numbers(tuple(said[key] for key in sorted(said)), len(set(things)) < len(things))


def _denied(promisor: str, act: str, statements: Sequence[Statement]) -> Iterator[Denied]:
    """Each claim of another with the promisor's own word against it."""
    own = [s for s in statements if not s.hearsay]
    for claim in statements:
        against = next((s for s in own if claim.hearsay and _opposed(claim, s)), None)
        if against is not None:
            assert claim.firmness is not None and against.firmness is not None, "only firm statements are in a cell"
            yield Denied(
                promisor, act, claim.firmness, _name(claim), claim.id, against.firmness, against.id
            )  # fmt: skip


def _opposed(one: Statement, other: Statement) -> bool:
    """One refuses or hesitates, the other is ready or more."""
    low, high = sorted((_step(one), _step(other)))
    return low <= Firmness.RELUCTANT.step and high >= Firmness.WILLING.step


def _taken_back(statements: Sequence[Statement]) -> Iterator[Revised]:
    """What one sentence tells as said first and then changed."""
    together: dict[tuple[str, int, str], list[Statement]] = {}
    for statement in statements:
        if statement.voices and _TAKEN_BACK.search(statement.quote):
            together.setdefault((statement.document, statement.evidence.start, _name(statement)), []).append(statement)
    for (_, _, voice), told in together.items():
        first, *later = sorted(told, key=_place)
        if later:
            ids = tuple(statement.id for statement in later)
            yield Revised(voice, first.promisors, first.act or "", first.id, ids, "the report says so")


def _place(statement: Statement) -> int:
    """Where the cue of a statement stands, or where its evidence starts."""
    cue = statement.spans.get("cue") or statement.spans.get("act")
    return cue[0].start if cue else statement.evidence.start


def _changed(cell: tuple[str, str, str], statements: Sequence[Statement], times: Times) -> Iterator[Revised]:
    """A voice that says of one promisor and act, under the same conditions, first one thing and later another."""
    promisor, act, _ = cell
    by_voice: dict[tuple[str, frozenset[str]], list[Statement]] = {}
    for statement in statements:
        if statement.voice.person:
            conditions = frozenset(f"{c.kind} {c.link} {c.on}" for c in statement.conditions)
            by_voice.setdefault((_name(statement), conditions), []).append(statement)
    for (voice, _), said in by_voice.items():
        ordered = sorted(said, key=lambda s: (_day(times.get(s.document)), s.evidence.start))
        for earlier, later in pairwise(ordered):
            sequenced = earlier.document == later.document or _days(earlier, later, times) not in (None, 0)
            if sequenced and earlier.firmness is not later.firmness:
                how = f"first {earlier.firmness}, later {later.firmness}"
                yield Revised(voice, (promisor,), act, earlier.id, (later.id,), how)


def _apart(promisor: str, act: str, statements: Sequence[Statement], times: Times) -> Iterator[Apart]:
    """The two documents of one time that lie furthest apart; hearsay is no source of its own for what a promisor
    says."""
    by_document: dict[str, dict[int, Statement]] = {}
    for statement in statements:
        if not statement.hearsay:
            by_document.setdefault(statement.document, {})[_step(statement)] = statement
    widest: Apart | None = None
    for one, other in combinations([list(steps.values()) for steps in by_document.values()], 2):
        days = _days(one[0], other[0], times)
        # Documents contradict each other only when no statement of one comes near any of the other.
        gap, weaker, firmer = min(_gap(a, b) for a in one for b in other)
        if (days is None or days <= SAME_TIME) and gap >= max(APART, widest.steps + 1 if widest else 0):
            widest = Apart(promisor, act, gap, weaker, firmer)
    if widest is not None:
        yield widest


def _gap(one: Statement, other: Statement) -> tuple[int, str, str]:
    """Steps between two statements, with the weaker one first."""
    weaker, firmer = sorted((one, other), key=_step)
    return _step(firmer) - _step(weaker), weaker.id, firmer.id


def _step(statement: Statement) -> int:
    assert statement.firmness is not None, "only firm statements are in a cell"
    return statement.firmness.step


def _name(statement: Statement) -> str:
    """Who speaks: person and actor, or the document itself."""
    voice = statement.voice
    if voice.person and voice.actor:
        return f"{voice.person} ({voice.actor})"
    return voice.person or voice.actor or "the report"


def _days(one: Statement, other: Statement, times: Times) -> int | None:
    """Days between the documents of two statements; ``None`` where one has no date."""
    first, second = times.get(one.document), times.get(other.document)
    if first is None or second is None:
        return None
    return abs((_day(first) - _day(second)).days)


def _day(moment: date | None) -> date:
    """The day of a time, the first of all days where it is unknown."""
    if moment is None:
        return date.min
    return moment.date() if isinstance(moment, datetime) else moment
