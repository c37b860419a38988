from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given

from pledgebook.errors import ReckoningError
from pledgebook.export.open_psa import TOP, identifier, tree, write, write_need
from pledgebook.reckoning import And, AtLeast, Atom, Formula, Not, Or, blocking_sets, minimal_sets, probability
from pledgebook.reckoning.needs import Need
from pledgebook.reckoning.scenario import evaluate
from tests.reckoning.strategies import examples, formulas
from tests.reckoning.summit import SUMMIT

A, B, C = Atom("acts:FRA:troops"), Atom("ceasefire"), Atom("acts:group:Europe")
NAMES = [f"x{number}" for number in range(6)]


def read_back(root: ElementTree.Element) -> Formula:
    """The top of a fault tree as a formula, by the definition of the format."""
    gates = {gate.get("name"): gate for gate in root.findall("define-fault-tree/define-gate")}
    made: dict[str | None, Formula] = {}

    def part_of(part: ElementTree.Element) -> Formula:
        return Atom(part.get("name", "")) if part.tag == "basic-event" else formula_of(part.get("name"))

    def connective(body: ElementTree.Element) -> Formula:
        if body.tag == "constant":
            return And() if body.get("value") == "true" else Or()
        parts = [part_of(part) for part in body]
        named = [part.get("name") for part in body]
        assert len(set(named)) == len(named) and (len(named) > 1 or body.tag == "not")
        if body.tag == "atleast":
            assert 1 < int(body.get("min", "")) < len(named)
            return AtLeast(int(body.get("min", "")), *parts)
        return {"and": And, "or": Or, "not": Not}[body.tag](*parts)

    def formula_of(name: str | None) -> Formula:
        if name not in made:
            (body,) = (child for child in gates[name] if child.tag != "label")
            made[name] = part_of(body) if body.tag in ("gate", "basic-event") else connective(body)
        return made[name]

    return formula_of(TOP)


@given(formulas(NAMES, negation=True))
@examples(60)
def test_the_trees_cut_sets_are_the_blocking_sets(formula: Formula) -> None:
    assert set(minimal_sets(read_back(tree(formula, "need")))) == set(blocking_sets(formula))


def test_the_trees_probability_is_that_of_not_being_met(tmp_path: Path) -> None:
    formula = AtLeast(2, A, B, C)
    chances = {A.name: 0.9, B.name: 0.6, C.name: 0.5}
    assert write(tmp_path / "need.xml", formula, "land presence", chances) == 3
    root = ElementTree.parse(tmp_path / "need.xml").getroot()
    given_chances = {
        event.get("name", ""): float(event.find("float").get("value"))  # type: ignore[union-attr, arg-type]
        for event in root.findall("model-data/define-basic-event")
    }
    assert probability(read_back(root), given_chances) == pytest.approx(1 - probability(formula, chances))


def test_names_are_identifiers_and_labels_tell_what_they_stand_for(tmp_path: Path) -> None:
    write(tmp_path / "need.xml", Or(Atom("a b"), Atom("a-b"), Atom("gate-1"), Atom(TOP)), "Black Sea")
    root = ElementTree.parse(tmp_path / "need.xml").getroot()
    events = root.findall("model-data/define-basic-event")
    names = [event.get("name") for event in events]
    assert len(set(names)) == 4 and TOP not in names and all(name == identifier(name or "") for name in names)
    assert sorted(event.findtext("label") or "" for event in events) == [
        "a b fails", "a-b fails", "gate-1 fails", f"{TOP} fails",
    ]  # fmt: skip
    assert not root.findall(".//float")
    assert root.find("define-fault-tree/define-gate").get("name") == TOP  # type: ignore[union-attr]


def test_a_need_of_one_atom_still_has_a_top_gate() -> None:
    assert set(minimal_sets(read_back(tree(B, "need")))) == {frozenset({"ceasefire"})}


def test_probabilities_are_all_or_none() -> None:
    with pytest.raises(ReckoningError, match="no probability is given for ceasefire"):
        tree(And(A, B), "need", {A.name: 0.5})


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReckoningError, match="cannot be written"):
        write(tmp_path / "none" / "need.xml", A, "need")


def test_a_need_is_written_over_what_can_fail(tmp_path: Path) -> None:
    outcome, need = evaluate(SUMMIT), Need("land presence", ("troops",), minimum=2)
    assert write_need(tmp_path / "need.xml", outcome, need) == 4
    assert write_need(tmp_path / "need.xml", outcome, need, {"ceasefire": Fraction(1, 2)}) == 1
    assert ElementTree.parse(tmp_path / "need.xml").getroot().find(".//float").get("value") == "0.5"  # type: ignore[union-attr]
