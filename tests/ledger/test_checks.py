"""``verify`` finds every bit that was changed, and a checkpoint finds a history that was rewritten."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
import typer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from pledgebook.cli import keeping
from pledgebook.errors import InputError
from pledgebook.ledger import open_ledger, read_checkpoint, write_checkpoint
from pledgebook.ledger.chain import START, entry_hash
from pledgebook.model import Doubt
from tests.ledger.making import Reading, document, reading, statement

GUARDS = ("entries_no_update", "entries_no_delete", "texts_no_update", "texts_no_delete")


def filled(place: Path) -> None:
    """A ledger with an entry of most kinds."""
    made = document("b", "We deploy in spring. We may train.", 5)
    said = (statement(made, "We deploy", "pledged"), statement(made, "We may train", "considering", act="train"))
    doubt = Doubt(doc="b", code="voice", reason="who is we?")
    with open_ledger(place) as ledger:
        ledger.append([reading("a", 4, "pledged"), Reading(document=made, statements=said, doubts=(doubt,))])
        ledger.rule("reject", said[0].id, by="coder")


def unguarded(place: Path) -> sqlite3.Connection:
    """The database without its triggers, as one who tampers would open it."""
    connection = sqlite3.connect(place, isolation_level=None)
    for guard in GUARDS:
        connection.execute(f"DROP TRIGGER IF EXISTS {guard}")
    return connection


@pytest.fixture(scope="module")
def tampered(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tampered") / "a.ledger"
    path.write_bytes(template.read_bytes())
    filled(path)
    return path


COLUMNS = [("entries", "content"), ("entries", "hash"), ("entries", "known"), ("entries", "seq"), ("texts", "text")]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_flipped_bit_of_an_entry_or_a_document_is_reported(tampered: Path, data: st.DataObject) -> None:
    table, column = data.draw(st.sampled_from(COLUMNS))
    connection = unguarded(tampered)
    rows = connection.execute(f"SELECT rowid, {column} FROM {table} ORDER BY rowid").fetchall()
    rowid, before = data.draw(st.sampled_from(rows))
    after = flipped(before, data.draw(st.integers(0, 10**6)))
    connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (after, rowid))
    try:
        with open_ledger(tampered) as ledger:
            faults = ledger.verify().faults
    finally:
        place = after if column == "seq" else rowid
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (before, place))
        connection.close()
    assert faults
    if table == "entries" and column in ("content", "hash"):
        assert faults[0].entry == rowid


def flipped(value: bytes | int, at: int) -> bytes | int:
    """``value`` with one bit changed; in a number none of the lowest, which would make it the number of another row."""
    if isinstance(value, int):
        return value ^ 1 << 8 + at % 32
    place = at % (len(value) * 8)
    return value[: place // 8] + bytes([value[place // 8] ^ 1 << place % 8]) + value[place // 8 + 1 :]


@pytest.mark.parametrize("table", ["entries", "texts"])
def test_a_row_that_is_gone_is_reported(place: Path, table: str) -> None:
    filled(place)
    connection = unguarded(place)
    connection.execute(f"DELETE FROM {table} WHERE seq = 1")
    connection.close()
    with open_ledger(place) as ledger:
        assert ledger.verify().faults[0].entry == 1


def test_a_chain_made_anew_is_found_by_a_checkpoint(place: Path, tmp_path: Path) -> None:
    filled(place)
    kept = tmp_path / "checkpoint.json"
    with open_ledger(place) as ledger:
        write_checkpoint(kept, ledger.checkpoint())
        assert ledger.verify(read_checkpoint(kept)).sound
    connection = unguarded(place)
    before = START
    for seq, known, content in connection.execute("SELECT seq, known, content FROM entries ORDER BY seq").fetchall():
        changed = content.replace(b'"coder"', b'"other"')
        before = entry_hash(before, seq, known, changed)
        connection.execute("UPDATE entries SET content = ?, hash = ? WHERE seq = ?", (changed, before, seq))
    connection.close()
    with open_ledger(place) as ledger:
        assert ledger.verify().sound
        assert "history was rewritten" in ledger.verify(read_checkpoint(kept)).faults[0].what


def test_a_ledger_that_was_cut_off_is_found_by_a_checkpoint(place: Path) -> None:
    filled(place)
    with open_ledger(place) as ledger:
        kept = ledger.checkpoint()
        connection = unguarded(place)
        connection.execute("DELETE FROM entries WHERE seq = ?", (kept.entry,))
        connection.close()
        assert ledger.verify().sound
        assert "ends before" in ledger.verify(kept).faults[0].what


def test_a_sealed_checkpoint_shows_that_it_was_changed(place: Path, tmp_path: Path) -> None:
    filled(place)
    kept = tmp_path / "checkpoint.json"
    with open_ledger(place) as ledger:
        write_checkpoint(kept, ledger.checkpoint(b"secret"))
        found = [
            ledger.verify(checkpoint, key)
            for checkpoint, key in (
                (read_checkpoint(kept, b"secret"), b"secret"),
                (read_checkpoint(kept), None),
                (ledger.checkpoint(), None),
            )
        ]
        assert all(each.sound for each in found)
        assert [each.seal for each in found] == ["checked", "not checked", ""]
        for checkpoint in (ledger.checkpoint(), ledger.checkpoint(b"another")):
            with pytest.raises(InputError, match="seal"):
                ledger.verify(checkpoint, b"secret")
    with pytest.raises(InputError, match="seal"):
        read_checkpoint(kept, b"another")
    kept.write_text(kept.read_text(encoding="utf-8").replace('"entry":', '"entry":1'), encoding="utf-8")
    with pytest.raises(InputError, match="seal"):
        read_checkpoint(kept, b"secret")


def test_the_command_says_that_a_seal_was_not_checked(place: Path, tmp_path: Path) -> None:
    filled(place)
    kept, key = tmp_path / "checkpoint.json", tmp_path / "key"
    key.write_bytes(b"secret")
    app = typer.Typer()
    keeping.register(app)

    def said(*more: object) -> str:
        words = ["verify", "--ledger", place, "--checkpoint", kept, *more]
        result = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
        assert result.exit_code == 0
        return result.output

    assert "not checked" not in said("--key", key)
    assert "not checked" not in said("--key", key)
    assert "seal was not checked" in said()
    assert json.loads(said("--json"))["seal"] == "not checked"


def test_what_is_no_checkpoint_is_said(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match="no checkpoint"):
        read_checkpoint(wrong)
