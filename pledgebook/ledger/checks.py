"""Verifying a ledger from its first entry to its last, and checkpoints kept outside it.

The chain shows any change to an entry, unless somebody who can write the file makes the whole chain anew. Against that
stands a checkpoint: a small file, kept elsewhere (in git, on paper, signed), that says what the hash was at an entry.
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path
from typing import Any

import msgspec

from pledgebook.errors import InputError
from pledgebook.ledger.chain import START, entry_hash
from pledgebook.ledger.chain import entries as entries_of
from pledgebook.ledger.database import Database
from pledgebook.model import Span
from pledgebook.model.entry import DocumentReceived, StatementRead, decoded

MOST_FAULTS = 20
"""Faults after which a check stops: where so much is wrong, the next thousand say nothing new."""


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something that does not verify: the entry, and what is wrong there in words."""

    entry: int
    what: str


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """The result of a check; sound when there are no ``faults``.

    ``seal`` says what was done about the seal of a checkpoint: ``checked``, ``not checked``, or nothing where there was
    none.
    """

    entries: int = 0
    documents: int = 0
    statements: int = 0
    hash: str = ""
    faults: tuple[Fault, ...] = ()
    seal: str = ""

    @property
    def sound(self) -> bool:
        """True when nothing was found wrong."""
        return not self.faults


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """The end of a chain at some time: the number of the last entry, when it was learned, its hash.

    ``seal`` is an HMAC-SHA256 over these with a key of the user, empty where no key was given.
    """

    entry: int
    known: int
    hash: str
    seal: str = ""

    def sealed(self, key: bytes) -> str:
        """The seal of this checkpoint under ``key``."""
        covered = msgspec.json.encode([self.entry, self.known, self.hash])
        return hmac.new(key, covered, hashlib.sha256).hexdigest()


