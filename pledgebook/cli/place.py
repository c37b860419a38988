"""Which ledger a command means, and as of when: the options that every command with a ledger shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pledgebook.ledger import Ledger

DEFAULT_LEDGER = "pledgebook.ledger"

LedgerPlace = Annotated[
    str,
    typer.Option(
        "--ledger",
        "-l",
        envvar="PLEDGEBOOK_LEDGER",
        help="The ledger: a file, or the URL of a PostgreSQL database.",
    ),
]
AsOf = Annotated[str | None, typer.Option(help="Only what was said by this day (2025-09-04) or time.")]
KnownAt = Annotated[str | None, typer.Option(help="Only what the ledger knew by this day or time.")]


def to_read(place: str) -> Ledger:
    """The ledger at ``place``, opened for questions only; it has to be there."""
    from pledgebook.ledger import open_ledger

    return open_ledger(place, create=False, read_only=True)


def to_write(place: str) -> Ledger:
    """The ledger at ``place``, opened for writing; it has to be there."""
    from pledgebook.ledger import open_ledger

    return open_ledger(place, create=False)
