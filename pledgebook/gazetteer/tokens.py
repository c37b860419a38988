"""Cuts names and texts into words in the same way, and lists the forms in which a name is printed."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"\w+|[^\w\s]")
"""A run of letters and digits, or one sign: linear in the text, and "U.S." and "Sa'ar" are cut alike everywhere."""

_LETTERS = str.maketrans("łŁøØđĐıßæÆ", "lLoOdDisaA")
"""Letters without a separable accent, and what the wires print for them (ß and æ stand for their first letter)."""


def words(name: str) -> tuple[str, ...]:
    """The words and signs of a name, a curly apostrophe as a straight one."""
    return tuple(WORD.findall(name.replace("’", "'")))


def plain(name: str) -> str:
    """Without accents.

    >>> plain("Élysée"), plain("Støre"), plain("Włodzimierz")
    ('Elysee', 'Store', 'Wlodzimierz')
    """
    parts = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(part for part in parts if not unicodedata.combining(part))


def forms(surface: str) -> set[tuple[str, ...]]:
    """Every way in which ``surface`` is printed: with and without accents, in capitals, at the start of a sentence.

    A surface that begins in lower case is found in any case; one with a capital only so ("us" is never US), or all in
    capitals when it is long enough not to be another abbreviation. A full stop at the end may be that of the sentence.
    """
    found: set[tuple[str, ...]] = set()
    for spelt in (surface,) if surface.isascii() else {surface, plain(surface), unicodedata.normalize("NFC", surface)}:
        exact = (spelt,) if spelt.isalpha() else words(spelt)
        found.add(exact)
        if len(spelt) > 3:
            found.add(tuple([word.upper() for word in exact]))
        if exact[-1] == ".":
            found.add(exact[:-1])
        if spelt[0].islower():
            found.add((exact[0].capitalize(), *exact[1:]))
            found.add(tuple([word.capitalize() for word in exact]))
    return found
