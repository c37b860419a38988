"""Words for a state that, without a name, mean the speaker's own: "Sato said *the government* would send aid"."""

from __future__ import annotations

from collections.abc import Mapping

from pledgebook.gazetteer import Mention, MentionKind
from pledgebook.reading.clauses import below, profile
from pledgebook.reading.governors import DEMANDING
from pledgebook.reading.party import Party
from pledgebook.syntax import Tree

OWN = frozenset(
    ("country", "nation", "kingdom", "republic", "sultanate", "emirate", "government", "cabinet", "army", "military")
)
"""Nouns for a state and what acts for it."""
ABROAD = frozenset(
    ("envoy", "ambassador", "diplomat", "emissary", "mediator", "negotiator", "consul", "representative")
)
"""Who speaks elsewhere, where "the government" is that of the hosts."""
OF_OTHERS = DEMANDING | frozenset(
    ("want", "insist", "propose", "suggest", "call", "expect", "believe", "think", "know", "doubt", "hope", "fear")
)
"""Verbs whose clause tells what another is to do, or may do."""


def is_own_state(tree: Tree, i: int, speaker: Party, at: Mapping[int, Mention]) -> bool:
    """True for a bare "the government" that does something, where no other state was the doer before it in the sentence.

    ``at`` are the mentions of the sentence by word.
    """
    token = tree.tokens[i]
    if token.lemma.lower() not in OWN or token.xpos != "NN" or not token.label.startswith("nsubj") or token.head < 0:
        return False
    if [tree.tokens[c].text.lower() for c in below(tree, i)] != ["the"] or speaker.span.start == token.span.start:
        return False
    told = tree.tokens[token.head]
    over = tree.tokens[told.head] if told.head >= 0 else told
    if profile(tree, told.i).modal in ("should", "must") or (told.label == "ccomp" and over.lemma in OF_OTHERS):
        return False
    if any(t.lemma.lower() in ABROAD and t.span.start <= speaker.span.end <= t.span.end for t in tree.tokens):
        return False
    return not any(
        k < i and mention.kind is MentionKind.STATE and mention.code not in speaker.codes
        and tree.tokens[k].label.startswith("nsubj")
        for k, mention in at.items()
    )  # fmt: skip
