"""Words that carry a full stop of their own."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a list written with spaces."""
    return frozenset(words.split())


BEFORE_NAME = word_set(
    """adm amb atty brig bros capt cdr cmdr col cpl cpt det dr drs esp fr ft gen gens gov govs hon insp jr lt maj
    messrs mlle mme mr mrs ms msgr mt mx pfc pres prof profs pvt rep reps rev sen sens sgt sr ssgt st supt v vs"""
)
"""After these (titles, ``St.``, ``vs.``) a name follows, so that no sentence ends there."""

BEFORE_NUMBER = word_set("""app art ch eq fig figs no nos nr op p para pp sec vol vols""")
"""After these a number follows; before anything else the full stop is the sentence's ("The answer is no.")."""

ANYWHERE = word_set(
    """al ala approx apr ariz ark aug av ave blvd ca calif cf co colo conn corp cos d.phil dec dept dist div dpt ed
    eds eg est etc ext feb fla fri ga ie ill inc incl ind intl jan jul jun kan ky la ltd mar md mfg mich minn mins
    miss mo mon mont neb nev nov oct okla ore pa penn ph.d rd sat sep sept sun tel tenn tex thu thur thurs tue
    tues univ va vt wash wed wis wyo yrs"""
)
"""May end a sentence or not: what follows decides. At its end the full stop is the sentence's, as in the treebanks."""

ALSO_WORDS = word_set(
    """app art co col det ed est ext fig fri gen ill ind la mar mass miss mo mon no op ore pa rep sat sec sun wash
    wed"""
)
"""Those that are words as well: taken as abbreviations only with a capital, and never at the end of a sentence."""

ABBREVIATIONS = BEFORE_NAME | BEFORE_NUMBER | ANYWHERE
