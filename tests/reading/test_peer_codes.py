"""Peer codes: what a statement joins with, that the table is whole, and that the docs show it as it is."""

from pathlib import Path

import pytest

from pledgebook.codebooks import load_codebook
from pledgebook.model import Direction, Firmness, Kind, Span, Statement
from pledgebook.reading.peer_codes import PeerCodes, peer_codes, peer_table

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "peer-codes.md"


def statement(act="troops", firmness="pledged", kind="commitment", direction="give"):
    return Statement(
        doc="d", document="0" * 64, evidence=Span(0, 1), quote="x", kind=Kind(kind), act=act,
        direction=Direction(direction), firmness=Firmness(firmness) if firmness else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({}, ("AGREE", "0334")),
        ({"firmness": "willing"}, ("AGREE", "0334")),
        ({"firmness": "delivered"}, ("AID", "074")),
        ({"firmness": "ruled-out"}, ("REJECT", "1224")),
        ({"firmness": "considering"}, (None, "014")),
        ({"firmness": "reluctant"}, (None, "012")),
        ({"act": "arms", "kind": "request", "firmness": None}, ("REQUEST", "1032")),
        ({"act": "arms", "direction": "stop", "firmness": "under-way"}, ("SANCTION", "1622")),
        ({"act": "sanctions"}, ("THREATEN", "1312")),
        ({"act": "sanctions", "firmness": "under-way"}, ("COERCE", "163")),
        ({"act": "sanctions", "direction": "stop"}, ("AGREE", "0354")),
        ({"act": "force"}, ("THREATEN", "138")),
        ({"act": "force", "kind": "objection", "firmness": None}, ("ACCUSE", "111")),
        ({"act": "agreement", "kind": "objection", "firmness": None}, ("REJECT", "127")),
        ({"act": "ceasefire", "firmness": "bound"}, ("AGREE", "0356")),
        ({"act": "negotiate", "firmness": "under-way"}, ("CONSULT", "046")),
        ({"act": "release", "firmness": "delivered"}, ("RETREAT", "0841")),
        ({"act": "a class of another codebook"}, ("AGREE", "030")),
    ],
)
def test_what_a_statement_joins_with(fields, codes):
    assert peer_codes(statement(**fields)) == PeerCodes(*codes)


@pytest.mark.parametrize(
    "fields",
    [{"firmness": "undecided"}, {"kind": "count", "firmness": None}, {"act": "force", "firmness": "ruled-out"},
     {"act": "other", "firmness": "delivered"}],
)  # fmt: skip
def test_what_neither_peer_has(fields):
    assert peer_codes(statement(**fields)) is None


def used_codes():
    table = peer_table()
    stages = [stages for act in [*table.acts.values(), table.general] for stages in (act.give, act.stop)]
    in_acts = {code for one in stages for code in (one.intent, one.doing, one.refusal, one.demand) if code}
    return in_acts | set(table.bare.values()) | set(table.objection.values())


def test_every_code_has_its_meaning_and_no_meaning_is_left_over():
    assert used_codes() == set(peer_table().meaning)


def test_every_act_class_but_the_fallback_has_codes():
    codebook = load_codebook("security")
    assert set(peer_table().acts) == set(codebook.acts) - {codebook.fallback}


def table_of_the_page():
    table = peer_table()
    lines = ["| act | direction | intent | doing | refusal | demand |", "|---|---|---|---|---|---|"]
    for act, directions in [*table.acts.items(), ("(any other)", table.general)]:
        for direction in Direction:
            stages = directions.of(direction)
            codes = [stages.intent, stages.doing, stages.refusal, stages.demand]
            cells = [f"`{code} {table.type_of(code)}`" if code else "" for code in codes]
            if any(codes):
                lines.append(f"| {act} | {direction.value} | {' | '.join(cells)} |")
    return "\n".join(lines)


def test_the_page_shows_the_table_as_it_is():
    assert table_of_the_page() in PAGE.read_text(encoding="utf-8")


def test_the_page_gives_the_meaning_of_every_code():
    text = PAGE.read_text(encoding="utf-8")
    missing = [code for code, meaning in peer_table().meaning.items() if f"| `{code}` | {meaning} |" not in text]
    assert missing == []
