"""Who goes on with what it would be the act to give up refuses the act: "*enrichment* will continue", "insists on its right to
enrich". Which words these are, the codebook says (``given_up``)."""

from __future__ import annotations

from pledgebook.model import Firmness, Kind
from pledgebook.reading.acts import Acts
from pledgebook.reading.candidates import Candidate

MEANT = (Firmness.WILLING, Firmness.PLEDGED, Firmness.BOUND, Firmness.UNDER_WAY)
"""Steps towards what is held on to that are steps away from giving it up."""
LIMITING = frozenset(("curb", "cap", "dilute", "forgo", "renounce", "roll", "ship", "hand", "surrender", "transfer"))
"""Words of giving up that no codebook of acts needs: "would *curb* enrichment"."""


def held_on(candidate: Candidate, firmness: Firmness | None, acts: Acts) -> Firmness | None:
    """The step of a candidate, read as ``firmness``: ruled out where its words tell of going on with what the act gives up."""
    s, tree, anchor, book = candidate.statement, candidate.tree, candidate.stance.anchor, acts.codebook
    if s.kind is not Kind.COMMITMENT or s.act is None or firmness not in MEANT or not book.act(s.act).given_up:
        return firmness
    own, about = book.act(s.act), [i for i, _ in acts.region(tree, anchor)]
    if not any(tree.tokens[i].lemma in own.given_up for i in about):
        return firmness
    turning = {*book.stop.verbs, *book.stop.nouns, *own.verbs, *LIMITING} - set(own.given_up)
    around = [*about, *(t.i for t in tree.ancestors(anchor)), candidate.stance.cue]
    return firmness if any(tree.tokens[i].lemma in turning for i in around if i >= 0) else Firmness.RULED_OUT
