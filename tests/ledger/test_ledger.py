"""What goes in comes out again, once, as of both times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import cast

import pytest

from pledgebook.errors import InputError, LedgerError
from pledgebook.ledger import Appended, open_ledger
from pledgebook.ledger.database import SqliteDatabase
from pledgebook.model import Condition, ConditionKind, Doubt, Kind, Link, Span
from tests.ledger.making import Reading, document, reading, statement


def test_a_reading_comes_back_as_it_was(place: Path) -> None:
    text = "Élysée: \ud800 we will send troops once a truce holds."
    condition = Condition(kind=ConditionKind.CEASEFIRE, link=Link.IF, text="once a truce holds", span=Span(28, 46))
    made = document("caf\udce9.txt", text, 4, title="T\0", outlet="O", link="http://x", lang="en")
    said = statement(made, "we will send troops", "pledged", conditions=(condition,), voice="Ada \ud800")
    doubt = Doubt(doc="caf\udce9.txt", code="voice", reason="who is we?", span=Span(0, 2))
    with open_ledger(place) as ledger:
        added = ledger.append([Reading(document=made, statements=(said,), doubts=(doubt,))])
        assert added == Appended(documents=1, statements=1, doubts=1)
        assert list(ledger.documents()) == [made]
        assert list(ledger.statements()) == [said]
        assert list(ledger.doubts()) == [doubt]
        assert ledger.statement(said.id[:8]) == said
        assert ledger.document("caf\udce9.txt") == ledger.document(made.sha256[:10]) == made
        assert list(ledger.statements(doc="caf\udce9.txt")) == [said]
        assert ledger.verify().sound


def test_reading_a_document_twice_adds_nothing(place: Path) -> None:
    refused = Doubt(doc="b.bin", code="input", reason="no text")
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "pledged"), refused])
        entries = ledger.verify().entries
        again = ledger.append([reading("a", 4, "pledged"), refused])
        assert again == Appended(already=1)
        assert ledger.verify().entries == entries


def test_the_same_text_from_another_outlet_is_another_document_and_no_new_statement(place: Path) -> None:
    with open_ledger(place) as ledger:
        first = reading("a", 4, "pledged", text="We will deploy.")
        ledger.append([first, reading("b", 5, "pledged", text="We will deploy.", outlet="Other")])
        assert [found.name for found in ledger.documents()] == ["a", "b"]
        assert list(ledger.statements()) == list(first.statements) == list(ledger.statements(doc="b"))
        assert [story.names for story in ledger.stories()] == [("a", "b")]


def test_reading_anew_goes_through_no_other_documents(place: Path) -> None:
    def effort(name: str) -> int:
        """Instructions of SQLite's machine, in tens, that a newer reading of one document takes."""
        new = reading(name, 4, "pledged", text=f"The text of {name} itself.", reader="test-2")
        with open_ledger(place) as ledger:
            steps = count()
            connection = cast("SqliteDatabase", ledger._database)._connection
            connection.set_progress_handler(lambda: next(steps) < 0, 10)
            ledger.append([new])
        return next(steps)

    def added(numbers: range) -> None:
        with open_ledger(place) as ledger:
            ledger.append([reading(f"d{n}", 4, "pledged", text=f"The text of d{n} itself.") for n in numbers])

    added(range(50))
    few = effort("d10")
    added(range(50, 2000))
    many = effort("d20")
    assert many < 2 * few, (few, many)


def test_a_newer_reader_replaces_what_it_reads_otherwise(place: Path) -> None:
    old = reading("a", 4, "pledged", text="We may deploy.")
    new = reading("a", 4, "considering", text="We may deploy.", reader="test-2")
    with open_ledger(place) as ledger:
        ledger.append([old], known_at=datetime(2025, 9, 5))
        ledger.append([new], known_at=datetime(2025, 9, 7))
        assert list(ledger.statements()) == list(new.statements)
        assert list(ledger.statements(known_at="2025-09-06")) == list(old.statements)
        assert [p.firmness for p in ledger.positions()] == ["considering"]
        assert [p.firmness for p in ledger.positions(known_at="2025-09-06")] == ["pledged"]


def test_doubts_that_a_newer_reader_settles_are_gone(place: Path) -> None:
    made = document("a", "He will deploy.", 4)
    doubt = Doubt(doc="a", code="pronoun", reason="who is he?")
    with open_ledger(place) as ledger:
        ledger.append([Reading(document=made, doubts=(doubt,))])
        ledger.append([Reading(document=made, reader="test-2")])
        assert list(ledger.doubts()) == []


