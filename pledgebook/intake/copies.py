"""Near-duplicates: the same wire report printed by several outlets (MinHash over word shingles, by datasketch).

Copies are told apart from agreement: five outlets that print one dispatch are one source, not five.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar
from zlib import crc32

import numpy as np

from pledgebook.model import Document

if TYPE_CHECKING:
    from datasketch import MinHash, MinHashLSH

THRESHOLD = 0.6
"""Share of word triples that two texts have in common from which they are copies. Two desks' edits of one dispatch
(cuts, another lead) keep 0.6 to 0.95; two outlets' own reports of one event stay under 0.2."""

SHINGLE = 3
PERMUTATIONS = 128
"""Gives a similarity to within 0.05 (standard error 1 / sqrt(128) at worst 0.044 at a half)."""

_WORD = re.compile(r"\w+")

Key = TypeVar("Key", bound=Hashable)


def signature(text: str) -> bytes:
    """A fingerprint of the wording of ``text``: equal for equal wording, near for near; 1,024 bytes for any length.

    Case, punctuation and white space make no difference.
    """
    words = _WORD.findall(text.casefold())
    shingles = {" ".join(words[at : at + SHINGLE]) for at in range(max(len(words) - SHINGLE + 1, 1))}
    sketch = _empty().copy()
    sketch.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in shingles])
    return np.asarray(sketch.hashvalues, dtype="<u8").tobytes()


def similar(a: bytes, b: bytes) -> float:
    """How much wording two signatures share, 0 to 1."""
    return float(np.mean(np.frombuffer(a, "<u8") == np.frombuffer(b, "<u8")))


class CopyIndex(Generic[Key]):
    """Finds copies among texts that come one after another, without comparing each with each."""

    def __init__(self, threshold: float = THRESHOLD) -> None:
        from datasketch import MinHashLSH

        self._threshold = threshold
        self._buckets: MinHashLSH = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
        self._entered: dict[Key, tuple[int, bytes]] = {}

    def __len__(self) -> int:
        return len(self._entered)

    def like(self, sign: bytes) -> list[tuple[Key, float]]:
        """Keys of texts that ``sign`` is a copy of, with their similarity, nearest first, then in order of entry."""
        near = [(key, *self._entered[key]) for key in self._buckets.query(_sketch(sign))]
        scored = [(-similar(sign, known), order, key) for key, order, known in near]
        return [
            (key, -score) for score, _, key in sorted(scored, key=lambda each: each[:2]) if -score >= self._threshold
        ]

    def add(self, key: Key, sign: bytes) -> list[tuple[Key, float]]:
        """What ``like`` says of ``sign``; then enters it. A key that is there already is left as it is."""
        found = [(known, score) for known, score in self.like(sign) if known != key]
        if key not in self._entered:
            self._entered[key] = (len(self._entered), sign)
            self._buckets.insert(key, _sketch(sign))
        return found


def copies(documents: Iterable[Document], threshold: float = THRESHOLD) -> list[list[Document]]:
    """Groups of two or more documents that print the same text; a document joins the group of its nearest copy."""
    index: CopyIndex[int] = CopyIndex(threshold)
    groups: list[list[Document]] = []
    group_of: list[int] = []
    for number, document in enumerate(documents):
        found = index.add(number, signature(document.text))
        if found:
            group_of.append(group_of[found[0][0]])
            groups[group_of[-1]].append(document)
        else:
            group_of.append(len(groups))
            groups.append([document])
    return [group for group in groups if len(group) > 1]


@cache
def _empty() -> MinHash:
    """A sketch of nothing, whose permutations all others share. Seed and hash are part of every stored signature.

    CRC-32 and not SHA-1, datasketch's default: nobody attacks here, and it halves the time.
    """
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, seed=1, scheme="affine32", hashfunc=crc32)


def _sketch(sign: bytes) -> MinHash:
    """A signature as datasketch takes it."""
    from datasketch import MinHash

    empty = _empty()
    values = np.frombuffer(sign, "<u8").astype(empty.hashvalues.dtype)
    return MinHash(
        num_perm=PERMUTATIONS,
        seed=1,
        scheme="affine32",
        hashfunc=crc32,
        hashvalues=values,
        permutations=empty.permutations,
    )
