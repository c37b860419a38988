"""Texts of another field."""

from __future__ import annotations

import pytest

from pledgebook.codebooks import load_codebook
from pledgebook.reading.elsewhere import Elsewhere

SPORT = (
    "Norway will meet Chad in the semi-finals. The coach named a squad without its captain, and the striker, who "
    "scored both goals in the last match, is fit again. The stadium is sold out."
)
NEWS = "The ministers met in Rome and signed a treaty. "
TALKS = (
    "Norway will meet Chad in Rome. The minister named a delegation without its head. It has a goal: an early truce."
)


@pytest.mark.parametrize(("text", "sport"), [(SPORT, True), (TALKS, False), (SPORT + 90 * NEWS, False), ("", False)])
def test_a_text_dense_in_the_words_of_another_field_is_of_it(text: str, sport: bool) -> None:
    assert Elsewhere(load_codebook("security").elsewhere.values()).holds(text) is sport


def test_a_codebook_may_name_no_field() -> None:
    assert not Elsewhere([]).holds(SPORT)
    assert not Elsewhere([()]).holds(SPORT)
