"""Pronouns: the nearest fitting party, looked for first among the subjects of the clauses around, then before."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pledgebook.reading.bodies import COMPANIES, PUBLIC_BODIES
from pledgebook.reading.clauses import below, case_of, conjuncts, object_of, subject
from pledgebook.reading.governors import inherited_subject
from pledgebook.reading.memory import Memory
from pledgebook.reading.party import Party
from pledgebook.reading.phrases import doer_to
from pledgebook.syntax import Token, Tree

PERSON = frozenset(("he", "she", "him", "her", "his", "hers", "himself", "herself"))
ACTOR = frozenset(("it", "its", "itself"))
MUTUAL = frozenset(("meet", "talk", "speak", "confer"))
"""Verbs of what two do with each other."""
SEVERAL = frozenset(("they", "them", "their", "theirs", "themselves", "both", "each"))
FIRST_PERSON = frozenset(("we", "us", "our", "ours", "i", "me", "my", "ourselves", "myself"))
FREE = frozenset(("his", "its", "their", "her", "himself", "itself", "themselves", "herself"))
"""Forms that may mean the subject of their own clause."""

OPENING = 2
"""Words with which a sentence takes up the subject of the last one: "*It* also asks"."""
BLAMING = frozenset(
    ("thank", "praise", "criticise", "criticize", "condemn", "accuse", "blame", "warn", "punish", "sanction", "rebuke",
     "slam", "denounce", "commend", "suspect")
)  # fmt: skip
"""Verbs for what is said or done to somebody because of a deed of his."""
TOWARDS = frozenset(("on", "with", "against", "from"))
"""Words before those to whom something is done."""
FOR = frozenset(("for", "over", "against", "about"))
"""Words before that deed."""


def is_pronoun(token: Token) -> bool:
    """True for a word that stands for a party named elsewhere."""
    lower = token.text.lower()
    return token.upos in ("PRON", "DET") or lower in PERSON or lower in ACTOR or lower in SEVERAL


def is_third_person(token: Token) -> bool:
    """True for "he", "it", "they" and their forms."""
    return _fitting(token.text.lower()) is not None


class Pronouns:
    """Settles third-person pronouns; ``named`` reads the noun phrase that a word heads."""

    def __init__(self, memory: Memory, named: Callable[[Tree, int], Party | None]) -> None:
        self._memory, self._named = memory, named
        self._settled: dict[int, Party | None] = {}

    def enter(self) -> None:
        """A new sentence begins."""
        self._settled = {}

    def settle(
        self, tree: Tree, i: int, speaker: Party | None, quoted: bool, without: frozenset[int] = frozenset()
    ) -> Party | None:
        """Whom the pronoun ``i`` means; ``None`` when nobody before it fits. In a quotation it is never the speaker.

        No word of ``without`` is looked at.
        """
        lower = tree.tokens[i].text.lower()
        fits = _fitting(lower)
        if fits is None:
            return None
        if self._is_outsiders(tree, i):
            return None
        if self._memory.led_by_text and lower == "it" and i < OPENING and tree.tokens[i].label == "nsubj":
            issuer = self._memory.issuer
            return issuer.at(tree.tokens[i].span, "pronoun") if issuer is not None else None
        if _is_mutual(tree, i) and (both := self._memory.persons()) is not None:
            return both.at(tree.tokens[i].span, "joint")
        doer = _doer(tree, i)
        other = self._subject(tree, doer) if doer is not None else None
        barred = [*self._undergoing(tree, i), *([(other.codes, other.human)] if other is not None else [])]
        if doer is not None:
            without |= {doer}
        for test in fits:
            for party in self._candidates(tree, i, None if quoted else speaker, without):
                if (party.codes, party.human) in barred:
                    continue
                if quoted and speaker is not None and _is_same(party, speaker, lower):
                    continue
                if test(party):
                    return party.at(tree.tokens[i].span, "pronoun")
        return None

    def _undergoing(self, tree: Tree, i: int) -> list[tuple[tuple[str, ...], bool]]:
        """To whom the subject pronoun ``i`` does something, so that it is not they: "It also urges *Israel* to stop"."""
        token = tree.tokens[i]
        if not token.label.startswith("nsubj") or token.head < 0 or token.text.lower() in FREE:
            return []
        others = (
            c
            for c in below(tree, token.head)
            if tree.tokens[c].label in ("obj", "iobj")
            or (tree.tokens[c].label == "obl" and case_of(tree, c) in TOWARDS)
        )
        return [
            (party.codes, party.human) for c in others if (party := self._named(tree, c)) is not None and party.codes
        ]

    def _is_outsiders(self, tree: Tree, i: int) -> bool:
        """True where the pronoun is whoever tells of it, who is no actor: "the union said *it* would strike"."""
        token = tree.tokens[i]
        clause = tree.tokens[token.head] if token.label.startswith("nsubj") and token.head >= 0 else None
        if clause is None or clause.label not in ("ccomp", "parataxis") or token.text.lower() not in ("it", "they"):
            return False
        who = inherited_subject(tree, clause.head)
        if who is None or who >= i or any(self._named(tree, k) is not None for k in tree.subtree(who)):
            return False
        teller = tree.tokens[who]
        several = teller.xpos in ("NNS", "NNPS")
        speaks = teller.upos == "PROPN" or teller.lemma in COMPANIES | PUBLIC_BODIES
        return speaks and several == (token.text.lower() == "they")

    def _candidates(self, tree: Tree, i: int, speaker: Party | None, without: frozenset[int]) -> Iterator[Party]:
        """Subjects of the clauses around the pronoun and of what is told, the speaker, names before it from the nearest, then the
        last sentences."""
        told = _subject_told_of(tree, i)
        for k in (*([told] if told is not None else []), *_around(tree, i)):
            if k in without:
                continue
            party = self._subject(tree, k)
            if party is not None:
                yield party
        if speaker is not None:
            yield speaker
        without |= _own_deeds(tree, i)
        lower = tree.tokens[i].text.lower()
        several = lower in SEVERAL
        if lower in ACTOR:  # in "Peru and Chad urged Cuba to lift its ban" it is neither Peru's nor Chad's
            without |= _in_lists(tree, i)
        before = [
            t for t in tree.tokens[:i]
            if t.upos in ("NOUN", "PROPN") and t.label not in ("flat", "compound", "amod") and t.i not in without
        ]  # fmt: skip
        for token in sorted(before, key=lambda t: (not t.label.startswith("nsubj"), -t.i)):
            party = self._subject(tree, token.i) if several and token.label != "conj" else self._named(tree, token.i)
            if party is not None:
                yield party
        yield from self._memory.recent()

    def _subject(self, tree: Tree, k: int) -> Party | None:
        """A subject, itself perhaps a relative pronoun or a pronoun settled before."""
        token = tree.tokens[k]
        if token.text.lower() in ("who", "which", "that"):
            for clause in tree.ancestors(k):
                if clause.label.startswith("acl") and clause.head >= 0:
                    return self._named(tree, clause.head)
            return None
        if token.upos == "PRON":
            if k not in self._settled:
                self._settled[k] = None
                self._settled[k] = self.settle(tree, k, None, False)
            return self._settled[k]
        from_conjuncts = [self._named(tree, c.i) for c in (token, *(t for t in tree.children(k) if t.label == "conj"))]
        found = [p for p in from_conjuncts if p is not None]
        if len(found) > 1:
            codes = tuple(dict.fromkeys(c for p in found for c in p.codes))
            return Party(codes, None, found[0].span, "joint")
        return found[0] if found else None


def _subject_told_of(tree: Tree, i: int) -> int | None:
    """The subject of what stands before its teller: "*Norway* will pay, whatever Paris does, *its* minister said"."""
    token = tree.tokens[i]
    teller = tree.tokens[token.head] if token.label == "nmod:poss" and token.head >= 0 else None
    if teller is None or not teller.label.startswith("nsubj") or token.text.lower() not in ACTOR:
        return None
    verb = tree.tokens[teller.head]
    if verb.label == "parataxis" and verb.head < i:
        return subject(tree, verb.head)
    told = (t for t in tree.children(verb.i) if t.label in ("ccomp", "parataxis") and t.i < i)
    return next((who for t in told if (who := subject(tree, t.i)) is not None), None)


def _is_mutual(tree: Tree, i: int) -> bool:
    """True for "*they* met", "*they* spoke": who does so with nobody else named does it with each other."""
    token = tree.tokens[i]
    if (
        token.text.lower() != "they"
        or token.label != "nsubj"
        or token.head < 0
        or tree.tokens[token.head].lemma not in MUTUAL
    ):
        return False
    others = (c for c in below(tree, token.head) if tree.tokens[c].label == "obj" or case_of(tree, c) in ("with", "to"))
    return all(tree.tokens[c].lemma == "other" for c in others)


def _fitting(lower: str) -> list[Callable[[Party], bool]] | None:
    """The tests of a pronoun's form, the best first; ``None`` for pronouns that stand for nobody in particular."""
    if lower in PERSON:
        return [lambda p: p.human and len(p.codes) < 2]
    if lower in ACTOR:
        return [lambda p: not p.human and len(p.codes) == 1 and not p.plural]
    if lower in SEVERAL:
        return [lambda p: p.plural and bool(p.codes), lambda p: not p.human and bool(p.codes)]
    return None


