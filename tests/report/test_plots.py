"""The pictures: shade and word, no word over another, the same bytes each time, names of others as mere text."""

import re
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
import typer
from typer.testing import CliRunner

from pledgebook.errors import InputError
from pledgebook.model import Firmness, Position
from pledgebook.report import page
from pledgebook.report.assemble import assemble
from pledgebook.report.framework import Framework, NeedBar, NeedState, Wait
from pledgebook.report.plot_timeline import Stretch, stretches
from pledgebook.report.plots import FORMS, PICTURES, form_of, known_picture, picture
from pledgebook.report.sheet import SHADES
from pledgebook.report.waits_layout import ARROWS_SHOWN, layout
from pledgebook.report.waits_svg import waits_svg
from tests.report.made import material, said, standing

SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2025, 9, 4)
EVIL = "</text><script>alert(1)</script> $\\frac{1}{0}$ \u202e &amp; " + "W" * 400


def stands(*firmness: str) -> dict[date, Sequence[Position]]:
    """One promisor that said something each day."""
    return {
        DAY + timedelta(days=place): (standing(said(0, promisors=("FRA",), act="troops", firmness=Firmness(step))),)
        for place, step in enumerate(firmness)
    }


def made(words: str | None = None) -> Framework:
    """The made-up summit; with ``words`` in the place of every name."""
    report = assemble(material())
    needs = tuple(
        NeedBar(anchor=f"need-{place}", name=words or "Air cover", unit=words or "promisors", essential=place == 0,
                minimum=3, least=least, most=most, state=state, missing=3 - least, under=words or "As things stand",
                covered_by=(words or "France",) * 30)
        for place, (least, most, state) in enumerate(
            [(3, 3, NeedState.MET), (1, 4, NeedState.POSSIBLE), (0, 0, NeedState.SHORT)])
    )  # fmt: skip
    report = msgspec.structs.replace(report, needs=needs)
    if words is None:
        return report
    rows = tuple(msgspec.structs.replace(row, name=words) for row in report.matrix.rows)
    return msgspec.structs.replace(
        report,
        title=words,
        matrix=msgspec.structs.replace(report.matrix, rows=rows),
        waits=tuple(msgspec.structs.replace(wait, who=words, on=words) for wait in report.waits),
    )


def drawn(name: str, report: Framework) -> ElementTree.Element:
    if name != "waits":
        pytest.importorskip("matplotlib")
    return ElementTree.fromstring(picture(name, report, stands("considering", "willing"), "svg"))


def words_of(root: ElementTree.Element) -> list[str]:
    return ["".join(element.itertext()).strip() for element in root.iter(f"{SVG}text")]


def test_the_matrix_says_each_step_in_words_as_often_as_it_is_there() -> None:
    report = made()
    words = words_of(drawn("matrix", report))
    for row in report.matrix.rows:
        assert row.name in words
    for firmness in (Firmness.DELIVERED, Firmness.WILLING):
        steps = [cell.firmness for row in report.matrix.rows for cells in row.cells for cell in cells]
        # One more in the legend.
        assert words.count(firmness.value) == steps.count(firmness) + 1


def test_a_long_condition_stands_whole_in_its_cell() -> None:
    report = made()
    row = report.matrix.rows[0]
    place = next(place for place, cells in enumerate(row.cells) if cells)
    cell = msgspec.structs.replace(row.cells[place][0], conditions=("unless United States acts", "if ceasefire"))
    cells = tuple((cell,) if here == place else others for here, others in enumerate(row.cells))
    rows = (msgspec.structs.replace(row, cells=cells), *report.matrix.rows[1:])
    words = words_of(drawn("matrix", msgspec.structs.replace(report, matrix=msgspec.structs.replace(
        report.matrix, rows=rows))))  # fmt: skip
    assert "unless United States acts +1" in " ".join(words)


def test_needs_say_their_state_and_by_how_much_they_are_short() -> None:
    words = words_of(drawn("needs", made()))
    assert {"met", "possible, desirable", "short by 3, desirable"} <= set(words)


def test_the_timeline_joins_equal_days_and_shows_each_change() -> None:
    found = stretches(stands("considering", "considering", "pledged"), "FRA")
    two, three = DAY + timedelta(days=2), DAY + timedelta(days=3)
    assert found == [Stretch(DAY, two, Firmness.CONSIDERING), Stretch(two, three, Firmness.PLEDGED)]
    assert stretches(stands("willing"), "GBR") == []


def test_a_timeline_of_nothing_says_so() -> None:
    pytest.importorskip("matplotlib")
    assert b"No commitment has been read yet" in picture("timeline", made(), {}, "svg")


@pytest.mark.parametrize("words", [None, "A promisor with quite a long name " * 3, EVIL])
@pytest.mark.parametrize("name", PICTURES)
def test_no_word_stands_over_another_or_off_the_sheet(name: str, words: str | None) -> None:
    pytest.importorskip("matplotlib")
    from pledgebook.report.plots import DRAWN

    sheet = DRAWN[name](made(words), stands("considering", "under-way", "ruled-out"))
    found = sheet.extents()
    assert len(found) > 4
    for place, (_, left, top, right, bottom) in enumerate(found):
        assert left >= 0 and top >= 0 and right <= sheet.width and bottom <= sheet.height
        for other, left2, top2, right2, bottom2 in found[place + 1 :]:
            apart = left >= right2 - 0.5 or left2 >= right - 0.5 or top >= bottom2 - 0.5 or top2 >= bottom - 0.5
            assert apart, (found[place][0], other)


