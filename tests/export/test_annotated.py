from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.export import export
from pledgebook.export.contents import Contents
from pledgebook.export.marks import pieces
from pledgebook.model import Kind, Span, Statement
from pledgebook.model.inert import UNSAFE, visible
from tests.export.conftest import HOSTILE, PLAIN


class Page(HTMLParser):
    """What a browser would find: elements with their attributes, and the words of marks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(html)

    @property
    def links(self) -> list[str]:
        return [str(attributes["href"]) for tag, attributes in self.elements if tag == "a"]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "br"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, "elements that cross"

    def handle_data(self, data: str) -> None:
        for tag in {*self._open}:
            self.words[tag] = self.words.get(tag, "") + data


@pytest.fixture
def page(contents: Contents, tmp_path: Path) -> Page:
    assert export("annotated", contents, tmp_path / "a.html") == 3
    html = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert not UNSAFE.search(html)
    return Page(html)


def test_the_words_of_statements_are_marked(page: Page) -> None:
    assert page.words["mark"].startswith(PLAIN.partition(". ")[0])
    assert "Spain will not." in page.words["mark"]
    assert page.words["div"].startswith(PLAIN.replace(". ", ".1 ") + "2"), (
        "numbers after the words, nothing else changed"
    )


def test_each_mark_leads_to_its_note_and_back(page: Page) -> None:
    names = [str(attributes["id"]) for _, attributes in page.elements if "id" in attributes]
    assert len(names) == len(set(names)) == 2 * (2 + 1 + 2), "a copy is marked like its original"
    assert sorted(link[1:] for link in page.links if link.startswith("#")) == sorted(names)


def test_a_page_can_do_nothing(page: Page) -> None:
    assert {tag for tag, _ in page.elements} <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "article", "p", "div", "mark", "span", "sup", "a",
        "ol", "li", "b",
    }  # fmt: skip
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert [link for link in page.links if not link.startswith("#")] == ["https://gazette.example/1"]
    assert visible(HOSTILE) in page.words["mark"]


def test_a_folder_has_a_page_for_each_document(contents: Contents, tmp_path: Path) -> None:
    assert export("annotated", contents, tmp_path / "pages") == 3
    assert sorted(file.name for file in (tmp_path / "pages").iterdir()) == [
        "00001.html", "00002.html", "00003.html", "index.html",
    ]  # fmt: skip
    index = Page((tmp_path / "pages/index.html").read_text(encoding="utf-8"))
    for tag, attributes in index.elements:
        if tag == "a" and "rel" not in attributes:
            assert (tmp_path / "pages" / str(attributes["href"])).is_file()


@given(st.text(max_size=40), st.data())
def test_pieces_put_together_are_the_text(text: str, data: st.DataObject) -> None:
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda pair: Span(*sorted(pair)))
    evidence = data.draw(st.lists(spans, max_size=3))
    fields = data.draw(st.dictionaries(st.sampled_from(["act", "cue"]), st.lists(spans, max_size=2).map(tuple)))
    statements = [
        Statement(doc="", document="", evidence=span, quote="", kind=Kind.COUNT, spans=fields) for span in evidence
    ]
    found = pieces(text, statements)
    assert "".join(text[piece.start : piece.end] for piece in found) == text
    for piece in found:
        place = Span(piece.start, piece.end)
        assert piece.inside == _covered(place, evidence)
        read = {name for name, where in fields.items() if _covered(place, where)} if statements else set()
        assert set(piece.fields) == read
    told = sorted(number for piece in found for number in piece.ends)
    assert told == [number for number, span in enumerate(evidence, 1) if span.end > 0]


def _covered(place: Span, spans: Iterable[Span]) -> bool:
    """An empty span covers nothing, wherever it lies."""
    return any(span.start < span.end and span.overlaps(place) for span in spans)
