"""A stance: one stand on one act in one tree, in terms of words, before anybody is named."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from pledgebook.model import Firmness
from pledgebook.reading.clauses import below
from pledgebook.syntax import Tree

REFUSING = frozenset(
    ("reject", "ignore", "resist", "dismiss", "rebuff", "spurn", "defy", "withstand", "decline", "refuse")
)
GIVEN_TO = frozenset(("engage", "prepare", "commit", "involve", "deploy", "determine", "oppose", "dedicate"))
"""Verbs whose subject acts itself, also where they are put as passives ("Berlin is committed to")."""


class Ask(StrEnum):
    """What the stance is, so far as the words alone tell."""

    OWN = "own"
    REQUEST = "request"
    OBJECTION = "objection"
    MUST = "must"


class Stance(NamedTuple):
    """One stand on one act. All places are word indices; ``who`` is the promisor, ``by`` who asks or objects.

    ``top`` heads the clause in which the stand is expressed (for voice and conditions); ``cue`` is the word that shows the
    step (-1 where the act's own verb form shows it); ``given`` when the act is a noun; ``rules`` name what made it.
    """

    anchor: int
    ask: Ask
    firmness: Firmness | None
    who: int | None
    by: int | None
    cue: int
    top: int
    rules: tuple[str, ...]
    possessor: bool = False
    chain: tuple[int, ...] = ()

    def left_open(self) -> Stance:
        """The same stand while it is still to be taken."""
        return self._replace(firmness=Firmness.UNDECIDED, rules=(*self.rules, "yet-to"))

    def takes_up(self, tree: Tree) -> bool:
        """True for a stand on an act just told, which is told beside it: "..., but *Riga denied it*", "even then I have
        *reservations about this*"."""
        if "cue.bare" in self.rules and self.ask is Ask.OWN:
            return self.anchor == self.cue and tree.tokens[self.cue].upos == "NOUN"
        return self.takes_back()

    def takes_back(self) -> bool:
        """True where somebody denies what was told just before: "Oslo said Riga had agreed; *Riga denied it*"."""
        return "ellipsis" in self.rules and "denied" in self.rules

    def near(self, tree: Tree) -> list[int]:
        """The words on which the network may speak of this stance: its act with what hangs on it, its cue, its governor."""
        above = (self.cue, tree.tokens[self.anchor].head)
        return [self.anchor, *below(tree, self.anchor), *(i for i in above if i >= 0)]
