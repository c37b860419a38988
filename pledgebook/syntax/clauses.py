"""Where a sentence that is too long for the network is cut: at the boundary of a clause, near the end of what fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pledgebook.syntax.encoding import Encoded, WordPieces
from pledgebook.syntax.tokens import Word

_STRONG = frozenset((";", ":", ".", "!", "?", "•", "|", "…"))
_WEAK = frozenset((",", "–", "—", "--", ")"))


def encoded_parts(pieces: WordPieces, words: Sequence[Word], longest: int) -> Iterator[tuple[Sequence[Word], Encoded]]:
    """A sentence in numbers for a network that takes ``longest`` wordpieces: whole, or in ``parts``."""
    encoded = pieces.encode([word.text for word in words])
    if len(encoded.pieces) <= longest:
        yield words, encoded
        return
    sizes = [len(pieces.of(word.text)) for word in words]
    for part in parts(words, sizes, longest - 2):
        yield part, pieces.encode([word.text for word in part])


def parts(words: Sequence[Word], sizes: Sequence[int], room: int) -> Iterator[Sequence[Word]]:
    """``words`` in parts, in order and without gaps, whose ``sizes`` sum to at most ``room`` (or of one word).

    A cut comes after the last strong mark of a part's second half, else after the last weak one, else where room ends.
    """
    start = 0
    while start < len(words):
        end = start
        used = 0
        while end < len(words) and (used + sizes[end] <= room or end == start):
            used += sizes[end]
            end += 1
        if end < len(words):
            end = _boundary(words, (start + end) // 2, end)
        yield words[start:end]
        start = end


def _boundary(words: Sequence[Word], lowest: int, highest: int) -> int:
    """The best place for a cut after ``lowest`` and not after ``highest``."""
    for marks in (_STRONG, _WEAK):
        for i in range(highest - 1, lowest, -1):
            if words[i].text in marks:
                return i + 1
    return highest
