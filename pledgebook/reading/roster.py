"""Who the persons of a document are: names beside titles, read from the words alone so that a wrong tree does no harm.

"Norwegian Prime Minister Kari Moen", "Ola Berg, a spokesman for Norway's foreign ministry," and "former ambassador Lie"
each teach a surname: whom it speaks for, or that it speaks for nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from pledgebook.gazetteer import Gazetteer, Mention, MentionKind, Office, Sense
from pledgebook.reading.bodies import ENVOYS
from pledgebook.reading.clauses import below, subject
from pledgebook.syntax import Token, Tree

BEFORE, AFTER = 12, 18
"""Words on either side of a name in which its title is looked for."""
COURTESY = frozenset(
    ("mr", "mrs", "ms", "dr", "sir", "dame", "lord", "lady", "gen", "lt", "col", "sen", "rep", "gov", "mr.", "mrs.",
     "ms.", "dr.", "sen.", "rep.", "gen.", "gov.", "maj", "maj.", "brig", "brig.")
)  # fmt: skip
PARTICLES = frozenset(
    (
        "al",
        "bin",
        "bint",
        "ibn",
        "van",
        "von",
        "der",
        "den",
        "de",
        "da",
        "dos",
        "el",
        "la",
        "le",
        "ben",
        "abu",
        "-",
        "al-",
    )
)
FORMER = frozenset(("former", "ex", "onetime", "late", "shadow"))
WITHOUT_STATE = frozenset(("head-of-organisation", "lawmaker", "opposition", "private", "government", "military"))
"""Roles that say nothing of a government where no state stands beside them."""

GOVERNING = frozenset(("head-of-state", "head-of-government", "foreign-minister", "defence-minister", "minister"))
"""Roles of those who tell what their own state will do."""

FAMILY_NAME_FIRST = frozenset(("CHN", "KOR", "PRK", "TWN", "VNM"))
"""Where "Mao Ning" is "Mao" from then on."""


class Person(NamedTuple):
    """A person of the document: the actor spoken for (``None``: nobody), the name as first given in full, the role."""

    code: str | None
    name: str
    role: str | None


class Roster:
    """Persons by surname and by full name. Fed once with every sentence before reading starts: headlines name before
    they explain."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._ends = _title_ends(gazetteer)
        self._persons: dict[str, Person] = {}
        self._home: str | None = None

    @property
    def home(self) -> str | None:
        """The state that the document is written in, or names first: whose "the government" and "the foreign ministry" are,
        unless told otherwise."""
        return self._home

    def settle(self, code: str | None) -> None:
        """Know where the document was written, before any sentence is learned."""
        self._home = code

    def is_person_word(self, word: str) -> bool:
        """True for a word that ends a person's title ("spokesman", "analyst")."""
        return word in self._ends

    def find(self, name: str) -> Person | None:
        """The person whom a surname or full name stands for in this document."""
        return self._persons.get(name)

    def office_at(self, tree: Tree, i: int) -> Office | None:
        """The office that ends in word ``i`` ("deputy foreign *minister*"), if any."""
        if tree.tokens[i].text.lower() not in self._ends:
            return None
        start = i
        while start > 0 and i - start < 4 and tree.tokens[start - 1].upos in ("ADJ", "NOUN", "PROPN", "PUNCT"):
            start -= 1
        return self._gazetteer.office(" ".join(t.text for t in tree.tokens[start : i + 1]))

    def learn(self, tree: Tree, at: Mapping[int, Mention]) -> None:
        """Take up the names of a sentence with what stands beside them; ``at`` are its mentions by word."""
        tokens = tree.tokens
        if self._home is None:
            self._home = next((m.code for m in at.values() if m.kind in _STATES and not m.ambiguous), None)
        i = 0
        while i < len(tokens):
            end = self._name_end(tree, i, at)
            if end > i:
                self._meet(tree, i, end, at)
            i = max(end, i + 1)

    def _name_end(self, tree: Tree, i: int, at: Mapping[int, Mention]) -> int:
        """Where the run of name words that starts at ``i`` ends; ``i`` when none starts there."""
        tokens = tree.tokens
        k = i
        while k < len(tokens):
            known = at.get(k)
            if not (known.kind is MentionKind.PERSON if known else self._is_name_word(tokens[k], k > i)):
                break
            k += 1
        while k > i and not tokens[k - 1].text[:1].isupper() and k - 1 not in at and "-" not in tokens[k - 1].text[1:]:
            k -= 1
        return k

    def _is_name_word(self, token: Token, inside: bool) -> bool:
        lower = token.text.lower()
        if inside and lower in PARTICLES:
            return True
        if token.upos != "PROPN" or lower in COURTESY or lower in self._ends or lower in _NO_NAMES:
            return False
        return token.text[:1].isupper() or lower.startswith("al-")

    def _meet(self, tree: Tree, start: int, end: int, at: Mapping[int, Mention]) -> None:
        """One name: known to the gazetteer, or explained by a title before or after it."""
        tokens = tree.tokens
        name = " ".join(t.text for t in tokens[start:end]).replace(" - ", "-")
        known = next((at[k] for k in range(start, end) if k in at), None)
        if known is not None and (known.sense.full or not known.ambiguous):
            self._put(name, tokens[end - 1].text, Person(known.code or None, name, known.sense.role))
            return
        found = self._before(tree, start, end, at) or self._after(tree, end, at)
        bearer = _bearer(tree, start, end, at, found)
        if bearer is not None:
            self._put(name, tokens[end - 1].text, Person(bearer.code, name, bearer.role))
            return
        if found is None:
            return
        office, code = found
        if not office.speaks:
            self._put(name, tokens[end - 1].text, Person(None, name, office.role))
        elif code is not None:
            self._put(name, tokens[end - 1].text, Person(code, name, office.role))
        elif office.role not in WITHOUT_STATE and (state := self._state_of(tree, start, office, at)) is not None:
            self._put(name, tokens[end - 1].text, Person(state, name, office.role))

    def _state_of(self, tree: Tree, start: int, office: Office, at: Mapping[int, Mention]) -> str | None:
        """Whose a title without a state is: that of which a minister tells something, or the story's own."""
        told = _told_of(tree, start, at) if office.role in GOVERNING else None
        return told or self._home

    def _put(self, full: str, last: str, person: Person) -> None:
        self._persons.setdefault(full, person)
        self._persons.setdefault(last, person)
        if person.code in FAMILY_NAME_FIRST:
            self._persons.setdefault(full.split()[0], person)

    def _before(self, tree: Tree, start: int, end: int, at: Mapping[int, Mention]) -> tuple[Office, str | None] | None:
        """The title before a name: "[Norwegian] ambassador to the United Nations | Ola Berg"."""
        tokens = tree.tokens
        low = start
        first = start - 1
        while low > 0 and start - low < BEFORE:
            token = tokens[low - 1]
            apart = token.upos in ("VERB", "AUX", "SCONJ", "PRON") or (
                token.upos == "PUNCT" and token.text not in "-–'’"
            )
            if apart and not (token.text == "," and low - 1 == first) and low - 1 not in at:
                break
            low -= 1
        place = next(
            (k for k in range(start - 1, low - 1, -1) if k not in at and tokens[k].text.lower() in self._ends), None
        )
        if place is None or tokens[first].upos == "ADP":
            return None
        office = self.office_at(tree, place)
        if office is None:
            return None
        if any(t.text.lower() in FORMER for t in tokens[max(low, place - 5) : place]):
            office = Office(word=office.word, role="opposition", speaks=False)
        return office, self._owner(tree, low, place, start, at) or _behind(tree, end, at)

    def _after(self, tree: Tree, end: int, at: Mapping[int, Mention]) -> tuple[Office, str | None] | None:
        """The title behind a name: "Ola Berg, | Norway's minister of fisheries,"."""
        tokens = tree.tokens
        if end >= len(tokens) or tokens[end].text not in (",", "(", "—", "–"):
            return None
        high = end + 1
        while high < len(tokens) and high - end < AFTER:
            token = tokens[high]
            clause = token.upos in ("SCONJ", "PRON") and high > end + 1
            if high not in at and (clause or token.text in ',;)—–:."”“'):
                break
            high += 1
        place = next((k for k in range(end + 1, high) if k not in at and tokens[k].text.lower() in self._ends), None)
        if place is None or any(t.upos == "VERB" and t.xpos in ("VBD", "VBZ", "VBP") for t in tokens[end + 1 : place]):
            return None
        office = self.office_at(tree, place)
        if office is None:
            return None
        if any(t.text.lower() in FORMER for t in tokens[end + 1 : place]):
            office = Office(word=office.word, role="opposition", speaks=False)
        return office, self._owner(tree, end + 1, place, high, at)

    @staticmethod
    def _owner(tree: Tree, low: int, place: int, high: int, at: Mapping[int, Mention]) -> str | None:
        """The actor of the title at ``place``: the nearest name before it, else the one behind "of" or "for"."""
        before = [at[k] for k in range(place - 1, low - 1, -1) if k in at and at[k].code and at[k].promisor]
        if before and before[0].kind is MentionKind.ORGANISATION and tree.tokens[place].lemma in ENVOYS:
            before = [each for each in before if each.kind in _STATES] or before
        if before:
            return before[0].code
        joined = False
        for k in range(place + 1, high):
            lower = tree.tokens[k].text.lower()
            joined = joined or lower in ("of", "for", "at")
            if lower in ("to", "on", "in"):
                joined = False
            if joined and k in at and at[k].code and at[k].kind is not MentionKind.PERSON:
                return at[k].code
        return None


