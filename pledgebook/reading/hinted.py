"""Stances that no rule finds but the network holds likely: tried with the rest, and believed only if the decision does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from pledgebook.model import Direction, Firmness, Kind
from pledgebook.reading.acts import Act
from pledgebook.reading.clauses import case_of
from pledgebook.reading.cues import CueWords
from pledgebook.reading.governors import inherited_subject, top_of
from pledgebook.reading.hints import FIRMNESS, KINDS, Hints
from pledgebook.reading.stance import Ask, Stance
from pledgebook.syntax import Tree

LIKELY = 0.25
"""How likely a word must carry a stand to be tried; below that one in fifteen was right."""
LIKELY_ACT = 0.08
"""How likely a class must be of a word near a stance, to be tried."""
EVEN = 0.5
DUTIES = frozenset(("need", "have", "want", "like", "hope"))
"""Words of asking whose subject may be the one who is to act ("Oslo *needs* to pay")."""
PLACING = frozenset(("in", "inside", "within", "at", "near", "across", "throughout"))
"""Words before a place."""
ASKS = {Kind.COMMITMENT: Ask.OWN, Kind.REQUEST: Ask.REQUEST, Kind.OBJECTION: Ask.OBJECTION}


def hinted_stances(tree: Tree, hints: Hints, found: Sequence[Stance], cues: CueWords) -> Iterator[Stance]:
    """One stance for each word and kind that the network holds likely and that ``found`` lacks."""
    known = {(stance.anchor, stance.ask) for stance in found}
    for i, k in np.argwhere(hints.kind >= LIKELY):
        place, ask = int(i), ASKS[KINDS[k]]
        if (place, ask) in known or tree.tokens[place].upos == "PUNCT":
            continue
        named = hints.promisors(place)
        if ask is Ask.REQUEST:
            named = [word for word in named if not _is_where(tree, word)]
        subject = inherited_subject(tree, place)
        if ask is not Ask.OWN and subject in named and _asks(tree, place, cues):
            named = []
        yield Stance(
            anchor=place,
            ask=ask,
            firmness=_step(hints, place) if ask is Ask.OWN else None,
            who=_first_of_list(tree, named) if named else subject if ask is Ask.OWN else None,
            by=subject if ask is not Ask.OWN and subject not in named else None,
            cue=-1,
            top=top_of(tree, place),
            rules=("hint",),
            possessor=True,
        )


def _is_where(tree: Tree, i: int) -> bool:
    """True for a place, of which nothing is asked: "whatever was done *in Peru or elsewhere* must be looked into"."""
    token = tree.tokens[i]
    while token.label == "conj":
        token = tree.tokens[token.head]
    return token.label in ("obl", "nmod") and case_of(tree, token.i) in PLACING


def _asks(tree: Tree, place: int, cues: CueWords) -> bool:
    """True where the clause's own verb asks or objects, so that its subject is not the one who is asked."""
    over = (tree.tokens[place], *tree.ancestors(place))
    verb = next((token for token in over if token.upos == "VERB"), None)
    cue = cues.of(tree, verb.i) if verb is not None else None
    return verb is not None and cue is not None and (cue.request or cue.objection) and verb.lemma not in DUTIES


def hinted_acts(tree: Tree, stance: Stance, hints: Hints, found: Sequence[Act]) -> list[Act]:
    """The classes that the network holds likely for a stance and that ``found`` lacks."""
    near = [i for i in stance.near(tree) if i == stance.anchor or not _is_beside(tree, stance.anchor, i)]
    chances = (hints.kind[near].max(axis=1)[:, None] * hints.act[near]).max(axis=0)
    direction = Direction.STOP if hints.stopped[stance.anchor] > EVEN else Direction.GIVE
    known = {act.name for act in found}
    likely = [hints.acts[k] for k in np.argsort(-chances, kind="stable") if chances[k] >= LIKELY_ACT]
    return [Act(name, direction, 0.0, 0.0, ()) for name in likely if name not in known]


def _is_beside(tree: Tree, anchor: int, i: int) -> bool:
    """True for a noun joined to that of an act, which has an act of its own ("guarantees or a *force*")."""
    one, other = tree.tokens[anchor], tree.tokens[i]
    joined = (one.label == "conj" and one.head == i) or (other.label == "conj" and other.head == anchor)
    return joined and one.upos == other.upos == "NOUN"


def _first_of_list(tree: Tree, named: Sequence[int]) -> int:
    """The likeliest of the words ``named``, or the one that it is joined to by "and", if that is among them."""
    likeliest = tree.tokens[named[0]]
    return likeliest.head if likeliest.label == "conj" and likeliest.head in named else likeliest.i


def _step(hints: Hints, i: int) -> Firmness:
    return FIRMNESS[int(hints.firmness[i].argmax())]
