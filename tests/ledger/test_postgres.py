"""PostgreSQL gives the same answers as SQLite on the same entries, and keeps them as well."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledgebook.errors import LedgerBusy, LedgerError, NewerLedger
from pledgebook.ledger import Ledger, database, open_ledger, restore
from tests.ledger.making import Reading, document, reading, statement
from tests.ledger.test_failures import check_two_readers_and_a_writer, check_two_writers_queue
from tests.ledger.test_kills import readings as some_readings
from tests.ledger.test_machine import readings
from tests.ledger.test_search import check_rulings_deep_in_the_index

ONE_TEXT = (
    "The Élysée will send 1e5 troops by 10.5.2025, wrote j.doe_7@example.org at http://example.org/a_b-c?d=é ñ ½."
)


def answers(ledger: Ledger) -> dict[str, object]:
    """What a user can ask."""
    days = [None, "2025-09-01", "2025-09-02", "2025-10-03"]
    return {
        "documents": list(ledger.documents()),
        "statements": list(ledger.statements()),
        "doubts": list(ledger.doubts()),
        "positions": [ledger.positions(day, known) for day in days for known in days],
        "changes": ledger.changes("2025-10-02"),
        "history": [ledger.history(promisor) for promisor in ("FRA", "GBR")],
        "search": [ledger.search(query) for query in ("deploy", "wel*", "will -well", '"may well"')],
        "found": ledger.search("number", in_documents=True),
        "filtered": list(ledger.statements(promisor="FRA", at_least="considering", text="deploy", voice="ada")),
        "rulings": ledger.rulings(),
        "stories": ledger.stories(),
        "verified": ledger.verify(),
    }


@pytest.fixture(scope="module")
def pair(postgres: Callable[[], str], template: Path) -> tuple[str, Path]:
    url = postgres()
    open_ledger(url).close()
    return url, template


def emptied(url: str) -> None:
    """Take everything out again, past the guards: making a database for each example would take minutes."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                " AND table_name <> 'alembic_version'"
            )
        ]
        connection.execute("SET session_replication_role = replica")
        connection.execute(f"TRUNCATE {', '.join(names)}")  # type: ignore[call-overload]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    some=st.lists(readings(), max_size=6), verbs=st.lists(st.sampled_from(["accept", "reject", "amend"]), max_size=3)
)
def test_both_databases_give_the_same_answers(pair: tuple[str, Path], some: list[Reading], verbs: list[str]) -> None:
    url, template = pair
    emptied(url)
    given_answers = []
    with tempfile.TemporaryDirectory() as folder:
        for place in (url, shutil.copy(template, Path(folder) / "a.ledger")):
            with open_ledger(place) as ledger:
                now = datetime(2025, 10, 1)
                for each in some:
                    now += timedelta(days=1)
                    ledger.append([each], known_at=now)
                for verb, on in zip(verbs, list(ledger.statements()), strict=False):
                    changes = {"firmness": "bound"} if verb == "amend" else {}
                    ledger.rule(verb, on.id, by="coder", changes=changes, known_at=now)
                if list(ledger.statements(promisor="GBR")):
                    ledger.rule("merge", "GBR", by="coder", into="EU", known_at=now)
                given_answers.append(answers(ledger))
    assert given_answers[0] == given_answers[1]


@pytest.mark.parametrize("query", ["elysee", "1e5", "10", "j doe 7", "example.org", "a_b-c", "é", "½", "tro*"])
def test_both_find_the_same_words(postgres: Callable[[], str], place: Path, query: str) -> None:
    made = document("a", ONE_TEXT, 4)
    found = []
    for where in (postgres(), place):
        with open_ledger(where) as ledger:
            ledger.append([Reading(document=made, statements=(statement(made, ONE_TEXT, "pledged"),))])
            found.append((ledger.search(query), ledger.search(query, in_documents=True)))
    assert found[0] == found[1]
    assert found[0][0]


def test_rulings_are_followed_there_too(postgres: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    with open_ledger(postgres()) as ledger:
        check_rulings_deep_in_the_index(ledger, monkeypatch)


def test_copies_are_found_there_too(postgres: Callable[[], str]) -> None:
    with open_ledger(postgres()) as ledger:
        ledger.append(some_readings())
        assert [story.names for story in ledger.stories()] == [("d3", "copy")]
        assert ledger.verify().sound


def test_the_database_refuses_to_change_or_forget(postgres: Callable[[], str]) -> None:
    import psycopg

    url = postgres()
    with open_ledger(url) as ledger:
        ledger.append([reading("a", 4, "pledged")])
    replacing = "INSERT INTO entries SELECT * FROM entries ON CONFLICT (seq) DO UPDATE SET known = 0"
    for command in ("UPDATE entries SET known = 0", "DELETE FROM texts", "TRUNCATE entries", replacing):
        with psycopg.connect(url) as connection, pytest.raises(psycopg.errors.RaiseException, match="forgets nothing"):
            connection.execute(command)  # type: ignore[call-overload]


def test_a_backup_is_a_file_and_restores_to_an_equal_ledger(postgres: Callable[[], str], tmp_path: Path) -> None:
    with open_ledger(postgres()) as ledger:
        ledger.append(some_readings())
        ledger.rule("reject", next(iter(ledger.statements())).id, by="coder")
        ledger.backup(tmp_path / "backup.ledger")
        expected = answers(ledger)
    again = postgres()
    restore(tmp_path / "backup.ledger", again)
    for where in (tmp_path / "backup.ledger", again):
        with open_ledger(where) as ledger:
            assert answers(ledger) == expected


def test_two_readers_and_a_writer(postgres: Callable[[], str]) -> None:
    url = postgres()
    open_ledger(url).close()
    check_two_readers_and_a_writer(url)


def test_two_writers_queue(postgres: Callable[[], str]) -> None:
    url = postgres()
    open_ledger(url).close()
    check_two_writers_queue(url)


def test_a_lost_connection_is_said_and_loses_nothing(postgres: Callable[[], str]) -> None:
    import psycopg

    url = postgres()
    ledger = open_ledger(url)
    ledger.append([reading("a", 4, "pledged")])
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                      " AND datname = current_database()")  # fmt: skip
    with pytest.raises(LedgerError, match="no connection to the server"):
        ledger.append([reading("b", 5, "pledged")])
    ledger.close()
    with open_ledger(url) as ledger:
        ledger.append([reading("b", 5, "pledged")])
        assert [found.name for found in ledger.documents()] == ["a", "b"]
        assert ledger.verify().sound


def test_a_locked_ledger_is_said(postgres: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    import psycopg

    url = postgres()
    open_ledger(url).close()
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.1)
    with psycopg.connect(url) as other, open_ledger(url) as ledger:
        other.execute("SELECT pg_advisory_xact_lock(%s)", (database.WRITER_LOCK,))
        with pytest.raises(LedgerBusy, match="another program is writing"):
            ledger.append([reading("a", 4, "pledged")])
        other.rollback()
        ledger.append([reading("a", 4, "pledged")])
        assert len(list(ledger.documents())) == 1


def test_a_server_that_is_not_there_is_said(postgres: Callable[[], str]) -> None:
    with pytest.raises(LedgerError, match=r"ada@127\.0\.0\.1:1/none: no connection to the server") as raised:
        open_ledger("postgresql://ada:secret@127.0.0.1:1/none")
    assert "secret" not in str(raised.value)


def test_a_newer_ledger_is_refused(postgres: Callable[[], str]) -> None:
    import psycopg

    url = postgres()
    open_ledger(url).close()
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerLedger):
        open_ledger(url)
