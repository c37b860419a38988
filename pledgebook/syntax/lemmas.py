"""Lemmas by lemminflect where English inflects by rule, by short tables where it does not.

Measured against the treebanks' LEMMA column: see docs/explanation/syntax.md.
"""

from __future__ import annotations

from functools import lru_cache

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
    if upos in _OPEN or (xpos in _COMPARISON and lower not in _KEPT):
        return _inflected(lower, "ADV" if upos == "ADV" else "ADJ" if upos == "ADJ" else upos)
    return _CLOSED.get(lower, lower)


def _inflected(lower: str, upos: str) -> str:
    # Imported at the first word that needs it: the tables take a quarter of a second to load.
    from lemminflect import getLemma

    found = getLemma(lower, upos)
    return found[0] if found and found[0] else lower
