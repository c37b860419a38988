"""What the promises add up to: formulas and their minimal sets, and positions worked out as one system.

The formulas are a small library that needs no ledger:

>>> backstop = Atom("backstop")
>>> force = And(Atom("ceasefire"), AtLeast(2, backstop, Atom("france"), Atom("britain")))
>>> sorted(sorted(found) for found in minimal_sets(force))
[['backstop', 'britain', 'ceasefire'], ['backstop', 'ceasefire', 'france'], ['britain', 'ceasefire', 'france']]
>>> [sorted(found) for found in blocking_sets(force)][0]
['ceasefire']
>>> probability(force, {"backstop": 0.5, "ceasefire": 0.5, "france": 0.5, "britain": 0.5})
0.25
"""

from pledgebook.reckoning.fixpoints import Fixpoints, WellFounded, fixpoints, well_founded
from pledgebook.reckoning.formulas import And, AtLeast, Atom, Formula, Not, Or, atoms_of, dual, evaluate, is_monotone
from pledgebook.reckoning.minimal import MinimalSets, blocking_sets, count_minimal_sets, minimal_sets
from pledgebook.reckoning.probability import importance, probability

__all__ = [
    "And",
    "AtLeast",
    "Atom",
    "Fixpoints",
    "Formula",
    "MinimalSets",
    "Not",
    "Or",
    "WellFounded",
    "atoms_of",
    "blocking_sets",
    "count_minimal_sets",
    "dual",
    "evaluate",
    "fixpoints",
    "importance",
    "is_monotone",
    "minimal_sets",
    "probability",
    "well_founded",
]
