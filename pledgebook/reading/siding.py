"""Sides taken with an act, which may be another's: "backed the lifting of sanctions", "reiterated support for a truce".

Where it is another's, siding with it asks for it. Whose it is, is settled later.
"""

from __future__ import annotations

from collections.abc import Iterator

from pledgebook.reading.acts import Acts
from pledgebook.reading.clauses import below, case_of, conjuncts, shared_profile
from pledgebook.reading.complements import complements
from pledgebook.reading.governors import inherited_subject, top_of
from pledgebook.reading.stance import Ask, Stance
from pledgebook.syntax import Tree

SIDING = frozenset(("back", "support", "welcome", "favor", "favour", "endorse", "advocate", "applaud", "hail"))
"""Verbs by which somebody sides with an act."""
SUPPORT = frozenset(("support", "backing", "weight"))
"""Nouns that do so ("*support* for a truce", "threw its *weight* behind")."""


def of_siding_verb(tree: Tree, verb: int, acts: Acts) -> Iterator[Stance]:
    """ "*backed* the lifting of sanctions", "*welcomed* the talks"; nothing for any other verb."""
    if tree.tokens[verb].lemma not in SIDING:
        return
    own, by = shared_profile(tree, verb), inherited_subject(tree, verb)
    if not own.negated and not own.passive and by is not None:
        for noun in complements(tree, verb):
            yield from _sides_with(tree, noun, by, verb, top_of(tree, verb), acts)


def of_siding_noun(tree: Tree, noun: int, acts: Acts) -> Iterator[Stance]:
    """ "reiterated *support* for a truce", "threw its *weight* behind the talks"; nothing for any other noun."""
    if tree.tokens[noun].lemma not in SUPPORT:
        return
    head = tree.tokens[noun].head
    verb = head if head >= 0 and tree.tokens[head].upos == "VERB" else None
    own = any(t.label == "nmod:poss" and t.upos != "PRON" for t in tree.children(noun))
    by = noun if own else inherited_subject(tree, verb) if verb is not None else None
    if by is None:
        return
    for place in (*below(tree, noun), *(below(tree, verb) if verb is not None else ())):
        if place >= noun and case_of(tree, place) in ("for", "behind"):
            for act in conjuncts(tree, place):
                yield from _sides_with(tree, act, by, noun, top_of(tree, act), acts)


def _sides_with(tree: Tree, act: int, by: int, cue: int, top: int, acts: Acts) -> Iterator[Stance]:
    if tree.tokens[act].upos == "NOUN" and acts.classify(tree, act).score > 0:
        yield Stance(act, Ask.REQUEST, None, act, by, cue, top, ("request.siding",), possessor=True)
