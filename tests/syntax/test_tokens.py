from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.syntax.tokens import words

# A sentence and its words as the treebanks cut them, with spaces between.
CASES = [
    ("They don't know.", "They do n't know ."),
    ("Ukraine’s allies can’t pay", "Ukraine ’s allies ca n’t pay"),
    ("We'll see what they've got", "We 'll see what they 've got"),
    ("It shouldn't've happened.", "It should n't 've happened ."),
    ("They cannot wait.", "They can not wait ."),
    ("the troops' pay", "the troops ' pay"),
    ("O'Neill and Shi'ite groups", "O'Neill and Shi'ite groups"),
    ("a long-term pledge", "a long - term pledge"),
    ("anti-war and non-state groups", "anti-war and non-state groups"),
    ("an e-mail in mid-2025", "an e-mail in mid-2025"),
    ("U.S.-led talks in the U.S.", "U.S. - led talks in the U.S."),
    ("Mr. Dahl, Gen. Berg et al.", "Mr. Dahl , Gen. Berg et al ."),
    ("Sat.1 and No. 10", "Sat.1 and No. 10"),
    ("He sat. She said no.", "He sat . She said no ."),
    ("J. Berg took plan B.", "J. Berg took plan B ."),
    ("$5m, €1,000.50 and 5%", "$ 5 m , € 1,000.50 and 5 %"),
    ("US$3bn for 20km in the 1990s", "US$ 3 bn for 20 km in the 1990s"),
    ("at 5pm on the 20th, 9/11 and 24/7", "at 5 pm on the 20th , 9/11 and 24/7"),
    ("pages 3-4 and/or 5", "pages 3 - 4 and / or 5"),
    ("wait... what?! -- no", "wait ... what ?! -- no"),
    ("(see https://example.org/a_b?c=1).", "( see https://example.org/a_b?c=1 ) ."),
    ("a.berg@example.org, @berg, #summit and #1", "a.berg@example.org , @berg , #summit and # 1"),
    ("“We,” he said", "“ We , ” he said"),
    ("AT&T and B2B", "AT&T and B2B"),
    ("agreed.Norway pays", "agreed . Norway pays"),
    ("👍🏽 great 🇳🇴", "👍🏽 great 🇳🇴"),
    ("cafe\u0301 naïve", "cafe\u0301 naïve"),
    ("a\u200bb \ufeff c", "a b c"),
    ("שלום, עולם", "שלום , עולם"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_words_are_cut_as_in_the_treebanks(text: str, expected: str) -> None:
    assert [word.text for word in words(text)] == expected.split(" ")


@given(st.text(max_size=120), st.integers(0, 1000))
def test_words_stand_where_they_say_and_hold_every_visible_character(text: str, start: int) -> None:
    place = 0
    for word in words(text, start):
        first, end = word.span.start - start, word.span.end - start
        assert word.text == text[first:end] != ""
        assert place <= first
        assert not any(c.isalnum() for c in text[place:first])
        place = end
    assert not any(c.isalnum() for c in text[place:])


@given(st.text(alphabet="ab'’n t.-1$@/", max_size=60))
def test_no_word_holds_a_space(text: str) -> None:
    assert not any(" " in word.text for word in words(text))


@given(st.text(alphabet="ab'’n t.-1$@/\u200b", max_size=60), st.integers(1, 5))
def test_the_last_stretches_are_cut_as_with_all_before_them(text: str, chunks: int) -> None:
    whole, last = words(text), words(text, chunks=chunks)
    assert len(last) >= min(chunks, len(whole))
    assert whole[len(whole) - len(last) :] == last
