"""Words for bodies and persons that act for somebody, and what they may refer to."""

from __future__ import annotations

from pledgebook.gazetteer import MentionKind

INSTITUTIONS = frozenset(
    ("government", "administration", "ministry", "army", "military", "regime", "parliament", "cabinet", "leadership",
     "presidency", "side", "authority", "authorities", "team", "office", "department", "embassy", "mission", "navy",
     "police", "treasury", "agency", "people", "nation", "country", "kingdom", "republic", "forces", "force", "troop",
     "commission", "council", "party", "bloc", "alliance", "union", "organisation", "organization", "coalition",
     "legislature", "congress", "senate", "bundestag", "knesset", "duma", "capital", "group", "movement", "body",
     "delegation", "state", "foreign", "defense", "defence", "fighter", "militant", "watchdog", "secretariat", "junta",
     "spokesperson's", "palace", "compound", "emirate", "sultanate", "monarchy", "archipelago", "rebel", "insurgent",
     "paramilitary", "separatist", "militia", "wing", "branch", "bureau", "politburo")
)  # fmt: skip
"""Words for bodies that act for the party named beside them."""
OFFICERS = frozenset(
    ("official", "lawmaker", "leader", "president", "minister", "premier", "chancellor", "spokesperson", "spokesman",
     "spokeswoman", "envoy", "ambassador", "diplomat", "negotiator", "chief", "secretary", "representative", "adviser",
     "advisor", "commander", "general", "king", "prince", "emir", "sultan", "pope", "pontiff", "counterpart", "head",
     "director", "commissioner", "taoiseach", "ayatollah", "coordinator", "emissary", "mediator", "aide", "source",
     "member", "deputy", "vice", "monarch", "strongman", "ruler", "autocrat", "figure")
)  # fmt: skip
"""Words for persons who speak for the party named beside them."""
OF_STATE = frozenset(("government", "ministry", "parliament", "cabinet", "army", "military", "presidency"))
OF_STATE_ROLES = frozenset(("head-of-state", "head-of-government", "foreign-minister", "defence-minister"))
"""Institutions and offices that are those of the story's own state where nothing else was said."""
ENVOYS = frozenset(
    ("envoy", "ambassador", "representative", "mission", "delegate", "delegation", "emissary", "diplomat")
)
"""Those whom a state sends to an organisation: "Peru's *UN* ambassador" is Peru."""
PARTS_PLAYED = frozenset(
    ("mediator", "host", "broker", "guarantor", "sponsor", "backer", "ally", "neighbour", "neighbor")
)
"""What a state may be for others: "the *mediator*, Oman"."""
HELPERS = frozenset(("aide", "adviser", "advisor", "assistant"))
"""Officers who are "to" the one they work for."""
PEOPLE = frozenset(
    ("man", "woman", "people", "resident", "expert", "analyst", "family", "group", "critic", "supporter", "other",
     "some", "many", "lawyer", "relative", "charity", "agency", "organization", "organisation", "scientist",
     "observer", "company", "firm", "union", "worker", "group")
)  # fmt: skip
"""Others who are heard in the news."""
UNKNOWN = frozenset(("a", "an", "any", "another", "no", "every", "each", "neither", "which", "what", "one"))
"""Determiners of what was not spoken of before."""
FORMS = {
    "sultanate": ("OMN", "BRN"), "emirate": ("ARE", "KWT", "QAT"),
    "kingdom": ("BEL", "BHR", "DNK", "ESP", "GBR", "JOR", "KHM", "LSO", "MAR", "NLD", "NOR", "SAU", "SWE", "SWZ",
                "THA", "TON", "BTN"),
}  # fmt: skip
"""The states of which alone a word for a state may speak."""
BODIES_SPOKEN_OF = {
    "country": MentionKind.STATE, "nation": MentionKind.STATE, "kingdom": MentionKind.STATE,
    "republic": MentionKind.STATE, "state": MentionKind.STATE, "bloc": MentionKind.ORGANISATION,
    "alliance": MentionKind.ORGANISATION,
    "organisation": MentionKind.ORGANISATION, "organization": MentionKind.ORGANISATION,
    "agency": MentionKind.ORGANISATION,
    "watchdog": MentionKind.ORGANISATION, "body": MentionKind.ORGANISATION, "union": MentionKind.ORGANISATION,
    "group": MentionKind.ARMED_GROUP, "movement": MentionKind.ARMED_GROUP, "militia": MentionKind.ARMED_GROUP,
    "emirate": MentionKind.STATE, "sultanate": MentionKind.STATE, "monarchy": MentionKind.STATE,
    "archipelago": MentionKind.STATE, "rebel": MentionKind.ARMED_GROUP, "militant": MentionKind.ARMED_GROUP,
    "fighter": MentionKind.ARMED_GROUP, "insurgent": MentionKind.ARMED_GROUP,
    "paramilitary": MentionKind.ARMED_GROUP, "separatist": MentionKind.ARMED_GROUP,
}  # fmt: skip
"""What "the country", "the bloc", "the group" may refer to."""
BLOCS = frozenset(
    ("EU", "ECOWAS", "AU", "ASEAN", "SADC", "EAC", "IGAD", "AES", "MERCOSUR", "BRICS", "GCC", "ARAB LEAGUE", "CARICOM",
     "EAEU", "CSTO", "SCO", "G7", "G20", "PIF", "CELAC", "OTS")
)  # fmt: skip
"""Unions of states that are called blocs."""
MEETING = BLOCS | frozenset(
    ("NATO", "COALITION", "E3", "QUAD", "EPC", "OIC", "RAMSTEIN", "OPEC", "APEC", "JEF", "V4", "COMMONWEALTH", "OAS")
)
"""Unions of states whose leaders meet: "the leaders" who agree on something may be theirs."""
ARMED = frozenset(("rebel", "insurgent", "militant", "fighter", "paramilitary", "separatist"))
"""Those who fight for an armed group."""
PATRONS = frozenset(
    ("back", "backed", "align", "aligned", "ally", "allied", "support", "supported", "sponsor", "sponsored")
)
"""Participles that name a patron, who is no owner: "the Iran-*backed* group"."""
ALLIANCES = frozenset(("coalition", "alliance", "force", "mission"))
"""What a state leads without being it."""
HOMES = frozenset(("country", "nation", "state", "government", "capital", "leader", "army"))
"""What is one's own, not another's, behind "their"."""
COMPANIES = frozenset(
    ("company", "firm", "bank", "lender", "retailer", "giant", "carmaker", "automaker", "chipmaker", "maker", "manufacturer",
     "airline", "carrier", "operator", "insurer", "startup", "club", "union", "supermarket", "brewer", "developer")
)  # fmt: skip
"""Bodies that stand for no state, whatever nationality stands beside the word."""
PUBLIC_BODIES = frozenset(
    ("ministry", "department", "agency", "police", "court", "regulator", "party", "university", "charity", "council",
     "hospital", "watchdog", "association", "federation", "committee")
)  # fmt: skip
"""Bodies that are some actor's only where it is named or known."""
OUTSIDE = frozenset(("foreign", "outside", "external"))
"""Words for those who come from elsewhere, whoever they are."""
