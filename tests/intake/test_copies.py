"""Near-duplicates: one dispatch in several papers."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from pledgebook.intake import CopyIndex, copies, signature, similar
from pledgebook.model import Document


def prose(seed: int, length: int = 200) -> str:
    words = (
        "harbour",
        "minister",
        "spoke",
        "evening",
        "troops",
        "council",
        "north",
        "grain",
        "ships",
        "vote",
        "late",
        "the",
    )
    return " ".join(random.Random(seed).choices(words, k=length))


def document(name: str, text: str) -> Document:
    return Document(name=name, text=text)


def test_copies_of_one_dispatch_are_grouped() -> None:
    wire = prose(1)
    found = copies(
        [
            document("a", wire),
            document("b", prose(2)),
            document("c", "By our staff. " + wire.upper()),
            document("d", wire.replace(" ", "  ") + " More follows."),
        ]
    )
    assert [[each.name for each in group] for group in found] == [["a", "c", "d"]]


def test_two_reports_of_one_event_are_no_copies() -> None:
    assert copies([document("a", prose(1)), document("b", prose(2))]) == []


def test_likeness_tells_the_share_of_common_wording() -> None:
    words = prose(3, 3000).split()
    half = " ".join(words[:1500]) + " " + prose(4, 1500)
    assert similar(signature(prose(3, 3000)), signature(" ".join(words))) == 1.0
    assert 0.1 < similar(signature(" ".join(words)), signature(half)) < 0.9


def test_an_index_names_the_nearest_first_and_keeps_what_it_has() -> None:
    index: CopyIndex[str] = CopyIndex()
    wire = prose(5)
    assert index.add("one", signature(wire)) == []
    index.add("cut", signature(wire[: len(wire) * 9 // 10]))
    assert [key for key, _ in index.like(signature(wire))] == ["one", "cut"]
    assert [key for key, _ in index.add("one", signature(prose(6)))] == []
    assert len(index) == 2


@given(st.text(max_size=200))
def test_any_text_has_a_signature_like_itself(text: str) -> None:
    assert len(signature(text)) == 1024
    assert similar(signature(text), signature(text)) == 1.0
