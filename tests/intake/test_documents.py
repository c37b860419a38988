"""Files, folders, pages, rows and stdin -> documents; whatever is wrong -> doubts, and the rest is read."""

from __future__ import annotations

import gzip
import io
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledgebook.intake import FieldNames, Limits, documents
from pledgebook.model import Document, Doubt

Make = Callable[[str, str | bytes], Path]

PROSE = "The minister spoke in the harbour hall on Tuesday evening. Nobody had expected her to come."


def read(*paths: Path | str, limits: Limits = Limits(), fields: FieldNames = FieldNames()) -> list[Document]:  # noqa: B008
    found = list(documents(paths, limits=limits, fields=fields))
    assert [each for each in found if isinstance(each, Doubt)] == []
    return [each for each in found if isinstance(each, Document)]


def refused(*paths: Path | str, limits: Limits = Limits()) -> Doubt:  # noqa: B008
    [doubt] = documents(paths, limits=limits)
    assert isinstance(doubt, Doubt)
    return doubt


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


# -- text files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["\nOne.\r\nTwo.\n\n", "  indented ", "no line end", "\tÉlysée – «oui»\u2028"])
def test_a_text_file_keeps_its_exact_text(make: Make, text: str) -> None:
    [document] = read(make("a.txt", text))
    assert (document.name, document.text, document.published) == ("a.txt", text, None)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_says_the_encoding_and_is_no_text(make: Make, encoding: str) -> None:
    [document] = read(make("a.txt", "Élysée".encode(encoding)))
    assert document.text == "Élysée"


def test_another_encoding_is_read_with_a_doubt(make: Make) -> None:
    text = "Le président a dit: « nous sommes prêts à déployer ». " * 5
    doubt, document = documents([make("a.txt", ("Ligne une.\n" + text).encode("cp1252"))])
    assert isinstance(doubt, Doubt) and isinstance(document, Document)
    assert (doubt.code, doubt.doc, doubt.line) == ("encoding", "a.txt", 2)
    assert "président a dit" in document.text


def test_some_broken_bytes_in_utf_8_are_marked_and_the_rest_is_kept(make: Make) -> None:
    data = "Zelenskyy à Paris. Élysée. Señor. Größe.\n".encode() + b"bro\xffken"
    doubt, document = documents([make("a.txt", data)])
    assert isinstance(doubt, Doubt) and isinstance(document, Document)
    assert (doubt.code, doubt.line) == ("encoding", 2)
    assert document.text.endswith("bro\ufffdken") and "Größe" in document.text


def test_options_fill_what_a_text_file_cannot_say(make: Make) -> None:
    when = datetime(2025, 9, 4, tzinfo=UTC)
    [document] = documents([make("a.txt", PROSE)], published=when, outlet="The Harbour Ledger")
    assert isinstance(document, Document)
    assert (document.published, document.outlet) == (when, "The Harbour Ledger")


