"""A glance at the plain words of what the gate lets through, before the networks see it.

Two linear models over lower-case words, learned from coded articles (``training/glance.py``): how likely a document holds a
statement at all, and how likely a sentence does, the gate's score beside its words. A sentence is put aside where both
together speak clearly against it, a document where the first does; in a document that likely holds none only what is sure is
believed. Only the codebook it was learned for has a glance; for any other the gate decides alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain, repeat
from math import log1p, sqrt

import msgspec

GLANCES = "glance.json"
SILENT, DOUBTFUL = -0.5, 0.0
"""Log odds below which a document is put aside, and below which only what is sure in it is believed. Of coded articles left out
of the fit, 74 of 467 fell below the first, with one statement in three hundred, and 123 below the second, with one in eighty."""
MOST = 3
"""A word counts in a document by the sentences that hold it, up to so many."""
_OF_COUNT = tuple(map(log1p, range(MOST + 1)))
WORD = re.compile(r"[A-Za-z]+|\d+")


class Glance(msgspec.Struct, frozen=True):
    """The weights of both models by word, and what a sentence must reach.

    ``gate`` is what the gate's score counts, ``whole`` what the log odds of the document count beside those of a sentence.
    """

    codebook: str
    sentence: dict[str, float]
    document: dict[str, float]
    sentence_bias: float
    document_bias: float
    gate: float
    whole: float
    least: float

    def passed(self, sentences: Sequence[str], scores: Sequence[float], odds: float) -> list[int]:
        """Which of some ``sentences`` may hold a statement; ``scores`` are what the gate gave them, ``odds`` the log odds of
        their whole document."""
        lacking = self.least - self.whole * odds
        return [
            i
            for i, (sentence, score) in enumerate(zip(sentences, scores, strict=True))
            if self.sentence_odds(words_of(sentence), score) >= lacking
        ]

    def whole_odds(self, sentences: Iterable[str]) -> float:
        """The log odds that a document of these sentences holds a statement."""
        return self.document_odds(map(words_of, sentences))

    def sentence_odds(self, words: frozenset[str], score: float) -> float:
        """The log odds that a sentence with these words holds a statement."""
        return self.sentence_bias + self.gate * score + sum(map(self.sentence.get, words, repeat(0.0)))

    def document_odds(self, sentences: Iterable[frozenset[str]]) -> float:
        """The log odds that a document of such sentences holds a statement."""
        get = self.document.get
        return self.document_bias + sum(get(word, 0.0) * value for word, value in document_vector(sentences))


def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case, and its numbers."""
    return frozenset(WORD.findall(text.lower()))


def document_vector(sentences: Iterable[frozenset[str]]) -> Iterator[tuple[str, float]]:
    """The words of a document with the logarithm of how many sentences hold them, at length one."""
    counts = Counter(chain.from_iterable(sentences))
    values = {word: _OF_COUNT[min(count, MOST)] for word, count in counts.items()}
    length = sqrt(sum(value * value for value in values.values())) or 1.0
    return ((word, value / length) for word, value in values.items())


@cache
def load_glance(codebook: str) -> Glance | None:
    """The glance that ships for a codebook; ``None`` where there is none."""
    glance = msgspec.json.decode((files("pledgebook.reading") / GLANCES).read_bytes(), type=Glance)
    return glance if glance.codebook == codebook else None
