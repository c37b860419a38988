"""A need as a fault tree in the Open-PSA Model Exchange Format 2.0d, for an independent reliability tool to work out.

The top event is that the need is *not* met, and each basic event that an atom fails: its promise is broken, its event
does not come. The minimal cut sets of the tree are then the need's blocking sets, and its top probability is one less
the probability that the need is met.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias
from xml.etree import ElementTree as xml

from pledgebook.errors import ReckoningError
from pledgebook.reckoning.formulas import Atom, Formula, Not, bottom_up, dual, needed
from pledgebook.reckoning.leverage import need_formula
from pledgebook.reckoning.needs import Need
from pledgebook.reckoning.probability import check_chances
from pledgebook.reckoning.scenario import Outcome
from pledgebook.reckoning.unfolding import Reading

Element: TypeAlias = "xml.Element[str]"

TOP = "not-met"
"""Name of the top gate."""


def write(path: str | Path, formula: Formula, name: str, chances: Mapping[str, float | Fraction] | None = None) -> int:
    """Write the failure of ``formula`` as the fault tree ``name``; gives the number of basic events.

    ``chances`` are probabilities that the atoms are true; with them every basic event gets its own, without them none
    does. Raises ``ReckoningError`` for an atom without a probability where others have one, and where the file cannot
    be written.
    """
    root = tree(formula, name, chances)
    xml.indent(root, " ")
    try:
        xml.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    except OSError as error:
        raise ReckoningError(f"{path}: cannot be written ({error})") from None
    return len(root.findall("model-data/define-basic-event"))


def write_need(
    path: str | Path, outcome: Outcome, need: Need, chances: Mapping[str, float | Fraction] | None = None
) -> int:
    """Write a need under a scenario: over its events and the promises that are made, or over what has ``chances``."""
    reading = Reading.CHANCES if chances else Reading.KEPT
    return write(path, need_formula(outcome, [need], reading, chances), need.name, chances)


def tree(formula: Formula, name: str, chances: Mapping[str, float | Fraction] | None = None) -> Element:
    """The document that ``write`` writes."""
    if chances:
        check_chances(formula, chances)
    root = xml.Element("opsa-mef")
    faults = xml.SubElement(root, "define-fault-tree", name=identifier(name))
    _label(faults, name)
    data = xml.SubElement(root, "model-data")
    failing = dual(formula)
    names = _Names(failing)
    for node in reversed(bottom_up(failing)):
        if isinstance(node, Atom):
            _basic_event(data, node.name, names.of(node), chances)
        elif node is not failing:
            _gate(faults, node, names.of(node), names)
    top = _gate(faults, failing, TOP, names)
    # Readers take the first gate of a tree for its top; the label goes before it.
    faults.remove(top)
    faults.insert(1, top)
    return root


def identifier(text: str) -> str:
    """A name that the format admits: letters, digits and hyphens, starting with a letter, no hyphen twice or last.

    >>> identifier("acts:group:Europe"), identifier("26 states")
    ('acts-group-Europe', 'x26-states')
    """
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in text)
    joined = "-".join(part for part in kept.split("-") if part) or "x"
    return joined if joined[0].isalpha() else "x" + joined


class _Names:
    """Identifiers of gates and basic events; names that would fall together are told apart by a number."""

    def __init__(self, formula: Formula) -> None:
        self._names: dict[Formula, str] = {}
        taken = {TOP}
        gates = 0
        for node in bottom_up(formula):
            if isinstance(node, Atom):
                wanted = identifier(node.name)
            else:
                gates += 1
                wanted = f"gate-{gates}"
            name, number = wanted, 2
            while name in taken:
                name, number = f"{wanted}-{number}", number + 1
            taken.add(name)
            self._names[node] = name

    def of(self, formula: Formula) -> str:
        """The identifier of a formula."""
        return self._names[formula]


def _basic_event(data: Element, atom: str, name: str, chances: Mapping[str, float | Fraction] | None) -> None:
    """The failing of an atom, with its probability where there are any."""
    event = xml.SubElement(data, "define-basic-event", name=name)
    _label(event, f"{atom} fails")
    if chances:
        xml.SubElement(event, "float", value=repr(float(1 - chances[atom])))


def _gate(faults: Element, formula: Formula, name: str, names: _Names) -> Element:
    """A gate over its parts, in the terms that readers insist on: two parts or more, none of them twice."""
    gate = xml.SubElement(faults, "define-gate", name=name)
    if isinstance(formula, Atom):
        _reference(gate, formula, names)
        return gate
    if isinstance(formula, Not):
        _reference(xml.SubElement(gate, "not"), formula.parts[0], names)
        return gate
    threshold, parts = needed(formula), formula.parts
    if threshold <= 0 or threshold > len(parts):
        xml.SubElement(gate, "constant", value="true" if threshold <= 0 else "false")
    elif threshold in (1, len(parts)):
        _joined(gate, "or" if threshold == 1 else "and", list(dict.fromkeys(parts)), names)
    else:
        vote = xml.SubElement(gate, "atleast", min=str(threshold))
        for place, part in enumerate(parts):
            if part in parts[:place]:
                # A part that counts twice is let in a second time through a gate of its own.
                again = f"{name}-part-{place + 1}"
                _reference(xml.SubElement(faults, "define-gate", name=again), part, names)
                xml.SubElement(vote, "gate", name=again)
            else:
                _reference(vote, part, names)
    return gate


def _joined(gate: Element, connective: str, parts: list[Formula], names: _Names) -> None:
    """Several parts under a connective; a single one as it is."""
    inside = gate if len(parts) == 1 else xml.SubElement(gate, connective)
    for part in parts:
        _reference(inside, part, names)


def _reference(inside: Element, part: Formula, names: _Names) -> None:
    """A part by its name."""
    xml.SubElement(inside, "basic-event" if isinstance(part, Atom) else "gate", name=names.of(part))


def _label(element: Element, text: str) -> None:
    """What a reader is shown, in place of the identifier."""
    xml.SubElement(element, "label").text = text
