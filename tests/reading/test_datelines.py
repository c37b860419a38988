"""Where reports were written, and whose their bare ministries are."""

from __future__ import annotations

import pytest

from pledgebook.gazetteer import Gazetteer
from pledgebook.reading.datelines import written_in
from tests.reading.by_rules import allowed


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SEOUL, Nov. 12 (Wire) -- Togo will send tanks.", "KOR"),
        ("ACCRA, October 16. Togo will send tanks.", "GHA"),
        ("NEW DELHI: Togo will send tanks.", "IND"),
        ("A headline\n\nOttawa, 3 February 2026\n\nMr. Speaker, ...", "CAN"),
        ("Rome, Feb 18 - Togo will send tanks.", "ITA"),
        ("KYIV, Ukraine (AP) — Togo will send tanks.", "UKR"),
        ("Accra says Togo will send tanks.", None),
        ("Accra: Togo to send tanks", None),
        ("GENEVA, May 21 - Togo will send tanks.", None),
        ("", None),
    ],
)
def test_the_dateline_tells_where_it_was_written(text: str, code: str | None) -> None:
    assert written_in(text, Gazetteer.load()) == code


def test_a_bare_ministry_is_that_of_the_dateline() -> None:
    text = "ACCRA, Nov. 12 (Wire) -- Togo moved its tanks. We will send tanks too, foreign ministry spokesman Kojo Berg said."
    assert (("GHA",), "arms", "GHA") in {(s.promisors, s.act, s.voice.actor) for s in allowed(text)}
