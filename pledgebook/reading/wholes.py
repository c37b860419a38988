"""Several actors meant by one word: those named together before, so many as were counted, all or some of a group."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pledgebook.gazetteer import Mention, MentionKind
from pledgebook.reading.clauses import below, case_of, conjuncts
from pledgebook.reading.groups import JOINT, VAGUE, number_of
from pledgebook.reading.memory import Memory
from pledgebook.reading.party import Party, joined
from pledgebook.reading.phrases import doer_to
from pledgebook.syntax import Tree

SETS = {"pair": 2, "duo": 2, "trio": 3, "quartet": 4}
"""Nouns for so many actors."""
EVERYONE = frozenset(("everyone", "everybody", "nobody"))
SHARES = frozenset(("rest", "half"))
"""Words for a part of a group, besides those that are vague."""
_OF_THEM = (["us"], ["them"])


class Wholes:
    """Looks up in the sentence and in memory; ``named`` reads the noun phrase that a word heads."""

    def __init__(self, memory: Memory, named: Callable[[Tree, int], Party | None]) -> None:
        self._memory, self._named = memory, named

    def together(self, tree: Tree, i: int, lemma: str) -> Party | None:
        """Those named together before: "the trio", "all three", "neither side"."""
        token = tree.tokens[i]
        if not token.label.startswith("nsubj"):
            return self._counted(tree, i) if token.label in ("obj", "iobj", "appos", "parataxis") else None
        words = [tree.tokens[c].text.lower() for c in below(tree, i)]
        number = SETS.get(lemma) or (number_of(token.text) if token.upos == "NUM" else None)
        if number is not None and 1 < number < 6 and words in (["the"], ["all"]):
            return self._memory.joint(number) or self._counted(tree, i)
        if token.upos == "NUM":
            return self._counted(tree, i)
        if lemma in JOINT and words in (["neither"], ["each"]):
            return self._memory.joint(2 if words == ["neither"] else None) or self._memory.pair()
        return None

    def _counted(self, tree: Tree, i: int) -> Party | None:
        """So many states as were counted before: "*all eight* had agreed", "invited *the six*", "all six of us"."""
        token = tree.tokens[i]
        number = number_of(token.text) if token.upos == "NUM" else None
        words = [t.text.lower() for t in tree.children(i) if t.label not in ("acl", "punct")]
        if number is None or not words or words[0] not in ("the", "all") or (words[1:] and words[1:] not in _OF_THEM):
            return None
        label = self._memory.counted(number)
        return Party((label,), None, token.span, "count") if label is not None else self._memory.joint(number)

    def some(self, tree: Tree, i: int) -> Party | None:
        """ "some", "most of them", "the rest" as a subject stand for some of a group spoken of before."""
        token = tree.tokens[i]
        if token.text.lower() in EVERYONE:
            return self._everyone(tree, i)
        if token.text.lower() not in VAGUE | SHARES or not token.label.startswith("nsubj"):
            return None
        whole = next((c for c in below(tree, i) if tree.tokens[c].label == "nmod"), None)
        if whole is not None and tree.tokens[whole].upos != "PRON":
            return None
        if any(p.plural for p in self._memory.recent()):
            return Party(("group:others",), None, token.span, "group")
        return None

    def _everyone(self, tree: Tree, i: int) -> Party | None:
        """ "everyone in the bloc" is the bloc, "not everyone in the bloc" some of it."""
        place = next((c for c in below(tree, i) if tree.tokens[c].label == "nmod"), None)
        whole = self._named(tree, place) if place is not None and case_of(tree, place) in ("in", "of") else None
        if whole is None or not whole.codes:
            return None
        if any(tree.tokens[c].text.lower() == "not" for c in below(tree, i)):
            return Party(("group:others",), None, tree.tokens[i].span, "group")
        return whole.at(tree.tokens[i].span, "group")

    def listed(self, tree: Tree, i: int, number: int | None) -> Party | None:
        """Actors listed earlier in the sentence, the nearest list (of ``number`` of them if that is told): "the countries"."""
        asker = doer_to(tree, i)
        for k in range(i - 1, -1, -1):
            heads = conjuncts(tree, k)
            if asker is not None and tree.dominates(asker, k):
                continue
            if len(heads) < 2 or tree.tokens[k].label == "conj" or i in heads or tree.dominates(i, k):
                continue
            whole = joined([p for each in heads if each < i and (p := self._named(tree, each)) is not None])
            codes = () if whole is None else whole.codes
            told = len(codes) == number if number else len(codes) > 1
            if whole is not None and told and not any(code.startswith("group:") for code in codes):
                return whole
        return None

    def two_before(self, tree: Tree, i: int, at: Mapping[int, Mention]) -> Party | None:
        """The only two states named earlier in the sentence: "Oslo wrote to Riga, and *both countries* agreed".

        Who tells of them is none of the two.
        """
        asker = doer_to(tree, i)
        told = {token.head for token in (tree.tokens[i], *tree.ancestors(i)) if token.label == "ccomp"}
        places = [
            k
            for k in range(i)
            if k in at
            and at[k].kind in (MentionKind.STATE, MentionKind.CAPITAL)
            and not (tree.tokens[k].label == "nsubj" and tree.tokens[k].head in told)
            and not (asker is not None and tree.dominates(asker, k))
        ]
        codes = tuple(dict.fromkeys(at[k].code for k in places))
        return Party(codes, None, at[places[0]].span, "joint") if len(codes) == 2 else None


def list_described(tree: Tree, relative: int, noun: int) -> int | None:
    """The first of several names that "which" or "who" behind the whole list takes up: "*Chad* and Mali, which brokered it"."""
    while tree.tokens[noun].label == "conj":
        noun = tree.tokens[noun].head
    words = conjuncts(tree, noun)
    verb = tree.tokens[tree.tokens[relative].head]
    alone = any(t.xpos == "VBZ" or t.text.lower() == "was" for t in (verb, *tree.children(verb.i)))
    if len(words) < 2 or tree.tokens[noun].upos != "PROPN" or alone or relative < 2:
        return None
    apart = tree.tokens[relative - 1].text == "," and tree.tokens[relative - 2].i >= words[-1]
    return noun if apart and tree.tokens[noun].label.startswith("nsubj") else None
