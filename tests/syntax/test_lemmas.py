from __future__ import annotations

import pytest

from pledgebook.syntax.lemmas import lemma


@pytest.mark.parametrize(
    ("word", "upos", "xpos", "expected"),
    [
        ("troops", "NOUN", "NNS", "troop"),
        ("Allies", "NOUN", "NNS", "ally"),
        ("sent", "VERB", "VBD", "send"),
        ("deploying", "VERB", "VBG", "deploy"),
        ("was", "AUX", "VBD", "be"),
        ("’ll", "AUX", "MD", "will"),
        ("ca", "AUX", "MD", "can"),
        ("would", "AUX", "MD", "would"),
        ("Could", "AUX", "MD", "could"),
        ("n’t", "PART", "RB", "not"),
        ("Netherlands", "PROPN", "NNPS", "Netherlands"),
        ("stronger", "ADJ", "JJR", "strong"),
        ("willing", "ADJ", "JJ", "willing"),
        ("them", "PRON", "PRP", "they"),
        ("blorfed", "VERB", "VBD", "blorf"),
        ("\x00", "NOUN", "NN", "\x00"),
    ],
)
def test_lemmas(word: str, upos: str, xpos: str, expected: str) -> None:
    assert lemma(word, upos, xpos) == expected
