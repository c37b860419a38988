"""pledgebook: who has promised what, to whom, how firmly, on which conditions, in which exact words.

The names below are the whole public interface; ``pledgebook.reckoning`` is a library of its own.

    with pledgebook.open_ledger("my.ledger") as ledger:
        ledger.append(pledgebook.read(["reports/"]))
        for position in ledger.positions():
            print(position.promisor, position.act, position.firmness)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pledgebook.errors import PledgebookError
from pledgebook.model import Document, Doubt, Position, Span, Statement

if TYPE_CHECKING:
    from pledgebook.ledger import Ledger
    from pledgebook.reading import Reader, Reading

__version__ = "0.1.0"
__all__ = [
    "Document",
    "Doubt",
    "PledgebookError",
    "Position",
    "Reader",
    "Reading",
    "Span",
    "Statement",
    "open_ledger",
    "read",
]


def read(
    paths: Iterable[str | Path],
    *,
    codebook: str | Path = "security",
    published: datetime | None = None,
    outlet: str | None = None,
    threads: int = 1,
) -> Iterator[Reading]:
    """Read documents one by one: text files, folders, HTML pages, ``.jsonl[.gz]``.

    ``published`` and ``outlet`` are for documents that do not tell their own. A source that cannot be read gives a
    ``Reading`` of an empty document whose ``doubts`` say where and why; nothing is raised for content. Raises
    CodebookError when ``codebook`` is wrong.
    """
    from pledgebook.intake import documents
    from pledgebook.reading import Reader, Reading
    from pledgebook.reading.reader import READER

    reader = Reader(codebook, threads=threads)
    for found in documents(paths, published=published, outlet=outlet):
        if isinstance(found, Doubt):
            yield Reading(document=Document(name=found.doc, text=""), statements=(), doubts=(found,), reader=READER)
        else:
            yield reader.read(found)


def open_ledger(place: str | Path, *, create: bool = True, read_only: bool = False) -> Ledger:
    """Open the ledger at a path (SQLite) or ``postgresql://`` URL, made on first use unless ``create`` is false.

    Raises LedgerError (NotALedger, NewerLedger, LedgerBusy) with the remedy.
    """
    from pledgebook.ledger import open_ledger as open_one

    return open_one(place, create=create, read_only=read_only)


def __getattr__(name: str) -> Any:
    """Load the reader only when it is asked for: the parser's libraries take a good part of a second."""
    if name in ("Reader", "Reading"):
        from pledgebook import reading

        return getattr(reading, name)
    raise AttributeError(f"module 'pledgebook' has no attribute '{name}'")
