"""The command line: parse, call, print. Each file here holds the commands of one room; none has logic of its own."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from typing import Annotated, Any

import typer

from pledgebook import __version__
from pledgebook.cli import output
from pledgebook.errors import PledgebookError

COMMAND_FILES = ("intake", "syntax", "ledger", "rulings", "reckoning", "report", "export", "quality")
"""Files of this folder, in the order in which their commands are listed; each has ``register(app)``."""

_USAGE_ERROR: Any = typer.BadParameter.__mro__[2]
"""What the parser raises of a wrong command line; newer versions of Typer bring their own, older ones take Click's."""

WHAT_NEXT = """\
pledgebook keeps a ledger of who has promised what, how firmly, on which conditions, in which words.

Try next
  pledgebook read FILE...                 read reports (text, HTML, .jsonl) into pledgebook.ledger
  pledgebook positions                    who stands where: promisors by acts, with firmness and conditions
  pledgebook whatif ceasefire=yes         what holds then, what is blocked by what, what stays open
  pledgebook framework -o framework.html  the document one would present, each claim with its quotes

No reports at hand? `pledgebook read examples/` reads the bundled ones.
All commands: pledgebook --help    Tab completion: pledgebook --install-completion
"""


def build_app() -> typer.Typer:
    """The whole command line, put together."""
    app = typer.Typer(
        name="pledgebook",
        help="A ledger of promises, each checked back to its words.",
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback(invoke_without_command=True)(start)
    for name in COMMAND_FILES:
        if importlib.util.find_spec(f"pledgebook.cli.{name}"):
            importlib.import_module(f"pledgebook.cli.{name}").register(app)
    return app


def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)] = False,
) -> None:
    """A ledger of promises, each checked back to its words."""
    if version:
        typer.echo(f"pledgebook {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(WHAT_NEXT, nl=False)


def _usage_words(error: Any) -> str:
    """What is wrong with a command line, and where its words are explained."""
    said = " ".join(error.format_message().split()).replace("Value error, ", "").rstrip(".")
    path = error.ctx.command_path if getattr(error, "ctx", None) else "pledgebook"
    return f"{said[:1].lower()}{said[1:]}{' See' if said.endswith('?') else '; see'} {path} --help"


def main() -> None:
    """Entry point of ``pledgebook``: a failure that we know, wrong usage too, is one sentence on stderr and status 2."""
    try:
        if status := build_app()(standalone_mode=False, prog_name="pledgebook"):
            sys.exit(status)
    except _USAGE_ERROR as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            # A group of commands without one of them: its help is the answer.
            error.show()
        else:
            output.note(f"pledgebook: {_usage_words(error)}", style="red")
        sys.exit(2)
    except typer.Abort:
        sys.exit(130)
    except PledgebookError as error:
        output.note(f"pledgebook: {error}", style="red")
        sys.exit(2)
    except BrokenPipeError:
        # `pledgebook statements | head`: the reader has seen enough. What is still buffered goes nowhere, quietly.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
