"""The fold: from the stances of one promisor on one act in one direction to the position that stands. No I/O here.

The rules, in the order in which they decide (docs/explanation/ledger.md tells them with examples):

1. Copies count once. Of statements that several documents of one story make alike, the first document's count; the
   others are listed as ``copy``. They never make an old word newer.
2. A ruling stands above all that was known when it was made. Rejected statements do not count (``ruling``); where a
   coder accepted or amended one, only such statements count, and what was both said and learned after them.
3. A statement read with little confidence stands only where there is no better one (``doubtful``).
4. The promisor's own word goes before hearsay (``hearsay``; ``denied`` where the promisor refuses what was said of it).
5. A voice that says two things in one document has corrected itself: the later in the text counts (``revised``).
6. The later said goes before the earlier (``earlier``). Of things said at the same time, the more direct one counts
   (quote, paraphrase, narration), then the firmer one, then the later in the text (``outranked``).

The position takes its firmness and terms from the statement that comes out first; where that one names no condition and
another of the same document and firmness does (hearsay last), its conditions hold. It rests on the unbroken run of
statements of this firmness; it overrode what was said since the stand before this one began, that stand included.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from pledgebook.model.position import Overridden, Position
from pledgebook.model.statement import Condition, Direction, Directness, Firmness, Kind, Quantity, Statement

DOUBTFUL_BELOW = 0.3
"""Confidence under which a statement does not override others (rule 3)."""

HEARSAY, DOUBTFUL, REJECTED, COPY = 1, 2, 4, 8
"""Marks of a stance, added up."""

_DIRECTNESS = {Directness.NARRATION: 0, Directness.PARAPHRASE: 1, Directness.QUOTE: 2}
_STEPS = tuple(Firmness)


class Terms(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a statement says besides its firmness."""

    conditions: tuple[Condition, ...] = ()
    domain: tuple[str, ...] = ()
    quantity: Quantity | None = None
    beneficiary: str | None = None
    caveat: str | None = None


NO_TERMS = Terms()
_terms = msgspec.json.Decoder(Terms)


class Stance(NamedTuple):
    """What one statement says of one promisor on one act.

    The first five fields, in this order, are rule 6: the greater stance goes before the smaller one, and the id settles
    what nothing else does, so that the order never depends on how things are stored.

    ``said`` is in microseconds of the epoch; ``place`` is where its cue starts (or, where it has none, its evidence);
    ``statement`` is the entry of the statement, ``known`` the entry from which it counts in this form, ``ruled`` the
    ruling that accepted or amended it (0: none); ``cell`` is the number of its cell (0: not entered yet).
    """

    said: int
    directness: int
    step: int
    place: int
    id: str
    statement: int
    known: int
    ruled: int
    marks: int
    story: int
    document: int
    voice: str
    terms: bytes | None
    cell: int = 0


class Cell(NamedTuple):
    """Whose stances are folded together."""

    promisor: str
    act: str
    direction: Direction


class Stand(NamedTuple):
    """What the rules make of the stances of a cell; ``reaches`` is the time back to which they mattered.

    ``rests_on`` begins with the lead and ends with what was said first.
    """

    lead: Stance
    rests_on: list[Stance]
    overrode: list[tuple[Stance, str]]
    reaches: int


