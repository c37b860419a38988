"""Groups: "26 nations", "European allies", "the leaders of Britain and France", "some countries including Norway"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pledgebook.gazetteer import Gazetteer, Mention, MentionKind
from pledgebook.model import Span
from pledgebook.reading.clauses import below, case_of
from pledgebook.reading.lists import codes_beside
from pledgebook.reading.party import Party, joined
from pledgebook.syntax import Tree

STATES = frozenset(
    (
        "country",
        "nation",
        "state",
        "government",
        "member",
        "ally",
        "partner",
        "power",
        "capital",
        "neighbour",
        "neighbor",
    )
)
"""Plurals that stand for so many states."""
MEMBERS = frozenset(("country", "nation", "state", "member", "ally"))
"""Plurals of STATES that are the members of an organisation whose they are: "E.U. nations", "WHO states"."""
SPEAKERS = frozenset(
    ("leader", "official", "minister", "diplomat", "lawmaker", "envoy", "negotiator", "mediator", "authority",
     "delegation", "ambassador", "counterpart", "president", "premier", "representative", "force", "troop", "member",
     "source", "commander", "team", "head", "chief")
)  # fmt: skip
"""Plurals that speak or act for the one whose they are: "Israeli officials" are Israel."""
GATHERINGS = frozenset(
    ("agency", "party", "side", "donor", "group", "signatory", "participant", "family", "organisation", "organization",
     "militia", "faction", "rebel")
)  # fmt: skip
FIGHTERS = frozenset(("rebel", "militia", "faction", "group", "militant", "fighter", "force", "troop"))
"""Plurals that are an armed group itself where it is named beside them: "the M23 rebels"."""
PLURALS = STATES | SPEAKERS | GATHERINGS
JOINT = frozenset(
    ("country", "nation", "state", "side", "party", "government", "leader", "minister", "power", "delegation", "ally",
     "neighbour", "neighbor", "president", "diplomat", "signatory", "capital")
)  # fmt: skip
"""Plurals that, definite and unexplained, mean actors named together before."""
ATTENDING = frozenset(("leader", "participant", "attendee"))
"""Plurals that, undescribed, mean all those whose meeting is told of."""
VAGUE = frozenset(
    ("some", "several", "other", "others", "many", "various", "most", "few", "number", "certain", "dozens", "more")
)  # fmt: skip
DEFINITE = frozenset(("the", "these", "those", "both", "two", "three", "four", "five"))
DESCRIBING = ("amod", "compound", "nmod", "nummod", "appos", "acl")
"""Labels of what tells which of several are meant."""
MEETS = frozenset(("meet", "gather", "attend", "assemble", "convene"))
"""What leaders do together: "leaders *meeting* in Nairobi"."""
NUMBER_WORDS = {
    "one": 1, "two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10,
    "eleven": 11, "twelve": 12, "dozen": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_IRREGULAR = {
    "ally": "allies", "country": "countries", "agency": "agencies", "party": "parties", "family": "families",
    "authority": "authorities",
}  # fmt: skip


def number_of(text: str) -> int | None:
    """The number that a word stands for; ``None`` where it is none."""
    digits = text.replace(",", "")
    if digits.isdecimal():
        return int(digits) if len(digits) < 7 else None
    tens, dash, ones = text.lower().partition("-")
    whole = NUMBER_WORDS.get(tens.strip())
    return whole + NUMBER_WORDS.get(ones.strip(), 0) if whole is not None and dash else whole


def plural_of(lemma: str) -> str:
    """The plural of a group's word, for its label."""
    return _IRREGULAR.get(lemma, f"{lemma}s")


def head_count(tree: Tree, i: int) -> int | None:
    """The number that counts the noun ("*26* nations", "*both* sides")."""
    for child in below(tree, i):
        if tree.tokens[child].label in ("nummod", "det", "det:predet"):
            number = number_of(_number_words(tree, child))
            if number is not None:
                return number
    return None


def _number_words(tree: Tree, i: int) -> str:
    """The words of a number: "Twenty-six" is three words of which the last counts the noun."""
    if i >= 2 and tree.tokens[i - 1].text == "-" and tree.tokens[i - 2].upos == "NUM":
        return f"{tree.tokens[i - 2].text}-{tree.tokens[i].text}"
    return tree.tokens[i].text


def is_definite(tree: Tree, i: int) -> bool:
    """True for "the sides", "both countries", "the three nations": known to the reader."""
    return any(
        tree.tokens[c].label.startswith(("det", "nummod")) and tree.tokens[c].text.lower() in DEFINITE
        for c in below(tree, i)
    )


def is_described(tree: Tree, i: int) -> bool:
    """True for "religious leaders", "some participants", "leaders of the strike": not simply those who meet."""
    return any(
        word.text.lower() in VAGUE or (word.label.split(":")[0] in DESCRIBING and word.lemma not in MEETS)
        for word in tree.children(i)
    )


