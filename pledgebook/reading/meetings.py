"""Meetings: who meets somebody takes part together with whoever is met."""

from __future__ import annotations

from pledgebook.reading.cast import Cast
from pledgebook.reading.clauses import below, case_of, object_of
from pledgebook.reading.party import Party, joined
from pledgebook.syntax import Tree

HELD = frozenset(("talk", "meeting", "negotiation", "consultation", "summit", "conversation", "discussion"))
"""What is held *with* somebody."""


def meeting_together(tree: Tree, anchor: int, who: Party, cast: Cast) -> Party:
    """``who`` together with the one met, where the act is a meeting ("Oslo held talks *with Riga*")."""
    partner = _met(tree, anchor)
    party = cast.party(tree, partner) if partner is not None else None
    if party is None or not party.codes or party.plural or set(party.codes) & set(who.codes):
        return who
    return joined([who, party]) or who


def _met(tree: Tree, anchor: int) -> int | None:
    """The word for whoever is met."""
    lemma = tree.tokens[anchor].lemma
    what = object_of(tree, anchor)
    if lemma == "meet" and what is not None and tree.tokens[what].label == "obj":
        return what
    if lemma == "meet":
        return _with(tree, anchor)
    if lemma in ("hold", "have") and what is not None and tree.tokens[what].lemma in HELD:
        found = _with(tree, anchor)
        return found if found is not None else _with(tree, what)
    return None


def _with(tree: Tree, i: int) -> int | None:
    return next(
        (c for c in below(tree, i) if tree.tokens[c].label in ("obl", "nmod") and case_of(tree, c) == "with"), None
    )
