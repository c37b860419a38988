"""Another's forces as those for whom something is done: "will equip *Ukrainian forces*" sends no troops."""

from __future__ import annotations

from pledgebook.reading.acts import Acts
from pledgebook.reading.cast import Cast
from pledgebook.reading.clauses import below, conjuncts, first_conjunct, object_of
from pledgebook.reading.party import Party
from pledgebook.syntax import Tree

FORCES = frozenset(("army", "force", "military", "troop", "soldier", "brigade", "navy", "unit", "recruit"))
SERVING = frozenset(
    ("strengthen", "bolster", "reinforce", "rebuild", "modernise", "modernize", "support", "help", "assist", "back", "aid",
     "equip", "arm", "rearm", "train", "fund", "finance", "supply", "instruct", "advise", "sustain", "boost")
)  # fmt: skip
"""Verbs of what is done for another's forces."""
BEFORE_NOUN = frozenset(("amod", "det", "compound", "nmod:poss"))


def forces_helped(tree: Tree, head: int, who: Party, cast: Cast, acts: Acts) -> frozenset[int]:
    """The forces of others than ``who`` among the words of the act that ``head`` heads, and what is joined to them: they tell
    nothing of it."""
    if all(token.lemma not in FORCES for token in tree.tokens):
        return frozenset()
    told = {each for place, _ in acts.region(tree, head) for each in conjuncts(tree, place)}
    objects = {k for i in told if (k := object_of(tree, i)) is not None and tree.tokens[i].lemma in SERVING}
    helped = {i for k in objects for i in conjuncts(tree, k)} | {i for i in told if _is_served(tree, i)}
    forces = [i for i in helped if tree.tokens[i].lemma in FORCES]
    owners = {i: cast.owner(tree, i) or cast.owner(tree, first_conjunct(tree, i)) for i in forces}
    return frozenset(i for i, owner in owners.items() if owner and not set(owner.codes) & set(who.codes))


def _is_served(tree: Tree, noun: int) -> bool:
    """True behind a verb of serving, which a tree may join to it: "by training and *equipping Ukrainian forces*"."""
    start = min((c for c in below(tree, noun) if tree.tokens[c].label in BEFORE_NOUN), default=noun)
    return start > 0 and tree.tokens[start - 1].upos == "VERB" and tree.tokens[start - 1].lemma in SERVING
