"""What the gazetteer answers with: a sense of a name, and a mention of it in a text."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec

from pledgebook.model import Span


class MentionKind(StrEnum):
    """What sort of name it is; the reading decides by it who acts, and who is only a place."""

    STATE = "state"
    ADJECTIVE = "adjective"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    SEAT = "seat"
    ORGANISATION = "organisation"
    COURT = "court"
    ARMED_GROUP = "armed-group"
    AID_AGENCY = "aid-agency"
    GROUP = "group"
    PERSON = "person"
    TERRITORY = "territory"


class Sense(msgspec.Struct, frozen=True, kw_only=True):
    """One reading of a name: the actor ``code`` it stands for, and how.

    ``promisor``: whether it may promise for that actor (a court, a city or an aid agency may not).
    ``ambiguous``: the word often means something else ("Jordan", "Johnson"): look at what stands around it.
    ``name``: what it is short for. ``full``: false for a surname. ``role`` (persons): a key of ``offices.tsv``.
    ``until`` (persons): first day of the month in which the office ended; ``None`` while it is held.
    """

    code: str
    kind: MentionKind
    name: str
    promisor: bool = True
    ambiguous: bool = False
    role: str | None = None
    full: bool = True
    until: date | None = None


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A name found in a text. ``text[span.start:span.end] == surface``.

    ``sense`` is the likeliest reading, ``alternatives`` the others, likeliest first. ``ambiguous`` where they name
    different actors, where the word often means something else, or where another first name stands before a surname.
    """

    span: Span
    surface: str
    sense: Sense
    alternatives: tuple[Sense, ...] = ()
    ambiguous: bool = False

    @property
    def code(self) -> str:
        """Actor code of the likeliest reading."""
        return self.sense.code

    @property
    def kind(self) -> MentionKind:
        """Kind of the likeliest reading."""
        return self.sense.kind

    @property
    def promisor(self) -> bool:
        """Whether the likeliest reading may promise."""
        return self.sense.promisor


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """A word of office ("foreign minister"), its ``role``, and whether who holds it ``speaks`` for the actor."""

    word: str
    role: str
    speaks: bool
