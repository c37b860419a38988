"""Lemmas by lemminflect where English inflects by rule, by short tables where it does not.

Measured against the treebanks' LEMMA column: see docs/explanation/syntax.md.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_AUXILIARIES = {
    "'s": "be", "'re": "be", "'m": "be", "'ve": "have", "'ll": "will", "'d": "would", "wo": "will", "ca": "can",
    "sha": "shall", "would": "would", "could": "could", "should": "should", "might": "might", "s": "be", "ai": "be",
}  # fmt: skip
"""Clitics and modals; a modal's past is a lemma of its own in UD ("would" is not "will")."""
_CLOSED = {
    "n't": "not", "an": "a", "me": "I", "i": "I", "him": "he", "them": "they", "us": "we", "these": "this",
    "those": "that", "mine": "my", "ours": "our", "theirs": "their", "hers": "her", "yours": "your", "'em": "they",
    "nt": "not",
}  # fmt: skip
_COMPARISON = frozenset(("JJR", "JJS", "RBR", "RBS"))
_COMPARED = frozenset(("ADJ", "ADV"))
_KEPT = frozenset(("more", "most", "least", "less"))
_OPEN = frozenset(("NOUN", "VERB", "AUX"))


@lru_cache(maxsize=100_000)
def lemma(word: str, upos: str, xpos: str = "") -> str:
    """The lemma of ``word`` as ``upos`` (and ``xpos``, for comparatives); names keep their form.

    >>> [lemma("troops", "NOUN"), lemma("sent", "VERB"), lemma("wo", "AUX"), lemma("Ukraine", "PROPN")]
    ['troop', 'send', 'will', 'Ukraine']
    """
    if upos == "PROPN":
        return word
    lower = word.lower().replace("’", "'")
    if upos == "AUX" and lower in _AUXILIARIES:
        return _AUXILIARIES[lower]
    if upos in _OPEN or (upos in _COMPARED and xpos in _COMPARISON and lower not in _KEPT):
        return _inflected(lower, upos)
    return _CLOSED.get(lower, lower)


def _inflected(lower: str, upos: str) -> str:
    found = _library().getLemma(lower, upos)
    return found[0] if found and found[0] else lower


@cache
def _library() -> Any:
    """lemminflect's lemmatiser, imported at the first word that needs it.

    Left to itself it makes a dictionary of its 80,000 rows: 0.3 seconds and 35 megabytes, of which a run asks for some
    thousand. It takes any mapping that it finds in the place of that dictionary.
    """
    from lemminflect import Lemmatizer, config

    lemmatizer = Lemmatizer()
    lemmatizer.lemma_dict = _Rows(Path(config.lemma_lu_fn))
    return lemmatizer


class _Rows:
    """lemminflect's table ``word,category,lemma/lemma``, sorted by word, searched where it lies."""

    def __init__(self, path: Path) -> None:
        self._rows = gzip.decompress(path.read_bytes()).split(b"\n")
        if not self._rows[-1]:
            self._rows.pop()

    def get(self, word: str, default: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """The lemmas of ``word`` for each tag, as the dictionary would give them."""
        key = word.encode("utf-8", "surrogatepass")
        found = {}
        for place in range(bisect_left(self._rows, key, key=_word_of), len(self._rows)):
            if _word_of(self._rows[place]) != key:
                break
            _, category, lemmas = self._rows[place].decode().split(",")
            found["AUX" if category == "modal" else category.upper()] = tuple(lemmas.split("/"))
        return found or default


def _word_of(row: bytes) -> bytes:
    return row.partition(b",")[0]
