"""How many took part: sentences read with the real parser."""

from __future__ import annotations

import pytest

from pledgebook.reading.counts import counts
from pledgebook.syntax import Parser, split


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("A total of 90 member states voted in favour, 12 voted against and 30 abstained.", [12, 30, 90]),
        ("90 states voted in favour, 12 voted against and 30 abstained.", [12, 30, 90]),
        ("90 states voted in favour, and 12 went home.", [90]),
    ],
)
def test_each_side_of_a_vote_is_a_count(parser: Parser, text: str, numbers: list[int]) -> None:
    assert sorted(count.n for tree in parser.parse(split(text)) for _, count in counts(tree)) == numbers
