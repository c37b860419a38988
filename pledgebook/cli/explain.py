"""``pledgebook explain``: where a statement comes from - its words, its tree, the rules that made it."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import typer
from rich.text import Text

from pledgebook.cli.output import AsJson, Column, console, say, show, show_json, words
from pledgebook.cli.place import DEFAULT_LEDGER, LedgerPlace, to_read
from pledgebook.model import Document, Span, Statement, inert
from pledgebook.reading.marking import Mark, bracketed, marks, pieces
from pledgebook.reading.peer_codes import peer_codes, peer_table
from pledgebook.reading.rules import meaning

STYLES = {
    "promisors": "bold green", "act": "bold cyan", "cue": "bold yellow", "condition": "magenta", "voice": "blue",
    "requester": "blue", "beneficiary": "green", "quantity": "cyan", "when": "cyan", "place": "cyan",
}  # fmt: skip
"""Colours of the fields in the sentence; a field without one is underlined."""

TOLD = (
    "kind", "promisors", "act", "direction", "firmness", "beneficiary", "requester", "directness", "hearsay", "domain",
    "place", "caveat",
)  # fmt: skip
"""Plain fields of a statement, in the order in which they are told."""


def explain(
    statement: Annotated[str, typer.Argument(help="The id of a statement, or its beginning.")],
    ledger: LedgerPlace = DEFAULT_LEDGER,
    tree: Annotated[bool, typer.Option(help="Parse the sentence again and show its tree.")] = True,
    as_json: AsJson = False,
) -> None:
    """Show what a statement was read from: its sentence with the fields marked, its tree, its rules and peer codes."""
    with to_read(ledger) as book:
        found = book.statement(statement)
        document = book.document(found.document)
    sentence = sentence_around(document, found)
    if as_json:
        show_json(_as_row(found, document, sentence))
        return
    say(f"{found.id}  {document.name}:{found.evidence.start}-{found.evidence.end}  confidence {found.confidence:.2f}\n")
    _show_sentence(document, sentence, marks(found))
    _show_fields(document, found)
    _show_rules(found)
    _show_peers(found)
    if tree:
        _show_tree(document, sentence)


def sentence_around(document: Document, statement: Statement) -> Span:
    """The sentences in which the statement and all its fields lie, from the first to the last."""
    from pledgebook.syntax import split

    places = [statement.evidence, *(mark.span for mark in marks(statement))]
    whole = Span(min(place.start for place in places), max(place.end for place in places))
    around = [sentence.span for sentence in split(document.text) if sentence.span.overlaps(whole)]
    return Span(around[0].start, around[-1].end) if around else whole


def _show_sentence(document: Document, sentence: Span, found: list[Mark]) -> None:
    terminal = console()
    if not terminal.is_terminal or terminal.no_color:
        say(inert.one_line(bracketed(document.text, sentence, found)))
        return
    shown = Text()
    for piece in pieces(document.text, sentence, found):
        style = " ".join(STYLES.get(field, "underline") for field in piece.fields[-1:])
        shown.append(inert.visible(piece.text), style=style)
    terminal.print(shown)
    fields = dict.fromkeys(mark.field for mark in found)
    terminal.print(Text("  ").join(Text(field, style=STYLES.get(field, "underline")) for field in fields))


def _show_fields(document: Document, statement: Statement) -> None:
    say("")
    places: dict[str, list[Span]] = {}
    for mark in marks(statement):
        places.setdefault(mark.field, []).append(mark.span)
    values = field_values(statement)
    rows = [
        {
            "field": field,
            "value": values.get(field, ""),
            "words": "; ".join(span.of(document.text) for span in places.get(field, [])),
            "place": "; ".join(f"{span.start}-{span.end}" for span in places.get(field, [])),
        }
        for field in dict.fromkeys([*values, *places])
    ]
    show(rows, ["field", "value", Column("words", fold=True), "place"])


def field_values(statement: Statement) -> dict[str, str]:
    """What each field of a statement says, in words; empty fields are left out."""
    plain: dict[str, Any] = msgspec.to_builtins(statement)
    values = {field: words(plain[field]) for field in TOLD}
    values["condition"] = "; ".join(
        f"{condition.kind} ({condition.link})" + (f" on {condition.on}" if condition.on else "")
        for condition in statement.conditions
    )
    values["voice"] = " < ".join(words([part for part in (v.person, v.actor) if part]) for v in statement.voices)
    if statement.quantity:
        about = "about " if statement.quantity.approximate else ""
        values["quantity"] = f"{about}{statement.quantity.n:g} {statement.quantity.unit}"
    if statement.when and statement.when.date:
        values["when"] = statement.when.date.isoformat()
    if statement.count:
        values["count"] = f"{statement.count.n} {statement.count.what}"
    return {field: value for field, value in values.items() if value}


def _show_rules(statement: Statement) -> None:
    say("")
    rows = [{"rule": rule, "meaning": meaning(rule)} for rule in statement.rules]
    show(rows, ["rule", Column("meaning", fold=True)], empty="no rule is named: a coder's ruling, or another reader")


def _show_peers(statement: Statement) -> None:
    codes = peer_codes(statement)
    if codes is None:
        say("\nno code in PLOVER or CAMEO")
    else:
        say(f"\nCAMEO {codes.cameo} ({peer_table().meaning[codes.cameo]}), PLOVER {codes.plover or 'none'}")


def _show_tree(document: Document, sentence: Span) -> None:
    """The trees of the words shown, made anew: a ledger keeps no trees."""
    from pledgebook.syntax import Parser, split
    from pledgebook.syntax.drawing import text_art

    for tree in Parser.load().parse(split(sentence.of(document.text))):
        say("")
        typer.echo(inert.visible(text_art(tree)))


def _as_row(statement: Statement, document: Document, sentence: Span) -> dict[str, Any]:
    codes = peer_codes(statement)
    return {
        "id": statement.id,
        "statement": statement,
        "sentence": {"start": sentence.start, "end": sentence.end, "text": sentence.of(document.text)},
        "marks": [{"field": m.field, "span": m.span, "text": m.span.of(document.text)} for m in marks(statement)],
        "rules": {rule: meaning(rule) for rule in statement.rules},
        "peers": codes._asdict() if codes else None,
    }
