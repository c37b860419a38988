"""The words that show a stance, as the codebook lists them, and how stances compose when they stack.

"has not ruled out considering ..." is three words of one chain, read from the inside out: each takes what stands below it.
"""

from __future__ import annotations

from typing import NamedTuple

from pledgebook.codebooks import Codebook
from pledgebook.codebooks.codebook import Cues
from pledgebook.model import Firmness
from pledgebook.reading.clauses import Profile, Time, is_infinitive, particle
from pledgebook.syntax import Tree

NEGATED = {
    Firmness.RULED_OUT: Firmness.CONSIDERING,
    Firmness.RELUCTANT: Firmness.WILLING,
    Firmness.UNDECIDED: Firmness.PLEDGED,
    Firmness.CONSIDERING: Firmness.RULED_OUT,
    Firmness.WILLING: Firmness.RULED_OUT,
    Firmness.PLEDGED: Firmness.RULED_OUT,
    Firmness.BOUND: Firmness.RULED_OUT,
    Firmness.UNDER_WAY: Firmness.RULED_OUT,
    Firmness.DELIVERED: Firmness.RULED_OUT,
}
"""What "not" makes of a step: who has not ruled out something still weighs it; who is not ready to do it will not."""

RESERVED = frozenset((Firmness.RULED_OUT, Firmness.RELUCTANT, Firmness.UNDECIDED))


class Cue(NamedTuple):
    """What one word does: the step it shows, and whether it asks another (request) or turns on another's act (objection)."""

    firmness: Firmness | None
    request: bool
    objection: bool

    @property
    def asks(self) -> bool:
        """True for a word that can only ask another: "demand", not "propose", which may be one's own offer."""
        return self.request and self.firmness is None


class CueWords:
    """The cue words of one codebook, by part of speech."""

    def __init__(self, codebook: Codebook) -> None:
        self.verbs = {w: f for f, c in codebook.firmness.items() for w in c.verbs}
        self.nouns = {w: f for f, c in codebook.firmness.items() for w in c.nouns}
        self.adjectives = {w: f for f, c in codebook.firmness.items() for w in c.adjectives}
        self.phrases: dict[str, list[tuple[tuple[str, ...], Firmness]]] = {}
        for firmness, cues in codebook.firmness.items():
            for phrase in cues.phrases:
                words = tuple(phrase.split())
                self.phrases.setdefault(words[0], []).append((words, firmness))
        self._request, self._objection = _by_pos(codebook.request), _by_pos(codebook.objection)
        self.duties = frozenset(codebook.request.modals) - {"shall"}
        self.reporting = frozenset(codebook.reporting.verbs)
        self.reporting_nouns = frozenset(codebook.reporting.nouns)

    def of(self, tree: Tree, i: int) -> Cue | None:
        """What the word shows; ``None`` when it is no cue."""
        token = tree.tokens[i]
        lemma, pos = token.lemma, token.upos
        firmness = self.phrased(tree, i)
        if firmness is None:
            if pos in ("VERB", "AUX"):
                firmness = self.adjectives.get(token.text.lower()) if token.xpos == "VBN" else None
                firmness = firmness or self.verbs.get(lemma)
                participle = token.label in ("acl", "root", "xcomp", "advcl") and token.xpos in ("VBN", "JJ")
                if firmness is None and (participle or _opens_infinitive(tree, i)):  # "Oslo *set* to send tanks"
                    firmness = self.adjectives.get(token.text.lower())
            elif pos in ("NOUN", "PROPN"):
                firmness = self.nouns.get(lemma)
            elif pos in ("ADJ", "ADV"):
                firmness = self.adjectives.get(token.text.lower())
        request, objection = lemma in self._request.get(pos, ()), lemma in self._objection.get(pos, ())
        return Cue(firmness, request, objection) if firmness or request or objection else None

    def shown_by(self, tree: Tree, i: int) -> Firmness | None:
        """The step that a verb shows by itself or with its particle ("*rejects*", "*turns* it *down*")."""
        return self.phrased(tree, i) or self.verbs.get(tree.tokens[i].lemma)

    def commits(self, tree: Tree, i: int) -> bool:
        """True for nouns that name a stand already taken ("the promises", "its threat")."""
        token = tree.tokens[i]
        return token.upos == "NOUN" and self.nouns.get(token.lemma) in (
            Firmness.PLEDGED,
            Firmness.WILLING,
            Firmness.BOUND,
        )

    def phrased(self, tree: Tree, i: int) -> Firmness | None:
        """The step of a phrase that begins with the word ("*reserve* the right", "*rule* it out"), if it begins one."""
        for words, firmness in self.phrases.get(tree.tokens[i].lemma, ()):
            if len(words) == 2 and particle(tree, i) == words[1]:
                return firmness
            if all(i + k < len(tree.tokens) and tree.tokens[i + k].lemma == w for k, w in enumerate(words)):
                return firmness
        return None


