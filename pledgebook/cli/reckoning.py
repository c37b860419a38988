"""Commands that reckon: what holds if, who waits on whom, where the reporting contradicts itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pledgebook.cli import requirements
from pledgebook.cli.contradictions import disputes
from pledgebook.cli.output import AsCsv, AsJson, Column, act_words, firmness_style, note, say, show, show_json
from pledgebook.cli.place import DEFAULT_LEDGER, AsOf, KnownAt, LedgerPlace, to_read
from pledgebook.errors import InputError, PledgebookError
from pledgebook.model import Direction, Position, Statement

if TYPE_CHECKING:
    from pledgebook.ledger import Ledger
    from pledgebook.reckoning.scenario import Outcome
    from pledgebook.reckoning.waits import Deadlock, Wait

Settings = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ATOM=yes|no|open]...", help="What to assume: ceasefire=yes, acts:USA=no, deal=open ..."),
]
AtLeast = Annotated[str, typer.Option(help="The least firmness that counts: willing, pledged or bound.")]
Compare = Annotated[
    list[str] | None,
    typer.Option(help='Another scenario to put beside, on top of the settings: --compare "acts:USA=yes deal=no".'),
]


class Form(StrEnum):
    """How ``waits`` prints."""

    TABLE = "table"
    SVG = "svg"
    DOT = "dot"
    MERMAID = "mermaid"


_ENDINGS = {".svg": Form.SVG, ".dot": Form.DOT, ".gv": Form.DOT, ".mmd": Form.MERMAID, ".mermaid": Form.MERMAID}
STANDARD_OUTPUT = Path("-")


def register(app: typer.Typer) -> None:
    """Add the commands of this file, and those about needs."""
    for command in (whatif, waits, disputes):
        app.command()(command)
    requirements.register(app)


def whatif(
    settings: Settings = None,
    ledger: LedgerPlace = DEFAULT_LEDGER,
    at_least: AtLeast = "willing",
    compare: Compare = None,
    changed: Annotated[bool, typer.Option("--changed", help="Only positions that end elsewhere than now.")] = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """What holds if: the state of every position under assumptions, with its reasons, and what that changes."""
    positions = read_positions(ledger, as_of, known_at)
    outcome = worked_out(positions, settings or [], at_least)
    if compare:
        others = [again(outcome, [*(settings or []), *_split(text)]) for text in compare]
        _show_compared([outcome, *others], [" ".join(settings or []) or "now", *compare], as_json, as_csv)
        return
    now = again(outcome, [])
    rows = [row for row in _rows(now, outcome) if row["before"] or not changed]
    if as_json:
        show_json({**_summary(outcome), "positions": rows})
        return
    columns: list[str | Column] = [
        "promisor", "act", Column("firmness", style=firmness_style), "state", Column("before", "now it is"),
        Column("reasons", fold=True),
    ]  # fmt: skip
    rows = [{**row, "act": act_words(row["act"], Direction(row["direction"]))} for row in rows]
    show(rows, columns, as_csv=as_csv, empty="no position is changed by that" if changed else "no positions yet")
    remarks(outcome)


def waits(
    settings: Settings = None,
    ledger: LedgerPlace = DEFAULT_LEDGER,
    at_least: AtLeast = "willing",
    form: Annotated[
        Form | None,
        typer.Option(
            "--format", help="A table, an SVG picture, or text of a graph; by the file's ending where absent."
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file: .svg, .dot or .mmd; - prints.")
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Who waits on whom or on which event, for what and on whose word; the deadlocks, and the first moves that release them."""
    from pledgebook.reckoning.waits import deadlocks
    from pledgebook.reckoning.waits import waits as listed

    with to_read(ledger) as book:
        outcome = worked_out(book.positions(as_of, known_at), settings or [], at_least)
        found = listed(outcome)
        outlets = {document.sha256: document.outlet for document in book.documents()}
        rows = [_wait_row(wait, book, outlets) for wait in found]
    form = form or _ENDINGS.get(output.suffix.lower() if output else "", Form.TABLE)
    if form is not Form.TABLE:
        _draw(found, form, output)
        return
    if output and output != STANDARD_OUTPUT:
        raise InputError(
            "--output goes with --format svg, dot or mermaid, or a file ending in .svg, .dot or .mmd; send a table on with >"
        )
    groups = deadlocks(outcome)
    if as_json:
        show_json({**_summary(outcome), "waits": rows, "deadlocks": [_deadlock_row(one, outcome) for one in groups]})
        return
    columns: list[str | Column] = [
        "promisor", "act", Column("firmness", style=firmness_style), *(["link"] if as_csv else []), "on", Column("atom", "for"),
        Column("text", "words", fold=True, least=14), Column("word", "on whose word", fold=True, least=14), "state",
    ]  # fmt: skip
    show(rows, columns, as_csv=as_csv, empty="nobody waits on anybody or anything")
    if not as_csv:
        for group in groups:
            say(_deadlock_words(group))
        remarks(outcome)


def read_positions(place: str, as_of: str | None, known_at: str | None) -> list[Position]:
    """The positions of the ledger at a time."""
    with to_read(place) as book:
        return book.positions(as_of, known_at)


def worked_out(positions: Sequence[Position], settings: Iterable[str], at_least: str) -> Outcome:
    """The scenario of a command line."""
    from pledgebook.reckoning.scenario import evaluate, firmness_that_counts, parse_settings

    return evaluate(positions, parse_settings(settings), firmness_that_counts(at_least))


