"""The one lookup: names in a text -> actor codes."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pledgebook.gazetteer.index import Index, build_index
from pledgebook.gazetteer.mention import Mention, MentionKind, Office, Sense
from pledgebook.gazetteer.tables import DATA
from pledgebook.gazetteer.tokens import WORD, words
from pledgebook.model import Span

_SENTENCE_STARTS = frozenset(".!?:;\"'“”‘’«»()[]{}—–-…*•|/")
"""After one of these a capital says nothing."""

_NO_FIRST_NAMES = frozenset(
    """
    Mr Mrs Ms Dr Sir Dame Lord Lady Baroness President Presidents King Queen Prince Princess Sheikh Pope Cardinal
    Ayatollah Prime Premier Premiers Chancellor Minister Ministers Secretary General Admiral Sultan Emir Chief Leader
    Leaders Envoy Ambassador Spokesperson Spokesman Spokeswoman Commissioner Representative Director Head Chair
    The A An And Or But As While When If After Before With For From To Of In On At By That Says Said Under Since Why How
    What Will Should Can Could Would Did Does Is Was Has Had Not So Yet Then Now Like Between Against Meanwhile
    """.split()  # noqa: SIM905 - a list of strings would be a page long
)
"""Capitalised words that are no first name of the surname after them: titles, and what opens a sentence or headline."""


class Gazetteer:
    """Names of states, organisations, armed groups, groups and holders of office. Get it with ``Gazetteer.load()``."""

    def __init__(self, index: Index) -> None:
        """Answers from ``index``."""
        self._index = index
        self._office_ends = frozenset(form[-1] for form in index.offices)

    @staticmethod
    @cache
    def load(folder: Path = DATA) -> Gazetteer:
        """The gazetteer of ``folder`` (the bundled one), read once.

        Raises ``CodebookError`` naming file, line, column and remedy when a table is missing or wrong.
        """
        return Gazetteer(build_index(folder))

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """Names in ``text[start:end]``, longest first where two overlap, in order; spans count in the whole ``text``.

        Linear in the length of the text. Names that only hold a state's name ("Gulf of Oman", "Washington Post") are
        passed over. A surname after a first name that is not its bearer's comes back ``ambiguous``.
        """
        matches = list(WORD.finditer(text, start, len(text) if end is None else end))
        tokens = ["'" if (word := match[0]) == "’" else word for match in matches]
        entries, lengths = self._index.entries, self._index.lengths
        found: list[Mention] = []
        past = 0
        for position in [i for i, word in enumerate(tokens) if word in lengths]:
            for length in lengths[tokens[position]] if position >= past else ():
                readings = entries.get(tuple(tokens[position : position + length]))
                if readings is None or position + length > len(tokens):
                    continue
                if readings.senses:
                    span = Span(matches[position].start(), matches[position + length - 1].end())
                    ambiguous = readings.ambiguous or _is_another_bearer(readings.senses[0], tokens, position)
                    found.append(_mention(text, span, readings.senses, ambiguous))
                past = position + length
                break
        return found

    def senses(self, surface: str) -> tuple[Sense, ...]:
        """Every reading of ``surface``, likeliest first; empty when it is unknown."""
        readings = self._index.entries.get(words(surface))
        return readings.senses if readings else ()

    def code(self, surface: str) -> str | None:
        """Actor code of the likeliest reading of ``surface`` ("the Kremlin" or "Kremlin" -> ``RUS``), or ``None``."""
        senses = self.senses(surface) or self.senses(surface.removeprefix("the ").removeprefix("The "))
        return senses[0].code if senses else None

    def name(self, code: str) -> str:
        """How an actor is shown: ``FRA`` -> ``France``, ``group:Europe`` -> ``European countries``; else the code.

        >>> Gazetteer.load().name("FRA"), Gazetteer.load().name("26 states"), Gazetteer.load().name("group:bakers")
        ('France', '26 states', 'bakers')
        """
        return self._index.names.get(code) or code.removeprefix("group:")

    def is_state(self, code: str) -> bool:
        """True for the code of a state."""
        return any(s.code == code and s.kind is MentionKind.STATE for s in self.senses(self.name(code)))

    def office(self, phrase: str) -> Office | None:
        """The office that ``phrase`` ends in ("French foreign minister" -> *foreign minister*), or ``None``.

        "former" or "ex-" anywhere in it makes an office that does not speak.
        """
        parts = words(phrase.lower())
        if not parts or self._office_ends.isdisjoint((parts[-1], *_singular(parts[-1:]))):
            return None
        for start in range(len(parts)):
            office = self._index.offices.get(parts[start:]) or self._index.offices.get(_singular(parts[start:]))
            if office:
                if {"former", "ex", "shadow", "onetime", "late"} & set(parts[:start]):
                    return Office(word=office.word, role="former", speaks=False)
                return office
        return None

    def person(self, name: str) -> Sense | None:
        """Whom a full name or surname stands for, or ``None``; ``ambiguous`` where others bear it too."""
        return next((sense for sense in self.senses(name) if sense.kind is MentionKind.PERSON), None)

    def members(self, code: str) -> frozenset[str]:
        """Alpha-3 codes of the members of an organisation, as far as the table lists them."""
        return self._index.members.get(code, frozenset())

    def home(self, code: str) -> str | None:
        """The state in which an armed group or regional government sits, as far as the table tells."""
        return self._index.homes.get(code)

    def is_foreign(self, code: str, home: str) -> bool:
        """Whether ``code`` is abroad for ``home``: not itself, nor a union it is in, nor an armed group on its soil."""
        return code != home and home not in self.members(code) and self._index.homes.get(code) != home

    @property
    def clear_surfaces(self) -> frozenset[tuple[str, ...]]:
        """Every printed form, as its words, of the names that hardly ever mean something else."""
        entries = self._index.entries.items()
        return frozenset(form for form, readings in entries if readings.senses and not readings.ambiguous)

    @property
    def office_words(self) -> frozenset[tuple[str, ...]]:
        """Every word of office, as its words in lower case."""
        return frozenset(self._index.offices)

    @property
    def codes(self) -> frozenset[str]:
        """Every code that has a name."""
        return frozenset(self._index.names)


def _singular(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The last word without its plural s."""
    return (*parts[:-1], parts[-1].removesuffix("s"))


def _mention(text: str, span: Span, senses: tuple[Sense, ...], ambiguous: bool) -> Mention:
    """The mention at ``span``."""
    return Mention(
        span=span,
        surface=text[span.start : span.end],
        sense=senses[0],
        alternatives=senses[1:],
        ambiguous=ambiguous,
    )


def _is_another_bearer(sense: Sense, tokens: list[str], position: int) -> bool:
    """Whether the surname at ``position`` follows what looks like a first name: capitalised, no title or opener."""
    if sense.full or position < 2:
        return False
    before = tokens[position - 1]
    if not before[0].isupper() or not before[1:].islower() or before in _NO_FIRST_NAMES:
        return False
    return tokens[position - 2] not in _SENTENCE_STARTS
