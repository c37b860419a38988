"""What must hold first: clauses and phrases that a stance hangs on, each with its kind, its link and whom it depends on."""

from __future__ import annotations

from collections.abc import Iterable

from pledgebook.codebooks import Codebook
from pledgebook.model import Condition, ConditionKind, Firmness, Link, Span
from pledgebook.reading.cast import Cast, Party
from pledgebook.reading.clauses import Time, below, case_of, is_negated, profile, subject
from pledgebook.syntax import Tree

CLAUSES = frozenset(("advcl", "acl", "ccomp", "parataxis", "advcl:relcl"))
TEMPORAL = frozenset(("when", "after", "while", "before", "following", "upon", "as soon as", "whenever", "pending"))
"""Links that only make a condition of something still to come; elsewhere they tell the time."""
OPEN_STEPS = frozenset(
    (
        Firmness.RULED_OUT,
        Firmness.RELUCTANT,
        Firmness.UNDECIDED,
        Firmness.CONSIDERING,
        Firmness.WILLING,
        Firmness.PLEDGED,
        Firmness.BOUND,
    )
)
HOSTILE = frozenset(("force", "sanctions", "other"))
"""Acts that are threatened rather than promised: what sets them off is a violation."""
TEMPORAL_NOUNS = frozenset(
    (
        "day",
        "week",
        "month",
        "year",
        "hour",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "june",
        "july",
        "january",
        "february",
        "march",
        "april",
        "may",
        "august",
        "september",
        "october",
        "november",
        "december",
        "time",
        "talk",
        "meeting",
        "visit",
        "moment",
        "summit",
        "minute",
        "decade",
        "weekend",
        "night",
        "morning",
        "call",
        "conversation",
    )
)