def stances(
    statement: Statement,
    identity: str,
    *,
    said: int,
    seq: int,
    known: int,
    document: int,
    story: int,
    ruled: int = 0,
    marks: int = 0,
) -> Iterable[tuple[Cell, Stance]]:
    """The stance of each promisor of ``statement``; none unless it is a commitment with act and firmness.

    ``identity`` is its id: working it out costs more than all else here, and the caller has it.
    """
    if statement.kind is not Kind.COMMITMENT or statement.act is None or statement.firmness is None:
        return
    if statement.hearsay:
        marks |= HEARSAY
    if statement.confidence < DOUBTFUL_BELOW:
        marks |= DOUBTFUL
    terms = Terms(
        conditions=statement.conditions,
        domain=statement.domain,
        quantity=statement.quantity,
        beneficiary=statement.beneficiary,
        caveat=statement.caveat,
    )
    stance = Stance(
        said=said,
        statement=seq,
        known=known,
        ruled=ruled,
        id=identity,
        step=statement.firmness.step,
        marks=marks,
        directness=_DIRECTNESS[statement.directness],
        place=min((span.start for span in statement.spans.get("cue", ())), default=statement.evidence.start),
        story=story,
        document=document,
        voice=statement.voice.person or statement.voice.actor or "",
        terms=None if terms == NO_TERMS else msgspec.json.encode(terms),
    )
    for promisor in dict.fromkeys(statement.promisors):
        yield Cell(promisor, statement.act, statement.direction), stance


def mark_copies(rows: Sequence[Stance]) -> list[Stance]:
    """Rule 1 over all stances of a cell: the mark ``COPY`` on each that another document of its story made before."""
    first: dict[tuple[int, int], tuple[int, int]] = {}
    for row in rows:
        key = (row.story, row.step)
        first[key] = min(first.get(key, (row.said, row.document)), (row.said, row.document))
    return [
        row._replace(marks=row.marks & ~COPY | (COPY if first[row.story, row.step][1] != row.document else 0))
        for row in rows
    ]


def fold(rows: Sequence[Stance]) -> Stand | None:
    """Rules 2 to 6 over the stances of one cell that are visible at a time; ``None`` where nothing stands."""
    # Marks below REJECTED, the lesser of the two, say that a stance counts.
    counting = [row for row in rows if row.marks < REJECTED]
    laid_aside: list[tuple[Stance, str]] = []
    if len(counting) < len(rows):
        laid_aside = [(row, "copy" if row.marks & COPY else "ruling") for row in rows if row.marks >= REJECTED]
    for rule in (_under_rulings, _best_class, _after_revision):
        counting, fallen = rule(counting)
        laid_aside += fallen
    if not counting:
        return None
    counting.sort(reverse=True)
    rests_on, outdone, reaches = _run(counting)
    overrode = outdone + [(row, why) for row, why in laid_aside if row.said >= reaches]
    if _STEPS[counting[0].step] is Firmness.RULED_OUT:
        overrode = [(row, "denied" if _is_denied(row, why) else why) for row, why in overrode]
    return Stand(counting[0], rests_on, sorted(overrode, key=_place), reaches)


_Split = tuple[list[Stance], list[tuple[Stance, str]]]


def _under_rulings(rows: list[Stance]) -> _Split:
    """Rule 2, for accepted and amended statements."""
    ruling = max([row.ruled for row in rows], default=0)
    if not ruling:
        return rows, []
    said = max(row.said for row in rows if row.ruled)
    keep, fallen = [], []
    for row in rows:
        if row.ruled or (row.statement > ruling and row.said > said):
            keep.append(row)
        else:
            fallen.append((row, "ruling"))
    return keep, fallen


def rank_of(row: Stance) -> int:
    """Own word, hearsay, doubtful own word, doubtful hearsay: 0 to 3. What a coder confirmed counts as an own word."""
    return 0 if row.ruled else row.marks & (HEARSAY | DOUBTFUL)


def _best_class(rows: list[Stance]) -> _Split:
    """Rules 3 and 4."""
    if max([row.marks & (HEARSAY | DOUBTFUL) for row in rows], default=0) == 0:
        return rows, []
    ranks = [rank_of(row) for row in rows]
    best = min(ranks)
    keep, fallen = [], []
    for row, rank in zip(rows, ranks, strict=True):
        if rank == best:
            keep.append(row)
        else:
            fallen.append((row, "doubtful" if rank & DOUBTFUL else "hearsay"))
    return keep, fallen