def _told_of(tree: Tree, start: int, at: Mapping[int, Mention]) -> str | None:
    """The state of which the named one tells something: "*Chad* will not send troops, Prime Minister | Sana Idriss said"."""
    name = tree.tokens[start]
    while name.label in ("flat", "compound", "nmod:desc") and name.head >= 0:
        name = tree.tokens[name.head]
    if name.label == "appos":
        return _apposed_to(tree, name, at)
    if not name.label.startswith("nsubj"):
        return None
    clauses = (c for c in below(tree, name.head) if tree.tokens[c].label in ("ccomp", "parataxis"))
    for clause in (*clauses, name.head):
        doer = subject(tree, clause)
        mention = at.get(doer) if doer is not None else None
        if mention is not None and mention.code and mention.kind in (MentionKind.STATE, MentionKind.CAPITAL):
            return mention.code
    return None


def _apposed_to(tree: Tree, name: Token, at: Mapping[int, Mention]) -> str | None:
    """The subject of the clause behind which a title stands: "*Chad* will act, the armed forces minister, | Ali, said"."""
    while name.label == "appos":
        name = tree.tokens[name.head]
    clause = next((a for a in (name, *tree.ancestors(name.i)) if a.upos in ("VERB", "AUX")), None)
    doer = subject(tree, clause.i) if clause is not None else None
    mention = at.get(doer) if doer is not None else None
    return mention.code if mention is not None and mention.kind in (MentionKind.STATE, MentionKind.CAPITAL) else None


