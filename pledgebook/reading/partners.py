"""Partners: who meets somebody takes part together with whoever is met, and so does who acts "together with" another."""

from __future__ import annotations

from pledgebook.model import Firmness
from pledgebook.reading.cast import Cast
from pledgebook.reading.clauses import below, case_of, object_of
from pledgebook.reading.governors import marked
from pledgebook.reading.party import Party, joined
from pledgebook.reading.stance import Stance
from pledgebook.syntax import Tree

HELD = frozenset(("talk", "meeting", "negotiation", "consultation", "summit", "conversation", "discussion"))
"""What is held *with* somebody."""
JOINTLY = frozenset(("together", "along", "jointly"))
"""Words before "with" that make whoever comes next a partner."""


def with_partners(tree: Tree, stance: Stance, who: Party, cast: Cast) -> Party:
    """``who`` together with the one met, where the act is a meeting ("Oslo held talks *with Riga*"), and with those who act
    beside them ("Oslo, *together with Riga*, will send tanks", "Oslo *joined Riga* in sending tanks")."""
    beside = next((p for p in (_beside(tree, stance), _joined_in(tree, stance.anchor)) if p is not None), None)
    meets = stance.firmness not in (Firmness.RULED_OUT, Firmness.RELUCTANT)  # who is refused a meeting refuses nothing
    partner = beside if beside is not None else _met(tree, stance.anchor) if meets else None
    party = cast.party(tree, partner) if partner is not None else None
    if party is None or not party.codes or (beside is None and party.plural) or set(party.codes) & set(who.codes):
        return who
    return joined([who, party]) or who


def _beside(tree: Tree, stance: Stance) -> int | None:
    """The word for whoever acts beside the subject."""
    places = [stance.anchor, *(i for i in (stance.cue, stance.who) if i is not None and i >= 0)]
    children = [child for place in places for child in below(tree, place)]
    adverbs = [child for child in children if tree.tokens[child].lemma.lower() in JOINTLY]
    for child in (*children, *(c for adverb in adverbs for c in below(tree, adverb))):
        if tree.tokens[child].label not in ("obl", "nmod"):
            continue
        for word in below(tree, child):
            lower = tree.tokens[word].text.lower()
            before = tree.tokens[word - 1].lemma.lower() if word else ""
            if lower == "alongside" or (lower == "with" and before in JOINTLY):
                return child
    return None


def _joined_in(tree: Tree, anchor: int) -> int | None:
    """The word for whoever is joined in an act, which is told behind "in"."""
    over = tree.tokens[anchor].head
    for verb, deed in ((over, anchor), *((anchor, child) for child in below(tree, anchor))):
        if (
            verb >= 0
            and tree.tokens[verb].lemma == "join"
            and tree.tokens[deed].label == "advcl"
            and marked(tree, deed, "in")
        ):
            return object_of(tree, verb)
    return None


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