def _after_revision(rows: list[Stance]) -> _Split:
    """Rule 5. A ruled statement was confirmed as it is and is not revised away."""
    if len({row.document for row in rows}) == len(rows):
        return rows, []
    last: dict[tuple[int, str], tuple[int, set[int]]] = {}
    for row in rows:
        place, steps = last.get((row.document, row.voice), (-1, set()))
        if row.place > place:
            last[row.document, row.voice] = (row.place, {row.step})
        elif row.place == place:
            steps.add(row.step)
    keep, fallen = [], []
    for row in rows:
        place, steps = last[row.document, row.voice]
        if row.voice and not row.ruled and row.place < place and row.step not in steps:
            fallen.append((row, "revised"))
        else:
            keep.append(row)
    return keep, fallen


def _run(ranked: list[Stance]) -> tuple[list[Stance], list[tuple[Stance, str]], int]:
    """The run of the leading firmness, what it overrode (the stand before it, too), and how far back that reaches.

    When the list ends before the stand before is over, everything earlier matters: it reaches back for ever.
    """
    runs: list[list[Stance]] = [[ranked[0]]]
    overrode: list[tuple[Stance, str]] = []
    for row in ranked[1:]:
        if row.step == runs[-1][-1].step:
            runs[-1].append(row)
        elif row.said == runs[-1][-1].said:
            overrode.append((row, "outranked"))
            continue
        elif len(runs) == 1:
            runs.append([row])
        else:
            return runs[0], overrode, runs[1][-1].said
        if len(runs) == 2:
            overrode.append((row, "earlier"))
    return runs[0], overrode, -(2**63)


def _is_denied(row: Stance, why: str) -> bool:
    return why == "hearsay" and row.step >= Firmness.WILLING.step


def _place(entry: tuple[Stance, str]) -> tuple[int, int, str]:
    return entry[0].said, entry[0].place, entry[0].id


def conditions(stand: Stand) -> tuple[Condition, ...]:
    """The conditions of a stand: of its lead, or else of another sentence beside it."""
    terms = _terms.decode(stand.lead.terms) if stand.lead.terms else NO_TERMS
    return terms.conditions or _conditions_beside(stand)


def position(cell: Cell, stand: Stand) -> Position:
    """The position that a stand amounts to."""
    lead = stand.lead
    terms = _terms.decode(lead.terms) if lead.terms else NO_TERMS
    return Position(
        promisor=cell.promisor,
        act=cell.act,
        direction=cell.direction,
        firmness=_STEPS[lead.step],
        conditions=terms.conditions or _conditions_beside(stand),
        domain=terms.domain,
        quantity=terms.quantity,
        beneficiary=terms.beneficiary,
        caveat=terms.caveat,
        hearsay=bool(lead.marks & HEARSAY),
        doubtful=bool(lead.marks & DOUBTFUL) and not lead.ruled,
        ruled=bool(lead.ruled),
        since=day_of(stand.rests_on[-1].said),
        rests_on=tuple(dict.fromkeys(row.id for row in stand.rests_on)),
        overrode=tuple(Overridden(statement=row.id, why=why) for row, why in stand.overrode),
    )


def _conditions_beside(stand: Stand) -> tuple[Condition, ...]:
    """Conditions that the same document gives at another place, an own word before hearsay of the same firmness.

    One sentence that leaves them out takes none back: "Europe is ready" beside "ready as long as the Americans are".
    """
    lead = stand.lead
    for row in (*stand.rests_on, *(row for row, why in stand.overrode if why == "hearsay")):
        if row.document == lead.document and row.step == lead.step and row.terms:
            conditions = _terms.decode(row.terms).conditions
            if conditions:
                return conditions
    return ()


def day_of(said: int) -> date:
    """The day (UTC) of a time in microseconds of the epoch."""
    return date.fromordinal(_EPOCH_DAY + said // _DAY)


_EPOCH_DAY = date(1970, 1, 1).toordinal()
_DAY = 24 * 3600 * 10**6
