"""For whom an act is: whom its words aim it at ("air defences *for Ukraine*", "lift sanctions *on Syria*")."""

from __future__ import annotations

from typing import NamedTuple

from pledgebook.model import Span
from pledgebook.reading.cast import Cast
from pledgebook.reading.clauses import below, case_of
from pledgebook.reading.party import Party
from pledgebook.syntax import Tree

AIMS = ("to", "for", "into", "in", "with", "on", "of", "towards", "toward", "against", "at", "inside", "within", "from")
"""Prepositions before the one whom an act is for, the likeliest first."""
DEEPEST = 4


class Aim(NamedTuple):
    """The actor code and where it stands."""

    code: str
    span: Span


def beneficiary(tree: Tree, anchor: int, who: Party, cast: Cast) -> Aim | None:
    """For whom the act headed by ``anchor`` is; ``None`` where its words name nobody but the promisor."""
    best: tuple[int, int, Aim] | None = None
    for i, depth in _region(tree, anchor):
        rank = _rank(tree, i)
        if rank is None or (best is not None and (rank + depth, i) >= best[:2]):
            continue
        party = cast.place(tree, i)
        if party is not None and party.codes and not set(party.codes) & set(who.codes):
            best = (rank + depth, i, Aim(party.codes[0], party.span))
    return best[2] if best else None


def _region(tree: Tree, anchor: int) -> list[tuple[int, int]]:
    """The words of the act with their depth; subjects and clauses with a subject of their own stay outside."""
    found = [(anchor, 0)]
    token = tree.tokens[anchor]
    if token.upos == "NOUN" and token.label in ("obj", "nsubj:pass"):
        found.extend((c, 1) for c in below(tree, token.head) if tree.tokens[c].label in ("iobj", "obl") and c > anchor)
    for i, depth in found:
        if depth >= DEEPEST:
            continue
        for child in below(tree, i):
            label = tree.tokens[child].label
            if label in ("nsubj", "advcl", "acl:relcl", "parataxis", "obl:agent") or (label == "conj" and depth == 0):
                continue
            found.append((child, depth + 1))
    return found


def _rank(tree: Tree, i: int) -> int | None:
    """How well the word's place fits a beneficiary, 0 best; ``None`` where it does not."""
    token = tree.tokens[i]
    if token.label in ("iobj", "obj"):
        return 0
    if token.label in ("obl", "nmod"):
        case = case_of(tree, i)
        return AIMS.index(case) if case in AIMS else None
    if token.label in ("nmod:poss", "amod", "compound"):
        return len(AIMS)
    return len(AIMS) + 1 if token.label in ("nsubj:pass", "conj", "appos") else None
