"""What one noun phrase names by itself: an actor, a person, an institution, an office or a group."""

from __future__ import annotations

from collections.abc import Mapping

from pledgebook.gazetteer import Gazetteer, Mention, MentionKind
from pledgebook.model import Span
from pledgebook.reading.bodies import (
    ARMED,
    BLOCS,
    BODIES_SPOKEN_OF,
    ENVOYS,
    FORMS,
    HELPERS,
    HOMES,
    INSTITUTIONS,
    OF_STATE,
    OF_STATE_ROLES,
    OFFICERS,
    OUTSIDE,
    PARTS_PLAYED,
    UNKNOWN,
)
from pledgebook.reading.clauses import below, case_of, conjuncts, is_not_all
from pledgebook.reading.groups import (
    ATTENDING,
    FIGHTERS,
    JOINT,
    PLURALS,
    STATES,
    VAGUE,
    Groups,
    head_count,
    is_definite,
    is_described,
    number_of,
)
from pledgebook.reading.lists import codes_beside
from pledgebook.reading.memory import Memory
from pledgebook.reading.party import Party, joined
from pledgebook.reading.phrases import has_pronoun, is_patron, is_people, of_all
from pledgebook.reading.roster import Roster
from pledgebook.reading.rulers import JUNTAS, LEADING, are_in_power
from pledgebook.reading.texts import is_text
from pledgebook.reading.wholes import Wholes
from pledgebook.syntax import Tree

NAMES = frozenset(
    ("flat", "compound", "appos", "nmod:poss", "amod", "nmod", "flat:name", "nmod:unmarked", "dep", "nmod:desc")
)  # fmt: skip
"""Labels of what stands beside a title and tells whose it is."""
NOMINAL = frozenset(("NOUN", "PROPN", "NUM", "ADJ", "X", "SYM", "DET"))
OPENING = 4
"""Words within which a sentence tells of what place it speaks."""
PARTS = frozenset(("flat", "compound", "amod", "flat:name", "nmod:desc"))
_BARE_GROUPS = frozenset(("group:countries", "group:warring parties", "group:allies", "group:partners"))
"""Gazetteer groups that say no more than their noun."""