def _bearer(
    tree: Tree, start: int, end: int, at: Mapping[int, Mention], found: tuple[Office, str | None] | None
) -> Sense | None:
    """Whose surname stands alone where others bear it too, told by the state or by the title beside it: "Brazil's | Lula"."""
    mention = at.get(start)
    if mention is None or any(at.get(k) is not mention for k in range(start, end)):
        return None
    tokens = tree.tokens
    owner = at.get(start - 2) if start > 1 and tokens[start - 1].text.lower() in ("'s", "’s") else at.get(start - 1)
    beside = owner.code if owner is not None and owner.kind is not MentionKind.PERSON else None
    for sense in (mention.sense, *mention.alternatives):
        if sense.kind is not MentionKind.PERSON:
            continue
        titled = found is not None and found[0].role == sense.role and found[1] in (None, sense.code)
        if sense.code and (beside == sense.code or titled):
            return sense
    return None


def _behind(tree: Tree, end: int, at: Mapping[int, Mention]) -> str | None:
    """The actor behind a name that ends before ``end``: "Prime Minister Ola Berg | *of Norway*"."""
    words = [token.text.lower() for token in tree.tokens[end : end + 2]]
    mention = at.get(end + 2 if words[1:] == ["the"] else end + 1) if words[:1] == ["of"] else None
    return mention.code if mention is not None and mention.code and mention.promisor else None


_STATES = (MentionKind.STATE, MentionKind.ADJECTIVE, MentionKind.CAPITAL)
_BODIES = frozenset(
    ("army", "military", "navy", "forces", "troops", "delegation", "delegations", "company", "companies")
)  # fmt: skip
_NO_NAMES = frozenset(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
     "april", "may", "june", "july", "august", "september", "october", "november", "december", "advertisement",
     "reporting", "by", "administration", "government", "statement", "university", "institute", "street", "city",
     "region", "province", "party", "agreement", "house", "foreign", "prime", "defense", "defence", "interior",
     "finance", "national", "supreme", "deputy", "vice", "major", "grand", "state", "cabinet", "office", "ministry",
     "department")
)  # fmt: skip


@cache
def _title_ends(gazetteer: Gazetteer) -> frozenset[str]:
    """The words that end the title of a person: those that are an office by themselves, institutions left out."""
    ends = {words[-1] for words in gazetteer.office_words}
    offices = {word: gazetteer.office(word) for word in ends}
    return frozenset(w for w, o in offices.items() if o and o.role != "government" and w not in _BODIES)
