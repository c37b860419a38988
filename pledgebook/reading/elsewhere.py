"""Texts of another field, told by their words: a match between two countries promises nothing.

The words are the codebook's (``[elsewhere]``). A text is put aside where enough different ones stand close together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

DIFFERENT = 5
"""How many different words of a field a text must hold."""
DENSE = 2.5
"""How many of them a thousand characters must hold."""
SHORTEST = 500
"""Characters below which a density would be chance."""


class Elsewhere:
    """The fields of one codebook that are not its own. Linear in the text."""

    def __init__(self, fields: Iterable[Iterable[str]]) -> None:
        """``fields`` are the words of each field, in lower case and the singular."""
        self._fields = [re.compile(rf"\b({'|'.join(map(re.escape, words))})(?:e?s)?\b") for words in fields if words]

    def holds(self, text: str) -> bool:
        """True for a text that is about another field."""
        lower = text.lower()
        return any(self._is_of(found, lower) for found in self._fields)

    @staticmethod
    def _is_of(field: re.Pattern[str], text: str) -> bool:
        words = field.findall(text)
        return len(set(words)) >= DIFFERENT and len(words) >= DENSE * max(len(text), SHORTEST) / 1000
