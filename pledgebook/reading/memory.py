"""What a reader keeps in mind of the sentences before: who was spoken of, together or alone, and who holds which
office."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence

from pledgebook.reading.party import Party

SENTENCES, JOINTS = 6, 6
"""How far back a pronoun reaches, and how many groups of actors named together are kept."""
COUNTED = re.compile(r"\b(\d{1,3}) (?:[a-z]+ )?(?:countries|nations|states|governments|capitals|members|allies)\b")
"""So many states, as a text counts them."""


class Memory:
    """The parties of the last sentences, likeliest referent first within each.

    ``led_by_text``: a text was the subject of the last one, that of ``issuer`` if it was told whose it is.
    ``seized``: the state where power was seized. ``meeting``: whose summit was told of last.
    """

    def __init__(self) -> None:
        self._sentences: deque[tuple[Party, ...]] = deque(maxlen=SENTENCES)
        self._joint: deque[Party] = deque(maxlen=JOINTS)
        self._titles: dict[str, Party] = {}
        self._called: set[str] = set()
        self._roles: dict[str, Party] = {}
        self._counts: set[str] = set()
        self.led_by_text = False
        self.issuer: Party | None = None
        self.seized: Party | None = None
        self.meeting: Party | None = None

    def count_in(self, text: str) -> None:
        """Know the counts of states of a whole document: its headline speaks of "all 26" before anybody counts them."""
        self._counts.update(f"{number} states" for number in COUNTED.findall(text))

    def keep(self, parties: Sequence[Party]) -> None:
        """A sentence is over; ``parties`` are those named in it, likeliest referent first. One without any changes
        nothing."""
        self._counts.update(code for party in parties if party.how == "count" for code in party.codes)
        if parties:
            self._sentences.append(tuple(parties))

    def keep_joint(self, party: Party) -> None:
        """Several actors were named in one breath."""
        self._joint.append(party)

    def keep_title(self, word: str, role: str | None, party: Party) -> None:
        """Somebody's office or an institution was named: ``word`` means this one from now on."""
        if party.person is not None or word not in self._called:
            self._titles[word] = party
        if role is not None:
            self._roles[role] = party

    def call(self, word: str, party: Party) -> None:
        """``party`` was called ``word`` and nothing more: so he is from then on, though others' offices are named besides."""
        self._called.add(word)
        self._titles[word] = party

    def titled(self, word: str, role: str | None) -> Party | None:
        """Who bears the office or is the institution called ``word``."""
        return self._titles.get(word) or (self._roles.get(role) if role is not None else None)

    def recent(self) -> Iterator[Party]:
        """Parties from the last sentence backwards, likeliest referent first."""
        for sentence in reversed(self._sentences):
            yield from sentence

    def counted(self, number: int) -> str | None:
        """The label of so many states, where so many were counted before."""
        label = f"{number} states"
        return label if label in self._counts else None

    def joint(self, number: int | None = None) -> Party | None:
        """The last actors named together, ``number`` of them if that is told."""
        for party in reversed(self._joint):
            if number is None or len(party.codes) == number:
                return party
        return None

    def persons(self) -> Party | None:
        """The two persons of different actors whom the last sentence told of; ``None`` where there were fewer or more."""
        last = self._sentences[-1] if self._sentences else ()
        codes = tuple(dict.fromkeys(code for party in last if party.person is not None for code in party.codes))
        return Party(codes, None, last[0].span, "joint") if len(codes) == 2 else None

    def pair(self) -> Party | None:
        """The last two actors spoken of, where none were named together: who "the two sides" must be."""
        first: Party | None = None
        for party in self.recent():
            if len(party.codes) != 1 or party.codes[0].startswith("group:"):
                continue
            if first is None:
                first = party
            elif party.codes != first.codes:
                return Party((*party.codes, *first.codes), None, first.span, "joint")
        return None
