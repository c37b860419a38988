"""The lexical gate: what cannot hold a statement is put aside on its raw text, before anything dear is done with it.

Two stages, both from the words of the codebook and the names of the gazetteer alone, so that a new codebook needs no
code: a document passes when some part of it is dense enough in actors and telling words, and a sentence passes by a
score over its own words and the density around it. Text is brought to one byte a character, in which all but ASCII
letters and digits is a space: places stay the same, and one automaton matches whole words and stems fast. Names with
accents are passed over, as nearly all texts that hold one hold others too.

The weights come from ``training/gate.py``: it fits them on coded documents and prints what a threshold loses and keeps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from math import log1p
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from pledgebook.codebooks import Codebook
from pledgebook.gazetteer import Gazetteer
from pledgebook.model import Span
from pledgebook.reading.inflections import patterns, plain_words

PART = 3000
"""Characters of a part of a document: a report in a newsletter is judged by itself."""

SHORTEST_PART = 500
"""Characters below which a density would be chance: a headline of ten words that names a state is not dense."""

CASED = bytes(code if code < 128 and chr(code).isalnum() else 32 for code in range(256))
"""A table in which every byte that is no ASCII letter or digit is a space."""

LOWER = CASED.lower()
"""The same in lower case, in which words of the codebook are found. Names need their capitals ("US", "Turkey")."""


class Sort(IntEnum):
    """What a word is to the gate. Telling words are those of an act class that outweigh others."""

    ACTOR = 0
    TELLING = 1
    ACT = 2
    CUE = 3


class Weights(NamedTuple):
    """How much a word of each sort (in the order of ``Sort``) and the density around it speak for a statement.

    ``least_density``: actors and telling words per thousand characters that some part of a document must hold.
    ``least_score``: what a sentence must reach.
    """

    words: tuple[float, ...]
    length: float
    density: float
    least_score: float
    least_density: float


WEIGHTS = Weights(
    words=(0.321, 0.372, 0.295, 0.452), length=-0.0069, density=1.649, least_score=3.17, least_density=5.0
)
"""Fitted on 226 coded documents with 1,279 statements. Measured on documents left out of the fit, these thresholds lose
0.6% of the statements; of 759 articles of a day rich in politics they keep 76%, and 57% of all sentences."""

Matches = list[tuple[int, int, int]]
"""Number of the pattern, and where it begins and ends in the bytes searched."""


class Words:
    """Patterns of some sorts, found in bytes that ``table`` made of a text."""

    def __init__(self, sorts: dict[Sort, set[str]], table: bytes) -> None:
        """Of matches that overlap the one that ends first is found: a third faster than the longest, and as telling."""
        of: dict[bytes, list[Sort]] = {}
        for sort, found in sorts.items():
            for pattern in found:
                of.setdefault(pattern.encode("ascii"), []).append(sort)
        self.sorts = [tuple(sorts) for sorts in of.values()]
        """The sorts of each pattern, by its number."""
        self._table = table
        self._automaton = BytesAhoCorasick(list(of), MatchKind.Standard, Implementation.ContiguousNFA)

    def find(self, text: str) -> Matches:
        """Every word in ``text``, none within another, in one pass.

        Text is brought to one byte a character, with one more space at either end. A pattern begins with the space
        before its word, so that its place is that of the word in ``text``.
        """
        content = b" " + text.encode("latin-1", "replace").translate(self._table) + b" "
        found: Matches = self._automaton.find_matches_as_indexes(content)
        return found

    def values(self, weights: Sequence[float]) -> list[float]:
        """What each pattern is worth, where ``weights`` are those of the sorts."""
        return [sum(weights[sort] for sort in sorts) for sorts in self.sorts]


class Gate:
    """Says which documents and which of their sentences are worth parsing. Linear in the text, whatever it holds."""

    def __init__(self, codebook: Codebook, gazetteer: Gazetteer, weights: Weights = WEIGHTS) -> None:
        """The automata for one codebook and gazetteer: about half a second, most of it for the inflected forms."""
        sorts = _patterns(codebook, gazetteer)
        lower = {sort: {pattern.lower() for pattern in sorts[sort]} for sort in (Sort.ACT, Sort.CUE)}
        self.dense = Words({sort: sorts[sort] for sort in (Sort.ACTOR, Sort.TELLING)}, CASED)
        self.other = Words(lower, LOWER)
        self._weights = weights
        self._dense_values = self.dense.values(weights.words)
        self._other_values = self.other.values(weights.words)
        self._last: tuple[str, Matches] = ("", [])

    def document(self, text: str) -> bool:
        """Whether some part of ``text`` is dense enough in actors and telling words to hold a statement."""
        return max(densities(self.dense_matches(text), len(text))) >= self._weights.least_density

    def sentences(self, text: str, sentences: Sequence[Span], scores: Sequence[float] | None = None) -> list[int]:
        """The indices of the ``sentences`` of ``text`` (in order, not overlapping) that may hold a statement.

        ``scores`` are theirs, where they are known.
        """
        least, scores = self._weights.least_score, self.scores(text, sentences) if scores is None else scores
        # Half of the sentences pass on names and density alone, and are not searched for further words.
        return [
            at
            for at, ((start, end), score) in enumerate(zip(sentences, scores, strict=True))
            if score >= least or score + self._other(text[start:end]) >= least
        ]

    def scores(self, text: str, sentences: Sequence[Span]) -> list[float]:
        """What the names and telling words of each sentence, those around it and its length speak for a statement."""
        weights, dense = self._weights, self.dense_matches(text)
        around = [weights.density * log1p(found) for found in densities(dense, len(text))]
        return [
            score + around[start // PART] + weights.length * (end - start)
            for (start, end), score in zip(sentences, sums(dense, self._dense_values, sentences), strict=True)
        ]

    def _other(self, words: str) -> float:
        """What the words of acts and cues in a sentence are worth."""
        values = self._other_values
        return sum([values[pattern] for pattern, _, _ in self.other.find(words)])

    def dense_matches(self, text: str) -> Matches:
        """The actors and telling words of ``text``. Kept for one text, since documents come before their sentences."""
        kept, matches = self._last
        if kept is not text:
            matches = self.dense.find(text)
            self._last = (text, matches)
        return matches


def densities(dense: Matches, length: int) -> list[float]:
    """Actors and telling words per thousand characters of each part of a text; the last part may be short."""
    found = [0] * (length // PART + 1)
    for _, start, _ in dense:
        found[start // PART] += 1
    return [1000 * n / max(min(PART, length - at * PART), SHORTEST_PART) for at, n in enumerate(found)]


def sums(matches: Matches, value: Sequence[float], places: Sequence[Span]) -> list[float]:
    """What the matches in each place are worth together; a match between two places goes to the one before it."""
    found = [0.0] * len(places)
    starts = iter([start for start, _ in places[1:]])
    at, following = 0, next(starts, None)
    for pattern, start, _ in matches if places else ():
        while following is not None and start >= following:
            at, following = at + 1, next(starts, None)
        found[at] += value[pattern]
    return found


def _patterns(codebook: Codebook, gazetteer: Gazetteer) -> dict[Sort, set[str]]:
    """What to look for, by sort."""
    acts, cues = codebook.acts.values(), [*codebook.firmness.values(), codebook.request, codebook.objection]
    return {
        Sort.ACTOR: _names(gazetteer.clear_surfaces),
        Sort.TELLING: _inflected((act.strong, act.strong, ()) for act in acts),
        Sort.ACT: _inflected((act.verbs, act.nouns, ()) for act in acts)
        | patterns((phrase for act in acts for phrase in act.phrases), "VERB"),
        Sort.CUE: _inflected((cue.verbs, cue.nouns, (*cue.adjectives, *cue.modals)) for cue in cues)
        | patterns((phrase for cue in cues for phrase in cue.phrases), "VERB"),
    }


def _inflected(groups: Iterable[tuple[Iterable[str], Iterable[str], Iterable[str]]]) -> set[str]:
    """The patterns of verbs, nouns and adjectives."""
    found: set[str] = set()
    for verbs, nouns, adjectives in groups:
        found |= patterns(verbs, "VERB") | patterns(nouns, "NOUN") | patterns(adjectives, "ADJ")
    return found


def _names(surfaces: Iterable[tuple[str, ...]]) -> set[str]:
    """Patterns of names, but for long ones in capitals; one that holds a shorter name is left out: that is found."""
    kept: set[str] = set()
    for words in sorted(surfaces, key=len):
        parts = plain_words(" ".join(words)).split() if " ".join(words).isascii() else []
        held = (parts[i:j] for i in range(len(parts)) for j in range(i + 1, len(parts) + 1))
        in_capitals = len(parts) > 1 and " ".join(parts).isupper()
        if parts and not in_capitals and not any(f" {' '.join(part)} " in kept for part in held):
            kept.add(f" {' '.join(parts)} ")
    return kept