class Groups:
    """Reads plural nouns of actors with what describes them."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def read(
        self, tree: Tree, i: int, at: Mapping[int, Mention], span: Span, named: Callable[[int], Party | None]
    ) -> Party | None:
        """The group that the plural noun ``i`` names by itself; ``None`` when nothing beside it says which.

        ``named`` reads the whole phrase (with its conjuncts) that a word heads.
        """
        lemma = tree.tokens[i].lemma.lower()
        listed = self._listed(tree, i, named)
        if listed:
            return Party((*listed, "group:others"), None, span, "group")
        whose = self._whose(tree, i, at, named)
        members = whose is not None and whose.how == MentionKind.ORGANISATION and lemma == "member"
        if whose is not None and lemma in SPEAKERS and not members:
            return Party(whose.codes, None, span, "group" if len(whose.codes) > 1 else "institution")
        number = head_count(tree, i)
        every = self._spelt_out(tree, i, number, named)
        if every is not None:
            return every.at(span, "joint")
        if number is not None and number > 2 and lemma in STATES | {"leader", "minister", "donor", "side"}:
            return Party((f"{number} states",), None, span, "count")
        if whose is not None:
            return Party(self._label(whose, lemma), None, span, "group")
        return None

    def unnamed(self, tree: Tree, i: int, span: Span) -> Party | None:
        """The group where nothing says which: "some countries", "allies"; ``None`` for officials of nobody."""
        lemma = tree.tokens[i].lemma.lower()
        vague = any(tree.tokens[c].text.lower() in VAGUE for c in below(tree, i))
        if lemma in STATES and vague:
            return Party(("group:others",), None, span, "group")
        if lemma in SPEAKERS - {"leader"}:
            return None
        return Party((f"group:{plural_of(lemma)}",), None, span, "group")

    def _label(self, whose: Party, lemma: str) -> tuple[str, ...]:
        if len(whose.codes) != 1 and lemma in ("government", "capital"):
            return whose.codes
        code = whose.codes[0]
        fighting = whose.how is MentionKind.ARMED_GROUP and lemma in FIGHTERS
        if code.startswith("group:") or fighting or lemma in ("government", "capital"):
            return (code,)
        if whose.how == MentionKind.ORGANISATION and lemma in MEMBERS:
            return (f"group:{code} members",)
        return (f"group:{self._gazetteer.name(code)} {plural_of(lemma)}",)

    @staticmethod
    def _whose(tree: Tree, i: int, at: Mapping[int, Mention], named: Callable[[int], Party | None]) -> Party | None:
        """Whose officials, allies, members: an adjective, a possessor, or "of", "from", "in" behind the noun."""
        found: list[Party] = []
        for child in below(tree, i):
            word, mention = tree.tokens[child], at.get(child)
            if (
                word.label in ("amod", "compound", "nmod:unmarked", "nmod:desc")
                and mention is not None
                and mention.code
            ):
                return Party(codes_beside(tree, child, at), None, word.span, mention.kind)
            listed = word.label == "appos" and bool(
                found
            )  # "of the UK, France and Canada" with France hung on the noun
            if (
                listed
                or word.label == "nmod:poss"
                or (word.label == "nmod" and case_of(tree, child) in ("of", "from", "in"))
            ):
                party = named(child)
                if party is not None and party.codes and (party.how != "group" or word.label == "nmod:poss"):
                    found.append(party)
        return joined(found)

    @staticmethod
    def _spelt_out(tree: Tree, i: int, number: int | None, named: Callable[[int], Party | None]) -> Party | None:
        """All that are counted, where they are named right behind: "three countries, France, Germany and Britain"."""
        for child in below(tree, i):
            if tree.tokens[child].label == "appos" and child > i:
                party = named(child)
                if party is not None and len(party.codes) > 1 and len(party.codes) == number:
                    return party
        return None

    @staticmethod
    def _listed(tree: Tree, i: int, named: Callable[[int], Party | None]) -> tuple[str, ...]:
        """The actors named behind "including", "such as", "like"."""
        for child in below(tree, i):
            word = tree.tokens[child]
            if word.label in ("nmod", "acl", "obl", "appos", "dep") and (
                case_of(tree, child) in ("including", "like", "such") or word.lemma == "include"
            ):
                start = next((c for c in below(tree, child) if tree.tokens[c].label in ("obj", "nmod", "obl")), child)
                party = named(start)
                if party is not None and party.codes:
                    return party.codes
            among = any(case_of(tree, c) == "among" for c in below(tree, child))
            if word.label == "appos" and among:  # "several countries, *Norway and Chad among them*"
                party = named(child)
                if party is not None and party.codes:
                    return party.codes
        return ()
