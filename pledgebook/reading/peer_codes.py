"""The PLOVER event type and CAMEO code of a statement, so that a ledger can be joined with event data sets.

The table is data (``codebooks/peer_codes.toml``), shown whole in ``docs/reference/peer-codes.md``. Both code events:
conditions, hearsay and most steps of firmness are lost on the way to them and must be kept beside the code.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from pledgebook.errors import CodebookError
from pledgebook.model import Direction, Firmness, Kind, Statement


class PeerCodes(NamedTuple):
    """``plover`` is ``None`` where PLOVER has no type for the code (it left out mere statements)."""

    plover: str | None
    cameo: str


class Stages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The CAMEO codes of one act in one direction; ``None`` where there is none."""

    intent: str | None = None
    doing: str | None = None
    refusal: str | None = None
    demand: str | None = None


class Directions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The codes of an act, given and stopped."""

    give: Stages = Stages()
    stop: Stages = Stages()

    def of(self, direction: Direction) -> Stages:
        """The codes in one direction."""
        return self.give if direction is Direction.GIVE else self.stop


class PeerTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole table; ``meaning`` says every CAMEO code in words."""

    stages: dict[Firmness, str]
    bare: dict[Firmness, str]
    objection: dict[str, str]
    general: Directions
    acts: dict[str, Directions]
    plover: dict[str, str]
    meaning: dict[str, str]

    def type_of(self, cameo: str) -> str | None:
        """The PLOVER type of a CAMEO code, by its longest beginning that has one."""
        return next((self.plover[cameo[:n]] for n in range(len(cameo), 1, -1) if cameo[:n] in self.plover), None)


@cache
def peer_table() -> PeerTable:
    """The table that ships with the package. Raises CodebookError when it does not hold what it should."""
    place = files("pledgebook.codebooks") / "peer_codes.toml"
    try:
        return msgspec.convert(tomllib.loads(place.read_text(encoding="utf-8")), PeerTable)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CodebookError(f"peer_codes.toml: {error}") from error


def peer_codes(statement: Statement) -> PeerCodes | None:
    """The codes of a statement; ``None`` where neither peer has one (a count, an undecided promisor)."""
    cameo = _cameo(statement, peer_table())
    return PeerCodes(peer_table().type_of(cameo), cameo) if cameo else None


def _cameo(statement: Statement, table: PeerTable) -> str | None:
    act, firmness = statement.act or "", statement.firmness
    stages = table.acts.get(act, table.general).of(statement.direction)
    if statement.kind is Kind.REQUEST:
        return stages.demand
    if statement.kind is Kind.OBJECTION:
        return table.objection.get(act, table.objection["default"])
    if statement.kind is Kind.COUNT or firmness is None:
        return None
    stage = table.stages.get(firmness)
    found: str | None = getattr(stages, stage) if stage else table.bare.get(firmness)
    return found
