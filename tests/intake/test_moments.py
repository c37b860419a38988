"""When a document was published, as feeds, pages and people write it."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.intake.moments import moment


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-09-04", "2025-09-04T00:00:00"),
        ("2025-09-04T18:30:00Z", "2025-09-04T18:30:00+00:00"),
        ("2025-09-04T18:30:00+02:00", "2025-09-04T18:30:00+02:00"),
        ("Thu, 04 Sep 2025 18:30:00 GMT", "2025-09-04T18:30:00+00:00"),
        ("Thu, 04 Sep 2025 18:30:00 EDT", "2025-09-04T18:30:00-04:00"),
        ("September 4, 2025", "2025-09-04T00:00:00"),
        ("4 Sep 2025", "2025-09-04T00:00:00"),
        (1757010600, "2025-09-04T18:30:00+00:00"),
        (1757010600000, "2025-09-04T18:30:00+00:00"),
        ("", None),
        ("yesterday", None),
        ("September 2025", None),
        ("3 days ago", None),
        ("x" * 1000 + "1", None),
        (True, None),
        (None, None),
        (["2025-09-04"], None),
        (float("inf"), None),
    ],
)
def test_a_moment_is_read_or_left_open(value: object, expected: str | None) -> None:
    found = moment(value)
    assert (found.isoformat() if found else None) == expected


@given(st.datetimes())
def test_an_iso_moment_comes_back_as_it_is(value: datetime) -> None:
    assert moment(value.isoformat()) == value
