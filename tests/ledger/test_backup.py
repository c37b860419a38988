"""A backup restores to an equal ledger, and what is derived can be derived again."""

from __future__ import annotations

from pathlib import Path

import pytest

from pledgebook.errors import InputError, LedgerBroken, LedgerError, NotALedger
from pledgebook.ledger import Ledger, open_ledger, restore
from tests.ledger.making import reading
from tests.ledger.test_checks import unguarded
from tests.ledger.test_kills import readings

DERIVED = ("documents", "statements", "promisors", "cells", "stances", "doubts", "rulings", "merged", "readings")


def rich(place: Path) -> Ledger:
    """A ledger in which everything has happened that makes derived rows."""
    ledger = open_ledger(place)
    ledger.append(readings())
    first, second, third = (s.id for s in ledger.statements(limit=3))
    ledger.rule("amend", first, by="coder", changes={"firmness": "bound"})
    ledger.rule("reject", second, by="coder")
    ledger.rule("accept", third, by="coder")
    ledger.append([reading("d0", 1, "willing", text="This is word number 0: we deploy.", reader="test-2")])
    ledger.append([reading("e", 9, "willing", promisors=("UK",))])
    ledger.rule("merge", "UK", by="coder", into="FRA")
    ledger.rule("merge", "d5", by="coder", into="d2")
    return ledger


def test_a_backup_restores_to_an_equal_ledger(place: Path, tmp_path: Path) -> None:
    copy, again = tmp_path / "backup", tmp_path / "again.ledger"
    with rich(place) as ledger:
        assert ledger.backup(copy) == copy.stat().st_size
        entries = restore(copy, str(again))
        with open_ledger(again) as restored:
            assert restored.verify() == ledger.verify()
            assert restored.verify().entries == entries
            # Restoring takes every entry anew: equal rows show that what is derived can be derived again.
            for table in DERIVED:
                rows = [sorted(each._database.rows(f"SELECT * FROM {table}"), key=repr) for each in (restored, ledger)]
                assert rows[0] == rows[1], table
            assert restored.positions() == ledger.positions()


def test_a_backup_overwrites_nothing(place: Path, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("x", encoding="utf-8")
    with rich(place) as ledger, pytest.raises(InputError, match="exists"):
        ledger.backup(tmp_path / "there")
    assert (tmp_path / "there").read_text(encoding="utf-8") == "x"


def test_a_restore_overwrites_nothing(place: Path, tmp_path: Path) -> None:
    with rich(place) as ledger:
        ledger.backup(tmp_path / "copy")
    with pytest.raises(InputError, match="exists"):
        restore(tmp_path / "copy", str(place))


@pytest.mark.parametrize("content", ["", "these are notes\n" * 100])
def test_what_is_no_backup_is_said_of_the_file(tmp_path: Path, content: str) -> None:
    (tmp_path / "notes").write_text(content, encoding="utf-8")
    with pytest.raises(NotALedger, match=r"notes is no backup: name a file that `pledgebook backup` wrote"):
        restore(tmp_path / "notes", str(tmp_path / "again"))
    assert [path.name for path in tmp_path.iterdir()] == ["notes"]


def test_a_backup_that_was_changed_is_not_restored(place: Path, tmp_path: Path) -> None:
    with rich(place) as ledger:
        ledger.backup(tmp_path / "copy")
    connection = unguarded(tmp_path / "copy")
    connection.execute("UPDATE entries SET known = known + 1 WHERE seq = 3")
    connection.close()
    with pytest.raises(LedgerBroken, match="entry 3"):
        restore(tmp_path / "copy", str(tmp_path / "again"))
    assert not (tmp_path / "again").exists()


def test_a_backup_into_no_folder_is_said(place: Path, tmp_path: Path) -> None:
    with rich(place) as ledger, pytest.raises(LedgerError, match="folder"):
        ledger.backup(tmp_path / "none" / "copy")
