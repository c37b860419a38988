"""For whom an act is: sentences read with the real parser and the rules alone."""

from __future__ import annotations

import pytest

from tests.reading.by_rules import allowed


@pytest.mark.parametrize(
    ("text", "act", "whose", "expected"),
    [
        ("Ghana will buy 40 tanks from South Korea.", "arms", "GHA", None),
        ("Ghana will buy 40 tanks from Chile for Togo.", "arms", "GHA", "TGO"),
        ("Ghana's purchase of tanks from Chile was approved.", "arms", "GHA", None),
        ("Ghana will take over command of the troops from Chile.", "troops", "GHA", None),
        ("Ghana will send six tanks and the Netherlands 24.", "arms", "GHA", None),
        ("Ghana will give Togo six tanks and Chile ten.", "arms", "GHA", "TGO"),
    ],
)
def test_for_whom_it_is(text: str, act: str, whose: str, expected: str | None) -> None:
    found = {s.beneficiary for s in allowed(text) if s.act == act and ",".join(s.promisors) == whose}
    assert found == {expected}
