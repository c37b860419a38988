"""Rulings as a text file (TOML) that people can review, keep in git and merge, and rulings taken in from such a file.

Each ruling names the words that it stands on (document by SHA-256, place, quote) and what was read there, so that it
finds them in another ledger, and in a ledger that a newer reader has filled.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from pledgebook.errors import InputError
from pledgebook.ledger import moments
from pledgebook.ledger.database import Database
from pledgebook.ledger.retrieval import document_of, entry_of, statement_of
from pledgebook.ledger.rulings import Bench, Kept
from pledgebook.ledger.succession import best_fit
from pledgebook.model.document import Span
from pledgebook.model.entry import DocumentReceived, Ruled, Verb
from pledgebook.model.statement import Direction, Firmness, Kind, Statement

HEADER = "# Rulings of a pledgebook ledger. One table each; order matters only where two stand on the same words.\n"


class Ruling(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A ruling as the file holds it. ``cleared`` names the fields that an amendment empties, as TOML has no null."""

    verb: Verb
    by: str
    why: str = ""
    made: str = ""
    statement: str = ""
    name: str = ""
    document: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""
    kind: Kind = Kind.COMMITMENT
    promisors: tuple[str, ...] = ()
    act: str | None = None
    direction: Direction = Direction.GIVE
    firmness: Firmness | None = None
    changes: dict[str, Any] = {}
    cleared: tuple[str, ...] = ()
    promisor: str = ""
    into: str = ""
    of: str = ""


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What an import did: rulings entered, those that were there, and those whose words this ledger does not have."""

    entered: int
    already: int
    unfit: tuple[Ruling, ...]


def exported(database: Database, kept: Iterator[Kept]) -> str:
    """The file of rulings that are in force or were noted, in the order in which they were made."""
    return HEADER + "".join(_table(portable(database, each)) for each in kept)


def portable(database: Database, kept: Kept) -> Ruling:
    """A ruling by the words that it stands on instead of by entries of this ledger."""
    ruling = kept.ruling
    made = moments.from_ticks(kept.known).strftime("%Y-%m-%dT%H:%M:%SZ")
    plain = Ruling(
        verb=ruling.verb, by=ruling.by, why=ruling.why, made=made, promisor=ruling.promisor, into=ruling.into
    )
    if kept.statement:
        return _on_words(plain, statement_of(database, kept.statement), ruling.changes)
    if ruling.document:
        of = document_of(database, ruling.of).sha256 if ruling.of else ""
        document = document_of(database, ruling.document)
        return msgspec.structs.replace(plain, name=document.name, document=document.sha256, of=of)
    return plain


def _on_words(plain: Ruling, statement: Statement, changes: dict[str, Any]) -> Ruling:
    """The ruling with the words that it stands on and the claim that was read there."""
    return msgspec.structs.replace(
        plain,
        statement=statement.id,
        name=statement.doc,
        document=statement.document,
        start=statement.evidence.start,
        end=statement.evidence.end,
        quote=statement.quote,
        kind=statement.kind,
        promisors=statement.promisors,
        act=statement.act,
        direction=statement.direction,
        firmness=statement.firmness,
        changes={name: value for name, value in changes.items() if value is not None},
        cleared=tuple(sorted(name for name, value in changes.items() if value is None)),
    )


def _table(ruling: Ruling) -> str:
    lines = [f"{key} = {_value(value)}" for key, value in msgspec.to_builtins(ruling).items() if value is not None]
    return "\n[[ruling]]\n" + "\n".join(lines) + "\n"


def _value(value: object) -> str:
    """A value of JSON as TOML: strings, numbers and truth look alike there; tables and nulls do not."""
    if isinstance(value, dict):
        inner = (f"{json.dumps(key)} = {_value(each)}" for key, each in value.items() if each is not None)
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(each) for each in value if each is not None) + "]"
    # TOML wants DEL escaped, which JSON leaves as it is.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def load(path: Path) -> list[Ruling]:
    """The rulings of a file. Raises ``InputError`` naming what is no ruling, or the ruling and the field that is wrong."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise InputError(f"{path}: {error}") from error
    others = [key for key in found if key != "ruling"]
    tables = found.get("ruling", [])
    if others or not isinstance(tables, list):
        raise InputError(
            f"{path} is no file of rulings: {others[0] if others else 'ruling'!r} is not known there, only tables"
            " [[ruling]]; `pledgebook rulings export FILE` writes one"
        )
    rulings = []
    for number, each in enumerate(tables, start=1):
        try:
            rulings.append(msgspec.convert(each, Ruling))
        except msgspec.ValidationError as error:
            raise InputError(f"{path}: ruling {number}: {error}") from error
    return rulings