def again(outcome: Outcome, settings: Iterable[str]) -> Outcome:
    """The same positions under other settings; their network is not built a second time."""
    from pledgebook.reckoning.scenario import evaluate_system, parse_settings

    return evaluate_system(outcome.system, parse_settings(settings))


def remarks(outcome: Outcome) -> None:
    """What a reader must know about the answer as a whole."""
    if not outcome.monotone:
        note(
            "some promises stand unless another acts: answered by the well-founded model (undetermined where circular)"
        )
    if not outcome.exact:
        note("too many open events bear both ways: 'possible' may be said of what is settled; set some of them")


def _split(text: str) -> list[str]:
    return text.replace(",", " ").split()


def _summary(outcome: Outcome) -> dict[str, Any]:
    words = {True: "yes", False: "no", None: "open"}
    return {
        "settings": {atom: words[value] for atom, value in outcome.settings.items()},
        "at_least": outcome.system.at_least.value,
        "monotone": outcome.monotone,
        "exact": outcome.exact,
        "states": dict(Counter(state.value for state in outcome.states)),
    }


def _rows(now: Outcome, then: Outcome) -> list[dict[str, Any]]:
    from pledgebook.reckoning.reasons import blocking_atoms, reasons

    rows = []
    for index, (position, before, state) in enumerate(zip(then.positions, now.states, then.states, strict=True)):
        rows.append({
            "promisor": position.promisor, "act": position.act, "direction": position.direction.value,
            "firmness": position.firmness.value, "state": state.value,
            "before": None if before is state else before.value, "reasons": reasons(then, index),
            "blocking": blocking_atoms(then, index) if state.value in ("blocked", "waits") else (),
            "rests_on": position.rests_on,
        })  # fmt: skip
    return rows


def _show_compared(outcomes: list[Outcome], names: list[str], as_json: bool, as_csv: bool) -> None:
    """Scenarios side by side: every position in JSON, else those that do not end alike everywhere."""
    rows: list[dict[str, Any]] = []
    for index, position in enumerate(outcomes[0].positions):
        states = [outcome.states[index].value for outcome in outcomes]
        if as_json or len(set(states)) > 1:
            act = position.act if as_json else act_words(position.act, position.direction)
            direction = {"direction": position.direction.value} if as_json else {}
            who = {"promisor": position.promisor, "act": act, "firmness": position.firmness.value}
            by_name = dict(zip(names, states, strict=True))
            rows.append({**who, **direction, "states": by_name} if as_json else {**who, **by_name})
    if as_json:
        show_json({"scenarios": [_summary(outcome) for outcome in outcomes], "positions": rows})
        return
    columns: list[str | Column] = [
        "promisor",
        "act",
        Column("firmness", style=firmness_style),
        *(Column(name) for name in names),
    ]
    show(rows, columns, as_csv=as_csv, empty="every position ends alike in all of these")
    for name, outcome in zip(names, outcomes, strict=True):
        if not as_csv:
            say(f"{name}: " + ", ".join(f"{count} {state}" for state, count in _summary(outcome)["states"].items()))
    remarks(outcomes[-1])


def _wait_row(wait: Wait, book: Ledger, outlets: Mapping[str, str | None]) -> dict[str, Any]:
    return {
        "promisor": wait.promisor, "act": wait.act, "firmness": wait.firmness, "on": wait.on,
        "link": wait.link.value, "atom": wait.atom, "text": wait.text,
        "word": _word(wait.rests_on, book, outlets), "state": wait.state.value,
        "rests_on": wait.rests_on,
    }  # fmt: skip


def _word(statements: Sequence[str], book: Ledger, outlets: Mapping[str, str | None]) -> str:
    """Who said it: the voice of the first statement that it rests on."""
    for identity in statements[:1]:
        try:
            statement = book.statement(identity)
        except PledgebookError:
            return "a coder's ruling"
        return voice_of(statement, outlets.get(statement.document))
    return ""


def voice_of(statement: Statement, outlet: str | None = None) -> str:
    """The innermost speaker with the outlet, or the outlet alone; the document where no outlet is known."""
    voice = statement.voice
    speaker = voice.person or (voice.actor or "").replace(",", ", ")
    place = outlet or statement.doc
    return f"{speaker}, in {place}" if speaker else place


def _deadlock_row(group: Deadlock, outcome: Outcome) -> dict[str, Any]:
    from pledgebook.reckoning.reasons import label

    return {
        "actors": group.actors,
        "positions": [label(outcome.positions[index]) for index in group.positions],
        "first_moves": [[f"{actor}: {act}" for actor, act in moves] for moves in group.first_moves],
        "searched_up_to": group.searched,
    }


def _deadlock_words(group: Deadlock) -> str:
    who = f"{', '.join(group.actors)} wait on each other ({len(group.positions)} positions)"
    if not group.first_moves:
        return f"{who}; no {group.searched} or fewer first moves release them, more were not tried"
    moves = "; or ".join(" and ".join(f"{actor}: {act}" for actor, act in moves) for moves in group.first_moves[:5])
    more = f"; or one of {len(group.first_moves) - 5} others" if len(group.first_moves) > 5 else ""
    return f"{who}; released by a first move of {moves}{more}"


def _draw(found: Sequence[Wait], form: Form, output: Path | None) -> None:
    from pledgebook.reckoning.waits_picture import as_dot, as_mermaid, as_svg

    text = {Form.SVG: as_svg, Form.DOT: as_dot, Form.MERMAID: as_mermaid}[form](found)
    if output is None or output == STANDARD_OUTPUT:
        typer.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"--output {output}: cannot be written ({error.strerror or error})") from None
    note(f"{len(found)} waits -> {output}")
