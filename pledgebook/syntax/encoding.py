"""Words -> the arrays that the network takes. Training and run time share this file, so that both see the same numbers.

The encoder is uncased and works on wordpieces. What it cannot see, the case of a word, is given to it as a *shape*.
A word is represented by the mean of its first and last wordpiece; word 0 of every sentence is ``[CLS]``, the root.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

CLS, SEP, UNKNOWN = 101, 102, 100
MAX_PIECES = 512
"""Positions that the encoder has; longer input must be cut before it comes here."""
MAX_PIECES_OF_WORD = 16
"""A word only needs its ends: a pasted URL or base64 blob must not use up the sentence's positions."""
CACHED_WORDS = 200_000
"""Words whose wordpieces are kept: enough for the running vocabulary of years of news, about 40 MB when full."""
CACHED_SENTENCES = 512
"""Sentences kept in numbers: those of one document, which a second network may be asked about."""


class Shape(IntEnum):
    """How a word is written. ``SENTENCE_INITIAL`` is added for the first word, whose capital says less."""

    NONE = 0
    LOWER = 1
    TITLE = 2
    CAPITAL = 3
    UPPER = 4
    MIXED = 5
    DIGITS = 6
    ALPHANUMERIC = 7
    PUNCTUATION = 8
    HYPHENATED = 9
    SENTENCE_INITIAL = 10


_NO_SHAPE = int(Shape.NONE)
SHAPES = 2 * Shape.SENTENCE_INITIAL
"""How many numbers a shape can be, for the embedding table."""


@lru_cache(CACHED_WORDS)
def shape(word: str) -> Shape:
    """The shape of one word.

    >>> [shape(w).name for w in ("troops", "Paris", "U", "NATO", "F-16", "Anglo-French", "1,000", "--")]
    ['LOWER', 'TITLE', 'CAPITAL', 'UPPER', 'ALPHANUMERIC', 'HYPHENATED', 'DIGITS', 'PUNCTUATION']
    """
    letters = [c for c in word if c.isalpha()]
    if any(c.isdigit() for c in word):
        return Shape.ALPHANUMERIC if letters else Shape.DIGITS
    if not letters:
        return Shape.PUNCTUATION
    upper = sum(c.isupper() for c in letters)
    if upper == 0:
        return Shape.LOWER
    if upper == len(letters):
        return Shape.CAPITAL if upper == 1 else Shape.UPPER
    if letters[0].isupper() and upper == 1:
        return Shape.TITLE
    return Shape.HYPHENATED if "-" in word and letters[0].isupper() else Shape.MIXED


def shapes(words: Sequence[str]) -> list[int]:
    """The shapes of a sentence's words; the first that is no punctuation is marked as sentence-initial."""
    found = [int(shape(word)) for word in words]
    for i, one in enumerate(found):
        if one != Shape.PUNCTUATION:
            found[i] = one + Shape.SENTENCE_INITIAL
            break
    return found


class Encoded(NamedTuple):
    """One sentence in numbers: wordpieces with their shapes; the first and last piece of each word (word 0: root)."""

    pieces: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]


class Own(NamedTuple):
    """A sentence in numbers without its root: its own wordpieces, with their shapes, and the words' places among them."""

    pieces: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]

    @classmethod
    def of(cls, sentence: Encoded) -> Own:
        """``sentence`` without its root."""
        first, last = ([i - 1 for i in places[1:]] for places in (sentence.first, sentence.last))
        return cls(sentence.pieces[1:], sentence.shapes[1:], first, last)


class Passage(NamedTuple):
    """Sentences in a row, in numbers: all wordpieces with their shapes, and where those of each sentence begin."""

    pieces: list[int]
    shapes: list[int]
    begins: list[int]


def together(before: Sequence[int], sentences: Sequence[Own]) -> Passage:
    """``sentences`` with the wordpieces ``before`` them in view; their shape, none, sets these apart."""
    made = Passage([CLS, *before, SEP], [_NO_SHAPE] * (len(before) + 2), [])
    for sentence in sentences:
        made.begins.append(len(made.pieces))
        made.pieces.extend(sentence.pieces)
        made.shapes.extend(sentence.shapes)
    return made


def packed(sizes: Sequence[int], room: int) -> Iterator[slice]:
    """Sentences of these ``sizes`` in groups, in order and without gaps, of at most ``room`` together (or of one sentence)."""
    start, used = 0, 0
    for i, size in enumerate(sizes):
        if i > start and used + size > room:
            yield slice(start, i)
            start, used = i, 0
        used += size
    if sizes:
        yield slice(start, len(sizes))


class Batch(NamedTuple):
    """Encoded sentences padded to one size. The fields bear the names of the network's inputs."""

    pieces: npt.NDArray[np.int64]
    mask: npt.NDArray[np.int32]
    shapes: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]


class WordPieces:
    """Wordpieces of words, with a cache: the library's call for one word takes longer than the network's for it."""

    def __init__(self, path: Path) -> None:
        """Read the ``tokenizer.json`` at ``path``."""
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._cache: dict[str, list[int]] = {}
        self._encoded = lru_cache(CACHED_SENTENCES)(self._encode)

    def of(self, word: str) -> list[int]:
        """The wordpieces of one word; never empty."""
        pieces = self._cache.get(word)
        if pieces is None:
            # The library takes no lone surrogates, which stand in texts that were decoded with errors kept.
            sound = word[: 8 * MAX_PIECES_OF_WORD].encode("utf-8", "replace").decode("utf-8")
            encoding = self._tokenizer.encode(sound, add_special_tokens=False)
            pieces = encoding.ids[:MAX_PIECES_OF_WORD] or [UNKNOWN]
            if len(self._cache) < CACHED_WORDS:
                self._cache[word] = pieces
        return pieces

    def ending(self, words: Sequence[str], room: int) -> list[int]:
        """The last ``room`` wordpieces of ``words``, fewer where there are no more."""
        pieces = [piece for word in words for piece in self.of(word)]
        return pieces[max(0, len(pieces) - room) :]

    def encode(self, words: Sequence[str]) -> Encoded:
        """A sentence in numbers; word ``i`` of ``words`` is word ``i + 1`` of the result."""
        return self._encoded(tuple(words))

    def _encode(self, words: tuple[str, ...]) -> Encoded:
        pieces, of_pieces, first, last = [CLS], [_NO_SHAPE], [0], [0]
        for word, one in zip(words, shapes(words), strict=True):
            own = self.of(word)
            first.append(len(pieces))
            pieces += own
            last.append(len(pieces) - 1)
            of_pieces += [one] * len(own)
        return Encoded([*pieces, SEP], [*of_pieces, _NO_SHAPE], first, last)


def pad(sentences: Sequence[Encoded | Own]) -> Batch:
    """Put encoded sentences into arrays of one size, filled up with zeros."""
    return Batch(
        pieces=_filled([s.pieces for s in sentences]),
        mask=_filled([[1] * len(s.pieces) for s in sentences]).astype(np.int32),
        shapes=_filled([s.shapes for s in sentences]),
        first=_filled([s.first for s in sentences]),
        last=_filled([s.last for s in sentences]),
    )


def _filled(rows: Sequence[list[int]]) -> npt.NDArray[np.int64]:
    """The rows as one array, filled up with zeros where they are shorter than the longest."""
    width = max(map(len, rows))
    return np.array([row + [0] * (width - len(row)) for row in rows], np.int64)
