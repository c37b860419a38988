"""Those who seized power: whose "the junta", "the generals", "the coup leaders" are."""

from __future__ import annotations

from collections.abc import Mapping

from pledgebook.gazetteer import Mention, MentionKind
from pledgebook.reading.clauses import below
from pledgebook.reading.party import Party
from pledgebook.syntax import Tree

COUPS = frozenset(("coup", "putsch", "mutiny"))
STAGING = frozenset(("stage", "lead", "launch", "mount", "carry"))
SEIZING = frozenset(("seize", "take", "grab", "usurp"))
JUNTAS = frozenset(("junta", "putschist", "mutineer"))
ARMED_MEN = frozenset(("general", "soldier", "officer"))
"""Plurals that are those who seized power where somebody did."""
LEADING = frozenset(("leader", "ruler", "plotter", "maker"))
"""Plurals that are so behind "coup" or "military"."""
STATES = (MentionKind.STATE, MentionKind.ADJECTIVE, MentionKind.CAPITAL)


def power_seized(tree: Tree, at: Mapping[int, Mention]) -> Party | None:
    """The state of which a sentence tells that power was seized there: the one that is named with it."""
    for token in tree.tokens:
        around = _told_with(tree, token.i)
        named = [k for k in around if k in at and at[k].code and at[k].kind in STATES]
        if named:
            nearest = min(named, key=lambda k: abs(k - token.i))
            return Party((at[nearest].code,), None, tree.tokens[nearest].span, "institution")
    return None


def are_in_power(tree: Tree, i: int) -> bool:
    """True for a bare "the junta", "the generals", "coup leaders"."""
    token = tree.tokens[i]
    lemma = token.lemma.lower()
    words = {tree.tokens[c].text.lower() for c in below(tree, i) if tree.tokens[c].label in ("det", "compound", "amod")}
    if lemma in JUNTAS:
        return words <= {"the", "military", "ruling"}
    if token.xpos != "NNS":
        return False
    if lemma in LEADING:
        return not words.isdisjoint(("coup", "putsch", "military")) and words <= {"the", "coup", "putsch", "military"}
    return lemma in ARMED_MEN and words == {"the"}


def _told_with(tree: Tree, i: int) -> tuple[int, ...]:
    """The words that tell where a coup was: its own, or those of the verb in "staged a coup", "took power"."""
    token = tree.tokens[i]
    if token.lemma.lower() in COUPS:
        staged = token.label == "obj" and tree.tokens[token.head].lemma in STAGING
        return tree.subtree(token.head if staged else i)
    seized = token.lemma in SEIZING and any(
        tree.tokens[c].label in ("obj", "nsubj:pass") and tree.tokens[c].lemma == "power" for c in below(tree, i)
    )
    return tree.subtree(i) if seized else ()
