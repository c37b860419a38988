"""What a framework report says, as plain records: every face (HTML, PDF, Markdown, pictures) shows these alone.

Invariant: a claim carries ``refs``, the numbers of the quotes it rests on, and every number is that of a ``Quote`` in
``Framework.sources``; what had to be cut is counted in ``unlisted``, never dropped silently.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec

from pledgebook.model import Direction, Directness, Firmness


class Refs(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers of the quotes that a claim rests on, and how many more were cut from the report."""

    numbers: tuple[int, ...] = ()
    unlisted: int = 0


class ActorKind(StrEnum):
    """Sorts the rows of the matrix: states, organisations and armed groups, groups, counted groups."""

    STATE = "state"
    ORGANISATION = "organisation"
    GROUP = "group"
    COUNTED = "counted"


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """Where one promisor stands on one act: the step, its conditions in words, and what it rests on."""

    anchor: str
    act: str
    direction: Direction
    firmness: Firmness
    conditions: tuple[str, ...] = ()
    hearsay: bool = False
    caveat: str | None = None
    quantity: str | None = None
    beneficiary: str | None = None
    since: date | None = None
    refs: Refs = Refs()


class MatrixRow(msgspec.Struct, frozen=True, kw_only=True):
    """A promisor and its cells, by act in the order of ``Matrix.acts``; giving and stopping are two cells."""

    promisor: str
    name: str
    kind: ActorKind
    cells: tuple[tuple[Cell, ...], ...]


class Matrix(msgspec.Struct, frozen=True, kw_only=True):
    """Promisors by acts."""

    acts: tuple[str, ...] = ()
    rows: tuple[MatrixRow, ...] = ()


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a list: who, on what, in words, with its step where it has one."""

    anchor: str
    who: str
    act: str
    words: str
    firmness: Firmness | None = None
    conditions: tuple[str, ...] = ()
    hearsay: bool = False
    refs: Refs = Refs()


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What the commitments come to under one set of assumptions: how many hold, whose, and what is met of the needs."""

    title: str
    assumes: str
    holds: int
    of: int
    promisors: tuple[str, ...] = ()
    needs_met: int | None = None
    needs: int | None = None
    blocked_by: tuple[str, ...] = ()


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """Something that, if it came, would make commitments hold: in words, and how many it releases."""

    words: str
    releases: int
    detail: str = ""
    refs: Refs = Refs()


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The first page: outcomes side by side, what to ask for first, and what would bring the essential needs down."""

    outcomes: tuple[Outcome, ...] = ()
    asks: tuple[Ask, ...] = ()
    single_points: tuple[Ask, ...] = ()
    further_points: tuple[str, ...] = ()
    """The single points past those shown, by name alone."""


class Wait(msgspec.Struct, frozen=True, kw_only=True):
    """``who`` holds back (or holds only) until ``on`` comes; ``mutual`` when the two wait on each other."""

    who: str
    on: str
    link: str
    acts: tuple[str, ...] = ()
    mutual: bool = False
    refs: Refs = Refs()


class NeedState(StrEnum):
    """How far a need is met under an outcome."""

    MET = "met"
    POSSIBLE = "possible"
    SHORT = "short"


class NeedBar(msgspec.Struct, frozen=True, kw_only=True):
    """A need: ``least`` is certain, ``most`` possible at best, ``minimum`` what it takes, in ``unit``."""

    anchor: str
    name: str
    unit: str
    essential: bool
    minimum: float
    least: float
    most: float
    state: NeedState
    missing: float = 0
    under: str = ""
    covered_by: tuple[str, ...] = ()
    refs: Refs = Refs()


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """One count as reported: how many of what exactly."""

    n: int
    what: str
    approximate: bool
    refs: Refs = Refs()


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """Where the reports or the actors contradict each other; ``kind`` says how."""

    kind: str
    words: str
    refs: Refs = Refs()


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One move since a day: ``cause`` is what the promisor did, what was only learned later, or what was corrected."""

    who: str
    act: str
    before: str
    after: str
    cause: str
    on: date | None = None
    refs: Refs = Refs()


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What moved since ``since``."""

    since: date
    entries: tuple[Change, ...] = ()


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What one quote was read as: the claim in words, whose voice, how sure the reader is."""

    claim: str
    voice: str
    directness: Directness
    hearsay: bool
    confidence: float
    statement: str


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """A place of the report that rests on a quote: where the link back leads."""

    anchor: str
    words: str


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """One passage of a document, shown once; ``number`` is what claims refer to."""

    number: int
    text: str
    readings: tuple[Reading, ...]
    uses: tuple[Use, ...] = ()


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A document with the passages quoted from it. ``link`` is kept only where it is an http(s) address."""

    name: str
    title: str | None
    outlet: str | None
    published: date | None
    link: str | None
    quotes: tuple[Quote, ...]


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """What the report was made from; printed at its head and foot."""

    documents: int
    outlets: int
    statements: int
    first: date | None
    last: date | None
    doubts: int = 0
    ledger: str = ""
    readers: tuple[str, ...] = ()


class Framework(msgspec.Struct, frozen=True, kw_only=True):
    """The whole report. ``lead`` is its answer in two or three sentences."""

    title: str
    as_of: date | None
    basis: Basis
    lead: tuple[str, ...] = ()
    answer: Answer = Answer()
    matrix: Matrix = Matrix()
    waits: tuple[Wait, ...] = ()
    needs: tuple[NeedBar, ...] = ()
    refusals: tuple[Line, ...] = ()
    requests: tuple[Line, ...] = ()
    objections: tuple[Line, ...] = ()
    numbers: tuple[Number, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    changes: Changes | None = None
    sources: tuple[Source, ...] = ()
    quotes_cut: int = 0
    lines_cut: int = 0
    lists_cut: dict[str, int] = {}
    """How many entries were cut from a list, by the name of its field (``refusals``, ``requests`` ...)."""