class _Walk:
    """One pass over the entries, with what has to be remembered from one to the next."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.faults: list[Fault] = []
        self.texts: dict[int, int] = {}
        self.documents = self.statements = 0
        self.seq, self.known, self.hash = 0, -(2**63), START
        self._text: tuple[int, str | None] = (0, None)

    def step(self, seq: int, known: int, content: bytes, stored: bytes) -> None:
        """Check one entry against the one before it and against its document."""
        if seq != self.seq + 1:
            self._fault(self.seq + 1, "is missing")
        if known < self.known:
            self._fault(seq, "was learned before the entry in front of it")
        self.hash = entry_hash(self.hash, seq, known, content)
        if self.hash != stored:
            self._fault(seq, "does not have the hash of its content and of what comes before it")
        self.seq, self.known = seq, known
        # Later entries are checked against what is stored, so that one broken entry is reported and not all after it.
        self.hash = stored
        self._content(seq, content)

    def _content(self, seq: int, content: bytes) -> None:
        try:
            entry = decoded(content)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            self._fault(seq, f"is not readable ({error})")
            return
        if isinstance(entry, DocumentReceived):
            self._document(seq, entry)
        elif isinstance(entry, StatementRead):
            self._statement(seq, entry)

    def _document(self, seq: int, entry: DocumentReceived) -> None:
        self.documents += 1
        self.texts[seq] = entry.text or seq
        if entry.text:
            return
        stored = self._stored_text(seq)
        if stored is None:
            self._fault(seq, f"the text of document {entry.name} is missing")
        elif hashlib.sha256(stored).hexdigest() != entry.sha256:
            self._fault(seq, f"the text of document {entry.name} was changed")

    def _statement(self, seq: int, entry: StatementRead) -> None:
        self.statements += 1
        text = self._text_of(self.texts.get(entry.document, 0))
        if text is None:
            self._fault(seq, "the document of the statement is missing")
        elif Span(*entry.evidence).of(text) != entry.quote:
            self._fault(seq, f"the quote {entry.quote[:60]!r} does not stand in its document where it should")

    def _text_of(self, seq: int) -> str | None:
        if self._text[0] != seq:
            stored = self._stored_text(seq)
            self._text = (seq, None if stored is None else _as_text(stored))
        return self._text[1]

    def _stored_text(self, seq: int) -> bytes | None:
        rows = self.database.rows("SELECT text FROM texts WHERE seq = ?", (seq,))
        return bytes(rows[0][0]) if rows else None

    def _fault(self, seq: int, what: str) -> None:
        self.faults.append(Fault(entry=seq, what=what))


def _as_text(stored: bytes) -> str:
    """The text as it is stored, however it was damaged: that it was is told of its document, by the hash."""
    try:
        return stored.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return stored.decode("utf-8", "replace")


def verify(database: Database, checkpoint: Checkpoint | None = None, key: bytes | None = None) -> Verified:
    """Check the chain, the documents and the evidence of every statement; with a ``checkpoint``, the history too.

    With the ``key`` that a checkpoint was sealed with, its seal as well. Raises ``InputError`` where it is not of it.
    """
    if checkpoint is not None and key is not None:
        _check_seal("the checkpoint", checkpoint, key)
    walk = _Walk(database)
    for seq, known, content, stored in entries_of(database):
        walk.step(seq, known, bytes(content), bytes(stored))
        if checkpoint is not None and seq == checkpoint.entry and bytes(stored).hex() != checkpoint.hash:
            walk.faults.append(
                Fault(entry=seq, what="is not the entry that the checkpoint names: history was rewritten")
            )
        if len(walk.faults) >= MOST_FAULTS:
            break
    if checkpoint is not None and walk.seq < checkpoint.entry:
        walk.faults.append(
            Fault(entry=checkpoint.entry, what="is named by the checkpoint, but the ledger ends before it")
        )
    return Verified(
        entries=walk.seq,
        documents=walk.documents,
        statements=walk.statements,
        hash=walk.hash.hex(),
        faults=tuple(walk.faults),
        seal=_seal(checkpoint, key),
    )


def _seal(checkpoint: Checkpoint | None, key: bytes | None) -> str:
    """What was done about the seal of ``checkpoint``."""
    if checkpoint is None or not checkpoint.seal:
        return ""
    return "not checked" if key is None else "checked"


def _check_seal(where: object, checkpoint: Checkpoint, key: bytes) -> None:
    if not hmac.compare_digest(checkpoint.seal, checkpoint.sealed(key)):
        raise InputError(
            f"{where}: the seal is not that of this key: the checkpoint was changed, or sealed with another or none"
        )


def checkpoint_of(database: Database, key: bytes | None = None) -> Checkpoint:
    """The end of the chain as it is now. Raises ``InputError`` for an empty ledger."""
    rows: list[tuple[Any, ...]] = database.rows("SELECT seq, known, hash FROM entries ORDER BY seq DESC LIMIT 1")
    if not rows:
        raise InputError(f"{database.place} has no entries yet: there is nothing to keep a checkpoint of")
    seq, known, stored = rows[0]
    plain = Checkpoint(entry=seq, known=known, hash=bytes(stored).hex())
    return plain if key is None else msgspec.structs.replace(plain, seal=plain.sealed(key))


def write_checkpoint(path: Path, checkpoint: Checkpoint) -> None:
    """Write a checkpoint as one line of JSON."""
    path.write_bytes(msgspec.json.encode(checkpoint) + b"\n")


def read_checkpoint(path: Path, key: bytes | None = None) -> Checkpoint:
    """Read a checkpoint. Raises ``InputError`` where it is none, or where its seal is not that of ``key``."""
    try:
        checkpoint = msgspec.json.decode(path.read_bytes(), type=Checkpoint)
    except (msgspec.DecodeError, OSError) as error:
        raise InputError(
            f"{path} is no checkpoint ({error}): `pledgebook verify --checkpoint FILE` makes one"
        ) from error
    if key is not None:
        _check_seal(path, checkpoint, key)
    return checkpoint
