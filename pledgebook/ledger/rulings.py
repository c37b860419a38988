"""What coders rule: entries above the reader's, checked before they are entered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from pledgebook.errors import InputError, alternatives
from pledgebook.gazetteer import Gazetteer
from pledgebook.ledger import moments
from pledgebook.ledger.columns import column, exact
from pledgebook.ledger.database import Database
from pledgebook.ledger.retrieval import amended, find_document_entry, statement_entry, statement_of
from pledgebook.ledger.writer import Writer
from pledgebook.model.entry import Ruled, Verb, decoded


class Bench:
    """Where rulings are made, through a ``Writer`` and within its transaction."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.database = writer.database

    def on_statement(self, verb: Verb, identity: str, *, by: str, why: str, changes: dict[str, Any]) -> Ruled:
        """Accept, amend, reject or annotate a statement. Raises ``InputError`` before anything is entered.

        An amendment goes on top of those before it, and an acceptance confirms the statement as it was amended.
        """
        seq = statement_entry(self.database, identity, moments.ALWAYS)
        origin, standing_id = self.database.rows("SELECT origin, id FROM statements WHERE seq = ?", (seq,))[0]
        before = deciding(self.database, origin)
        kept = {} if before is None or verb is Verb.NOTE else before.changes
        ruling = Ruled(verb=verb, by=by, why=why, statement=origin, id=standing_id, changes=kept | changes)
        amended(statement_of(self.database, origin), ruling)
        self.writer.enter(ruling)
        return ruling

    def on_promisors(self, promisor: str, into: str, *, by: str, why: str) -> Ruled:
        """Count everything of ``promisor`` as said by ``into``, from now on and so far."""
        root, target = self._root(promisor), self._root(into)
        if root != promisor:
            raise InputError(f"{promisor} was merged into {root} already: merge that one")
        if promisor == target:
            raise InputError(f"{promisor} cannot be merged into {into}: they count as one already")
        ruling = Ruled(verb=Verb.MERGE, by=by, why=why, promisor=promisor, into=target)
        self.writer.enter(ruling)
        return ruling

    def are_one(self, ruling: Ruled) -> bool:
        """True when the two promisors or documents of a merger count as one already."""
        if ruling.promisor:
            return self._root(ruling.promisor) == self._root(ruling.into)
        pair = (ruling.document, ruling.of)
        return len(self.database.rows("SELECT DISTINCT story FROM documents WHERE seq IN (?, ?)", pair)) == 1

    def _root(self, promisor: str) -> str:
        rows = self.database.rows(
            "SELECT into_promisor FROM merged WHERE promisor = ? ORDER BY seq DESC LIMIT 1", (promisor,)
        )
        return str(rows[0][0]) if rows else promisor

    def on_documents(self, copy: str, of: str, *, by: str, why: str) -> Ruled:
        """Take the document ``copy`` as telling the same story as the document ``of``."""
        copied, original = (find_document_entry(self.database, key) for key in (copy, of))
        ruling = Ruled(verb=Verb.MERGE, by=by, why=why, document=copied, of=original)
        if self.are_one(ruling):
            raise InputError(f"{copy} and {of} count as one story already")
        self.writer.enter(ruling)
        return ruling

    def note(self, target: str, *, by: str, why: str) -> Ruled:
        """Annotate a document (by name or SHA-256) or, where none has that name, a promisor."""
        name = column(target)
        found = self.database.rows("SELECT max(seq) FROM documents WHERE name = ? OR sha256 = ?", (name, name))
        document: int | None = found[0][0]
        if document is None and not self.database.rows("SELECT 1 FROM promisors WHERE promisor = ? LIMIT 1", (name,)):
            raise InputError(f"no statement, document or promisor {target!r} to note something on")
        on_promisor = target if document is None else ""
        ruling = Ruled(verb=Verb.NOTE, by=by, why=why, document=document or 0, promisor=on_promisor)
        self.writer.enter(ruling)
        return ruling


def check_promisors(database: Database, promisor: str, into: str) -> None:
    """Raises ``InputError`` with the names that are near, where ``promisor`` is none of the ledger's.

    What it goes ``into`` may be a code of the gazetteer as well: a name that was read wrongly may stand for a promisor
    that the ledger has not met.
    """
    known = _names(database, "SELECT DISTINCT promisor FROM promisors")
    if promisor not in known:
        raise InputError(f"no promisor {promisor!r} (and no document) in this ledger; {alternatives(promisor, known)}")
    targets = {*known, *_names(database, "SELECT DISTINCT into_promisor FROM merged")}
    if into in targets:
        return
    codes = Gazetteer.load().codes
    if into not in codes:
        near = alternatives(into, sorted(targets | codes))
        raise InputError(f"no promisor {into!r} in this ledger, and no code of the gazetteer; {near}")


def check_outlet(database: Database, outlet: str) -> None:
    """Raises ``InputError`` with the names that are near, where no document of the ledger is of ``outlet``."""
    known = outlets(database)
    if outlet not in known:
        what = alternatives(outlet, known) if known else "its documents name none"
        raise InputError(f"no document of the outlet {outlet!r} in this ledger; {what}")


def outlets(database: Database) -> list[str]:
    """The outlets that documents of the ledger are of."""
    return _names(database, "SELECT DISTINCT outlet FROM documents WHERE outlet IS NOT NULL")


def _names(database: Database, query: str) -> list[str]:
    return [exact(name) for (name,) in database.rows(query)]


def deciding(database: Database, origin: int) -> Ruled | None:
    """The ruling that decides about a statement now: the latest that accepts, amends or rejects it."""
    rows = database.rows(
        "SELECT e.content FROM rulings r JOIN entries e ON e.seq = r.seq"
        " WHERE r.origin = ? AND r.verb <> 'note' ORDER BY r.seq DESC LIMIT 1",
        (origin,),
    )
    ruling = decoded(rows[0][0]) if rows else None
    return ruling if isinstance(ruling, Ruled) else None


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A ruling as it is listed: its entry, the entry of the statement on which it stands (0: on none), when it was
    made, and whether the words that it stands on are still read."""

    entry: int
    statement: int
    ruling: Ruled
    known: int
    fits: bool


def rulings(database: Database, upto: int) -> Iterator[Kept]:
    """All rulings entered up to an entry, in their order."""
    rows = database.rows(
        "SELECT r.seq, r.origin, e.content, e.known, r.unfit FROM rulings r JOIN entries e ON e.seq = r.seq"
        " WHERE r.seq <= ? ORDER BY r.seq",
        (upto,),
    )
    for seq, origin, content, known, unfit in rows:
        ruling = decoded(content)
        if isinstance(ruling, Ruled):
            fits = unfit is None or unfit > upto
            # Where it moved on later than that, it stood on the statement that it was made on.
            on = origin if origin <= upto else ruling.statement
            yield Kept(entry=seq, statement=on, ruling=ruling, known=known, fits=fits)
