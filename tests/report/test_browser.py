"""The report of the bundled example in a real browser: links, widths, contrast, and that it asks the network nothing.

Skipped without the packages of the extra ``browser``, or without a Chromium at ``PLEDGEBOOK_CHROMIUM`` or on the path.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pledgebook.intake import documents
from pledgebook.ledger import open_ledger
from pledgebook.model import Document
from pledgebook.reading.reader import Reader
from pledgebook.reckoning.needs_file import read_needs
from pledgebook.report.assemble import Material, assemble
from pledgebook.report.faces import writer_of
from tests.report.test_hostile import HANDLER, OVERRIDE, SCRIPT, WORD, page_of

playwright = pytest.importorskip("playwright.sync_api", reason="the extra `browser` is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the extra `browser` is not installed")
CHROMIUM = os.environ.get("PLEDGEBOOK_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

EXAMPLES = Path(__file__).parents[2] / "examples"
BOTH_WAYS = Document(
    name="sanctions.txt",
    text="Germany will impose new sanctions on Belarus in October. Germany will lift its sanctions on Syria in October.",
)
"""A note that puts two positions in one cell: an act that is done and one that ends."""
WIDE, NARROW = 1280, 400
LOOKED_AT = {"exclude": [[".source:nth-of-type(n+4)"]]}
"""All but the later articles of the evidence, which are built as the first ones are and would only take time."""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

RULES = {("dark", WIDE): ["color-contrast"], ("light", NARROW): ["target-size", "aria-hidden-focus", "list"]}

LEADS_BACK = """() => [...document.querySelectorAll("a.cell")].flatMap(cell => {
  const inView = element => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  };
  cell.click();
  const quote = document.querySelector(":target");
  if (!quote?.classList.contains("quote")) return [`${cell.id} reaches no quote`];
  if (!inView(quote)) return [`the quote of ${cell.id} is out of view`];
  const back = quote.querySelector(`a[href="#${cell.id}"]`);
  if (!back) return [`${quote.id} does not lead back to ${cell.id}`];
  back.closest("details")?.setAttribute("open", "");
  if (!inView(back)) return [`the way back to ${cell.id} is not to be seen`];
  back.click();
  return document.querySelector(":target") === cell && inView(cell) ? [] : [`${cell.id} is not back in view`];
})"""

OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll("a.cell, .matrix th")].map(element => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const name = element.id || element.textContent;
    return [name, [...range.getClientRects()].filter(box => box.width > 2 && box.height > 2)];
  });
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  return boxes.flatMap(([name, texts], i) => boxes.slice(i + 1)
    .filter(([, others]) => texts.some(a => others.some(b => meet(a, b)))).map(([other]) => `${name} / ${other}`));
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("browser")
    with open_ledger(place / "summit.ledger") as book:
        reader = Reader()
        book.append(reader.read(document) for document in (*documents([EXAMPLES / "summit"]), BOTH_WAYS))
        positions = book.positions()
        material = Material(
            documents=list(book.documents()), statements=list(book.statements()), positions=positions,
            needs=read_needs(EXAMPLES / "needs.toml", {position.act for position in positions}),
        )  # fmt: skip
    written = place / "framework.html"
    writer_of(written)(assemble(material), written)
    return written


@contextmanager
def shown(browser: Any, file: Path, width: int, scheme: str = "light", *, scripts: bool = True) -> Iterator[Any]:
    """The page in a window; its security policy is set aside, so that it is the page itself that asks for nothing."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True, java_script_enabled=scripts
    )
    try:
        page = context.new_page()
        page.asked, page.alerts = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("dialog", lambda dialog: (page.alerts.append(dialog.message), dialog.dismiss()))
        page.goto(file.as_uri())
        yield page
    finally:
        context.close()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_each_cell_reaches_its_quote_and_the_quote_leads_back(browser: Any, page_file: Path, width: int) -> None:
    with shown(browser, page_file, width) as page:
        assert page.locator("a.cell").count() > 20
        assert page.evaluate(LEADS_BACK) == []


def test_links_work_by_hand_and_without_scripts(browser: Any, page_file: Path) -> None:
    with shown(browser, page_file, WIDE, scripts=False) as page:
        cell = page.locator("a.cell").last
        anchor, target = cell.get_attribute("id"), cell.get_attribute("href")
        cell.click()
        assert page.url.endswith(target)
        page.locator(f'{target} .uses a[href="#{anchor}"]').click()
        assert page.url.endswith(f"#{anchor}")


def test_the_page_is_no_wider_than_its_window_and_no_cell_is_written_over_another(
    browser: Any, page_file: Path
) -> None:
    with shown(browser, page_file, WIDE) as page:
        assert page.locator("a.cell + a.cell").count(), "two positions in one cell are what this is about"
        for width in (WIDE, 900, NARROW, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate(OVERLAPS) == [], f"at {width} px"


def test_the_matrix_fits_a_usual_window_and_what_is_past_the_edge_is_told(browser: Any, page_file: Path) -> None:
    cut = "(() => { const it = document.querySelector('.scroll'); return it.scrollWidth > it.clientWidth + 1; })()"
    with shown(browser, page_file, WIDE) as page:
        assert not page.evaluate(cut)
        for width in (1440, WIDE, 1100, 900, 720):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.locator(".further").is_visible() or not page.evaluate(cut), f"at {width} px"


def test_no_picture_is_cut(browser: Any, page_file: Path) -> None:
    with shown(browser, page_file, WIDE) as page:
        assert page.locator("figure svg").is_visible()
        for width in (WIDE, 720, 600, NARROW):
            page.set_viewport_size({"width": width, "height": 800})
            picture = page.locator("figure svg")
            box = picture.bounding_box() if picture.is_visible() else None
            assert box is None or box["x"] + box["width"] <= width, f"at {width} px"
        assert page.locator(".awaited").is_visible()


def test_nothing_is_asked_of_the_network(browser: Any, page_file: Path) -> None:
    with shown(browser, page_file, WIDE) as page:
        page.wait_for_load_state("networkidle")
        assert page.asked == [page_file.as_uri()]


@pytest.mark.parametrize(("scheme", "width"), [("light", WIDE), ("dark", WIDE), ("light", NARROW)])
def test_axe_finds_nothing_serious(browser: Any, page_file: Path, scheme: str, width: int) -> None:
    # In the dark only colours differ, on a narrow screen only places: all rules once, then those that could tell.
    rules = RULES.get((scheme, width), {"type": "tag", "values": WCAG})
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    with shown(browser, page_file, width, scheme) as page:
        found = axe.Axe().run(page, context=LOOKED_AT, options=options).response
    assert found["passes"], "axe looked at something"
    grave = [
        (one["id"], node["html"], node["failureSummary"])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
    assert grave == []


def test_hostile_words_run_nothing_and_break_no_line(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "hostile.html"
    file.write_text(page_of(f"{SCRIPT} {HANDLER} {OVERRIDE} {WORD}"), encoding="utf-8")
    with shown(browser, file, NARROW) as page:
        page.wait_for_load_state("networkidle")
        assert (page.alerts, page.asked) == ([], [file.as_uri()])
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
