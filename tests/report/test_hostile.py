"""Documents that mean harm: whatever they hold arrives in the page as text to read."""

from __future__ import annotations

from datetime import date, datetime

import lxml.html
import pytest

from pledgebook.model import (
    Condition,
    ConditionKind,
    Count,
    Document,
    Firmness,
    Kind,
    Link,
    Quantity,
    Span,
    Statement,
    Voice,
)
from pledgebook.model.inert import UNSAFE
from pledgebook.reckoning.needs import Need
from pledgebook.report.assemble import Material, assemble
from pledgebook.report.page import framework_html
from pledgebook.report.waits_svg import pictures
from tests.report.made import standing

SCRIPT = "</style></title><script>alert(1)</script>"
HANDLER = "\"'><img src=x onerror=alert(2)><svg/onload=alert(3)>"
TEMPLATE = "{{ 7 * 7 }}{% raw %}"
OVERRIDE = "\u202esnoopaew\u202c \u2066isolated\u2069"
CONTROL = "\x1b[2J\x00\x07\x85\ud800\ufeff"
ADDRESSES = ("javascript:alert(4)", "JaVaScRiPt:alert(4)", "data:text/html,<script>alert(5)</script>", "//x.example",
             "\x01javascript:alert(6)", 'https://x.example/"onmouseover="alert(7)', "vbscript:alert(8)")  # fmt: skip
WORD = "w" * 1_000_000


def page_of(evil: str, link: str | None = None) -> str:
    """The page of a ledger in which every field that a document can fill holds ``evil``."""
    document = Document(
        name=evil, text=evil, published=datetime(2025, 9, 4), outlet=evil, title=evil, link=link or evil
    )
    condition = Condition(kind=ConditionKind.OTHER, link=Link.IF, text=evil, span=Span(0, 1), on=f"group:{evil}")
    kinds = (Kind.COMMITMENT, Kind.REQUEST, Kind.OBJECTION, Kind.COUNT)
    statements = [
        Statement(
            doc=evil, document=document.sha256, evidence=Span(0, len(evil)), quote=evil, kind=kind,
            promisors=(f"group:{evil}",), act="troops", firmness=Firmness.RELUCTANT, conditions=(condition,),
            caveat=evil, quantity=Quantity(n=1, unit=evil, text=evil, span=Span(0, 1)), beneficiary=f"group:{evil}",
            requester=f"group:{evil}", voices=(Voice(person=evil, actor=f"group:{evil}"),),
            count=Count(n=5, what=evil) if kind is Kind.COUNT else None,
        )
        for kind in kinds
    ]  # fmt: skip
    material = Material(
        documents=[document], statements=statements, positions=[standing(statements[0])], ledger=evil[:80],
        needs=[Need(name=evil[:80], acts=("troops",))], since=date(2025, 9, 1),
    )  # fmt: skip
    made = assemble(material, title=evil[:200])
    return framework_html(made, pictures(made))


def assert_inert(page: str) -> None:
    root = lxml.html.fromstring(page)
    assert not UNSAFE.search(page.replace("\n", " ")), "a character that acts instead of showing is in the page"
    assert {element.tag for element in root.iter() if isinstance(element.tag, str)} <= {
        "html", "head", "body", "meta", "title", "style", "header", "main", "section", "nav", "footer", "article", "h1",
        "h2", "h3", "p", "ul", "ol", "li", "a", "span", "div", "time", "table", "caption", "thead", "tbody", "tr", "th",
        "td", "b", "i", "em", "strong", "code", "blockquote", "figure", "figcaption", "details", "summary",
        "svg", "text", "desc", "rect", "marker", "path", "defs", "g",
    }  # fmt: skip
    for element in root.iter("*"):
        assert not [name for name in element.attrib if name.lower().startswith("on")]
        assert "src" not in element.attrib
        for name in ("href", "action", "formaction"):
            assert element.get(name, "#").startswith(("#", "https://", "http://"))


@pytest.mark.parametrize("evil", [SCRIPT, HANDLER, TEMPLATE, OVERRIDE, CONTROL])
def test_hostile_words_in_any_field_stay_text(evil: str) -> None:
    page = page_of(f"Avel {evil} sends troops")
    assert_inert(page)
    assert lxml.html.fromstring(page).xpath("//blockquote"), "the passage is still shown"


def test_what_is_written_is_shown_as_it_is_written() -> None:
    shown = lxml.html.fromstring(page_of(f"Avel {SCRIPT} {TEMPLATE}")).xpath("string(//blockquote)")
    assert shown == f"Avel {SCRIPT} {TEMPLATE}"


def test_overrides_of_direction_and_controls_become_signs() -> None:
    shown = lxml.html.fromstring(page_of(f"Avel {OVERRIDE} {CONTROL} end")).xpath("string(//blockquote)")
    assert "⟨U+202E⟩snoopaew⟨U+202C⟩" in shown
    assert "␛[2J␀␇⟨U+0085⟩⟨U+D800⟩⟨U+FEFF⟩ end" in shown


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_web_addresses_become_links(address: str) -> None:
    page = page_of("Avel sends troops.", address)
    assert_inert(page)
    hrefs = [link for link in lxml.html.fromstring(page).xpath("//article[@class='source']//@href") if link[0] != "#"]
    assert hrefs == ([address] if address.startswith("https:") else [])


@pytest.mark.parametrize(
    "evil", [WORD, f"Avel {WORD}", "w " * 500_000], ids=["one word", "one long word", "a million words"]
)
def test_a_megabyte_in_any_field_is_shortened(evil: str) -> None:
    page = page_of(evil, f"https://x.example/{WORD}")
    assert_inert(page)
    assert "…" in page
    assert len(page) < 100_000
