"""A statement: one clause in which a promisor's position on an act is put forward (see the codebook in docs/reference)."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from enum import StrEnum

import msgspec

from pledgebook.model.document import Span

SCHEMA_VERSION = 1
"""Version of the JSON form of a statement (docs/reference/schema.md); raised when a field changes its meaning."""


class Kind(StrEnum):
    """What a statement is."""

    COMMITMENT = "commitment"
    REQUEST = "request"
    OBJECTION = "objection"
    COUNT = "count"


class Firmness(StrEnum):
    """One step, as the voice presents the promisor's own position; ordered from refusal to delivery."""

    RULED_OUT = "ruled-out"
    RELUCTANT = "reluctant"
    UNDECIDED = "undecided"
    CONSIDERING = "considering"
    WILLING = "willing"
    PLEDGED = "pledged"
    BOUND = "bound"
    UNDER_WAY = "under-way"
    DELIVERED = "delivered"

    @property
    def step(self) -> int:
        """Place on the scale, 0 (ruled-out) to 8 (delivered)."""
        return _STEPS[self]


_STEPS = {firmness: step for step, firmness in enumerate(Firmness)}


class Direction(StrEnum):
    """Whether the act is done (give) or ended, cut, lifted, withdrawn (stop)."""

    GIVE = "give"
    STOP = "stop"


class Directness(StrEnum):
    """How the document renders the voice."""

    QUOTE = "quote"
    PARAPHRASE = "paraphrase"
    NARRATION = "narration"


class ConditionKind(StrEnum):
    """What must hold first."""

    CEASEFIRE = "ceasefire"
    DEAL = "deal"
    OTHER_ACTS = "other-acts"
    MANDATE = "mandate"
    INVITATION = "invitation"
    VIOLATION = "violation"
    OTHER = "other"


class Link(StrEnum):
    """How a condition binds: if it comes; not until it comes; unless it comes."""

    IF = "if"
    UNTIL = "until"
    UNLESS = "unless"


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """What must hold first. ``on`` names the actor who must do its part (``other-acts``, ``mandate``, ``invitation``,
    ``violation``); ``alternative`` is true when the text joins it to the condition before it by *or*."""

    kind: ConditionKind
    link: Link
    text: str
    span: Span
    on: str | None = None
    alternative: bool = False


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """A speaker: the person as named, and the actor spoken for. Several actors are joined by commas in alphabetical order."""

    person: str | None = None
    actor: str | None = None
    span: Span | None = None


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """How much: ``n`` in ``unit`` (``soldiers``, ``EUR``, ``systems``, ``months`` ...); ``approximate`` for "some", "up to"."""

    n: float
    unit: str
    text: str
    span: Span
    approximate: bool = False


class When(msgspec.Struct, frozen=True, kw_only=True):
    """When the act is to be done, in the document's words, with the day it resolves to where there is one."""

    text: str
    span: Span
    date: date | None = None


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How many took part, pledged, agreed: ``n`` of ``what`` ("countries in the coalition")."""

    n: int
    what: str
    approximate: bool = False


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One coded statement with its evidence.

    Promisors, beneficiary and requester are actor codes (``FRA``, ``EU``, ``26 states``, ``group:Europe``).
    ``voices`` is the chain of speakers, innermost first; empty when the document itself speaks.
    ``spans`` says for each field (``promisors``, ``act``, ``cue``, ``beneficiary``, ``requester`` ...) where it was read.
    ``rules`` names the rules that made it; ``confidence`` lies in [0, 1]. ``document`` is the SHA-256 of the text.
    """

    doc: str
    document: str
    evidence: Span
    quote: str
    kind: Kind
    promisors: tuple[str, ...] = ()
    act: str | None = None
    direction: Direction = Direction.GIVE
    domain: tuple[str, ...] = ()
    firmness: Firmness | None = None
    conditions: tuple[Condition, ...] = ()
    caveat: str | None = None
    quantity: Quantity | None = None
    place: str | None = None
    when: When | None = None
    beneficiary: str | None = None
    requester: str | None = None
    voices: tuple[Voice, ...] = ()
    directness: Directness = Directness.NARRATION
    hearsay: bool = False
    count: Count | None = None
    spans: dict[str, tuple[Span, ...]] = {}
    rules: tuple[str, ...] = ()
    confidence: float = 1.0

    @property
    def voice(self) -> Voice:
        """The innermost speaker; an empty ``Voice`` when the document itself speaks."""
        return self.voices[0] if self.voices else Voice()

    @property
    def id(self) -> str:
        """Sixteen hex digits over document, evidence and what is claimed: equal for the same reading of the same words.

        Rules, confidence and spans of fields are left out, so that a reader that only explains itself better gives the same id.
        """
        claim = [
            self.document, list(self.evidence), self.kind, list(self.promisors), self.act, self.direction, self.firmness,
            [[c.kind, c.link, c.on, list(c.span)] for c in self.conditions], self.requester, self.voice.person,
            self.voice.actor, self.count.n if self.count else None,
        ]  # fmt: skip
        try:
            encoded = msgspec.json.encode(claim)
        except UnicodeEncodeError:
            # A name with a lone surrogate, which a broken page may hold: written as an escape.
            encoded = json.dumps(claim, separators=(",", ":")).encode()
        return hashlib.sha256(encoded).hexdigest()[:16]
