"""Commands about what there must be: ``needs`` and ``leverage``. ``reckoning.py`` registers them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pledgebook.cli.output import AsCsv, AsJson, Column, note, say, show, show_json
from pledgebook.cli.place import DEFAULT_LEDGER, AsOf, KnownAt, LedgerPlace, to_read
from pledgebook.errors import InputError

if TYPE_CHECKING:
    from pledgebook.reckoning import MinimalSets
    from pledgebook.reckoning.leverage import Leverage
    from pledgebook.reckoning.needs import Coverage, Need
    from pledgebook.reckoning.scenario import Outcome

NeedsFile = Annotated[
    Path, typer.Argument(help="Needs file (TOML), such as examples/needs.toml; ./needs.toml where absent.")
]
DEFAULT_NEEDS = Path("needs.toml")
"""The needs file where none is named."""

Settings = Annotated[list[str] | None, typer.Argument(metavar="[ATOM=yes|no|open]...", help="What to assume.")]
AtLeast = Annotated[str, typer.Option(help="The least firmness that counts: willing, pledged or bound.")]
Prob = Annotated[list[str] | None, typer.Option(help="Probability of an atom: --prob ceasefire=0.6. None is assumed.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(needs)
    app.command()(leverage)


def needs(
    file: NeedsFile = DEFAULT_NEEDS,
    settings: Settings = None,
    ledger: LedgerPlace = DEFAULT_LEDGER,
    at_least: AtLeast = "willing",
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """What is needed, and what is missing: each need met, possible or short, with who covers it."""
    from pledgebook.reckoning.needs import assess

    if "=" in str(file):
        # The first word is an assumption already: `needs ceasefire=yes`.
        file, settings = DEFAULT_NEEDS, [str(file), *(settings or [])]
    outcome, listed = scenario_of(file, settings, ledger, at_least, as_of, known_at)
    rows = [_need_row(coverage, outcome) for coverage in assess(listed, outcome)]
    if not as_json and not as_csv:
        rows = [{**row, "wanted": _wanted(row)} for row in rows]
    if not as_json:
        rows = [{**row, "covered_by": _covering(row) + ([] if as_csv else row["besides"])} for row in rows]
    columns: list[str | Column] = [
        "need", "level", "status", "wanted", Column("at_least", "at least", right=True),
        Column("at_most", "at most", right=True), Column("short_by", "short by", right=True),
        Column("covered_by", "covered by", fold=True, least=16),
    ]  # fmt: skip
    show(rows, columns, as_json=as_json, as_csv=as_csv)


def leverage(
    need: Annotated[list[str] | None, typer.Argument(metavar="[NEED]...", help="Needs of the file, by name.")] = None,
    all_essential: Annotated[bool, typer.Option("--all-essential", help="All essential needs together.")] = False,
    file: Annotated[Path, typer.Option("--needs", help="Needs file (TOML).")] = DEFAULT_NEEDS,
    assume: Annotated[list[str] | None, typer.Option(help="An assumption: --assume ceasefire=yes.")] = None,
    prob: Prob = None,
    ledger: LedgerPlace = DEFAULT_LEDGER,
    at_least: AtLeast = "willing",
    most: Annotated[int, typer.Option("--show", min=1, help="Show so many of each list.")] = 10,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """What would unlock a need, what breaks it, how much each atom decides, and what to ask of whom next."""
    from pledgebook.reckoning.leverage import chosen_needs
    from pledgebook.reckoning.leverage import leverage as weigh

    outcome, listed = scenario_of(file, assume, ledger, at_least, as_of, known_at)
    found = weigh(outcome, chosen_needs(listed, need or [], all_essential), parse_chances(prob or []))
    if as_json and as_csv:
        raise InputError("--json and --csv exclude each other: give one of them")
    if as_json:
        show_json(_leverage_json(found, most))
        return
    if as_csv:
        columns = ["actor", "atom", "covers", "may_cover", "positions", "others", "steps", "chance"]
        show(_leverage_json(found, most)["asks"], columns, as_csv=True)
        return
    if len(found.needs) > 1:
        say(f"{len(found.needs)} needs together: {', '.join(need.name for need in found.needs)}")
    _show_sets(
        "unlocked by",
        found.unlocking,
        most,
        "no act that is not refused, and no event, is enough to unlock it",
        "it is met as things stand",
    )
    _show_sets(
        "broken by the failure of", found.blocking, most, "nothing breaks it", "it is not met by what is promised"
    )
    _show_importance(found, most)
    _show_asks(found, most)
    if found.unweighed:
        note(f"{found.unweighed} further asks, in larger unlocking sets, were not weighed")
    if found.refusing:
        note(f"not asked, having ruled it out: {', '.join(found.refusing)}")
    if not found.monotone:
        note("a promise stands unless something comes: sets are prime implicants, 'not X' where X must stay away")


def scenario_of(
    file: Path, settings: Iterable[str] | None, ledger: str, at_least: str, as_of: str | None, known_at: str | None
) -> tuple[Outcome, list[Need]]:
    """The scenario and the needs of a command line."""
    from pledgebook.reckoning.needs_file import read_needs
    from pledgebook.reckoning.scenario import evaluate, firmness_that_counts, parse_settings

    with to_read(ledger) as book:
        positions = book.positions(as_of, known_at)
    listed = read_needs(file, {position.act for position in positions})
    return evaluate(positions, parse_settings(settings or ()), firmness_that_counts(at_least)), listed


def parse_chances(texts: Iterable[str]) -> dict[str, Fraction]:
    """``["ceasefire=0.6"]`` as exact fractions."""
    chances: dict[str, Fraction] = {}
    for text in texts:
        atom, _, number = (part.strip() for part in text.rpartition("="))
        try:
            chance = Fraction(number)
        except (ValueError, ZeroDivisionError):
            raise InputError(f"--prob {text!r} is no probability; write ATOM=0.6") from None
        if not atom or not 0 <= chance <= 1:
            raise InputError(f"--prob {text!r} is no probability; write ATOM=0.6, with a number from 0 to 1")
        if chances.get(atom, chance) != chance:
            raise InputError(f"--prob: {atom} has two probabilities; leave one of them out")
        chances[atom] = chance
    return chances


def _wanted(row: Mapping[str, Any]) -> str:
    unit = "promisor" if row["wanted"] == 1 and row["unit"] == "promisors" else row["unit"]
    return f"{row['wanted']:g} {unit}"


def _covering(row: Mapping[str, Any]) -> list[str]:
    """``FRA (holds)`` for each promisor that covers a need."""
    return list(dict.fromkeys(f"{cover['promisor']} ({cover['state']})" for cover in row["covered_by"]))


def _need_row(coverage: Coverage, outcome: Outcome) -> dict[str, Any]:
    need = coverage.need
    besides = [f"{name} (uncounted)" for name in coverage.uncounted]
    besides += [f"{name} (no amount given)" for name in coverage.unquantified]
    return {
        "need": need.name, "level": "essential" if need.essential else "desirable", "status": coverage.status.value,
        "wanted": need.wanted, "unit": need.unit or "promisors", "at_least": coverage.at_least,
        "at_most": coverage.at_most, "short_by": coverage.short_by,
        "covered_by": [
            {"promisor": cover.promisor, "act": cover.act, "state": cover.state.value, "quantity": cover.quantity}
            for cover in coverage.covers
        ],
        "besides": besides,
        "rests_on": list(dict.fromkeys(
            statement for cover in coverage.covers if cover.position is not None
            for statement in outcome.positions[cover.position].rests_on
        )),
    }  # fmt: skip


def _leverage_json(found: Leverage, most: int) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "needs": [need.name for need in found.needs], "monotone": found.monotone,
        "unlocking": _sets_json(found.unlocking, most), "blocking": _sets_json(found.blocking, most),
        "importance": None if found.structural is None else _floats(found.structural),
        "asks": [
            {"atom": ask.atom, "actor": ask.actor, "covers": ask.covers, "may_cover": ask.may_cover,
             "positions": ask.positions, "others": ask.others, "steps": ask.steps,
             **({} if ask.chance is None else {"chance": float(ask.chance)})}
            for ask in found.asks
        ],
        "refusing": found.refusing, "unweighed": found.unweighed,
    }  # fmt: skip
    if found.chance is not None and found.birnbaum is not None:
        answer["probability"] = float(found.chance)
        answer["birnbaum"] = _floats(found.birnbaum)
    return answer


def _floats(measures: Mapping[str, Fraction | float]) -> dict[str, float]:
    return {atom: float(value) for atom, value in measures.items()}


def _sets_json(sets: MinimalSets, most: int) -> dict[str, Any]:
    shown = [sorted(found) for _, found in zip(range(most), sets, strict=False)]
    return {"count": sets.count, "complete": sets.complete, "complete_to": sets.complete_to, "sets": shown}


def _show_sets(heading: str, sets: MinimalSets, most: int, none: str, at_once: str) -> None:
    """The smallest sets, how many there are, and whether that is all; words for none, and for the empty one."""
    if not sets.count and sets.complete:
        say(none)
        return
    if sets.complete and sets.count == 1 and 0 in sets.by_order:
        say(at_once)
        return
    rows = [{"size": len(found), "set": sorted(found)} for _, found in zip(range(most), sets, strict=False)]
    show(rows, [Column("size", right=True), Column("set", heading, fold=True)])
    if sets.count > len(rows):
        note(f"{len(rows)} of {sets.count} sets shown; more with --show")
    if not sets.complete:
        known = f"complete up to {sets.complete_to} atoms" if sets.complete_to is not None else "none could be given"
        note(f"too large to be worked out whole: {known}")


def _show_importance(found: Leverage, most: int) -> None:
    """How much each atom decides, and with probabilities how likely the needs are to be met."""
    measures, structural = found.birnbaum or {}, found.structural or {}
    if found.structural is None:
        note("too many atoms to say how much each decides")
    atoms = sorted({*structural, *measures}, key=lambda atom: (-structural.get(atom, 0), atom))
    rows = [
        {"atom": atom, "structural": _number(structural.get(atom)), "birnbaum": _number(measures.get(atom))}
        for atom in atoms[:most]
    ]
    columns: list[str | Column] = ["atom", Column("structural", "decides (share of states)", right=True)]
    if found.birnbaum is not None:
        columns.append(Column("birnbaum", "Birnbaum", right=True))
    show(rows, columns, empty="no atom decides anything")
    if found.chance is not None:
        say(f"probability that all of it is met: {float(found.chance):.6g}")


def _show_asks(found: Leverage, most: int) -> None:
    rows = [
        {"actor": ask.actor, "atom": ask.atom, "covers": _share(ask.covers, found), "may_cover": _share(ask.may_cover, found),
         "positions": f"{ask.positions:+d}", "others": ask.others, "steps": ask.steps,
         "chance": None if ask.chance is None else f"{float(ask.chance):+.6g}"}
        for ask in found.asks[:most]
    ]  # fmt: skip
    covered = "need met" if len(found.needs) == 1 else f"of {len(found.needs)} needs, met"
    columns: list[str | Column] = ["actor", Column("atom", "ask"), Column("covers", covered, right=True),
               Column("may_cover", "may be met", right=True), Column("positions", right=True),
               Column("others", "with others", right=True), Column("steps", "steps away", right=True)]  # fmt: skip
    if found.chance is not None:
        columns.append(Column("chance", "probability", right=True))
    show(rows, columns, title="What to ask of whom next", empty="nothing that can be asked of anybody brings it nearer")


def _share(gained: float, found: Leverage) -> str:
    """How much of a need an ask meets: a share of the one need, or how many of several."""
    return f"{gained:+.0%}" if len(found.needs) == 1 else f"{gained:+.2g}"


def _number(value: Fraction | float | None) -> str:
    return "" if value is None else f"{float(value):.4g}"