def take_in(bench: Bench, rulings: list[Ruling], repeats: Counter[bytes] | None = None) -> Imported:
    """Enter the rulings that this ledger does not have and whose words it has.

    A coder may rule the same again once more was read, and that counts anew: what came n times has to be here n times.
    ``repeats`` holds how often each came before, where an import comes in parts, and is counted on.
    """
    entered = already = 0
    unfit = []
    there = _there(bench.database)
    came = Counter[bytes]() if repeats is None else repeats
    for ruling in rulings:
        same = msgspec.json.encode(msgspec.structs.replace(ruling, made=""))
        try:
            target = _target(bench.database, ruling)
        except InputError:
            unfit.append(ruling)
            continue
        changes = ruling.changes | dict.fromkeys(ruling.cleared)
        key = _key(ruling.verb, ruling.by, ruling.why, changes, target)
        came[same] += 1
        if there[key] >= came[same] or _is_merged(bench, ruling, target):
            already += 1
            continue
        there[key] += 1
        _enter(bench, ruling, target, changes)
        bench.writer.flush()
        entered += 1
    return Imported(entered=entered, already=already, unfit=tuple(unfit))


def _is_merged(bench: Bench, ruling: Ruling, target: Target) -> bool:
    """True for a merger that another coder made here as well."""
    _, promisor, into, document, of = target
    return ruling.verb is Verb.MERGE and bench.are_one(
        Ruled(verb=Verb.MERGE, by=ruling.by, promisor=promisor, into=into, document=document, of=of)
    )


Target = tuple[int, str, str, int, int]
"""Statement, promisor, into, document, of: by this ledger's entries; 0 and "" where a ruling has none."""


def _key(verb: Verb, by: str, why: str, changes: dict[str, Any], target: Target) -> tuple[Any, ...]:
    """What tells two rulings apart."""
    return verb, by, why, json.dumps(changes, sort_keys=True), target


def _there(database: Database) -> Counter[tuple[Any, ...]]:
    """The keys of all rulings of the ledger, by the statement on which each stands now, and how often each is there."""
    keys: Counter[tuple[Any, ...]] = Counter()
    for seq, origin in database.rows("SELECT seq, origin FROM rulings"):
        ruling = entry_of(database, seq)
        if isinstance(ruling, Ruled):
            target = (origin, ruling.promisor, ruling.into, ruling.document, ruling.of)
            keys[_key(ruling.verb, ruling.by, ruling.why, ruling.changes, target)] += 1
    return keys


def _target(database: Database, ruling: Ruling) -> Target:
    """On what the ruling stands in this ledger. Raises ``InputError`` where that is not here."""
    if ruling.statement:
        return _statement(database, ruling), "", "", 0, 0
    if ruling.document:
        of = _document(database, ruling.of) if ruling.of else 0
        return 0, "", "", _document(database, ruling.document), of
    if not database.rows("SELECT 1 FROM promisors WHERE promisor = ? LIMIT 1", (ruling.promisor,)):
        raise InputError(f"no promisor {ruling.promisor}")
    return 0, ruling.promisor, ruling.into, 0, 0


def _document(database: Database, sha256: str) -> int:
    found = database.rows("SELECT min(seq) FROM documents WHERE sha256 = ?", (sha256,))[0][0]
    if found is None:
        raise InputError(f"no document {sha256}")
    return int(found)


def _statement(database: Database, ruling: Ruling) -> int:
    """The entry of the statement that the ruling stands on: the same one, or what reads the same words most alike."""
    rows = database.rows(
        "SELECT s.seq FROM statements s JOIN documents d ON d.seq = s.document"
        " WHERE d.sha256 = ? AND s.seq = s.origin AND s.dropped IS NULL ORDER BY s.seq",
        (ruling.document,),
    )
    found = {seq: statement_of(database, seq) for (seq,) in rows}
    same = [seq for seq, statement in found.items() if statement.id == ruling.statement]
    fitting = same[0] if same else best_fit(ruling.verb, _as_read(ruling), found)
    if fitting is None:
        raise InputError(f"no statement {ruling.statement}")
    return fitting


def _as_read(ruling: Ruling) -> Statement:
    return Statement(
        doc=ruling.name,
        document=ruling.document,
        evidence=Span(ruling.start, ruling.end),
        quote=ruling.quote,
        kind=ruling.kind,
        promisors=ruling.promisors,
        act=ruling.act,
        direction=ruling.direction,
        firmness=ruling.firmness,
    )


def _enter(bench: Bench, ruling: Ruling, target: Target, changes: dict[str, Any]) -> None:
    origin, _, _, document, of = target
    if origin:
        identity = statement_of(bench.database, origin).id
        bench.on_statement(ruling.verb, identity, by=ruling.by, why=ruling.why, changes=changes)
    elif ruling.verb is Verb.NOTE:
        bench.note(ruling.document or ruling.promisor, by=ruling.by, why=ruling.why)
    elif of:
        entries = [entry_of(bench.database, number) for number in (document, of)]
        copy, original = (entry.sha256 for entry in entries if isinstance(entry, DocumentReceived))
        bench.on_documents(copy, original, by=ruling.by, why=ruling.why)
    else:
        bench.on_promisors(ruling.promisor, ruling.into, by=ruling.by, why=ruling.why)
