"""The mission that a document is about: whoever will "take part" there means that one.

A stand often names no act of its own, where the whole report is of one undertaking. Its class is that of the missions and
forces which the document names; the codebook says which classes can be such (``mission``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from msgspec.structs import replace

from pledgebook.model import Kind, Statement
from pledgebook.reading.acts import Acts
from pledgebook.reading.candidates import Candidate
from pledgebook.syntax import Tree

UNDERTAKINGS = frozenset(("mission", "force", "operation", "patrol", "coalition", "fleet"))
"""Nouns for what several take part in."""
MODIFIERS = frozenset(("amod", "compound", "nmod"))
LEAST, LEAD = 3.0, 2.0
"""How often a class must be named, and how much more often than the next."""
BESIDE = 0.5
"""What a word of the class counts that stands for itself."""
JOINING = frozenset(("join", "participate", "part", "participation"))
"""Words that tell of taking part, and not in what."""
VAGUE = JOINING | frozenset(
    (
        "mission",
        "force",
        "effort",
        "operation",
        "command",
        "role",
        "plan",
        "contribution",
        "contribute",
        "take",
        "coalition",
    )
)
"""Words that fit any undertaking."""
INTRUDING = frozenset(("intervention", "presence", "involvement"))
"""Words by which others object to a mission ("any *foreign intervention*")."""
OUTER = INTRUDING | frozenset(("foreign", "outside", "external", "kind", "sort", "form"))
LENT = frozenset(("negotiate", "agreement"))
"""Classes that words of taking part stand in for want of a better one."""


class Mission:
    """The class of the undertaking that a document is about, ``None`` where it is about none or several."""

    def __init__(self, trees: Sequence[Tree], acts: Acts) -> None:
        self._trees, self._acts = trees, acts

    @cached_property
    def act(self) -> str | None:
        """The class, looked for only once a stand may mean it."""
        named: Counter[str] = Counter()
        for tree in self._trees:
            for token in tree.tokens:
                if token.lemma not in VAGUE:
                    named.update(dict.fromkeys(self._classes(token.lemma), BESIDE))
                if token.lemma in UNDERTAKINGS:
                    beside = (c.lemma for c in tree.children(token.i) if c.label in MODIFIERS)
                    named.update(name for lemma in beside for name in self._classes(lemma))
        first, second = (*named.most_common(2), ("", 0.0), ("", 0.0))[:2]
        return first[0] if first[1] >= max(LEAST, LEAD * second[1]) else None

    def _classes(self, lemma: str) -> list[str]:
        """The classes of missions that the noun stands in."""
        return [name for name in self._acts.named_by(lemma) if self._acts.codebook.act(name).mission]

    def meant(self, statement: Statement, candidate: Candidate) -> Statement:
        """The statement with the act of the mission, where its own words fit any: "will *take part*"."""
        lent, rejected = statement.act in LENT, statement.kind is Kind.OBJECTION
        if statement.act is None or not (lent or rejected or self._acts.codebook.act(statement.act).mission):
            return statement
        if self.act is None or statement.act == self.act:
            return statement
        tree, anchor = candidate.tree, candidate.stance.anchor
        words = [
            tree.tokens[i] for i in {anchor, *(i for i, _ in self._acts.region(tree, anchor)), *candidate.act.words}
        ]
        told = {t.lemma for t in words if t.upos in ("NOUN", "PROPN", "ADJ") or t.lemma in self._acts.verbs}
        if rejected and told & INTRUDING:
            told -= OUTER
        elif rejected and not self._acts.codebook.act(statement.act).mission:
            return statement
        if told - VAGUE - self._cues(candidate) or (lent and not told & JOINING):
            return statement
        return replace(statement, act=self.act, rules=(*statement.rules, "mission"))

    @staticmethod
    def _cues(candidate: Candidate) -> set[str]:
        """Words that show how firm the stand is, and not on what."""
        places = {candidate.stance.cue, *candidate.stance.chain, candidate.stance.anchor} - {-1}
        bare = "cue.bare" in candidate.stance.rules
        return {candidate.tree.tokens[i].lemma for i in places} if bare else set()
