from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pledgebook.syntax.clauses import parts
from pledgebook.syntax.tokens import words


def test_the_last_strong_mark_of_the_second_half_is_cut_at() -> None:
    sentence = words("a b , c d ; e , f g h")
    assert [[word.text for word in part] for part in parts(sentence, [1] * len(sentence), 8)] == [
        ["a", "b", ",", "c", "d", ";"],
        ["e", ",", "f", "g", "h"],
    ]


def test_without_marks_the_room_is_used_up() -> None:
    sentence = words("a b c d e")
    assert [len(part) for part in parts(sentence, [1] * 5, 2)] == [2, 2, 1]


@given(st.lists(st.tuples(st.sampled_from(["a", ",", ";"]), st.integers(1, 16)), max_size=60), st.integers(16, 40))
def test_parts_fit_and_lose_no_word(given_words: list[tuple[str, int]], room: int) -> None:
    sentence = words(" ".join(text for text, _ in given_words))
    sizes = [size for _, size in given_words]
    start = 0
    for part in parts(sentence, sizes, room):
        assert part == sentence[start : start + len(part)]
        assert 0 < sum(sizes[start : start + len(part)]) <= room
        start += len(part)
    assert start == len(sentence)
