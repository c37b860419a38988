"""The command line: parse, call, print. Each file here holds the commands of one room; none has logic of its own."""

from __future__ import annotations

import importlib
import sys

import typer

from pledgebook.errors import PledgebookError

COMMAND_FILES = ("intake", "syntax", "ledger", "rulings", "reckoning", "report", "quality")
"""Files of this folder, in the order in which their commands are listed; each has ``register(app)``."""


def build_app() -> typer.Typer:
    """The whole command line, put together."""
    app = typer.Typer(name="pledgebook", help="A ledger of promises, each checked back to its words.", no_args_is_help=False)
    for name in COMMAND_FILES:
        importlib.import_module(f"pledgebook.cli.{name}").register(app)
    return app


def main() -> None:
    """Entry point of ``pledgebook``: a failure that we know is one sentence on stderr and exit status 2."""
    try:
        build_app()()
    except PledgebookError as error:
        typer.secho(f"pledgebook: {error}", err=True, fg="red")
        sys.exit(2)