def _is_same(party: Party, speaker: Party, lower: str) -> bool:
    """True for the speaker, and for his side where the pronoun is of several: "*they*" in his words are others."""
    return party.codes == speaker.codes and (party.human == speaker.human or lower in SEVERAL)


def _doer(tree: Tree, i: int) -> int | None:
    """Who does it to the pronoun, and so cannot be meant by it: in "Sato met Ali and urged *him*" he is not Sato."""
    return None if tree.tokens[i].text.lower() in FREE else doer_to(tree, i)


def _in_lists(tree: Tree, i: int) -> frozenset[int]:
    """The names before word ``i`` that stand in a list of subjects."""
    lists = (t for t in tree.tokens[:i] if t.label.startswith("nsubj") and t.upos == "PROPN")
    return frozenset(c for t in lists if len(found := conjuncts(tree, t.i)) > 1 for c in found)


def _own_deeds(tree: Tree, i: int) -> frozenset[int]:
    """Words of clauses before the pronoun whose doer it is itself: in "having met Sato, *he* left" he is not Sato."""
    token = tree.tokens[i]
    if not token.label.startswith("nsubj") or token.text.lower() in FREE:
        return frozenset()
    return frozenset(
        word
        for clause in tree.children(token.head)
        if clause.label == "advcl" and clause.i < i and subject(tree, clause.i) is None
        for word in tree.subtree(clause.i)
    )