@pytest.mark.parametrize("name", PICTURES)
def test_names_of_others_stay_text(name: str) -> None:
    content = picture_or_skip(name, made(EVIL), "svg")
    assert not list(ElementTree.fromstring(content).iter(f"{SVG}script"))
    assert "\u202e" not in content.decode()
    assert len(content) < 1_000_000


def picture_or_skip(name: str, report: Framework, form: str) -> bytes:
    if (name, form) != ("waits", "svg"):
        pytest.importorskip("matplotlib")
    return picture(name, report, stands("willing", "pledged"), "svg" if form == "svg" else "png")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", PICTURES)
def test_the_same_report_gives_the_same_bytes(name: str, form: str) -> None:
    once, again = (picture_or_skip(name, made(), form) for _ in range(2))
    assert once == again
    assert once.startswith(b"\x89PNG") if form == "png" else b"<dc:date>" not in once


def test_shades_are_those_of_the_page() -> None:
    light = page._source("framework.css").partition("@media")[0]
    shades = dict(re.findall(r"--([st]\d): (#[0-9a-f]{6})", light))
    assert {f: (shades[f"s{f.step}"], shades[f"t{f.step}"]) for f in Firmness} == SHADES


def wait(who: str, on: str, link: str = "if", *, mutual: bool = False) -> Wait:
    return Wait(who=who, on=on, link=link, mutual=mutual)


def test_arrows_lead_from_who_waits_to_what_is_awaited() -> None:
    plan = layout([wait("France", "ceasefire"), wait("France", "deal", "until"), wait("Poland", "ceasefire")])
    assert [box.name for box in plan.who] == ["France", "Poland"]
    middles = {box.y + box.height / 2: box.name for box in plan.on}
    assert [(arrow.words, middles[arrow.y2]) for arrow in plan.arrows] == [
        ("if", "ceasefire"), ("until", "deal"), ("if", "ceasefire"),
    ]  # fmt: skip
    assert len({arrow.y1 for arrow in plan.arrows}) == 3


def test_boxes_never_overlap_and_what_is_left_out_is_counted() -> None:
    plan = layout([wait(f"actor {n}", f"event {n % 7}") for n in range(ARROWS_SHOWN + 9)])
    assert plan.cut == 9
    for boxes in (plan.who, plan.on):
        ordered = sorted(boxes, key=lambda box: box.y)
        assert all(a.y + a.height < b.y for a, b in pairwise(ordered))
        assert ordered[-1].y + ordered[-1].height < plan.height


def test_the_drawing_in_the_page_tells_what_it_shows_and_takes_the_width_and_ink_of_the_page() -> None:
    root = ElementTree.fromstring(waits_svg([wait("France", "ceasefire"), wait("Poland", "ceasefire", mutual=True)]))
    named = {element.get("id"): element.text for element in root if element.get("id")}
    assert [named[name] for name in (root.get("aria-labelledby") or "").split()] == [
        "Who waits on what", "2 wait, for: ceasefire.",
    ]  # fmt: skip
    assert root.get("role") == "img" and root.get("viewBox")
    assert "width:100%" in (root.get("style") or "")
    assert "if, mutual" in words_of(root)
    assert not re.search(r"#[0-9a-f]{6}", ElementTree.tostring(root, encoding="unicode"))


def test_the_page_holds_the_drawing(tmp_path: Path) -> None:
    from pledgebook.report.faces import writer_of

    path = tmp_path / "framework.html"
    writer_of(path)(assemble(material()), path)
    assert path.read_text(encoding="utf-8").count('<title id="waits-picture">') == 1


def test_unknown_pictures_and_endings_are_told() -> None:
    with pytest.raises(InputError, match="did you mean matrix"):
        known_picture("matrx")
    with pytest.raises(InputError, match=r"\.svg or \.png"):
        form_of(Path("waits.gif"))


def test_the_command_writes_a_picture_and_asks_for_needs(tmp_path: Path) -> None:
    from pledgebook.cli.report import register
    from pledgebook.ledger import open_ledger

    place = str(tmp_path / "a.ledger")
    open_ledger(place).close()
    app = typer.Typer()
    register(app)
    target = tmp_path / "new" / "waits.svg"
    assert CliRunner().invoke(app, ["plot", "waits", "-l", place, "-o", str(target)]).exit_code == 0
    assert ElementTree.parse(target).getroot().tag == f"{SVG}svg"
    refused = CliRunner().invoke(app, ["plot", "needs", "-l", place])
    assert isinstance(refused.exception, InputError) and "--needs" in str(refused.exception)


def test_where_matplotlib_is_missing_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(InputError, match=r"pip install 'pledgebook\[plots\]'"):
        picture("matrix", made(), {}, "svg")
    assert picture("waits", made(), {}, "svg").startswith(b"<svg")
