"""Commands about the reading itself: ``evaluate`` it against a gold coding, ``explain`` one statement."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from pledgebook.cli.explain import explain
from pledgebook.cli.output import AsJson, Column, note, say, show, show_json, track
from pledgebook.model import Firmness
from pledgebook.reading.calibration import expected_calibration_error, judged, reliability
from pledgebook.reading.coded import Coded, coded, dump_coded, load_coded
from pledgebook.reading.evaluation import Comparison, Figures, Score, compare, core_recall, figures
from pledgebook.reading.floors import Floors, below, dump_floors, load_floors, measured, raised
from pledgebook.reading.mistakes import ErrorKind, act_name, by_class, confusion, families, kind_name, line, mistakes

GOLD = typer.Argument(exists=True, dir_okay=False, help="Gold coding, one JSON object a line.")
READ = typer.Argument(exists=True, dir_okay=False, help="What was read, in the same form; absent: read it now.")


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(evaluate)
    app.command()(explain)


def evaluate(
    gold: Annotated[Path, GOLD],
    read: Annotated[Path | None, READ] = None,
    docs: Annotated[Path | None, typer.Option(help="Names of all documents read, one a line.")] = None,
    corpus: Annotated[Path | None, typer.Option(help="Articles (.jsonl, .jsonl.gz); document r12 is line 12.")] = None,
    texts: Annotated[Path | None, typer.Option(help="Folder of text files; the gold file's own by default.")] = None,
    codebook: Annotated[str, typer.Option(help="Codebook to read with.")] = "security",
    save: Annotated[Path | None, typer.Option(help="Write what was read to this file.")] = None,
    show_errors: Annotated[int, typer.Option("--show", help="Show so many errors, most frequent class first.")] = 0,
    floors: Annotated[Path | None, typer.Option(help="Fail when a figure is below its floor in this file.")] = None,
    name: Annotated[str | None, typer.Option(help="Name of the gold coding in the floors file.")] = None,
    raise_floors: Annotated[bool, typer.Option("--raise", help="Raise the floors to what is reached now.")] = False,
    as_json: AsJson = False,
) -> None:
    """Score a reading against a gold coding: figures, tables by class, calibration, and the errors."""
    gold_rows = load_coded(gold)
    names = {row.doc for row in gold_rows} | (set(docs.read_text(encoding="utf-8").split()) if docs else set())
    read_rows = load_coded(read) if read else _read_now(names, texts or gold.parent, corpus, codebook)
    if save:
        save.write_text(dump_coded(read_rows), encoding="utf-8")
    comparison = compare(gold_rows, read_rows, names)
    if as_json:
        show_json(_summary(comparison))
    else:
        _show_figures(figures(comparison), core_recall(gold_rows, read_rows))
        _show_silent(comparison, names)
        _show_classes(comparison)
        _show_calibration(comparison)
        _show_errors(comparison, show_errors)
    if floors:
        _hold(floors, name or gold.parent.name, measured(figures(comparison)), raise_floors)


def _hold(path: Path, gold: str, reached: Floors, raise_them: bool) -> None:
    """Compare with the floors of this gold coding, raising them where asked; exit status 1 where one does not hold."""
    known = load_floors(path)
    fallen = below(reached, known.get(gold, {}))
    for line_of_it in fallen:
        note(line_of_it)
    if raise_them:
        path.write_text(dump_floors(known | {gold: raised(reached, known.get(gold, {}))}), encoding="utf-8")
    if fallen:
        raise typer.Exit(1)


def _read_now(names: set[str], folder: Path, corpus: Path | None, codebook: str) -> list[Coded]:
    """Read the documents of a gold coding. The reader is imported only here, as it loads slowly."""
    from pledgebook.reading.gold_texts import gold_documents
    from pledgebook.reading.reader import Reader

    documents = gold_documents(names, folder=folder, corpus=corpus)
    reader = Reader(codebook)
    readings = (reader.read(document) for document in track(documents, "reading", total=len(documents)))
    return [coded(statement) for reading in readings for statement in reading.statements]


def _summary(comparison: Comparison) -> dict[str, Any]:
    answers = judged(comparison)
    return {
        **msgspec.to_builtins(figures(comparison)),
        "acts": {one.name: one.score.f1 for one in by_class(comparison, act_name)},
        "kinds": {one.name: one.score.f1 for one in by_class(comparison, kind_name)},
        "expected calibration error": round(expected_calibration_error(answers), 3),
        "errors": dict(families(mistakes(comparison))),
    }


def _show_figures(result: Figures, core: float) -> None:
    def row(name: str, score: Score) -> dict[str, object]:
        return {"figure": name, **_shown(score)}

    rows = [row("sentences", result.sentences), row("statements", result.statements), row("relaxed", result.relaxed)]
    show([*rows, row("conditions", result.fields.conditions)], ["figure", *_right("precision", "recall", "f1")])
    fields = msgspec.to_builtins(result.fields)
    shares = [{"field": name, "agrees": f"{value:.3f}"} for name, value in fields.items() if isinstance(value, float)]
    shares.append({"field": "recall of core statements", "agrees": f"{core:.3f}"})
    say(f"\n{result.gold} statements in the gold coding, {result.read} read")
    show(shares, ["field", *_right("agrees")])


def _show_silent(comparison: Comparison, names: set[str]) -> None:
    """Documents that hold no statement: how many were invented there."""
    silent = names - {row.doc for row in comparison.gold}
    if silent:
        false = sum(row.doc in silent for row in comparison.read)
        say(f"{false} statements read in the {len(silent)} documents that hold none")


def _show_classes(comparison: Comparison) -> None:
    for title, name in (("kind", kind_name), ("act", act_name)):
        rows = [
            {title: one.name, "gold": one.gold, "read": one.read, "right": one.right, **_shown(one.score)}
            for one in by_class(comparison, name)
        ]
        show(rows, [title, *_right("gold", "read", "right", "precision", "recall", "f1")])
    steps = confusion(comparison.matched)
    table = [
        {"gold firmness": gold.value, **{read.value: steps.get((gold, read), 0) or "" for read in Firmness}}
        for gold in Firmness
    ]
    show(table, ["gold firmness", *_right(*(step.value for step in Firmness))])


def _show_calibration(comparison: Comparison) -> None:
    answers = judged(comparison)
    rows = [
        {
            "confidence": f"{one.low:.1f}-{one.high:.1f}",
            "n": one.n,
            "mean": f"{one.confidence:.2f}",
            "right": f"{one.right:.2f}",
        }
        for one in reliability(answers)
    ]
    show(rows, ["confidence", *_right("n", "mean", "right")])
    say(f"expected calibration error {expected_calibration_error(answers):.3f}")


def _show_errors(comparison: Comparison, limit: int) -> None:
    found = mistakes(comparison)
    show([{"error": name, "n": n} for name, n in families(found)[:15]], ["error", *_right("n")], empty="no error")
    for mistake in found[:limit]:
        pair = " | read ".join(line(row) for row in (mistake.gold, mistake.read) if row)
        say(f"{mistake.family}: {pair}" if mistake.what is ErrorKind.FIELD else f"{mistake.what}: {pair}")
    if found and not limit:
        note("--show N prints the errors themselves")


def _shown(score: Score) -> dict[str, str]:
    return {name: f"{value:.3f}" for name, value in msgspec.to_builtins(score).items()}


def _right(*keys: str) -> list[Column]:
    return [Column(key, right=True) for key in keys]