class Conditions:
    """Finds conditions with the words of one codebook."""

    def __init__(self, codebook: Codebook) -> None:
        words = codebook.conditions
        self._links = {
            w: link for link in (Link.IF, Link.UNTIL, Link.UNLESS) for w in words.links.get(link, ()) if " " not in w
        }
        self._phrases = [(tuple(w.split()), link) for link, group in words.links.items() for w in group if " " in w]
        self._kinds = words.kinds

    def of(
        self, tree: Tree, chain: Iterable[int], act: str, firmness: Firmness | None, promisor: Party | None, cast: Cast,
        content: frozenset[int] | None,
    ) -> list[tuple[Condition, frozenset[int]]]:  # fmt: skip
        """The conditions that hang on the words of ``chain``, each with the indices of its words.

        ``content`` limits the search to what one voice says. Nothing that has been done already has conditions.
        """
        found: dict[int, tuple[Condition, frozenset[int]]] = {}
        for i in dict.fromkeys(chain):
            for child in below(tree, i):
                if child in found or (content is not None and child not in content):
                    continue
                link = self._link(tree, child, firmness)
                if link is None:
                    continue
                inside = frozenset(tree.subtree(child))
                if any(k in inside for k in chain):
                    continue
                condition = self._condition(tree, child, link, act, promisor, cast)
                if condition is not None:
                    found[child] = (condition, inside)
        return list(found.values())

    def _link(self, tree: Tree, i: int, firmness: Firmness | None) -> Link | None:
        """How the clause or phrase headed by ``i`` binds, if it binds at all."""
        token = tree.tokens[i]
        clause = token.label in CLAUSES or (token.label == "obl" and token.upos == "VERB")
        phrase = token.label in ("obl", "nmod", "obl:unmarked", "advmod")
        if not clause and not phrase:
            return None
        marks = [
            tree.tokens[c].text.lower()
            for c in below(tree, i)
            if tree.tokens[c].label in ("mark", "case", "advmod", "cc") and c < i
        ]
        span = tree.subtree(i)
        opening = [tree.tokens[k].text.lower() for k in span[:6]]
        for words, link in self._phrases:
            if _within(opening, words):
                return self._checked(tree, i, link, " ".join(words), firmness, clause)
        for mark in marks:
            found = self._links.get(mark)
            if found is not None:
                if clause or mark in (
                    "until",
                    "till",
                    "unless",
                    "without",
                    "pending",
                    "after",
                    "upon",
                    "following",
                    "once",
                    "if",
                    "absent",
                    "barring",
                ):
                    return self._checked(tree, i, found, mark, firmness, clause)
        if clause and _inverted(tree, i):
            return Link.IF
        return None

    @staticmethod
    def _checked(tree: Tree, i: int, link: Link, mark: str, firmness: Firmness | None, clause: bool) -> Link | None:
        own = profile(tree, i)
        if mark in TEMPORAL:
            if firmness is not None and firmness not in OPEN_STEPS:
                return None
            if clause and own.time in (Time.PAST,):
                return None
            if mark in ("while", "before", "following"):
                return None
        if not clause and (
            tree.tokens[i].lemma.lower() in TEMPORAL_NOUNS or tree.tokens[i].upos in ("NUM", "PROPN", "PRON")
        ):
            return None
        if mark == "without" and clause:
            return None
        if link is Link.IF and clause and tree.tokens[i].label == "ccomp":
            return None
        if link is Link.IF and own.negated and mark in ("if", "in case"):
            return Link.IF
        return link

    def _condition(
        self, tree: Tree, i: int, link: Link, act: str, promisor: Party | None, cast: Cast
    ) -> Condition | None:
        span = tree.subtree_span(i)
        text = tree.words(span)
        who = subject(tree, i)
        other = cast.party(tree, who) if who is not None else None
        if other is None and who is not None:
            other = cast.owner(tree, who)
        if other is None:
            other = cast.owner(tree, i)
        if other is not None and promisor is not None and set(other.codes) <= set(promisor.codes):
            other = None
        kind, negative = self._kind(tree, i, text.lower(), act, other)
        if link is Link.IF and negative and kind is ConditionKind.DEAL:
            link = Link.UNLESS
        on = (
            ",".join(sorted(other.codes))
            if other and other.codes and kind not in (ConditionKind.CEASEFIRE, ConditionKind.DEAL, ConditionKind.OTHER)
            else None
        )
        return Condition(kind=kind, link=link, text=text, span=Span(*span), on=on)

    def _kind(self, tree: Tree, i: int, text: str, act: str, other: Party | None) -> tuple[ConditionKind, bool]:
        own = profile(tree, i)
        negative = (
            own.negated or any(is_negated(tree, c) for c in below(tree, i)) or " fail" in text or "if no " in text
        )
        hit = {kind: any(w in text for w in words) for kind, words in self._kinds.items()}
        if other is not None and hit.get(ConditionKind.VIOLATION) and (negative or act in HOSTILE):
            return ConditionKind.VIOLATION, negative
        for kind in (ConditionKind.CEASEFIRE, ConditionKind.DEAL, ConditionKind.MANDATE):
            if hit.get(kind):
                return kind, negative
        if other is not None:
            if hit.get(ConditionKind.INVITATION):
                return ConditionKind.INVITATION, negative
            if act in HOSTILE and act != "other":
                return ConditionKind.VIOLATION, negative
            return ConditionKind.OTHER_ACTS, negative
        if act in HOSTILE and hit.get(ConditionKind.VIOLATION):
            return ConditionKind.VIOLATION, negative
        return ConditionKind.OTHER, negative


def _within(opening: list[str], words: tuple[str, ...]) -> bool:
    return any(tuple(opening[k : k + len(words)]) == words for k in range(min(2, len(opening))))


def _inverted(tree: Tree, i: int) -> bool:
    """ "Should Russia attack again, ...": a conditional by inversion."""
    tokens = tree.subtree(i)
    first = tree.tokens[tokens[0]]
    return (
        first.text.lower() in ("should", "were", "had")
        and first.label.startswith("aux")
        and case_of(tree, i) == ""
        and tree.tokens[i].label == "advcl"
    )