class Naming:
    """Reads noun phrases of the current sentence, each once. ``at`` are the mentions of the sentence by word."""

    def __init__(self, gazetteer: Gazetteer, roster: Roster, memory: Memory) -> None:
        self._gazetteer, self._roster, self._memory = gazetteer, roster, memory
        self._groups = Groups(gazetteer)
        self._wholes = Wholes(memory, self.named)
        self.at: Mapping[int, Mention] = {}
        self._seen: dict[int, Party | None] = {}

    def enter(self, at: Mapping[int, Mention]) -> None:
        """Another sentence begins, with these mentions."""
        self.at, self._seen = at, {}

    def named(self, tree: Tree, i: int) -> Party | None:
        """Who the word ``i`` names by itself, conjuncts and pronouns left out."""
        if i not in self._seen:
            self._seen[i] = None
            self._seen[i] = self._read(tree, i)
        return self._seen[i]

    def _read(self, tree: Tree, i: int) -> Party | None:
        token = tree.tokens[i]
        if token.upos not in NOMINAL:
            return None
        lemma, span = token.lemma.lower(), extent(tree, i)
        if is_not_all(tree, i):
            return Party(("group:others",), None, span, "group")
        several = token.xpos in ("NNS", "NNPS") or head_count(tree, i) == 2 or of_all(tree, i)
        if lemma in ARMED and (band := self._spoken_of(tree, i, lemma, self.beside(tree, i))) is not None:
            return band.at(span, "institution")
        if are_in_power(tree, i) and (rulers := self._in_power(tree, i, lemma)) is not None:
            return rulers.at(span, "institution")
        if lemma in PLURALS and several:
            return self._plural(tree, i, lemma, span)
        if (named := _named_behind(tree, i, lemma, self.at)) is not None:
            return self.named(tree, named)
        together = self._wholes.together(tree, i, lemma)
        if together is not None:
            return together.at(span, "joint")
        mention = self.at.get(i)
        own = self._mentioned(tree, i, mention, span)
        if own is not None:
            return own
        name = self._name(tree, i)
        person = self._roster.find(name) if name else None
        if person is not None:
            return Party((person.code,) if person.code else (), name, span, "person" if person.code else "private")
        if is_text(tree, i) and (issuer := self._memory.titled(f"text:{lemma}", None)) is not None:
            return issuer.at(span, issuer.how)
        if lemma in INSTITUTIONS or lemma in OFFICERS:
            return self._institution(tree, i, lemma, span, name)
        if (
            token.upos == "NUM"
            or lemma in VAGUE
            or lemma in ("one", "number", "majority", "group", "handful", "couple", "dozen")
        ):
            return self._partitive(tree, i)
        return None

    def _in_power(self, tree: Tree, i: int, lemma: str) -> Party | None:
        """Whose "the junta", "the generals" are, where nobody is named beside them: where power was last seized."""
        if self.beside(tree, i) is not None or has_pronoun(tree, i):
            return None
        if self._memory.seized is None and (lemma in JUNTAS or lemma in LEADING) and self._roster.home is not None:
            return self._memory.titled(lemma, None) or Party((self._roster.home,), None, extent(tree, i), "institution")
        return self._memory.seized

    def _mentioned(self, tree: Tree, i: int, mention: Mention | None, span: Span) -> Party | None:
        """The actor that the gazetteer knows by this word."""
        if mention is None or not mention.code:
            return None
        if mention.kind is MentionKind.PERSON:
            if mention.ambiguous and not mention.sense.full:
                return None
            if not mention.promisor:
                return Party((), mention.surface, span, "private")
            return Party((mention.code,), mention.surface, span, "person")
        if mention.kind is MentionKind.ADJECTIVE:
            token = tree.tokens[i]
            if token.label in ("amod", "compound") or not (token.upos in ("NOUN", "PROPN") or is_people(tree, i)):
                return None
            return Party((mention.code,), None, span, "demonym")
        if not mention.promisor or (mention.ambiguous and any(is_patron(tree, c) for c in below(tree, i))):
            return None
        if _is_bloc(mention):
            return self._bloc(tree, i, mention, span)
        if mention.kind is MentionKind.SEAT:
            owner = self.beside(tree, i)
            if owner is not None:
                return Party(owner.codes, None, span, "seat")
        return Party((mention.code,), None, span, mention.kind)

    def _bloc(self, tree: Tree, i: int, mention: Mention, span: Span) -> Party | None:
        """ "the bloc": the union of states spoken of last; the likeliest one where none was and no other is described."""
        words = [tree.tokens[c].text for c in below(tree, i) if tree.tokens[c].label in ("amod", "compound")]
        spoken = next(
            (p.at(span, mention.kind) for p in self._memory.recent() if set(p.codes) <= BLOCS and p.codes), None
        )
        if any(word[:1].isupper() and word not in ("European", "EU") for word in words):
            return spoken if spoken is not None and spoken.codes != (mention.code,) else None
        return spoken or Party((mention.code,), None, span, mention.kind)

    def _plural(self, tree: Tree, i: int, lemma: str, span: Span) -> Party | None:
        """ "the two sides", "Israeli officials", "26 nations", "allies"."""
        if lemma in HOMES and has_pronoun(tree, i):
            return None
        if lemma in FIGHTERS and any(tree.tokens[c].lemma.lower() in OUTSIDE for c in below(tree, i)):
            return Party(("group:foreign",), None, span, "group")
        few = self._few(tree, i, lemma)
        if few is not None:
            return few.at(span, few.how)
        described = self._groups.read(tree, i, self.at, span, lambda k: joined(
            [p for each in conjuncts(tree, k) if (p := self.named(tree, each)) is not None]
        ))  # fmt: skip
        if described is not None and described.how != "count":
            return described
        number = head_count(tree, i)
        mention = self.at.get(i)
        bare = mention is None or mention.code in _BARE_GROUPS
        if lemma in JOINT and bare and is_definite(tree, i):
            whole = (
                self._wholes.listed(tree, i, number)
                or (self._wholes.two_before(tree, i, self.at) if number in (None, 2) else None)
                or self._memory.joint(number)
                or (self._memory.pair() if lemma in ("side", "party", "country") or number == 2 else None)
            )
            if whole is not None and (lemma not in STATES or all(map(self._gazetteer.is_state, whole.codes))):
                return whole.at(span, "joint")
        if described is not None:
            return described
        if mention is not None and mention.code and mention.promisor and mention.kind is MentionKind.GROUP:
            return Party((mention.code,), None, span, "group")
        known = (
            self._memory.titled(lemma, None)
            if lemma in ("official", "source", "authority", "negotiator") and is_definite(tree, i)
            else None
        )
        if known is not None:
            return known.at(span, "institution")
        if lemma in ATTENDING and self._memory.meeting is not None and not is_described(tree, i):
            return self._memory.meeting.at(span, "joint")
        return self._groups.unnamed(tree, i, span)

    def _few(self, tree: Tree, i: int, lemma: str) -> Party | None:
        """Some actors of a region, counted: those named together before ("the *two* Nordic countries"), or all of its own."""
        number, mention = head_count(tree, i), self.at.get(i)
        if lemma not in JOINT or number is None or not 1 < number < 6 or not is_definite(tree, i):
            return None
        beside = [self.at[c] for c in below(tree, i) if c in self.at and tree.tokens[c].label in ("amod", "compound")]
        if not any(
            each.code.startswith("group:") and each.code not in _BARE_GROUPS for each in (mention, *beside) if each
        ):
            return None
        together = self._memory.joint(number)
        if together is not None:
            return together.at(together.span, "joint")
        whole = (
            mention is not None
            and mention.kind is MentionKind.GROUP
            and any(tree.tokens[c].label == "det" and tree.tokens[c].text.lower() == "the" for c in below(tree, i))
        )
        return Party((mention.code,), None, mention.span, "group") if mention is not None and whole else None

    def some(self, tree: Tree, i: int) -> Party | None:
        """ "some", "most of them", "the rest", "everyone in the bloc" as a subject: some or all of a group."""
        return self._wholes.some(tree, i)

    def _partitive(self, tree: Tree, i: int) -> Party | None:
        """ "two of the Iranian officials", "a number of European states": whom the counted are part of."""
        for child in below(tree, i):
            word = tree.tokens[child]
            if word.label in ("nmod", "obl") and case_of(tree, child) == "of":
                number = number_of(tree.tokens[i].text)
                if number is not None and number > 2 and word.lemma.lower() in STATES and word.xpos == "NNS":
                    return Party((f"{number} states",), None, extent(tree, i), "count")
                return self.named(tree, child)
        return None

    def _institution(self, tree: Tree, i: int, lemma: str, span: Span, name: str | None) -> Party | None:
        """A body or office: whose it is stands beside it, or was said before ("the ministry", "the prime minister").

        Whose "*its* army" is, the cast knows.
        """
        how = "office" if lemma in OFFICERS else "institution"
        owner = self.beside(tree, i)
        spoken = self._spoken_of(tree, i, lemma, owner)
        if spoken is not None:
            return spoken.at(span, "institution")
        if owner is not None:
            return Party(owner.codes, name, span, how)
        if has_pronoun(tree, i):
            return None
        first = next((tree.tokens[c].text.lower() for c in below(tree, i) if tree.tokens[c].label == "det"), "")
        if first in UNKNOWN or (not first and how == "institution") or name is not None:
            return None
        if lemma in BODIES_SPOKEN_OF:
            return None
        office = self._roster.office_at(tree, i)
        known = self._memory.titled(lemma, office.role if office else None)
        there = self._place_told_of(tree, i) if lemma in OF_STATE or (known is None and office is not None) else None
        if there is not None and (office is None or office.role in OF_STATE_ROLES):
            return there.at(span, how)
        if known is not None:
            if how == "office" and first == "the":
                self._memory.call(lemma, known)
            return known.at(span, "title" if how == "office" else "institution")
        if self._roster.home is not None and (
            lemma in OF_STATE or (office is not None and office.role in OF_STATE_ROLES)
        ):
            return Party((self._roster.home,), None, span, how)
        return None

    def _place_told_of(self, tree: Tree, i: int) -> Party | None:
        """The state of the capital with which the sentence opens: "*In Doha*, the cabinet met", "*From Rome:* the army"."""
        for token in tree.tokens[: min(i, OPENING)]:
            mention = self.at.get(token.i)
            if (
                mention is None
                or token.label not in ("obl", "nmod", "root")
                or case_of(tree, token.i) not in ("in", "from")
            ):
                continue
            if mention.kind is MentionKind.CAPITAL and mention.code and token.head != i:
                return Party((mention.code,), None, token.span, "institution")
        return None

    def _spoken_of(self, tree: Tree, i: int, lemma: str, owner: Party | None) -> Party | None:
        """The one spoken of last that "the country", "the Gulf state", "the Lebanese movement" may be."""
        kind = BODIES_SPOKEN_OF.get(lemma)
        determiner = next((tree.tokens[c].text.lower() for c in below(tree, i) if tree.tokens[c].label == "det"), "")
        if kind is None or not determiner or determiner in UNKNOWN:
            return None
        known, only = (p for p in self._memory.recent() if len(p.codes) == 1), FORMS.get(lemma)
        fits = (p for p in known if (p.how == kind if only is None else p.codes[0] in only))
        if owner is None:
            return next(fits, None)
        if len(owner.codes) == 1 and kind is MentionKind.ARMED_GROUP:
            return next((p for p in fits if self._gazetteer.home(p.codes[0]) == owner.codes[0]), None)
        region = owner.codes[0].startswith("group:") and tree.tokens[i].xpos in ("NN", "NNP")
        return next(fits, None) if region else None

    def beside(self, tree: Tree, i: int, depth: int = 0) -> Party | None:
        """The party that an institution or office belongs to, named beside it."""
        for child in below(tree, i):
            word = tree.tokens[child]
            if word.label not in NAMES or word.upos == "PRON" or is_patron(tree, child) or self._is_post(tree, child):
                continue
            case = case_of(tree, child) if word.label == "nmod" else "of"
            if case not in ("of", "for", "from") and not (case == "to" and tree.tokens[i].lemma in HELPERS):
                continue
            mention = self.at.get(child)
            if (
                mention is not None
                and mention.code
                and not (mention.kind is MentionKind.PERSON and word.label in ("flat", "appos"))
            ):
                if _is_bloc(mention):
                    return self._bloc(tree, child, mention, word.span)
                return Party(
                    codes_beside(tree, child, self.at),
                    mention.surface if mention.kind is MentionKind.PERSON else None,
                    word.span,
                    mention.kind,
                )
            deeper = self.beside(tree, child, depth + 1) if depth < 6 else None
            if deeper is not None:
                return deeper
            known = self.named(tree, child) if word.label in ("nmod:poss", "nmod", "flat", "appos") else None
            if known is not None and known.codes:
                return known
        return self._seated(tree, i) if depth == 0 else None

    def _is_post(self, tree: Tree, i: int) -> bool:
        """True for the organisation at which a state named before it has its envoy: "Peru's *UN* ambassador"."""
        word, mention = tree.tokens[i], self.at.get(i)
        if mention is None or mention.kind is not MentionKind.ORGANISATION or word.label not in ("compound", "amod"):
            return False
        return tree.tokens[word.head].lemma in ENVOYS and any(
            k in self.at and self.at[k].kind in (MentionKind.STATE, MentionKind.ADJECTIVE)
            for k in below(tree, word.head)
            if k < i and not is_patron(tree, k)
        )

    def _seated(self, tree: Tree, i: int) -> Party | None:
        """The state in whose capital an institution sits: "the foreign ministry *in Riga*"."""
        if tree.tokens[i].lemma.lower() not in OF_STATE | {"authority", "authorities", "official"}:
            return None
        for child in below(tree, i):
            mention = self.at.get(child)
            if mention is None or mention.kind not in (MentionKind.CAPITAL, MentionKind.STATE):
                continue
            if tree.tokens[child].label == "nmod" and case_of(tree, child) == "in":
                return Party((mention.code,), None, tree.tokens[child].span, mention.kind)
        return None

    def _name(self, tree: Tree, i: int) -> str | None:
        """The surname of the person named in the phrase headed by ``i``."""
        token = tree.tokens[i]
        parts = [i] if token.upos == "PROPN" and token.text[:1].isupper() else []
        parts += [
            c
            for c in below(tree, i)
            if tree.tokens[c].label in ("flat", "flat:name") and tree.tokens[c].upos == "PROPN"
        ]
        if not parts:
            apposed = (c for c in below(tree, i) if tree.tokens[c].label == "appos" and tree.tokens[c].upos == "PROPN")
            return next((n for c in apposed if (n := self._name(tree, c))), None)
        last = tree.tokens[max(parts)]
        if last.lemma.lower() in INSTITUTIONS | OFFICERS or self._gazetteer.office(last.text):
            return None
        mention = self.at.get(last.i)
        return None if mention is not None and mention.kind is not MentionKind.PERSON else last.text


def _named_behind(tree: Tree, i: int, lemma: str, at: Mapping[int, Mention]) -> int | None:
    """The actor that an apposition names: "the mediator, *Oman*", "its host, *Kenya*"."""
    if lemma not in PARTS_PLAYED or tree.tokens[i].xpos != "NN":
        return None
    return next(
        (
            c
            for c in below(tree, i)
            if c > i
            and tree.tokens[c].label == "appos"
            and c in at
            and at[c].kind in (MentionKind.STATE, MentionKind.ORGANISATION)
        ),
        None,
    )


def _is_bloc(mention: Mention) -> bool:
    """True for the word "bloc", which may be any union of states."""
    return mention.ambiguous and mention.surface.lower() == "bloc"


def extent(tree: Tree, i: int) -> Span:
    """The words of a name with its titles, without clauses that hang on it."""
    low = high = i
    for child in below(tree, i):
        if tree.tokens[child].label in ("flat", "compound", "amod", "det", "nmod:poss", "nummod"):
            low, high = min(low, child), max(high, child)
    return Span(tree.tokens[low].span.start, tree.tokens[high].span.end)
