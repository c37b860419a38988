"""A small ledger with all that a statement can hold, and with documents that mean harm to whoever opens an export."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from pledgebook.export.contents import Contents
from pledgebook.ledger import open_ledger
from pledgebook.model import (
    Condition,
    ConditionKind,
    Count,
    Direction,
    Document,
    Doubt,
    Firmness,
    Kind,
    Link,
    Quantity,
    Span,
    Statement,
    Voice,
    When,
)
from pledgebook.reading.reader import Reading
from tests.ledger.making import document, statement

PLAIN = "Ada said that France, if a truce holds, will send 500 trainers on 1 October. Spain will not."
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
FORMULA = '=HYPERLINK("http://evil.example","read")'
HOSTILE = f"{FORMULA} \x1b[2J \u202edeppots\u202c \ud800 {SCRIPT} " + "x" * 1_000_000


def full(on: Document) -> Statement:
    """A statement with every field filled."""
    words = on.text.partition(". ")[0] + "."
    condition = on.text.index("if a truce holds")
    return Statement(
        doc=on.name,
        document=on.sha256,
        evidence=Span(0, len(words)),
        quote=words,
        kind=Kind.COMMITMENT,
        promisors=("FRA", "GBR"),
        act="train",
        direction=Direction.GIVE,
        domain=("land", "sea"),
        firmness=Firmness.PLEDGED,
        conditions=(
            Condition(kind=ConditionKind.CEASEFIRE, link=Link.IF, text="if a truce holds",
                      span=Span(condition, condition + 16)),
            Condition(kind=ConditionKind.OTHER_ACTS, link=Link.UNTIL, text="truce",
                      span=Span(condition + 5, condition + 10), on="USA", alternative=True),
        ),
        caveat="so far",
        quantity=Quantity(n=500, unit="soldiers", text="500", span=Span(50, 53), approximate=True),
        place="Kyiv",
        when=When(text="1 October", span=Span(66, 75), date=date(2025, 10, 1)),
        beneficiary="UKR",
        requester="DEU",
        voices=(Voice(person="Ada", actor="FRA", span=Span(0, 3)), Voice(actor="DEU")),
        hearsay=True,
        count=Count(n=26, what="states", approximate=True),
        spans={"promisors": (Span(14, 20),), "act": (Span(40, 63),)},
        rules=("voice-1", "act-2"),
        confidence=0.75,
    )  # fmt: skip


def readings() -> list[Reading | Doubt]:
    """What the ledger of the tests is made of."""
    plain = document("plain", PLAIN, 3, outlet="Gazette", title="Truce", link="https://gazette.example/1", lang="en")
    hostile = document("../../evil<b>", HOSTILE, 4, outlet="@SUM(1)", title="+1", link="javascript:alert(3)")
    return [
        Reading(
            document=plain,
            statements=(full(plain), statement(plain, "Spain will not.", "ruled-out", promisors=("ESP",))),
            doubts=(Doubt(doc="plain", code="pronoun", reason="nobody fits", span=Span(0, 3)),),
            reader="test-1",
        ),
        Reading(
            document=hostile,
            statements=(statement(hostile, HOSTILE, "willing", act="arms", voice="=Eve\x07"),),
            doubts=(),
            reader="test-1",
        ),
        # The same text once more, under another name: the ledger counts it as a copy.
        Reading(document=document("copy", PLAIN, 5), statements=(), doubts=(), reader="test-1"),
        Doubt(doc="broken.pdf", code="input", reason="no text", line=7),
    ]


@pytest.fixture(scope="session")
def contents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Contents]:
    """An open ledger; tests only read it."""
    with open_ledger(tmp_path_factory.mktemp("export") / "a.ledger") as ledger:
        ledger.append(readings(), known_at="2025-09-10")
        ledger.describe("Gazette", "kind", "daily", by="coder", why="its imprint")
        yield Contents(ledger)