def _blamed(tree: Tree, verb: int, below: Token) -> int | None:
    """Whom something is thanked or blamed for, so that it is his: "Ankara criticised *Baku* over its plan"."""
    lemma = tree.tokens[verb].lemma
    if lemma not in BLAMING or below.label not in ("obl", "advcl"):
        return None
    words = tree.children(below.i)
    markers = [t.text.lower() for t in words if t.label in ("case", "mark")]
    about = any(word in FOR or (word == "of" and lemma in ("accuse", "suspect")) for word in markers)
    return object_of(tree, verb) if about else None


def _around(tree: Tree, i: int) -> Iterator[int]:
    """Subjects (and controlling objects) of the clauses that hold word ``i``, innermost first, its own phrase left
    out."""
    token = tree.tokens[i]
    free = token.text.lower() in FREE
    below = token
    own_clause = True
    for above in tree.ancestors(i):
        controller = (
            object_of(tree, above.i) if below.label in ("xcomp", "advcl", "ccomp") and below.label == "xcomp" else None
        )
        for k in (controller, _blamed(tree, above.i, below) if free else None, subject(tree, above.i)):
            if k is None or tree.dominates(k, i):
                continue
            if own_clause and not free and above.upos in ("VERB", "AUX", "ADJ"):
                continue
            if k < i or below.label == "advcl":
                yield k
        if above.upos in ("VERB", "AUX"):
            own_clause = False
        below = above
