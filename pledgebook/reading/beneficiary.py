"""For whom an act is: whom its words aim it at ("air defences *for Ukraine*", "lift sanctions *on Syria*")."""

from __future__ import annotations

from typing import NamedTuple

from pledgebook.model import Span
from pledgebook.reading.cast import Cast
from pledgebook.reading.clauses import below, case_of, first_conjunct, particle
from pledgebook.reading.party import Party
from pledgebook.syntax import Tree

AIMS = ("to", "for", "into", "in", "with", "on", "of", "towards", "toward", "against", "at", "inside", "within", "from")
"""Prepositions before the one whom an act is for, the likeliest first."""
ACQUIRING = {
    "VERB": frozenset(("buy", "purchase", "acquire", "procure", "obtain", "receive", "order", "import")),
    "NOUN": frozenset(("purchase", "acquisition", "procurement", "takeover")),
}
"""Words after which "from" names whoever sells or gives; "imports from" is what tariffs are aimed at."""
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
        if _is_source(tree, i, anchor) or _is_gapped(tree, i, cast):
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


def _is_source(tree: Tree, i: int, anchor: int) -> bool:
    """True for whom something is had from ("buy tanks *from Korea*", "take over command *from Italy*")."""
    while tree.tokens[i].label in ("compound", "flat", "amod") and tree.tokens[i].head >= 0:
        i = tree.tokens[i].head
    owners = below(tree, i) if tree.tokens[i].upos == "NOUN" else []  # "command of the troops *from Chile*"
    if not any(case_of(tree, k) == "from" for k in (i, *owners)):
        return False
    over = tree.head(anchor)
    verbs = [*tree.ancestors(i), *([over] if over is not None else [])]
    return any(
        word.lemma in ACQUIRING.get(word.upos, ()) or (word.lemma == "take" and particle(tree, word.i) == "over")
        for word in verbs
        if tree.dominates(anchor, word.i) or word is over
    )


def _is_gapped(tree: Tree, i: int, cast: Cast) -> bool:
    """True for the giver in "Oslo pledged six jets and *Rome* ten", whom the tree joins to what is given."""
    first = first_conjunct(tree, i)
    if first == i or tree.tokens[first].label not in ("obj", "nsubj:pass"):
        return False
    joined = cast.place(tree, first)
    return joined is None or not joined.codes


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