def test_as_of_and_known_at_are_two_times(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("late", 8, "ruled-out")], known_at="2025-09-08")
        ledger.append([reading("early", 3, "pledged")], known_at="2025-09-10")
        assert [p.firmness for p in ledger.positions(as_of="2025-09-05")] == ["pledged"]
        assert ledger.positions(as_of="2025-09-05", known_at="2025-09-09") == []
        assert [p.firmness for p in ledger.positions()] == ["ruled-out"]
        assert ledger.positions(known_at="2025-09-07") == []


def test_nothing_is_learned_backwards(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "pledged")], known_at="2025-09-08")
        with pytest.raises(LedgerError, match="before that"):
            ledger.append([reading("b", 5, "pledged")], known_at="2025-09-07")


def test_every_promisor_of_a_statement_gets_a_position(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "willing", promisors=("26 states", "FRA", "group:Europe"))])
        assert [p.promisor for p in ledger.positions()] == ["26 states", "FRA", "group:Europe"]


def test_only_commitments_make_positions(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "willing", kind=Kind.REQUEST)])
        assert ledger.positions() == []


FILTERED = [
    ({"promisor": "GBR"}, ["b"]),
    ({"act": "arms"}, ["c"]),
    ({"firmness": "ruled-out"}, ["c"]),
    ({"at_least": "pledged"}, ["a"]),
    ({"kind": "request"}, ["b"]),
    ({"voice": "ada"}, ["a"]),
    ({"condition": "ceasefire"}, ["b"]),
    ({"outlet": "Gazette"}, ["c"]),
    ({"doc": "b"}, ["b"]),
    ({"confidence": 0.9}, ["a", "b"]),
    ({"text": "deployment 9th"}, ["c"]),
    ({"as_of": "2025-09-05"}, ["a", "b"]),
    ({"limit": 2}, ["a", "b"]),
    ({"promisor": "GBR", "act": "arms"}, []),
]


@pytest.mark.parametrize(("filters", "names"), FILTERED)
def test_filters(place: Path, filters: dict[str, object], names: list[str]) -> None:
    truce = Condition(kind=ConditionKind.CEASEFIRE, link=Link.UNTIL, text="x", span=Span(0, 1))
    with open_ledger(place) as ledger:
        ledger.append(
            [
                reading("a", 4, "pledged", voice="Ada"),
                reading("b", 5, "willing", promisors=("GBR",), kind=Kind.REQUEST, conditions=(truce,)),
                reading("c", 9, "ruled-out", act="arms", outlet="Gazette", confidence=0.5),
            ]
        )
        assert [found.doc for found in ledger.statements(**filters)] == names  # type: ignore[arg-type]


def test_a_wrong_word_names_the_right_ones(place: Path) -> None:
    with open_ledger(place) as ledger, pytest.raises(InputError, match="did you mean pledged"):
        ledger.statements(firmness="pledge")


def test_what_was_read_before_a_failure_is_kept(place: Path) -> None:
    def broken() -> Iterator[Reading]:
        yield reading("a", 4, "pledged")
        raise KeyboardInterrupt

    with open_ledger(place) as ledger:
        with pytest.raises(KeyboardInterrupt):
            ledger.append(broken())
        assert [found.name for found in ledger.documents()] == ["a"]


def test_the_history_of_a_promisor(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading(f"d{day}", day, step) for day, step in ((1, "willing"), (2, "willing"), (4, "pledged"))])
        ledger.append([reading("e", 3, "ruled-out", act="arms")])
        moves = [(m.at.day, m.act, m.firmness.value) for m in ledger.history("FRA")]
        assert moves == [(3, "arms", "ruled-out"), (1, "troops", "willing"), (4, "troops", "pledged")]
        assert len(ledger.history("FRA", "arms")) == 1


@pytest.mark.parametrize("known_at", ["2025-09-05", "2026-01-01"])
def test_filling_a_new_ledger_with_an_archive_is_no_news(place: Path, known_at: str) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 1, "pledged"), reading("b", 4, "ruled-out")], known_at=known_at)
        found = [
            (c.cause.value, c.before and c.before.firmness.value) for c in ledger.changes("2025-09-03", "2025-09-06")
        ]
    assert found == [("moved", "pledged")]


def test_changes_tell_their_causes_apart(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 1, "pledged"), reading("b", 1, "pledged", act="arms")], known_at="2025-09-02")
        ledger.append([reading("c", 1, "bound", act="air"), reading("d", 8, "ruled-out")], known_at="2025-09-08")
        arms = next(iter(ledger.statements(act="arms")))
        ledger.rule("amend", arms.id, by="coder", changes={"firmness": "willing"}, known_at="2025-09-09")
        found = [(c.act, c.cause.value, c.after and c.after.firmness.value) for c in ledger.changes("2025-09-03")]
    assert found == [("air", "learned", "bound"), ("arms", "corrected", "willing"), ("troops", "moved", "ruled-out")]
