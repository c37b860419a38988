"""The rows derived from rulings: what a coder decided, in place of what was read."""

from __future__ import annotations

from pledgebook.ledger.columns import column
from pledgebook.ledger.database import Database
from pledgebook.ledger.derived import Derived
from pledgebook.ledger.positions import REJECTED, Cell
from pledgebook.ledger.retrieval import amended, entry_of, statement_of
from pledgebook.model.entry import Ruled, RulingMoved, Verb
from pledgebook.model.statement import Direction


def take_ruling(derived: Derived, seq: int, ruling: Ruled) -> None:
    """Derive the rows of a ruling entered as ``seq``."""
    derived.flush()
    row = (seq, ruling.statement, ruling.verb.value, column(ruling.promisor), ruling.document, None)
    derived.insert("rulings", [row])
    if ruling.verb is Verb.MERGE:
        if ruling.promisor:
            _merge_promisors(derived, seq, ruling)
        else:
            _merge_documents(derived, seq, ruling)
    elif ruling.statement:
        _decide(derived, seq, ruling, ruling.statement)


def take_move(derived: Derived, seq: int, move: RulingMoved) -> None:
    """Derive the rows of a ruling that followed its words to another statement, or found none."""
    derived.flush()
    if not move.statement:
        derived.database.write("UPDATE rulings SET unfit = ? WHERE seq = ?", [(seq, move.ruling)])
        return
    before = derived.database.rows("SELECT origin FROM rulings WHERE seq = ?", (move.ruling,))[0][0]
    derived.database.write("UPDATE rulings SET origin = ?, unfit = NULL WHERE seq = ?", [(move.statement, move.ruling)])
    ruling = entry_of(derived.database, move.ruling)
    # Found again where it was: what was derived of it then still stands.
    if before != move.statement and isinstance(ruling, Ruled):
        _decide(derived, seq, ruling, move.statement)


def _decide(derived: Derived, seq: int, ruling: Ruled, origin: int) -> None:
    """From entry ``seq`` on, the statement ``origin`` counts as ``ruling`` says."""
    if ruling.verb is Verb.NOTE:
        return
    derived.close(origin, seq)
    document = derived.database.rows("SELECT document FROM statements WHERE seq = ?", (origin,))[0][0]
    receipt = derived.receipt(document)
    assert receipt is not None
    statement = amended(statement_of(derived.database, origin), ruling)
    if ruling.verb is Verb.REJECT:
        derived.stances(receipt, seq, origin, statement.id, statement, marks=REJECTED)
    else:
        derived.statement(receipt, seq, origin, statement.id, statement)
        derived.database.write("UPDATE statements SET dropped = NULL WHERE seq = ?", [(origin,)])
    derived.flush()


def _merge_promisors(derived: Derived, seq: int, ruling: Ruled) -> None:
    """Everything of ``promisor``, and of those merged into it before, counts as said by ``into``."""
    members = derived.database.rows("SELECT promisor FROM merged WHERE into_promisor = ?", (ruling.promisor,))
    derived.insert("merged", [(name, ruling.into, seq) for (name,) in [(ruling.promisor,), *members]])
    derived.merges = None
    cells = derived.database.rows("SELECT act, direction FROM cells WHERE promisor = ?", (ruling.promisor,))
    for act, direction in cells:
        source, target = (
            derived.cell(Cell(promisor, act, Direction(direction))) for promisor in (ruling.promisor, ruling.into)
        )
        _move_cell(derived.database, source, target, seq)
        derived.fold_whole(target)


def _move_cell(database: Database, source: int, target: int, seq: int) -> None:
    """What stands in the cell ``source`` stands in ``target`` from entry ``seq`` on; a statement only once."""
    database.write(
        "INSERT INTO stances SELECT CAST(? AS BIGINT), said, statement, CAST(? AS BIGINT), gone, ruled, id, step,"
        " marks, directness, place, story, document, voice, terms FROM stances WHERE cell = ? AND gone IS NULL"
        " AND statement NOT IN (SELECT statement FROM stances WHERE cell = ? AND gone IS NULL)",
        [(target, seq, source, target)],
    )
    database.write("UPDATE stances SET gone = ? WHERE cell = ? AND gone IS NULL", [(seq, source)])


def _merge_documents(derived: Derived, seq: int, ruling: Ruled) -> None:
    """The story of ``document`` is the story of ``of`` from entry ``seq`` on."""
    source, target = (
        derived.database.rows("SELECT story FROM documents WHERE seq = ?", (number,))[0][0]
        for number in (ruling.document, ruling.of)
    )
    told = "gone IS NULL AND document IN (SELECT seq FROM documents WHERE story = ?)"
    derived.database.write(
        f"UPDATE cells SET whole = 1 WHERE number IN (SELECT cell FROM stances WHERE {told})", [(source,)]
    )
    derived.database.write(
        "INSERT INTO stances SELECT cell, said, statement, CAST(? AS BIGINT), gone, ruled, id, step, marks, directness,"
        f" place, CAST(? AS BIGINT), document, voice, terms FROM stances WHERE {told}",
        [(seq, target, source)],
    )
    derived.database.write(f"UPDATE stances SET gone = ? WHERE known < ? AND {told}", [(seq, seq, source)])
    derived.database.write("UPDATE documents SET story = ? WHERE story = ?", [(target, source)])
    derived.forget_receipt()
