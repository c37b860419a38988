"""What a condition asks to hold: the fighting over, a deal, another's part, a mandate, a wish, a line crossed."""

from __future__ import annotations

from typing import NamedTuple

from pledgebook.codebooks.codebook import ConditionWords
from pledgebook.model import ConditionKind, Link
from pledgebook.reading.clauses import NEGATIONS, SUBJECTS, below, profile, subject
from pledgebook.syntax import Tree

CHANCES = frozenset(
    ("chance", "option", "opportunity", "possibility", "prospect", "room", "hope")
)  # fmt: skip
"""What is possible is not yet reached: "if there is a chance for a ceasefire" is no ceasefire."""
STATIVE = frozenset(
    ("remain", "stay", "become", "exist", "seem", "appear", "face", "suffer", "find", "go", "get")
)  # fmt: skip
INTENT = frozenset(
    ("ready", "willing", "eager", "prepared", "serious", "unwilling", "reluctant", "sincere")
)  # fmt: skip
FAILING = frozenset(
    ("fail", "collapse", "falter", "stall", "refuse", "reject", "failure", "unsuccessful", "neglect")
)  # fmt: skip
REACHED = (ConditionKind.CEASEFIRE, ConditionKind.DEAL, ConditionKind.MANDATE)


class Meaning(NamedTuple):
    """The kind of a condition and its link once its polarity is known."""

    kind: ConditionKind
    link: Link


class Setting(NamedTuple):
    """What surrounds a condition: ``adverse`` when the stance is a threat, a stop or a refusal; ``actor`` when another
    than the promisor is to act in it; ``attack`` when its head crosses a line, which sets off a defence too."""

    adverse: bool
    actor: bool
    attack: bool = False


class Kinds:
    """The words of one codebook that tell kinds apart; an entry ``a|b + c|d`` asks for one word of each group."""

    def __init__(self, words: ConditionWords) -> None:
        self._groups = {kind: [_groups(entry) for entry in entries] for kind, entries in words.kinds.items()}

    def hits(self, tree: Tree, first: int, last: int) -> set[ConditionKind]:
        """The kinds that the words from ``first`` to ``last`` speak of."""
        inside: set[str] = set()
        for token in tree.tokens[first : last + 1]:
            inside.add(token.lemma.lower())
            inside.add(token.text.lower())
        if "list" in inside:  # "strikes it off the list" crosses no line
            inside.discard("strike")
        return {
            kind
            for kind, entries in self._groups.items()
            if any(all(not group.isdisjoint(inside) for group in entry) for entry in entries)
        }

    def meaning(self, tree: Tree, head: int, first: int, last: int, link: Link, setting: Setting) -> Meaning:
        """The kind of the condition from word ``first`` to ``last`` headed by ``head``, and its link."""
        hits = self.hits(tree, first, last)
        negative = is_negative(tree, head)
        kind = self._kind(tree, head, hits, negative, link, setting)
        if negative and link is Link.IF and kind not in (ConditionKind.VIOLATION, ConditionKind.INVITATION):
            link = Link.UNLESS
        return Meaning(kind, link)

    def _kind(
        self, tree: Tree, head: int, hits: set[ConditionKind], negative: bool, link: Link, setting: Setting
    ) -> ConditionKind:
        crossed = setting.adverse and link is Link.IF
        if _is_chance(tree, head):
            return ConditionKind.OTHER
        if crossed and setting.actor and negative:
            return ConditionKind.VIOLATION
        if ConditionKind.VIOLATION in hits and (crossed or setting.attack):
            return ConditionKind.VIOLATION
        for kind in REACHED if len(hits & set(REACHED)) < 2 else (*self._of_noun(tree, head), *REACHED):
            if kind in hits:
                return kind
        if ConditionKind.INVITATION in hits and (link is not Link.IF or not setting.adverse):
            return ConditionKind.INVITATION
        if setting.actor:
            return ConditionKind.VIOLATION if crossed else ConditionKind.OTHER_ACTS
        return ConditionKind.OTHER_ACTS if ConditionKind.OTHER_ACTS in hits else ConditionKind.OTHER

    def _of_noun(self, tree: Tree, head: int) -> list[ConditionKind]:
        """The kind of what is to come itself, where several are named ("once a *deal* to end the war is signed")."""
        who = subject(tree, head)
        noun = head if who is None else who
        first = min([noun, *(c for c in below(tree, noun) if tree.tokens[c].label == "compound")])
        own = self.hits(tree, first, noun) & set(REACHED)
        return list(own) if len(own) == 1 else []


def is_negative(tree: Tree, head: int) -> bool:
    """True for "if X does not ...", "if no deal ...", "if talks fail", "unless" left out."""
    if tree.tokens[head].lemma in FAILING and tree.tokens[head].upos in ("VERB", "NOUN"):
        return True
    if profile(tree, head).negated:
        return True
    return any(
        tree.tokens[g].text.lower() in NEGATIONS and tree.tokens[g].label in ("det", "advmod")
        for c in below(tree, head)
        if tree.tokens[c].label in SUBJECTS or tree.tokens[c].label == "obj"
        for g in below(tree, c)
    )


def acts(tree: Tree, head: int) -> bool:
    """True when the clause tells of somebody's doing, not of a state ("NATO membership remains out of reach")."""
    token = tree.tokens[head]
    if token.upos == "ADJ":
        return token.lemma in INTENT
    moves = token.lemma == "go" and any(
        t.text.lower() in ("back", "ahead", "on", "further") for t in tree.children(head)
    )
    return token.upos in ("VERB", "AUX") and (moves or token.lemma not in STATIVE)


def _is_chance(tree: Tree, head: int) -> bool:
    who = subject(tree, head)
    return tree.tokens[head].lemma in CHANCES or (who is not None and tree.tokens[who].lemma in CHANCES)


def _groups(entry: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(w.strip() for w in group.split("|")) for group in entry.split("+"))
