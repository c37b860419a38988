"""Where a promisor stands on an act at a time: what the ledger folds its statements into, and what reckoning starts from."""

from __future__ import annotations

from datetime import date

import msgspec

from pledgebook.model.statement import Condition, Direction, Firmness, Quantity


class Overridden(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that does not stand, and why: ``hearsay``, ``earlier``, ``revised``, ``copy``, ``ruling``, ``denied``."""

    statement: str
    why: str


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """``promisor`` (one actor code) on ``act`` in ``direction``: the firmness that stands, with its conditions.

    ``rests_on`` and ``overrode`` hold statement ids; ``since`` is the day of the earliest statement of the stand taken now.
    ``hearsay`` is true when it rests on another's word alone.
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
    since: date | None = None
    rests_on: tuple[str, ...] = ()
    overrode: tuple[Overridden, ...] = ()
