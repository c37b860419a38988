"""A party: the actors that a noun phrase or pronoun stands for."""

from __future__ import annotations

from typing import NamedTuple

from pledgebook.model import Span

IMPLIED, ADDRESSED, TOLD = "implied", "addressed", "told"
"""How the promisor of an act was read that its sentence does not name: not at all, from the rest of the document, or as whoever
speaks of it."""


class Party(NamedTuple):
    """One or more actors read from a phrase: codes in order, the person if one was named, the place, and how it was
    read.

    ``codes`` is empty for persons who speak for no actor. ``how`` is a ``MentionKind`` or one of ``office`` (who holds
    an office), ``institution``, ``title`` (an office explained before), ``group``, ``count``, ``joint`` ("both sides"),
    ``pronoun``, ``first-person``, ``speaker's``, ``IMPLIED``, ``ADDRESSED``, ``TOLD``, ``private``.
    """

    codes: tuple[str, ...]
    person: str | None
    span: Span
    how: str

    def at(self, span: Span, how: str) -> Party:
        """The same actors, read elsewhere."""
        return Party(self.codes, self.person, span, how)

    @property
    def human(self) -> bool:
        """True for a person, so that "he" fits and "it" does not."""
        return self.person is not None or self.how in ("office", "title", "private")

    @property
    def plural(self) -> bool:
        """True for several actors, so that "they" fits best."""
        return len(self.codes) > 1 or self.how in ("group", "count", "joint")


def same(one: Party | None, other: Party | None) -> bool:
    """True for the same actors, in whatever order; nobody is the same as nobody."""
    return one is not None and other is not None and set(one.codes) == set(other.codes)


def joined(parties: list[Party]) -> Party | None:
    """All of them as one, without repeats; ``None`` of nothing."""
    if not parties:
        return None
    codes = tuple(dict.fromkeys(c for p in parties for c in p.codes))
    person = next((p.person for p in parties if p.person), None)
    if not codes and person is None:
        return None
    span = Span(min(p.span.start for p in parties), max(p.span.end for p in parties))
    return Party(codes, person, span, parties[0].how)
