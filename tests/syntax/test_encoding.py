from __future__ import annotations

from pledgebook.syntax.encoding import CLS, MAX_PIECES_OF_WORD, SEP, Shape, WordPieces, pad, shapes
from pledgebook.syntax.parser import TOKENIZER

PIECES = WordPieces(TOKENIZER)


def test_the_first_word_is_marked_whatever_stands_before_it() -> None:
    assert shapes(["“", "Norway", "Pays"]) == [
        Shape.PUNCTUATION,
        Shape.TITLE + Shape.SENTENCE_INITIAL,
        Shape.TITLE,
    ]


def test_words_know_their_first_and_last_piece() -> None:
    encoded = PIECES.encode(["ships", "demilitarisation", "."])
    assert encoded.pieces[0] == CLS and encoded.pieces[-1] == SEP
    assert encoded.first[:2] == [0, 1] and encoded.last[:2] == [0, 1]
    assert encoded.last[2] > encoded.first[2] == 2
    assert encoded.first[3] == encoded.last[2] + 1 == encoded.last[3]
    assert len(encoded.shapes) == len(encoded.pieces)


def test_no_word_uses_up_the_sentence() -> None:
    assert 1 <= len(PIECES.of("x1" * 5000)) <= MAX_PIECES_OF_WORD
    assert len(PIECES.of("\x00")) == 1


def test_shorter_sentences_are_filled_up_with_zeros() -> None:
    batch = pad([PIECES.encode(["a"]), PIECES.encode(["a", "b"])])
    assert batch.mask.tolist() == [[1, 1, 1, 0], [1, 1, 1, 1]]
    assert batch.first.tolist() == [[0, 1, 0], [0, 1, 2]]


def test_a_lone_surrogate_has_pieces_like_any_unknown_sign() -> None:
    assert PIECES.of("\ud800")
    assert PIECES.of("troops\udcff") != PIECES.of("troops")


def test_only_the_ending_is_in_view() -> None:
    (ships,) = PIECES.of("ships")
    words = ["demilitarisation", "ships"]
    assert PIECES.ending(words, 1) == [ships]
    assert PIECES.ending(words, 99) == [*PIECES.of("demilitarisation"), ships]
    assert PIECES.ending(words, 0) == []
