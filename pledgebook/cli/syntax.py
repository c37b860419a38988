"""``pledgebook tree``: what the parser makes of a sentence, for whoever writes rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pledgebook.errors import InputError


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(tree)


def tree(
    text: Annotated[str, typer.Argument(help="One or more sentences of English.")],
    svg: Annotated[Path | None, typer.Option(help="Write a picture to this file instead.")] = None,
    conllu: Annotated[bool, typer.Option("--conllu", help="Print the ten columns of CoNLL-U.")] = False,
) -> None:
    """Show the dependency tree of a sentence."""
    from pledgebook.syntax import Parser, split
    from pledgebook.syntax.conllu import write_tree
    from pledgebook.syntax.drawing import svg as draw_svg
    from pledgebook.syntax.drawing import text_art

    trees = Parser.load().parse(split(text))
    if not trees:
        raise InputError("there is no word in the text")
    if svg is not None:
        try:
            svg.write_text(draw_svg(trees), encoding="utf-8")
        except OSError as error:
            raise InputError(f"cannot write {svg}: {error.strerror}") from error
    else:
        typer.echo("\n\n".join((write_tree if conllu else text_art)(one).rstrip("\n") for one in trees))
