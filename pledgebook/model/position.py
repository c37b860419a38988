"""Where a promisor stands on an act at a time: what statements fold into, and what reckoning starts from."""

from __future__ import annotations

from datetime import date

import msgspec

from pledgebook.model.statement import Condition, Direction, Firmness, Quantity


class Overridden(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that does not stand, and why.

    ``hearsay`` (the promisor's own word is there), ``denied`` (hearsay that the promisor itself refuses), ``earlier``
    (the stand before this one), ``revised`` (its voice corrected it), ``outranked`` (said at the same time, less
    directly), ``copy`` (the same story told again), ``doubtful`` (read with too little confidence), ``ruling``.
    """

    statement: str
    why: str


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """``promisor`` (one actor code) on ``act`` in ``direction``: the firmness that stands, with its conditions.

    ``rests_on`` and ``overrode`` hold statement ids; ``since`` is the day of the earliest statement of this stand.
    ``hearsay`` is true when it rests on another's word alone, ``doubtful`` when on statements read with little
    confidence alone, ``ruled`` when on a coder's ruling.
    """

    promisor: str
    act: str
    firmness: Firmness
    direction: Direction = Direction.GIVE
    conditions: tuple[Condition, ...] = ()
    domain: tuple[str, ...] = ()
    quantity: Quantity | None = None
    beneficiary: str | None = None
    caveat: str | None = None
    hearsay: bool = False
    doubtful: bool = False
    ruled: bool = False
    since: date | None = None
    rests_on: tuple[str, ...] = ()
    overrode: tuple[Overridden, ...] = ()
