from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
import typer
from typer.testing import CliRunner

from pledgebook.cli.syntax import register
from pledgebook.errors import InputError
from pledgebook.syntax import Tree


@pytest.fixture
def app() -> typer.Typer:
    made = typer.Typer()
    made.callback()(lambda: None)
    register(made)
    return made


def test_a_sentence_is_drawn_with_its_arcs(app: typer.Typer) -> None:
    result = CliRunner().invoke(app, ["tree", "Norway will send ships."])
    assert result.exit_code == 0
    assert [line.split()[1:3] for line in result.output.splitlines()][:4] == [
        ["Norway", "nsubj"],
        ["will", "aux"],
        ["send", "root"],
        ["ships", "obj"],
    ]


def test_every_sentence_is_shown_as_conllu(app: typer.Typer) -> None:
    result = CliRunner().invoke(app, ["tree", "--conllu", "Norway pays. Sweden waits."])
    first, second = (Tree.from_conllu(block) for block in result.output.strip().split("\n\n"))
    assert (first.text, second.text) == ("Norway pays.", "Sweden waits.")


def test_a_picture_goes_to_its_file(app: typer.Typer, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["tree", "Norway pays.", "--svg", str(tmp_path / "tree.svg")])
    assert (result.exit_code, result.output) == (0, "")
    assert ElementTree.parse(tmp_path / "tree.svg").getroot().tag.endswith("svg")


@pytest.mark.parametrize("arguments", [["tree", "  "], ["tree", "Norway pays.", "--svg", "/none/such/tree.svg"]])
def test_what_cannot_be_shown_is_said(app: typer.Typer, arguments: list[str]) -> None:
    result = CliRunner().invoke(app, arguments)
    assert isinstance(result.exception, InputError)
