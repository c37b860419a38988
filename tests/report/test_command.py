"""`pledgebook framework` on a small ledger."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest
import typer
from typer.testing import CliRunner

from pledgebook.cli.report import register
from pledgebook.errors import InputError, PledgebookError
from pledgebook.ledger import open_ledger
from tests.ledger.making import Reading
from tests.report.made import SENTENCES, STATEMENTS, SUMMIT

NEEDS = '[[need]]\nname = "boots on the ground"\nacts = ["troops"]\nminimum = 2\n'


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = tmp_path_factory.mktemp("framework") / "summit.ledger"
    with open_ledger(place) as book:
        book.append([Reading(document=SUMMIT, statements=STATEMENTS)], known_at="2025-09-05")
    return str(place)


def framework(ledger: str, output: Path, *options: str) -> str:
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    found = CliRunner().invoke(app, ["framework", "--ledger", ledger, "-o", str(output), *options])
    if isinstance(found.exception, PledgebookError):
        raise found.exception
    assert found.exit_code == 0, found.output
    return found.output


def ids(page: lxml.html.HtmlElement) -> list[str]:
    return page.xpath("//@id")


def test_the_page_is_written_and_its_size_told(ledger: str, tmp_path: Path) -> None:
    told = framework(ledger, tmp_path / "new" / "f.html")
    content = (tmp_path / "new" / "f.html").read_text(encoding="utf-8")
    assert f"{len(SENTENCES)} quotes" in told and f"{len(content.encode()) // 1000} kB" in told
    page = lxml.html.fromstring(content)
    assert [quote.text_content() for quote in page.xpath("//blockquote")] == SENTENCES


def test_every_link_within_the_page_has_its_target(ledger: str, tmp_path: Path) -> None:
    framework(ledger, tmp_path / "f.html")
    page = lxml.html.parse(str(tmp_path / "f.html")).getroot()
    assert len(ids(page)) == len(set(ids(page)))
    targets = [href[1:] for href in page.xpath("//@href") if href.startswith("#")]
    assert targets and set(targets) <= set(ids(page))


def test_each_cell_leads_to_a_quote_that_leads_back(ledger: str, tmp_path: Path) -> None:
    framework(ledger, tmp_path / "f.html")
    page = lxml.html.parse(str(tmp_path / "f.html")).getroot()
    cells = page.xpath("//table//a[@id]")
    assert len(cells) == 8
    for cell in cells:
        (quote,) = page.xpath(f"//*[@id='{cell.get('href')[1:]}']")
        assert quote.get("class") == "quote"
        assert f"#{cell.get('id')}" in quote.xpath(".//@href")


def test_needs_scenario_title_and_time_are_taken_over(ledger: str, tmp_path: Path) -> None:
    needs = tmp_path / "needs.toml"
    needs.write_text(NEEDS, encoding="utf-8")
    framework(
        ledger, tmp_path / "f.html", "--needs", str(needs), "--scenario", "ceasefire=yes", "--title", "The <plan>",
        "--as-of", "2025-09-06", "--changes-since", "2025-09-01",
    )  # fmt: skip
    page = lxml.html.parse(str(tmp_path / "f.html")).getroot()
    assert page.findtext(".//h1") == "The <plan>"
    assert "As of 6 September 2025" in page.find_class("asof")[0].text_content()
    assert page.xpath("//section[@id='needs']//li/@class") == ["met"]
    assert "Assumed: a ceasefire" in page.get_element_by_id("answer").text_content()
    assert "nothing said" in page.get_element_by_id("changes").text_content()


def test_before_the_first_report_nothing_stands(ledger: str, tmp_path: Path) -> None:
    framework(ledger, tmp_path / "f.html", "--as-of", "2025-09-01")
    page = lxml.html.parse(str(tmp_path / "f.html")).getroot()
    assert page.xpath("//table") == []
    assert "No firm commitment has been read yet." in page.get_element_by_id("answer").text_content()


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("f.docx", [], "ending"),
        ("f", [], "ending"),
        ("f.html", ["--changes-since", "yesterday"], "yesterday"),
        ("f.html", ["--changes-since", "2025-09-05", "--as-of", "2025-09-03"], "2025-09-05 is later than --as-of"),
        ("f.html", ["--scenario", "snow=yes"], "snow"),
        ("f.html", ["--needs", "nowhere.toml"], "nowhere.toml"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    ledger: str, tmp_path: Path, name: str, options: list[str], words: str
) -> None:
    with pytest.raises(PledgebookError, match=words):
        framework(ledger, tmp_path / name, *options)
    assert not list(tmp_path.iterdir())


def test_a_folder_in_the_place_of_the_file_is_told(ledger: str, tmp_path: Path) -> None:
    (tmp_path / "f.html").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        framework(ledger, tmp_path / "f.html")