# -- what cannot be read -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t ", "empty"),
        ("a.html", b"", "empty"),
        ("a.html", b"<html><body></body></html>", "no article"),
        ("a.html", b"<p>" * 50_001, "tags"),
        ("a.txt", b"%PDF-1.7 ...", "a PDF"),
        ("a.txt", b"PK\x03\x04rest", "ZIP"),
        ("a.txt", bytes(range(256)) * 40, "binary file"),
        ("a.txt", bytes(4096), "binary file"),
        ("a.jsonl", b"{not json}\n", "no JSON"),
        ("a.jsonl", b"[1, 2]\n", "no object"),
        ("a.jsonl", b'{"body": "text"}\n', "--text-field"),
        ("a.jsonl", b'{"text": "  "}\n', "'text' is empty"),
        ("a.jsonl", b'{"text": 7}\n', "no text in a field 'text'"),
        ("a.txt.gz", b"\x1f\x8b broken", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_a_doubt_with_reason(make: Make, name: str, content: bytes, words: str) -> None:
    doubt = refused(make(name, content))
    assert (doubt.code, doubt.doc) == ("input", name)
    assert words in doubt.reason


def test_a_missing_path_is_a_doubt_and_the_rest_is_read(make: Make, tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    doubt, document = documents([missing, make("a.txt", PROSE)])
    assert isinstance(doubt, Doubt) and isinstance(document, Document)
    assert (doubt.doc, doubt.code) == (str(missing), "input")


@pytest.mark.parametrize("path", ["a\0b", "x" * 5000])
def test_a_path_that_cannot_be_is_a_doubt(path: str) -> None:
    assert refused(path).code == "input"


def test_a_file_without_rights_is_a_doubt(make: Make) -> None:
    path = make("a.txt", PROSE)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert "denied" in refused(path).reason.lower()


def test_a_document_longer_than_the_limit_is_refused(make: Make) -> None:
    assert "--max-bytes" in refused(make("a.txt", "x" * 101), limits=Limits(document=100)).reason
    assert "line 1" in refused(make("a.jsonl", '{"text": "' + "x" * 101), limits=Limits(document=100)).reason


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz"])
def test_a_decompression_bomb_is_stopped(make: Make, name: str) -> None:
    bomb = gzip.compress(b"\n" * 3_000_000)
    doubt = refused(make(name, bomb), limits=Limits(free=10_000, ratio=20))
    assert "bomb" in doubt.reason


def test_an_archive_cut_short_gives_what_came_before_and_a_doubt(make: Make) -> None:
    rows = "".join(f'{{"text": "Row {os.urandom(64).hex()}"}}\n' for _ in range(2000)).encode()
    packed = gzip.compress(rows)
    *read_first, doubt = documents([make("a.jsonl.gz", packed[: len(packed) // 2])])
    assert len(read_first) > 100
    assert isinstance(doubt, Doubt) and "cannot be read" in doubt.reason


# -- folders -------------------------------------------------------------------------------------------------------


def test_a_folder_is_read_in_the_order_of_names_and_says_what_it_passed_over(make: Make, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "deep/c.md", "deep/.hidden.txt", ".git/d.txt", "picture.png", "e.txt.gz"):
        make(name, gzip.compress(PROSE.encode()) if name.endswith("gz") else PROSE)
    *found, doubt = documents([tmp_path])
    assert [each.name for each in found if isinstance(each, Document)] == ["a.txt", "b.txt", "e.txt.gz", "deep/c.md"]
    assert isinstance(doubt, Doubt) and ".png: 1" in doubt.reason


def test_an_empty_folder_is_a_doubt(tmp_path: Path) -> None:
    assert "no documents" in refused(tmp_path).reason


def test_a_link_back_to_its_folder_is_not_followed(make: Make, tmp_path: Path) -> None:
    make("a.txt", PROSE)
    (tmp_path / "again").symlink_to(tmp_path)
    assert [document.name for document in read(tmp_path)] == ["a.txt"]


# -- rows ----------------------------------------------------------------------------------------------------------


def test_rows_are_stripped_and_named_by_id_or_line(make: Make) -> None:
    full = '{"text": "\\n One. ", "id": "r7", "title": "T", "source": "S", "link": "L", "published": 1757000000}'
    first, second = read(make("a.jsonl", full + '\n\n{"text": "Two."}'))
    assert (first.name, first.text, first.title, first.outlet, first.link) == ("r7", "One.", "T", "S", "L")
    assert first.published == datetime(2025, 9, 4, 15, 33, 20, tzinfo=UTC)
    assert (second.name, second.text) == ("a.jsonl#3", "Two.")


def test_fields_may_have_other_names(make: Make) -> None:
    path = make("a.jsonl.gz", gzip.compress(b'{"body": "One.", "paper": "P"}'))
    [document] = read(path, fields=FieldNames(text="body", source="paper"))
    assert (document.text, document.outlet) == ("One.", "P")


def test_a_bad_row_names_its_line_and_the_next_is_read(make: Make) -> None:
    first, doubt, last = documents([make("a.jsonl", '{"text": "One."}\n{"text": \n{"text": "Three."}\n')])
    assert isinstance(first, Document) and isinstance(last, Document) and isinstance(doubt, Doubt)
    assert (doubt.doc, doubt.line, last.text) == ("a.jsonl", 2, "Three.")


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_rows_longer_than_a_block_and_blank_lines_between_them_are_counted(make: Make, end: str) -> None:
    long = "x" * 1_500_000
    path = make("a.jsonl", f'\n\n{{"text": "{long}"}}{end or chr(10)}\n{{"text": "Last."}}{end}')
    first, last = read(path)
    assert (first.name, first.text, last.name) == ("a.jsonl#3", long, "a.jsonl#5")


def test_a_wrong_file_of_rows_does_not_flood(make: Make) -> None:
    first, rest = documents([make("a.jsonl", '{"body": "x"}\n' * 5000)])
    assert isinstance(first, Doubt) and isinstance(rest, Doubt)
    assert first.line == 1
    assert "4,999 more rows" in rest.reason


# -- pages ---------------------------------------------------------------------------------------------------------

PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Leaders meet | Harbour</title>
<meta property="og:site_name" content="The Harbour Ledger"><meta property="og:title" content="Leaders meet">
<meta property="article:published_time" content="2025-09-04T18:05:00+02:00">
<link rel="canonical" href="https://harbour.example.org/leaders"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Leaders meet</h1><p>{PROSE}</p><p>{PROSE[::-1]}</p></article><footer>All rights.</footer></body></html>"""


def test_a_page_gives_its_article_and_what_it_says_of_itself(make: Make) -> None:
    [document] = read(make("a.html", PAGE))
    assert PROSE in document.text and "All rights" not in document.text
    assert (document.title, document.outlet, document.lang) == ("Leaders meet", "The Harbour Ledger", "en")
    assert document.link == "https://harbour.example.org/leaders"
    assert document.published is not None and document.published.isoformat() == "2025-09-04T18:05:00+02:00"


HOSTILE = [
    "<" * 5000,
    "<div>" * 5000 + PROSE,
    "<p>" + "&amp;" * 5000,
    "<html><script>" + "x" * 5000,
    "<table>" + "<tr><td>" * 2000,
    "<a href='" + "q" * 5000,
    "<html>\0\x01\x02</html>",
    "<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><html>&b;</html>",
    '<meta property="article:published_time" content="yesterday"><p>',
]


@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_pages_are_answered(make: Make, html: str) -> None:
    [answer] = documents([make("a.html", html)])
    assert isinstance(answer, Document | Doubt)


# -- stdin and files without an ending -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "name", "text"),
    [("\nPlain text.", "stdin", "\nPlain text."), ('{"text": "Row."}\n', "stdin#1", "Row."), (PAGE, "stdin", PROSE)],
)
def test_stdin_is_read_by_what_it_looks_like(
    monkeypatch: pytest.MonkeyPatch, content: str, name: str, text: str
) -> None:
    stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(content.encode())))
    monkeypatch.setattr("sys.stdin", stdin)
    [document] = read("-")
    assert document.name == name
    assert text in document.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400), name=st.sampled_from(["a.txt", "a.jsonl", "a.html", "a", "a.gz", "a.jsonl.gz"]))
def test_any_bytes_under_any_name_are_answered(make: Make, data: bytes, name: str) -> None:
    for answer in documents([make(name, data)]):
        assert isinstance(answer, Document | Doubt)
        assert not isinstance(answer, Document) or answer.text.strip()
