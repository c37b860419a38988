"""The PDF: the page's words on paper, its links within kept, nothing fetched, the same bytes each time."""

import io
import re
import sys
import time
import zlib
from pathlib import Path
from typing import Any

import pytest

from pledgebook.errors import InputError
from pledgebook.report.assemble import assemble
from pledgebook.report.faces import writer_of
from pledgebook.report.pdf import framework_pdf
from tests.report.made import material


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    weasyprint_or_skip()
    path = tmp_path_factory.mktemp("pdf") / "framework.pdf"
    size = writer_of(path)(assemble(material()), path)
    content = path.read_bytes()
    assert size == len(content)
    return content


def weasyprint_or_skip() -> None:
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        pytest.skip(f"WeasyPrint cannot be used here: {error}")


def streams(content: bytes) -> bytes:
    """Everything in the file, packed streams opened."""
    opened = [content]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
        try:
            opened.append(zlib.decompress(packed))
        except zlib.error:
            continue
    return b"\n".join(opened)


def test_it_is_a_pdf_of_some_pages_with_bookmarks_and_links_within(written: bytes) -> None:
    assert written.startswith(b"%PDF-")
    everything = streams(written)
    assert len(re.findall(rb"/Type\s*/Page\b", everything)) >= 2
    # Bookmarks for the sections, and a place for each quote.
    assert b"/Outlines" in everything
    assert b"q1" in everything


def test_the_words_of_the_page_are_in_it(written: bytes) -> None:
    pypdf = pytest.importorskip("pypdf")
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(written)).pages)
    plain = " ".join(text.split())
    assert "The answer first" in plain and "Who stands where" in plain
    assert "Brunt will send troops if the guns fall silent." in plain


def test_the_title_is_set_large_and_what_is_possible_is_hatched(written: bytes) -> None:
    everything = streams(written)
    sizes = [float(size) for size in re.findall(rb"/\S+ ([\d.]+) Tf", everything)]
    assert max(sizes) > 30, "WeasyPrint reads no clamp()"
    assert b"/ShadingType 2" in everything, "nor var() in the stops of a gradient"


def test_the_same_page_gives_the_same_bytes() -> None:
    weasyprint_or_skip()
    page = "<!doctype html><title>a</title><h1>A</h1><p id=q1>b <a href=#q1>c</a>"
    first = framework_pdf(page)
    time.sleep(1.1)  # fonts used to be stamped with the second
    assert first == framework_pdf(page)


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weasyprint_or_skip()
    import socket

    def refuse(*_: Any) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    secret = tmp_path / "secret.css"
    secret.write_text("h1::after { content: 'leaked' }")
    asked = f'<link rel=stylesheet href="{secret.as_uri()}"><link rel=attachment href="{secret.as_uri()}">'
    page = f'<!doctype html><title>a</title>{asked}<img src="http://tracker.example/p.png"><h1>A</h1>'
    without = "<!doctype html><title>a</title><img><h1>A</h1>"
    assert b"content: 'leaked'" not in streams(framework_pdf(page))
    assert len(framework_pdf(page)) < len(framework_pdf(without)) + 2000


def test_where_weasyprint_is_missing_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(InputError, match=r"pip install 'pledgebook\[pdf\]'"):
        framework_pdf("<p>")
