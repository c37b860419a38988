"""From a lemma of a codebook to what a lexical search looks for: a stem where it is long enough, else every form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

LONG_ENOUGH = 6
"""Letters from which a stem stands for its word alone: "sanction" opens no other word, "arm" also "armchair"."""

ENDING = re.compile(r"(?:e|y|ing)$")
NOT_A_LETTER = re.compile(r"[^A-Za-z0-9]+")


def plain_words(text: str) -> str:
    """Its ASCII letters and digits, runs of anything else as one space."""
    return NOT_A_LETTER.sub(" ", text).strip()


@cache
def forms(lemma: str, pos: str) -> frozenset[str]:
    """Every inflected form of a lemma, itself included; ``pos`` is VERB, NOUN or ADJ.

    The library is imported here since it takes 0.7 s, which only who builds a gate should wait for.
    """
    from lemminflect import getAllInflections

    found: dict[str, tuple[str, ...]] = getAllInflections(lemma, upos=pos)
    return frozenset({lemma, *(form for forms in found.values() for form in forms)})


def patterns(lemmas: Iterable[str], pos: str) -> set[str]:
    """What to look for in words between single spaces: `` stem`` or `` form ``, in lower case and capitalised."""
    found = {pattern for lemma in lemmas for pattern in _patterns(lemma, pos)}
    return found | {" " + pattern[1:].capitalize() for pattern in found}


def _patterns(lemma: str, pos: str) -> set[str]:
    first, _, rest = plain_words(lemma).partition(" ")
    if rest:
        return {f" {form} {rest}" for form in forms(first, pos)}
    if len(first) < LONG_ENOUGH:
        return {f" {form} " for form in forms(first, pos)}
    stem = ENDING.sub("", first)
    return {f" {stem}", *(f" {form} " for form in forms(first, pos) if not form.startswith(stem))}
