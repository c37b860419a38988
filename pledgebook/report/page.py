"""The framework as one HTML page that needs no network and no script."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup

from pledgebook import __version__
from pledgebook.model import Firmness
from pledgebook.model.inert import visible
from pledgebook.report.evidence import USES_SHOWN
from pledgebook.report.framework import ActorKind, Framework, MatrixRow, NeedBar
from pledgebook.report.phrasing import act_words, day_words, firmness_words, shortened

REFS_SHOWN = 4
"""Numbers beside one claim; further ones are behind "+n"."""

DENSE_FROM = 12
"""Acts from which on the columns of the matrix are set closer."""
PAGE_WIDTH = 84 * 16
"""The widest the page gets, in CSS pixels: ``max-width`` of its body."""

GROUP_TITLES = {
    ActorKind.STATE: "States",
    ActorKind.ORGANISATION: "Organisations and armed groups",
    ActorKind.GROUP: "Groups without names",
    ActorKind.COUNTED: "Groups given as a number",
}


class Section(NamedTuple):
    """An entry of the table of contents."""

    anchor: str
    title: str


class RowGroup(NamedTuple):
    """Rows of the matrix under one heading."""

    title: str
    rows: list[MatrixRow]


def matrix_width(acts: int) -> int:
    """Pixels of a window in which a matrix of so many acts fits, with the widest of the usual letters.

    >>> matrix_width(4), matrix_width(15)
    (560, 1279)
    """
    return 184 + acts * (73 if acts >= DENSE_FROM else 94)


def framework_html(framework: Framework, pictures: dict[str, str] | None = None) -> str:
    """The page. ``pictures`` maps a section (``waits``) to SVG that is set into it as it is."""
    return (
        templates()
        .get_template("framework.html.j2")
        .render(
            f=framework,
            css=Markup(
                _source("framework.css")
            ),  # our own style sheet, not escaped: it holds quotes and child selectors
            pictures={name: Markup(svg) for name, svg in (pictures or {}).items()},
            sections=sections(framework),
            dense=len(framework.matrix.acts) >= DENSE_FROM,
            matrix_width=matrix_width(len(framework.matrix.acts)),
            page_width=PAGE_WIDTH,
            firmness_steps=list(Firmness),
            refs_shown=REFS_SHOWN,
            uses_shown=USES_SHOWN,
            version=__version__,
        )
    )


def sections(framework: Framework) -> list[Section]:
    """The sections that this framework has, in order."""
    present: list[tuple[object, Section]] = [
        (True, Section("answer", "The answer")),
        (True, Section("matrix", "Who stands where")),
        (framework.waits, Section("waits", "Who waits on whom")),
        (framework.needs, Section("needs", "Needs and gaps")),
        (framework.refusals, Section("refusals", "Refusals")),
        (framework.requests or framework.objections, Section("requests", "Requests and objections")),
        (framework.numbers or framework.disputes, Section("disputed", "In dispute")),
        (framework.changes, Section("changes", "What changed")),
        (True, Section("evidence", "Evidence")),
    ]
    return [section for there, section in present if there]


@cache
def templates() -> jinja2.Environment:
    """The templates of this folder: everything put into them is escaped, and made inert on top of that."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("pledgebook.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_inert,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        act_words=act_words,
        bar=bar_width,
        count=counted,
        day=day_words,
        groups=row_groups,
        need_words=need_words,
        number=plain_number,
        sentence=lambda text: text[:1].upper() + text[1:],
        share=lambda outcome: _percent(outcome.holds, outcome.of),
        shorter=shortened,
        step_words=firmness_words,
    )
    return environment


def _inert(value: Any) -> Any:
    return visible(value) if type(value) is str else value


def _source(name: str) -> str:
    loader = templates().loader
    if loader is None:
        raise RuntimeError("the templates of pledgebook.report are gone: reinstall the package")
    return loader.get_source(templates(), name)[0]


def row_groups(rows: Sequence[MatrixRow]) -> list[RowGroup]:
    """Rows under the heading of their sort; they come sorted by it."""
    return [RowGroup(GROUP_TITLES[kind], list(members)) for kind, members in groupby(rows, key=lambda row: row.kind)]


def bar_width(need: NeedBar, which: str) -> str:
    """Length in percent of one part of a need's bar; the longest part of it fills four fifths."""
    longest = max(need.minimum, need.most, need.least)
    value: float = {"least": need.least, "most": need.most, "minimum": need.minimum}[which]
    return _percent(value * 0.8, longest)


def need_words(need: NeedBar) -> str:
    """How far a need is met: "5 certain, 26 at best; 3 promisors needed"."""
    certain = f"{plain_number(need.least)} certain" if need.least else "none certain"
    if need.most > need.least:
        certain += f", {plain_number(need.most)} at best"
    return f"{certain}; {plain_number(need.minimum)} {need.unit} needed"


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f}" if whole else "0"


def counted(n: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "quote"), counted(10000, "quote")
    ('1 quote', '10,000 quotes')
    """
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def plain_number(value: float) -> str:
    """A quantity without needless decimals.

    >>> plain_number(3.0), plain_number(2500000.5)
    ('3', '2,500,000.5')
    """
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
