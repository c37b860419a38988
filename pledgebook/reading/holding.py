"""Who goes on with what it would be the act to give up refuses the act: "*enrichment* will continue", "insists on its right to
enrich". Which words these are, the codebook says (``given_up``)."""

from __future__ import annotations

from collections.abc import Iterator

from pledgebook.codebooks import Codebook
from pledgebook.model import Firmness, Kind
from pledgebook.reading.candidates import Candidate
from pledgebook.syntax import Tree

MEANT = (Firmness.WILLING, Firmness.PLEDGED, Firmness.BOUND, Firmness.UNDER_WAY)
"""Steps towards what is held on to that are steps away from giving it up."""
NAMING = frozenset(("compound", "amod", "obj", "nmod", "nsubj", "obl", "xcomp"))
"""Labels of words that tell what an act is about."""
LIMITING = frozenset(("curb", "cap", "dilute", "forgo", "renounce", "roll", "ship", "hand", "surrender", "transfer"))
"""Words of giving up that no codebook of acts needs: "would *curb* enrichment"."""


def held_on(candidate: Candidate, firmness: Firmness | None, codebook: Codebook) -> Firmness | None:
    """The step of a candidate, read as ``firmness``: ruled out where its words tell of going on with what the act gives up."""
    s, tree, anchor = candidate.statement, candidate.tree, candidate.stance.anchor
    given_up = codebook.act(s.act).given_up if s.act is not None else ()
    if s.kind is not Kind.COMMITMENT or firmness not in MEANT or not given_up:
        return firmness
    if not any(tree.tokens[i].lemma in given_up for i in _about(tree, anchor)):
        return firmness
    turning = {*codebook.stop.verbs, *codebook.stop.nouns, *codebook.act(s.act or "").verbs, *LIMITING} - set(given_up)
    around = [*_about(tree, anchor), *(t.i for t in tree.ancestors(anchor)), candidate.stance.cue]
    return firmness if any(tree.tokens[i].lemma in turning for i in around if i >= 0) else Firmness.RULED_OUT


def _about(tree: Tree, anchor: int) -> Iterator[int]:
    """The word that heads the act, and those that tell what it is about."""
    yield anchor
    for token in tree.children(anchor):
        if token.label.split(":")[0] in NAMING:
            yield token.i
            yield from (t.i for t in tree.children(token.i) if t.label in ("compound", "amod"))