def _by_pos(cues: Cues) -> dict[str, frozenset[str]]:
    nouns = frozenset(cues.nouns)
    return {"VERB": frozenset(cues.verbs), "NOUN": nouns, "PROPN": nouns, "ADJ": frozenset(cues.adjectives)}


SETTLING = frozenset(("settle", "decide", "determine", "finalise", "finalize", "clarify", "define", "know", "resolve"))
DECIDING = frozenset(("settle", "decide", "determine", "resolve"))
YET = frozenset(("will", "would", "should", "shall", "may", "might", "could"))


def own_step(profile: Profile, binding: bool) -> Firmness | None:
    """The step that a predicate of action shows by its form alone; ``None`` for infinitives and gerunds.

    ``binding`` is true for verbs of formal decision ("signed", "adopted"): done, they bind.
    """
    if profile.negated and (profile.finite or profile.time is not Time.NONE):
        return Firmness.RULED_OUT
    if profile.negated:
        return Firmness.RULED_OUT
    if profile.modal in ("may", "might", "could", "can"):
        return Firmness.CONSIDERING
    if profile.modal in ("will", "would", "shall", "should", "must", "ought"):
        return Firmness.PLEDGED
    if profile.time in (Time.PAST, Time.PERFECT):
        return Firmness.BOUND if binding else Firmness.DELIVERED
    if profile.time is Time.PROGRESSIVE or profile.time is Time.PRESENT:
        return Firmness.UNDER_WAY
    return None


def left_open(lemma: str, profile: Profile) -> bool:
    """True for "would be finalised later", "should be known within days", "has not decided": what is not settled is undecided."""
    if profile.negated:
        return lemma in DECIDING
    return profile.passive and profile.modal in YET and lemma in SETTLING


def shown_step(lemma: str, firmness: Firmness, profile: Profile) -> Firmness:
    """The step of the cue word ``lemma`` as its own form puts it, one that leaves the act open among them."""
    return Firmness.UNDECIDED if left_open(lemma, profile) else cue_step(firmness, profile)


def cue_step(firmness: Firmness, profile: Profile) -> Firmness:
    """The step of a cue word as its own form puts it ("did not agree", "may offer", "has refused")."""
    if profile.negated:
        return NEGATED[firmness]
    if firmness is Firmness.UNDER_WAY and profile.modal in ("will", "would", "shall"):
        return Firmness.PLEDGED
    if profile.modal in ("may", "might", "could") and firmness not in RESERVED:
        return Firmness.CONSIDERING
    return firmness


def compose(outer: Firmness | None, inner: Firmness | None) -> Firmness | None:
    """The step of an outer cue over an inner one: reservations of the inner survive, else the weaker word decides.

    >>> compose(Firmness.PLEDGED, Firmness.RULED_OUT).value  # "is expected to refuse"
    'ruled-out'
    >>> compose(Firmness.CONSIDERING, Firmness.WILLING).value  # "is considering offering"
    'considering'
    """
    if outer is None:
        return inner
    if inner is None:
        return outer
    if outer is Firmness.RULED_OUT:
        return NEGATED[inner]
    if inner in RESERVED:
        return inner
    return min(outer, inner, key=lambda f: f.step)


def _opens_infinitive(tree: Tree, i: int) -> bool:
    """True for a verb form without an object that an infinitive with *to* completes."""
    children = tree.children(i)
    opened = any(c.label == "xcomp" and is_infinitive(tree, c.i) for c in children)
    return opened and not any(c.label == "obj" for c in children)
