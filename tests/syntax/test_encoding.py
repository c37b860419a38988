from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pledgebook.syntax.encoding import (
    CLS,
    MAX_PIECES_OF_WORD,
    SEP,
    Own,
    Shape,
    WordPieces,
    packed,
    pad,
    shapes,
    together,
)
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


def test_sentences_of_a_passage_keep_their_pieces_and_know_where_they_begin() -> None:
    sentences = [Own.of(PIECES.encode(words)) for words in (["ships", "demilitarisation"], ["Why", "?"])]
    passage = together([7, 8], sentences)
    assert passage.pieces[:4] == [CLS, 7, 8, SEP] and passage.begins[0] == 4
    for sentence, begin in zip(sentences, passage.begins, strict=True):
        assert passage.pieces[begin : begin + len(sentence.pieces)] == sentence.pieces
        assert passage.shapes[begin : begin + len(sentence.pieces)] == sentence.shapes
    assert sentences[0].first == [0, 1] and sentences[0].pieces[-1] == SEP
    assert len(passage.pieces) == len(passage.shapes) == passage.begins[-1] + len(sentences[-1].pieces)


@given(st.lists(st.integers(1, 90)), st.integers(1, 200))
def test_what_is_packed_is_whole_and_fits(sizes: list[int], room: int) -> None:
    groups = list(packed(sizes, room))
    assert [size for group in groups for size in sizes[group]] == sizes
    assert all(sum(sizes[group]) <= room or group.stop - group.start == 1 for group in groups)


def test_only_the_ending_is_in_view() -> None:
    (ships,) = PIECES.of("ships")
    words = ["demilitarisation", "ships"]
    assert PIECES.ending(words, 1) == [ships]
    assert PIECES.ending(words, 99) == [*PIECES.of("demilitarisation"), ships]
    assert PIECES.ending(words, 0) == []
