from __future__ import annotations

import gzip
from pathlib import Path

import lemminflect
import pytest
from lemminflect.codecs.LemmaLUCodec import LemmaLUCodec

from pledgebook.syntax.lemmas import _Rows, lemma


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


def test_the_library_gets_from_its_table_what_its_own_dictionary_holds(tmp_path: Path) -> None:
    rows = gzip.decompress(Path(lemminflect.config.lemma_lu_fn).read_bytes()).split(b"\n")
    # Words with signs that sort before the comma, the first and the last row, and every hundredth.
    some = sorted({*rows[:200], *rows[::100], *rows[-3:-1]} - {b""}, key=lambda row: row.partition(b",")[0])
    (tmp_path / "some.csv.gz").write_bytes(gzip.compress(b"\n".join(some) + b"\n"))
    dictionary = LemmaLUCodec.load(str(tmp_path / "some.csv.gz"))
    table = _Rows(tmp_path / "some.csv.gz")
    assert {word: table.get(word, {}) for word in dictionary} == dictionary
    assert table.get("blorfed", {}) == {}
