"""The Markdown face: every link leads somewhere, the order is the page's, and text of others does nothing."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pledgebook.model import Direction, Directness, Firmness
from pledgebook.report.faces import writer_of
from pledgebook.report.framework import (
    ActorKind,
    Basis,
    Cell,
    Framework,
    Line,
    Matrix,
    MatrixRow,
    Quote,
    Reading,
    Refs,
    Source,
    Use,
)
from pledgebook.report.markdown import framework_markdown, plain

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](https://tracker.example/p.png)",
    "a | b | c",
    "`code` **bold** ~~gone~~ _low_ $x$",
    "# heading",
    "- item",
    "1. item",
    "===",
    "see https://evil.example and www.evil.example or me@evil.example",
    "stop\u202etrap",
    "one\n\n<div onclick=x>\ntwo",
    "&lt;already&gt; &#x3c;",
]
RENDER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def report(words: str, link: str | None = "https://example.org/a") -> Framework:
    refs = Refs(numbers=(1, 2, 3, 4, 5, 6), unlisted=2)
    cell = Cell(anchor="cell-FRA-troops", act="troops", direction=Direction.GIVE, firmness=Firmness.WILLING,
                conditions=(words,), quantity=words, hearsay=True, refs=refs)  # fmt: skip
    row = MatrixRow(promisor="FRA", name=words, kind=ActorKind.STATE, cells=((cell,), ()))
    reading = Reading(
        claim=words, voice=words, directness=Directness.QUOTE, hearsay=True, confidence=0.5, statement="s"
    )
    quotes = tuple(
        Quote(number=n, text=words, readings=(reading,), uses=(Use(anchor=cell.anchor, words=words),))
        for n in range(1, 7)
    )
    return Framework(
        title=words,
        as_of=date(2025, 9, 4),
        basis=Basis(documents=1, outlets=1, statements=6, first=None, last=None, doubts=3),
        lead=(words,),
        matrix=Matrix(acts=("troops", "arms"), rows=(row,)),
        refusals=(
            Line(anchor="held-back-1", who=words, act=words, words=words, firmness=Firmness.RULED_OUT, refs=refs),
        ),
        requests=(Line(anchor="request-1", who=words, act=words, words=words, refs=refs),),
        sources=(
            Source(name="a.txt", title=words, outlet=words, published=date(2025, 9, 4), link=link, quotes=quotes),
        ),
    )


def test_every_link_within_the_report_has_its_place() -> None:
    text = framework_markdown(report("ready"))
    places = re.findall(r'<a id="([^"]+)"></a>', text)
    assert len(places) == len(set(places))
    links = set(re.findall(r"\]\(#([^)]+)\)", text))
    assert {"q1", "q2", "q5", "cell-FRA-troops"} <= links <= set(places)


def test_order_is_that_of_the_page() -> None:
    text = framework_markdown(report("ready"))
    titles = ["The answer first", "Who stands where", "Refusals and reservations", "Requests and obj", "The evidence"]
    found = [text.index(f"## {title}") for title in titles]
    assert found == sorted(found)


def test_a_cell_says_its_step_its_condition_and_that_it_is_hearsay() -> None:
    text = framework_markdown(report("if ceasefire"))
    row = next(line for line in text.splitlines() if line.startswith("| **if ceasefire**"))
    assert "[**willing**](#q1), if ceasefire" in row
    assert "*hearsay*, 6 quotes" in row


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_only_show(words: str) -> None:
    calm, hostile = (RENDER.render(framework_markdown(report(text))) for text in ("calm", words))

    def tags(html: str) -> list[str]:
        return re.findall(r"<(/?[a-z0-9]+)", html)

    # The words change what is read, and never which elements the page is made of.
    assert tags(hostile) == tags(calm)
    assert "javascript:alert" not in re.findall(r'href="([^"]*)"', hostile)
    assert "\u202e" not in hostile


@given(st.text(max_size=60))
def test_words_stay_inline_text(words: str) -> None:
    html = RENDER.render(plain(words))
    assert re.sub(r"^<p>|</p>\n$", "", html).count("<") == 0


def test_a_link_cannot_break_out_of_its_brackets() -> None:
    html = RENDER.render(framework_markdown(report("calm", link="https://example.org/a> <script>x</script>")))
    assert "<script" not in html
    assert "https://example.org/a%3E%20%3Cscript%3E" in html


def test_what_is_cut_is_counted() -> None:
    text = framework_markdown(report("ready"))
    assert "[+2](#q5)" in text
    assert "and 2 in the ledger" in text


def test_written_bytes_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "framework.md"
    assert writer_of(path)(report("ready"), path) == path.stat().st_size > 1000
