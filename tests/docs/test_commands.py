"""Every command of the tutorial and the how-tos is run, page by page, with the real reader, in a folder of its own."""

from __future__ import annotations

import os
import re
import runpy
import shlex
import shutil
import sys
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pledgebook.cli import build_app
from pledgebook.model import Document
from pledgebook.reading.reader import Reader, Reading
from pledgebook.syntax import Parser
from tests.docs.pages import DOCS, ROOT, blocks

COMMANDS = [DOCS / "index.md", DOCS / "tutorial.md", *sorted((DOCS / "how-to").glob("*.md"))]
PYTHON = [page for page in DOCS.rglob("*.md") if page.parent.name in ("how-to", "explanation")]
_ID = re.compile(r"\b[0-9a-f]{16}\b")

_load = cache(Parser.load)
_read = Reader.read
_readings: dict[tuple[str, Document], Reading] = {}


def _read_once(self: Reader, document: Document) -> Reading:
    """The pages read the same ten reports again and again: what the reader gave for one is kept."""
    key = self.codebook.name, document
    if key not in _readings:
        _readings[key] = _read(self, document)
    return _readings[key]


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the bundled examples; the parser is loaded once for all pages."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLEDGEBOOK_LEDGER", "pledgebook.ledger")
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(Parser, "load", lambda threads=1: _load(threads=threads))
    monkeypatch.setattr(Reader, "read", _read_once)


def _lines(text: str) -> list[str]:
    """The lines of a table without its rules and the width of its columns."""
    return [" ".join(line.replace("─", " ").split()) for line in text.splitlines()]


class Shell:
    """Runs the lines of a page one after the other; ID is an id that the page has printed before."""

    def __init__(self) -> None:
        self.ran = 0
        self.printed = ""
        self._id: str | None = None

    def run(self, line: str) -> None:
        program, *arguments = shlex.split(line, comments=True)
        if program == "export":
            name, _, value = arguments[0].partition("=")
            os.environ[name] = value
        elif program == "python":
            self._python(arguments)
        else:
            assert program == "pledgebook", f"nothing here runs {program!r}: mark the block as console"
            self._pledgebook([self._filled(argument) for argument in arguments])
        self.ran += 1

    def _pledgebook(self, arguments: list[str]) -> None:
        result = CliRunner().invoke(build_app(), arguments)
        assert result.exit_code == 0, f"pledgebook {shlex.join(arguments)}: {result.output}{result.exception!r}"
        self.printed = result.stdout
        if arguments[0] in ("statements", "search"):
            found = _ID.search(result.stdout)
            assert found, f"pledgebook {shlex.join(arguments)} lists no statement"
            self._id = found[0]

    def _filled(self, argument: str) -> str:
        if argument != "ID":
            return argument
        assert self._id, "no list of statements before the first ID"
        return self._id

    def _python(self, arguments: list[str]) -> None:
        before, sys.argv = sys.argv, arguments
        try:
            runpy.run_path(arguments[0], run_name="__main__")
        finally:
            sys.argv = before


@pytest.mark.parametrize("page", COMMANDS, ids=lambda page: page.stem)
def test_the_commands_of_a_page_run(page: Path) -> None:
    shell = Shell()
    for block in blocks(page):
        if block.title:
            Path(block.title).parent.mkdir(exist_ok=True)
            Path(block.title).write_text(block.body, encoding="utf-8")
        elif block.lang == "sh":
            for line in block.body.splitlines():
                shell.run(line)
        elif block.lang == "text":
            missing = set(_lines(block.body)) - set(_lines(shell.printed))
            assert not missing, f"{page.name} shows what is not printed: {missing}, but {shell.printed}"
    assert shell.ran or page.stem == "reckon-without-a-ledger", "a page without commands"


@pytest.mark.parametrize("page", PYTHON, ids=lambda page: page.stem)
def test_the_python_of_a_page_runs(page: Path) -> None:
    names: dict[str, object] = {}
    for block in blocks(page):
        if block.lang == "python" and not block.title:
            exec(compile(block.body, page.name, "exec"), names)
