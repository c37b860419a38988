"""The bundled examples are sound input: every file is described, nothing is in doubt."""

from __future__ import annotations

from pathlib import Path

from pledgebook.intake import copies, documents
from pledgebook.model import Document

ROOT = Path(__file__).parents[2]
SUMMIT = ROOT / "examples" / "summit"


def examples() -> list[Document]:
    found = list(documents([SUMMIT]))
    assert all(isinstance(each, Document) for each in found), found
    return [each for each in found if isinstance(each, Document)]


def test_every_example_says_where_and_when_it_was_published() -> None:
    found = examples()
    assert len(found) >= 8
    for document in found:
        assert document.outlet and document.title and document.published is not None and document.link
        assert "example.org/" in document.link
    assert len({document.outlet for document in found}) >= 5


def test_one_dispatch_is_printed_by_two_outlets_and_one_page_was_updated() -> None:
    found = examples()
    assert [[document.name for document in group] for group in copies(found)] == [
        ["04-wire-meridian.txt", "05-wire-lakeside.txt"]
    ]
    links = [document.link for document in found]
    assert {link for link in links if links.count(link) > 1} == {"https://harbourledger.example.org/world/paris-summit"}


def test_the_readme_lists_every_example() -> None:
    text = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    assert [name for name in (document.name for document in examples()) if f"`{name}`" not in text] == []
