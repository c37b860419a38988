"""Commands that keep the ledger: check that all is sound, back it up, restore it. ``ledger.py`` registers them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pledgebook.cli.output import AsJson, note, say, show_json
from pledgebook.cli.place import DEFAULT_LEDGER, LedgerPlace, to_read

UNSOUND = 1
"""Exit status of ``verify`` where something does not verify."""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (verify, backup, restore):
        app.command()(command)


_KEY = typer.Option(
    exists=True, dir_okay=False, help="File with a secret, to seal the checkpoint or to check its seal."
)


def verify(
    ledger: LedgerPlace = DEFAULT_LEDGER,
    checkpoint: Annotated[
        Path | None, typer.Option(help="Compare with the checkpoint in this file; written where there is none yet.")
    ] = None,
    key: Annotated[Path | None, _KEY] = None,
    as_json: AsJson = False,
) -> None:
    """Check the chain of entries, every document and every quote; with a checkpoint, that history was not rewritten."""
    from pledgebook.ledger import read_checkpoint, write_checkpoint

    secret = key.read_bytes() if key else None
    kept = read_checkpoint(checkpoint, secret) if checkpoint and checkpoint.exists() else None
    with to_read(ledger) as book:
        found = book.verify(kept, secret)
        if checkpoint and found.sound and kept is None:
            write_checkpoint(checkpoint, book.checkpoint(secret))
    if as_json:
        show_json(found)
    else:
        for fault in found.faults:
            note(f"{ledger}: entry {fault.entry} {fault.what}", style="red")
        if found.sound:
            say(
                f"sound: {found.entries} entries, {found.documents} documents, {found.statements} statements; "
                f"last hash {found.hash[:16]}"
            )
        if found.seal == "not checked":
            note(f"{checkpoint}: its seal was not checked: name the file of its key with --key", style="yellow")
    if not found.sound:
        raise typer.Exit(UNSOUND)


def backup(
    file: Annotated[Path, typer.Argument(help="New file to write the backup to.")], ledger: LedgerPlace = DEFAULT_LEDGER
) -> None:
    """Write the whole ledger to one file, while others go on reading and writing."""
    with to_read(ledger) as book:
        size = book.backup(file)
    say(f"{file}: {size / 1e6:.1f} MB")


def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A backup.")],
    ledger: LedgerPlace = DEFAULT_LEDGER,
) -> None:
    """Make a ledger again from a backup, after checking the backup; nothing that exists is overwritten."""
    from pledgebook.ledger import restore as restored

    count = restored(file, ledger)
    say(f"{ledger}: {count} entries")
