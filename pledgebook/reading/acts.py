"""Which act class a clause speaks of, and whether the act is done or stopped.

Every word of the act's region (the predicate with its objects and complements, not its subject) votes for the classes
that the codebook lists it under; near words count more than far ones, strong words and phrases more than common ones.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from pledgebook.codebooks import Codebook
from pledgebook.model import Direction
from pledgebook.reading.clauses import below, case_of, particle
from pledgebook.reading.dates import MONTHS
from pledgebook.syntax import Token, Tree

REGION = frozenset(
    ("obj", "iobj", "obl", "xcomp", "compound", "amod", "nmod", "nmod:poss", "compound:prt", "nsubj:pass", "acl", "advmod",
     "flat", "fixed", "nummod", "appos", "obl:unmarked", "nmod:unmarked", "ccomp", "case", "det", "obl:agent")
)  # fmt: skip
"""Labels through which the region grows; subjects, adverbial clauses and relative clauses stay outside."""
DEPTH = (1.0, 0.9, 0.6, 0.4, 0.25, 0.15)
"""Weight of a word by its distance from the predicate; farther words do not vote."""
VERB, NOUN, PHRASE, STRONG = 1.2, 1.0, 2.6, 2.0
LEAVING = frozenset(("withdraw", "leave", "withdrawal", "exit"))
"""Words that stop what they name, unless leaving is the act itself ("the withdrawal of its troops")."""
TIMING = frozenset(("before", "until", "till", "after", "pending", "following", "without", "upon"))
"""Prepositions of what goes before an act ("will send troops *after a truce*"), which does not tell it."""
PERIODS = frozenset(
    ("year", "month", "week", "day", "hour", "minute", "decade", "century", "season", "spring", "summer", "autumn", "winter",
     "quarter")
)  # fmt: skip


class Act(NamedTuple):
    """The class found: ``score`` is its votes (0 for the fallback), ``margin`` its lead, ``words`` the indices that voted."""

    name: str
    direction: Direction
    score: float
    margin: float
    words: tuple[int, ...]


class Acts:
    """Looks up the words of one codebook."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._verbs: dict[str, list[tuple[str, float]]] = defaultdict(list)
        self._nouns: dict[str, list[tuple[str, float]]] = defaultdict(list)
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for name, act in codebook.acts.items():
            strong = set(act.strong)
            for word in act.verbs:
                self._verbs[word].append((name, VERB + STRONG * (word in strong)))
            for word in {*act.nouns, *strong} - (strong & set(act.verbs) - set(act.nouns)):
                self._nouns[word].append((name, NOUN + STRONG * (word in strong)))
            for phrase in act.phrases:
                words = tuple(phrase.split())
                self._phrases[words[0]].append((words, name))
        self.verbs = frozenset(self._verbs)
        self.stopping = frozenset(codebook.stop.verbs)
        self._stop_nouns = frozenset(codebook.stop.nouns)
        self._wholes = {words for entries in self._phrases.values() for words, _ in entries if len(words) == 2}

    def evokes(self, lemma: str) -> bool:
        """True when the noun stands in some class."""
        return lemma in self._nouns

    def named_by(self, lemma: str) -> list[str]:
        """The classes that a noun stands in."""
        return [name for name, _ in self._nouns.get(lemma, ())]

    def heads(self, tree: Tree, i: int, name: str) -> bool:
        """True when the word is a verb of the class."""
        token = tree.tokens[i]
        return token.upos == "VERB" and any(act == name for act, _ in self._verbs.get(token.lemma, ()))

    def region(self, tree: Tree, head: int, without: frozenset[int] = frozenset()) -> list[tuple[int, int]]:
        """The words of the act with their distance from ``head``; ``without`` and all below it stays outside."""
        found = [(head, 0)]
        for i, depth in found:
            if depth + 1 >= len(DEPTH):
                continue
            for child in below(tree, i):
                token = tree.tokens[child]
                label = token.label
                if child in without or (label == "obl" and case_of(tree, child) in TIMING):
                    continue
                if (
                    label in REGION
                    or (label == "conj" and depth > 0 and token.upos in ("NOUN", "PROPN", "ADJ"))
                    or (label == "nsubj" and depth > 0)
                ):
                    found.append((child, depth + 1))
        return found

    def classify(self, tree: Tree, head: int, without: frozenset[int] = frozenset()) -> Act:
        """The class of the act headed by word ``head``; the codebook's fallback where no word votes."""
        return self.ranked(tree, head, without)[0]

    def ranked(self, tree: Tree, head: int, without: frozenset[int] = frozenset(), most: int = 3) -> list[Act]:
        """The classes that the words allow, likeliest first: up to ``most`` that have votes, and the fallback at the end."""
        region = self.region(tree, head, without)
        votes, voters, whole = self._votes(tree, head, region)
        direction = Direction.GIVE if whole else self._direction(tree, head, region, votes)
        if not votes:
            return [Act(name, direction, 0.0, 0.0, ()) for name in (self.codebook.fallback, self.codebook.general)]
        order = sorted(votes.items(), key=lambda v: (-v[1], v[0]))
        first = order[0][1]
        found = []
        for k, (name, score) in enumerate(order[:most]):
            if score < 0.3 * first:
                break
            margin = score - (order[1][1] if len(order) > 1 else 0.0) if k == 0 else score - first
            found.append(self._turned(tree, region, Act(name, direction, score, margin, tuple(sorted(voters)))))
        if all(a.name != self.codebook.fallback for a in found):
            found.append(Act(self.codebook.fallback, direction, 0.0, -first, ()))
        return found

    def _turned(self, tree: Tree, region: list[tuple[int, int]], act: Act) -> Act:
        """The act with its direction made right: fire that stops is a ceasefire, a blockade that ends lets aid in, and to stop
        enrichment is to give it up."""
        name, direction = act.name, act.direction
        own, stop = self.codebook.act(name), self.codebook.stop
        if direction is Direction.STOP:
            ended = {*stop.gives_with.get(name, ()), *own.given_up}  # "lift the blockade", "stop enrichment"
            if own.stopped_is is not None:
                name, direction = own.stopped_is, Direction.GIVE
            elif any(tree.tokens[i].lemma in ended for i, _ in region):
                direction = Direction.GIVE
        else:
            head = region[0][0]
            left = name != "withdraw" and _is_left(tree, head)
            if left or tree.tokens[head].lemma in stop.gives_with.get(name, ()):
                direction = Direction.STOP
        return act._replace(name=name, direction=direction)

    def _votes(self, tree: Tree, head: int, region: list[tuple[int, int]]) -> tuple[dict[str, float], set[int], bool]:
        """Votes by class, the words that voted, and whether a phrase already counts in that something is stopped."""
        whole = False
        votes: dict[str, float] = defaultdict(float)
        voters: set[int] = set()
        inside = {i for i, _ in region}
        for i, depth in region:
            token = tree.tokens[i]
            table = self._verbs if token.upos == "VERB" else self._nouns
            found = table.get(token.lemma) or (
                self._nouns.get(token.lemma) if token.upos == "VERB" and i != head else None
            )
            turning = token.lemma in self.stopping and token.lemma not in LEAVING
            if i == head and token.upos == "VERB" and turning and len(region) > 1:
                found = None if any(d > 0 for _, d in region) and not self._alone(tree, head) else found
            if found:
                voters.add(i)
                for name, weight in found:
                    votes[name] += weight * DEPTH[depth]
            for words, name in self._phrases.get(token.lemma, ()):
                run = range(i, min(i + len(words) + 1, len(tree.tokens)))
                if _runs(tree, run, words) and i in inside:
                    voters.add(i)
                    votes[name] += PHRASE * DEPTH[depth]
                    whole = whole or words[0] in self.stopping or words[0] in self._stop_nouns
        return votes, voters, whole

    @staticmethod
    def _alone(tree: Tree, head: int) -> bool:
        """True when a verb has nothing that it could turn round: no object and no complement."""
        return not any(
            tree.tokens[c].label in ("obj", "xcomp", "nsubj:pass", "obl", "ccomp") for c in below(tree, head)
        )

    def _direction(self, tree: Tree, head: int, region: list[tuple[int, int]], votes: dict[str, float]) -> Direction:
        stops = 0
        for i, depth in region:
            token = tree.tokens[i]
            if depth > 2 and token.upos != "VERB":
                continue
            if (
                token.upos == "VERB"
                and token.lemma in self.stopping
                and (i == head or token.label in ("xcomp", "acl", "ccomp"))
            ):
                need = self.codebook.stop.particles.get(token.lemma)
                if (need is None or particle(tree, i) in need) and (
                    token.lemma not in LEAVING or not votes.get("withdraw")
                ):
                    stops += 1
            elif token.upos == "NOUN" and token.lemma in self._stop_nouns and depth <= 1 and _complemented(tree, i):
                if i and (tree.tokens[i - 1].lemma, token.lemma) in self._wholes:  # "an *asset freeze*" stops nothing
                    continue
                stops += not (token.lemma in LEAVING and votes.get("withdraw"))
        return Direction.STOP if stops % 2 else Direction.GIVE


def _is_left(tree: Tree, i: int) -> bool:
    """True for "*withdraw from* the talks", "its *withdrawal from* the treaty", which stop what is left."""
    left = any(tree.tokens[c].label in ("obl", "nmod") and case_of(tree, c) == "from" for c in below(tree, i))
    return tree.tokens[i].lemma in LEAVING and left


def _complemented(tree: Tree, i: int) -> bool:
    """True when the noun has something that it stops ("the lifting *of sanctions*", "a 90-day *tariff* pause"), a date
    ("by the end *of May*") being none."""
    return any(tree.tokens[c].label in ("nmod", "compound") and not _is_date(tree.tokens[c]) for c in below(tree, i))


def _is_date(token: Token) -> bool:
    return token.upos == "NUM" or token.lemma in PERIODS or (token.upos == "PROPN" and token.lemma.lower() in MONTHS)


def _runs(tree: Tree, run: range, words: tuple[str, ...]) -> bool:
    """True when ``words`` are the lemmas at ``run``, one other word between them allowed."""
    need = 0
    skipped = 0
    for i in run:
        if tree.tokens[i].lemma == words[need]:
            need += 1
            if need == len(words):
                return True
        else:
            skipped += 1
            if skipped > 1:
                return False
    return False
