"""What can go wrong around a ledger: each time a clear sentence with the remedy, and nothing lost."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from pledgebook.errors import LedgerBroken, LedgerBusy, LedgerError, NewerLedger, NotALedger
from pledgebook.ledger import database, open_ledger
from tests.ledger.making import Reading, reading


def test_a_text_file_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("these are notes, and they are long enough to be no database header\n" * 20, encoding="utf-8")
    with pytest.raises(NotALedger, match=r"notes\.txt.*--ledger"):
        open_ledger(path)
    assert path.read_text(encoding="utf-8").startswith("these are notes")


def test_somebody_else_s_database_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()
    with pytest.raises(NotALedger, match="other tables"):
        open_ledger(path)


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(NotALedger, match="folder"):
        open_ledger(tmp_path)


def test_a_newer_ledger_is_refused_with_the_remedy(place: Path) -> None:
    with sqlite3.connect(place) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    other.close()
    with pytest.raises(NewerLedger, match="update pledgebook"):
        open_ledger(place)


def test_a_missing_ledger_is_not_made_for_a_question(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="pledgebook read"):
        open_ledger(tmp_path / "none.ledger", create=False, read_only=True)
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="folder"):
        open_ledger(tmp_path / "none" / "a.ledger")


@pytest.mark.parametrize(
    "command",
    [
        "UPDATE {} SET seq = seq + 100",
        "UPDATE OR REPLACE {} SET seq = 2",
        "DELETE FROM {}",
        "INSERT OR REPLACE INTO {0} SELECT * FROM {0}",
        "REPLACE INTO {0} SELECT * FROM {0}",
        "INSERT INTO {0} SELECT * FROM {0} WHERE true ON CONFLICT DO UPDATE SET seq = 7",
    ],
)
@pytest.mark.parametrize("table", ["entries", "texts"])
def test_the_database_itself_refuses_to_change_or_forget(place: Path, table: str, command: str) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "pledged")])
    other = sqlite3.connect(place)
    with pytest.raises(sqlite3.IntegrityError, match="a ledger"):
        other.execute(command.format(table))
    other.close()


def test_a_ledger_opened_to_read_is_not_written(place: Path) -> None:
    with open_ledger(place, read_only=True) as ledger, pytest.raises(LedgerError, match="read-only"):
        ledger.append([reading("a", 4, "pledged")])


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes to read-only files")
def test_a_read_only_file_is_said_and_can_be_read(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "pledged")])
    place.chmod(0o444)
    with open_ledger(place) as ledger, pytest.raises(LedgerError, match="read-only"):
        ledger.append([reading("b", 4, "pledged")])


def test_a_full_disk_loses_nothing_written_before(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "pledged")])
        # SQLite gives the error of a full disk when a file may not grow: the same path through the code.
        pages = ledger._database.rows("PRAGMA page_count")[0][0]
        ledger._database.rows(f"PRAGMA max_page_count = {pages}")
        long = reading("b", 5, "pledged", text="We deploy. " * 5000)
        with pytest.raises(LedgerError, match="disk is full; what was written before is safe"):
            ledger.append([long])
        assert [found.name for found in ledger.documents()] == ["a"]
        assert ledger.verify().sound
        ledger._database.rows("PRAGMA max_page_count = 1000000")
        ledger.append([long])
        assert [found.name for found in ledger.documents()] == ["a", "b"]


def test_a_locked_ledger_is_said(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.1)
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_ledger(place) as ledger:
        with pytest.raises(LedgerBusy, match="another program is writing"):
            ledger.append([reading("a", 4, "pledged")])
        other.execute("ROLLBACK")
        ledger.append([reading("a", 4, "pledged")])
        assert len(list(ledger.documents())) == 1
    other.close()


def test_a_damaged_file_is_said(place: Path) -> None:
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "pledged")])
    content = bytearray(place.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    place.write_bytes(content)
    with pytest.raises(LedgerBroken, match="restore"):
        open_ledger(place)


def at_once(*works: Callable[[], None]) -> list[BaseException]:
    """Run all in threads of their own; gives what went wrong in any."""
    wrong: list[BaseException] = []

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def written(place: Path | str, name: str) -> Callable[[], None]:
    def work() -> None:
        with open_ledger(place) as ledger:
            for number in range(8):
                ledger.append([one(name, number)])

    return work


def one(name: str, number: int) -> Reading:
    return reading(f"{name}{number}", 1 + number, "pledged", text=f"This is number {number} of {name}: we deploy.")


def watched(place: Path | str) -> Callable[[], None]:
    """Reads over and over: each time it sees whole documents only, and never fewer than before."""

    def work() -> None:
        seen = 0
        with open_ledger(place, read_only=True) as ledger:
            for _ in range(8):
                documents = len(list(ledger.documents()))
                assert seen <= documents <= len(list(ledger.statements()))
                ledger.positions()
                seen = documents

    return work


def check_two_readers_and_a_writer(place: Path | str) -> None:
    assert at_once(written(place, "a"), watched(place), watched(place)) == []


def check_two_writers_queue(place: Path | str) -> None:
    assert at_once(written(place, "a"), written(place, "b")) == []
    with open_ledger(place) as ledger:
        assert ledger.verify().sound
        assert len(list(ledger.documents())) == len(list(ledger.statements())) == 16


def test_two_readers_and_a_writer(place: Path) -> None:
    check_two_readers_and_a_writer(place)


def test_two_writers_queue(place: Path) -> None:
    check_two_writers_queue(place)
