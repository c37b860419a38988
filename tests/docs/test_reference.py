"""The generated parts of the reference are what the program says today."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.main import get_command

import pledgebook
from docs.generate import PARTS, REFERENCE, filled
from pledgebook.cli import build_app
from pledgebook.codebooks import load_codebook
from pledgebook.model import Firmness

GENERATED = [page for page in sorted(REFERENCE.glob("*.md")) if "<!-- generated:" in page.read_text(encoding="utf-8")]


@pytest.mark.parametrize("page", GENERATED, ids=lambda page: page.stem)
def test_a_page_is_as_generated(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert filled(text) == text, "run: python -m docs.generate"


def test_every_part_stands_on_a_page() -> None:
    text = "".join(page.read_text(encoding="utf-8") for page in GENERATED)
    assert all(f"<!-- generated: {name} -->" in text for name in PARTS)


def test_every_command_public_name_and_class_is_there() -> None:
    cli, python, codebook = (
        (REFERENCE / f"{name}.md").read_text(encoding="utf-8") for name in ("cli", "python", "codebook")
    )
    assert all(f"`pledgebook {name}" in cli for name in get_command(build_app()).commands)
    assert all(f"## `{name}`" in python for name in pledgebook.__all__)
    assert all(f"`{name}`" in codebook for name in (*load_codebook("security").acts, *Firmness))
