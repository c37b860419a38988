"""The framework as Markdown (CommonMark with tables), in the order of the page: for wikis, mails and version control."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote as percent_encoded

from pledgebook import __version__
from pledgebook.model import Direction
from pledgebook.model.inert import one_line
from pledgebook.report.evidence import USES_SHOWN
from pledgebook.report.framework import Cell, Framework, Line, Matrix, NeedState, Quote, Refs, Source, Wait
from pledgebook.report.page import REFS_SHOWN, counted, plain_number, row_groups
from pledgebook.report.phrasing import act_words, day_words, firmness_words

_MARKUP = re.compile(r"[\\`*_\[\]|~$^{}@]")
_ADDRESS = re.compile(r"(?i)(https?|ftp)(:)|(www)(\.)")
_OPENING = re.compile(r"^(?:([#+=:-])|(\d+)([.)]))")
_URL_CHARACTERS = "/:?#@!$&'()*+,;=%-._~"


def framework_markdown(framework: Framework) -> str:
    """The whole report as Markdown text."""
    parts = [
        _head(framework),
        _answer(framework),
        _matrix(framework),
        _waits(framework.waits),
        _needs(framework),
        _lines("refusals", "Refusals and reservations", framework.refusals),
        _requests(framework),
        _disputed(framework),
        _changes(framework),
        _evidence(framework),
        _foot(framework),
    ]
    return "\n".join("\n".join(part) for part in parts)


def plain(text: str) -> str:
    r"""Text of others as Markdown that shows it and does nothing: one line, no markup, no HTML, no address made a link.

    >>> plain("*very* <b>ready</b>"), plain("1. see https://example.org")
    ('\\*very\\* &lt;b&gt;ready&lt;/b&gt;', '1\\. see https\\://example.org')
    """
    escaped = _MARKUP.sub(r"\\\g<0>", one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
    without_links = _ADDRESS.sub(lambda m: f"{m[1] or m[3]}\\{m[2] or m[4]}", escaped)
    return _OPENING.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", without_links)


def _refs(refs: Refs) -> str:
    shown = [f"[\\[{number}\\]](#q{number})" for number in refs.numbers[:REFS_SHOWN]]
    more = len(refs.numbers) - REFS_SHOWN
    if more > 0:
        shown.append(f"[+{more}](#q{refs.numbers[REFS_SHOWN]})")
    if refs.unlisted:
        shown.append(f"and {refs.unlisted} in the ledger")
    return " ".join(shown)


def _heading(anchor: str, title: str, level: int = 2) -> str:
    return f"{_here(anchor)}\n{'#' * level} {title}\n"


def _here(anchor: str) -> str:
    """A place that links lead to; anchors hold letters, digits, dots, hyphens and underscores alone."""
    return f'<a id="{anchor}"></a>'


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{' --- |' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _head(framework: Framework) -> Iterator[str]:
    basis = framework.basis
    yield f"# {plain(framework.title)}\n"
    read = f"{counted(basis.statements, 'statement')} read from {counted(basis.documents, 'report')}"
    outlets = f" of {counted(basis.outlets, 'outlet')}" if basis.outlets else ""
    parts = [f"As of {day_words(framework.as_of)}" if framework.as_of else "As of the last report", read + outlets]
    if basis.first and basis.last:
        first = f"{day_words(basis.first)} to " if basis.first != basis.last else ""
        parts.append(first + day_words(basis.last))
    yield " · ".join(parts) + "\n"


def _answer(framework: Framework) -> Iterator[str]:
    answer = framework.answer
    yield _heading("answer", "The answer first")
    yield from (f"{plain(sentence)}\n" for sentence in framework.lead)
    if answer.outcomes:
        rows = [
            [
                f"**{plain(outcome.title)}**<br>{plain(outcome.assumes)}",
                f"{outcome.holds} of {outcome.of}",
                f"{outcome.needs_met} of {outcome.needs}" if outcome.needs else "–",
                plain(", ".join(outcome.promisors)) or "nobody",
                plain("; ".join(outcome.blocked_by)) or "–",
            ]
            for outcome in answer.outcomes
        ]
        yield from _table(["Assuming", "Holds", "Needs met", "Whose", "Still waiting for"], rows)
    if answer.asks:
        yield "### The asks that matter most\n"
        for place, ask in enumerate(answer.asks, start=1):
            released = f"(releases {counted(ask.releases, 'commitment')})" if ask.releases else ""
            yield _joined(f"{place}. **{plain(ask.words)}**", released, plain(ask.detail), _refs(ask.refs))
        yield ""
    if answer.single_points:
        yield "### Single points of failure\n"
        for point in answer.single_points:
            yield _joined(f"- **{plain(point.words)}**", plain(point.detail), _refs(point.refs))
        if further := answer.further_points:
            others = " and others" if len(further) > 12 else ""
            yield f"\nAnd {len(further)} more: {plain(', '.join(further[:12]))}{others}."
        yield ""


def _matrix(framework: Framework) -> Iterator[str]:
    yield _heading("matrix", "Who stands where")
    if not framework.matrix.rows:
        yield "No commitment has been read yet.\n"
        return
    yield "The firmest position that stands, with what must hold first; *hearsay* rests on another's word alone.\n"
    yield from _matrix_tables(framework.matrix)
    if framework.lines_cut:
        cut = counted(framework.lines_cut, "further promisor")
        yield f"{cut} are left out here; `pledgebook positions` lists all.\n"


def _matrix_tables(matrix: Matrix) -> Iterator[str]:
    for group in row_groups(matrix.rows):
        # Only the acts on which a row of this group says something: a table of empty columns cannot be read.
        used = [place for place in range(len(matrix.acts)) if any(row.cells[place] for row in group.rows)]
        yield f"### {group.title}\n"
        rows = [
            [f"**{plain(row.name)}**", *("<br>".join(map(_cell, row.cells[place])) for place in used)]
            for row in group.rows
        ]
        yield from _table(["Promisor", *(plain(act_words(matrix.acts[place])) for place in used)], rows)


def _cell(cell: Cell) -> str:
    stop = "to end: " if cell.direction is Direction.STOP else ""
    target = f"q{cell.refs.numbers[0]}" if cell.refs.numbers else "evidence"
    step = f"{_here(cell.anchor)}[**{stop}{firmness_words(cell.firmness)}**](#{target})"
    aside = [*map(plain, cell.conditions), plain(cell.quantity or ""), "*hearsay*" if cell.hearsay else ""]
    count = f"{len(cell.refs.numbers)} quotes" if len(cell.refs.numbers) > 1 else ""
    return ", ".join(part for part in [step, *aside, count] if part)


def _waits(waits: Sequence[Wait]) -> Iterator[str]:
    if not waits:
        return
    yield _heading("waits", "Who waits on whom")
    rows = [
        [
            plain(wait.on),
            f"**{plain(wait.who)}**" + (" (each waits on the other)" if wait.mutual else ""),
            plain(wait.link),
            plain("; ".join(wait.acts)),
            _refs(wait.refs),
        ]
        for wait in waits
    ]
    yield from _table(["Awaited", "Who waits", "Link", "With", "Quotes"], rows)


def _needs(framework: Framework) -> Iterator[str]:
    if not framework.needs:
        return
    yield _heading("needs", "Needs and gaps")
    yield f"{plain(framework.needs[0].under)}.\n"
    rows = [
        [
            f"{_here(need.anchor)}**{plain(need.name)}**" + ("" if need.essential else " (desirable)"),
            need.state.value
            + (f" by {plain_number(need.missing)}" if need.state is NeedState.SHORT and need.missing else ""),
            plain_number(need.least),
            plain_number(need.most),
            f"{plain_number(need.minimum)} {plain(need.unit)}",
            plain(", ".join(need.covered_by)) or "nobody",
            _refs(need.refs),
        ]
        for need in framework.needs
    ]
    yield from _table(["Need", "State", "Certain", "At best", "Needed", "Covered by", "Quotes"], rows)


def _lines(anchor: str, title: str, lines: Sequence[Line], to: str = "", level: int = 2) -> Iterator[str]:
    """A list; with ``to`` ("asks"), the words of a line are whom it is put to."""
    if not lines:
        return
    yield _heading(anchor, title, level)
    for line in lines:
        yield _joined(
            f"- {_here(line.anchor)}**{plain(line.who)}**",
            f"{to} **{plain(line.words)}**:" if to else "on",
            plain(line.act) + (":" if line.firmness else ""),
            f"**{firmness_words(line.firmness)}**" if line.firmness else "",
            ", ".join(map(plain, line.conditions[:3])),
            "*hearsay*" if line.hearsay else "",
            f"({plain(line.words)})" if line.words and not to else "",
            _refs(line.refs),
        )
    yield ""


def _requests(framework: Framework) -> Iterator[str]:
    if not (framework.requests or framework.objections):
        return
    yield _heading("requests", "Requests and objections")
    yield from _lines("asked", "Asked of others", framework.requests, "asks", 3)
    yield from _lines("objected", "Objected to", framework.objections, "opposes", 3)


def _disputed(framework: Framework) -> Iterator[str]:
    if not (framework.numbers or framework.disputes):
        return
    yield _heading("disputed", "Numbers and words in dispute")
    if framework.numbers:
        yield _heading("numbers", "How many, of what", 3)
        rows = [
            [f"{'about ' if number.approximate else ''}{number.n}", plain(number.what), _refs(number.refs)]
            for number in framework.numbers
        ]
        yield from _table(["Number", "Of what", "Quotes"], rows)
    if framework.disputes:
        yield _heading("disputes", "One word against another", 3)
        for dispute in framework.disputes:
            yield _joined(f"- *{plain(dispute.kind)}*:", plain(dispute.words), _refs(dispute.refs))
        yield ""


def _changes(framework: Framework) -> Iterator[str]:
    changes = framework.changes
    if changes is None:
        return
    yield _heading("changes", f"What changed since {day_words(changes.since)}")
    if not changes.entries:
        yield "Nothing moved.\n"
        return
    rows = [
        [
            f"**{plain(change.who)}**",
            plain(change.act),
            plain(change.before),
            f"**{plain(change.after)}**",
            plain(change.cause) + (f", {day_words(change.on)}" if change.on else ""),
            _refs(change.refs),
        ]
        for change in changes.entries
    ]
    yield from _table(["Who", "On", "Before", "After", "How", "Quotes"], rows)


def _evidence(framework: Framework) -> Iterator[str]:
    yield _heading("evidence", "The evidence")
    yield "Every passage once, in its report's exact words, numbered by day; *confidence* is the reader's own estimate.\n"
    if framework.quotes_cut:
        cut = counted(framework.quotes_cut, "further passage")
        yield f"**{cut} are cut from this file; `pledgebook statements` lists all.**\n"
    for source in framework.sources:
        yield from _source(source)


def _source(source: Source) -> Iterator[str]:
    day = f", {day_words(source.published)}" if source.published else ""
    yield f"### {plain(source.outlet or source.name)}{day}\n"
    link = f"<{percent_encoded(source.link, safe=_URL_CHARACTERS)}>" if source.link else ""
    name = plain(source.name) if source.outlet and not source.link else ""
    if about := _joined(plain(source.title or ""), link, name):
        yield f"{about}\n"
    for quote in source.quotes:
        yield from _quote(quote)


def _quote(quote: Quote) -> Iterator[str]:
    yield f"{_here(f'q{quote.number}')}**{quote.number}**\n"
    yield f"> {plain(quote.text)}\n"
    for reading in quote.readings:
        hearsay = ", *hearsay*" if reading.hearsay else ""
        yield (
            f"- **{plain(reading.claim)}** — {reading.directness}, {plain(reading.voice)}{hearsay}"
            f" · confidence {reading.confidence:.2f}"
        )
    yield ""
    if quote.uses:
        back = " · ".join(f"[{plain(use.words)}](#{use.anchor})" for use in quote.uses[:USES_SHOWN])
        more = f" and {len(quote.uses) - USES_SHOWN} more" if len(quote.uses) > USES_SHOWN else ""
        yield f"Back to: {back}{more}\n"


def _foot(framework: Framework) -> Iterator[str]:
    basis = framework.basis
    yield "---\n"
    yield (
        "A program read the reports and wrote down which position each voice put forward, with the words it rests on."
        " It can misread; the quote decides. A condition is kept beside the step and never lowers it.\n"
    )
    if basis.doubts:
        yield f"{counted(basis.doubts, 'place')} in the reports could not be settled: see `pledgebook doubts`.\n"
    readers = f", reader {plain(', '.join(basis.readers))}" if basis.readers else ""
    ledger = f"; ledger {plain(basis.ledger)}" if basis.ledger else ""
    yield f"Made by pledgebook {__version__}{readers}{ledger}.\n"
