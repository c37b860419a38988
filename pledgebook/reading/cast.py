"""The cast of a document: who its names, titles, groups and pronouns stand for.

A title next to a name teaches the document's own names ("German Chancellor Friedrich Merz" -> Merz speaks for DEU, and "the
chancellor" is DEU from then on). Pronouns are settled by the nearest fitting party before them, the subject first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from pledgebook.gazetteer import Gazetteer, Mention
from pledgebook.model import Span
from pledgebook.reading.clauses import below, case_of, conjuncts
from pledgebook.syntax import Tree

NAMES = frozenset(
    ("flat", "compound", "appos", "nmod:poss", "amod", "nmod", "flat:name", "nmod:unmarked", "dep", "nmod:desc")
)
INSTITUTIONS = frozenset(
    ("government", "administration", "ministry", "army", "military", "force", "troop", "official", "regime", "parliament", "cabinet",
     "lawmaker", "leader", "leadership", "president", "presidency", "minister", "premier", "chancellor", "spokesperson", "spokesman",
     "spokeswoman", "envoy", "ambassador", "diplomat", "delegation", "negotiator", "foreign", "side", "authority", "chief", "team",
     "office", "department", "secretary", "state", "embassy", "mission", "representative", "senator", "navy", "police", "adviser",
     "advisor", "commander", "general", "king", "prince", "emir", "sultan", "pope", "counterpart", "treasury", "bank", "agency",
     "people", "nation", "country", "kingdom", "republic", "forces", "commission", "council", "party", "bloc", "alliance", "union",
     "organisation", "organization", "head", "director", "commissioner", "coalition", "taoiseach", "ayatollah", "legislature",
     "congress", "senate", "bundestag", "knesset", "duma", "coordinator", "emissary", "mediator", "aide", "source", "defense",
     "defence", "capital", "group", "movement", "militant", "fighter", "company", "court", "body", "member", "deputy", "vice")
)  # fmt: skip
"""Words for those who act or speak for the party named beside them."""
SPEAKERS_ONLY = frozenset(("company", "court", "bank"))
"""Institutions that bear a state's name without acting for it."""
PLURALS = frozenset(
    ("country", "nation", "state", "ally", "capital", "leader", "partner", "member", "government", "power", "mediator", "agency",
     "minister", "party", "side", "donor", "group", "neighbour", "neighbor", "counterpart", "official", "signatory", "participant",
     "diplomat", "lawmaker", "family", "envoy", "delegation", "ambassador", "organisation", "organization")
)  # fmt: skip
COUNTED = frozenset(("country", "nation", "state", "government", "member", "ally", "partner", "power", "capital"))
VAGUE = frozenset(("some", "several", "other", "others", "many", "various", "most", "few", "number", "certain"))
THIRD_PERSON = {"he": "person", "she": "person", "him": "person", "her": "person", "his": "person", "himself": "person",
                "it": "actor", "its": "actor", "itself": "actor", "they": "any", "them": "any", "their": "any", "themselves": "any"}  # fmt: skip
FIRST_PERSON = frozenset(("we", "us", "our", "ours", "i", "me", "my", "ourselves", "myself"))
NUMBER_WORDS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
                "fifteen sixteen seventeen eighteen nineteen twenty".split())} | {"dozen": 12, "thirty": 30, "forty": 40, "fifty": 50}  # fmt: skip


class Party(NamedTuple):
    """One or more actors read from a noun phrase: their codes in order, the person if one was named, and the place in the text."""

    codes: tuple[str, ...]
    person: str | None
    span: Span
    how: str


class Cast:
    """Who is who in one document; fed tree by tree, in order."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._persons: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self._tree: Tree | None = None
        self._at: dict[int, Mention] = {}
        self.speaker: Party | None = None
        self._recent: list[Party] = []
        self._settling = False
        self.quoted: Callable[[int], object] = lambda place: None

    def enter(self, tree: Tree, text: str) -> None:
        """Make ``tree`` the current sentence: find its mentions and learn the names that titles explain in it."""
        self._tree = tree
        self._at = {}
        span = tree.span
        mentions = self._gazetteer.find(text[span.start : span.end])
        position = 0
        tokens = tree.tokens
        for mention in mentions:
            start, end = mention.span[0] + span.start, mention.span[1] + span.start
            while position < len(tokens) and tokens[position].span.end <= start:
                position += 1
            k = position
            while k < len(tokens) and tokens[k].span.start < end:
                self._at[k] = mention
                k += 1
        self._learn(tree)

    @contextmanager
    def peek(self, tree: Tree, text: str) -> Iterator[None]:
        """Look into another sentence and come back: the names in it are learnt, the place is not."""
        here, at = self._tree, self._at
        self.enter(tree, text)
        try:
            yield
        finally:
            self._tree, self._at = here, at

    def leave(self, tree: Tree) -> None:
        """Remember the parties of the sentence that is done, subjects last, so that pronouns find them first."""
        seen: list[Party] = []
        subjects: list[Party] = []
        for token in tree.tokens:
            if token.upos in ("NOUN", "PROPN") and token.label not in ("flat", "compound", "amod"):
                party = self._named(tree, token.i)
                if party is not None:
                    (subjects if token.label.startswith("nsubj") else seen).append(party)
        if seen or subjects:
            self._recent = [*self._recent[-6:], *seen, *reversed(subjects)]

    def codes(self) -> list[str]:
        """The actor codes named in the current sentence."""
        return [m.code for m in self._at.values()]

    def party(self, tree: Tree, i: int | None, speaker: Party | None = None) -> Party | None:
        """Who the noun phrase or pronoun headed by word ``i`` stands for, all its conjuncts together; ``None`` if no actor."""
        if i is None:
            return None
        codes: list[str] = []
        person: str | None = None
        spans: list[Span] = []
        how = ""
        for each in conjuncts(tree, i):
            found = self._one(tree, each, speaker)
            if found is not None:
                codes.extend(c for c in found.codes if c not in codes)
                person = person or found.person
                spans.append(found.span)
                how = how or found.how
        if not codes and person is None:
            return None
        return Party(tuple(codes), person, Span(min(s.start for s in spans), max(s.end for s in spans)), how)

    def owner(self, tree: Tree, i: int, speaker: Party | None = None) -> Party | None:
        """Whose act a noun is: its possessor, its adjective or compound ("US tariffs"), "between/by/from/of X"."""
        found: list[Party] = []
        for child in below(tree, i):
            word = tree.tokens[child]
            fits = word.label in ("nmod:poss", "compound", "amod") or (
                word.label in ("nmod", "obl") and case_of(tree, child) in ("by", "between", "from", "of", "among")
            )
            if not fits:
                continue
            if word.label in ("compound", "amod"):
                mention = self._at.get(child)
                if mention is not None and mention.code:
                    found.append(Party(self._codes(mention), None, word.span, mention.kind))
                    continue
                halves = self._halves(tree, child)
                if halves:
                    found.append(halves)
                continue
            party = self.party(tree, child, speaker)
            if party is not None and party.codes:
                weight = case_of(tree, child)
                if (
                    weight == "of"
                    and word.label == "nmod"
                    and party.how not in ("state", "organisation", "person", "group", "armed-group")
                ):
                    continue
                found.append(party)
        if not found:
            return None
        codes = tuple(dict.fromkeys(c for p in found for c in p.codes))
        return Party(codes, found[0].person, found[0].span, found[0].how)

    def _halves(self, tree: Tree, i: int) -> Party | None:
        """ "Iran-US talks", "UK-EU summit": both halves of a hyphenated word."""
        text = tree.tokens[i].text
        if "-" not in text and "–" not in text:
            return None
        codes = [c for part in text.replace("–", "-").split("-") if (c := self._gazetteer.code(part))]
        return Party(tuple(codes), None, tree.tokens[i].span, "state") if codes else None

    def _one(self, tree: Tree, i: int, speaker: Party | None) -> Party | None:
        token = tree.tokens[i]
        lower = token.text.lower()
        if token.upos in ("PRON", "DET") or lower in THIRD_PERSON or lower in FIRST_PERSON:
            return self._pronoun(tree, i, lower, speaker)
        return self._named(tree, i, speaker)

    def _pronoun(self, tree: Tree, i: int, lower: str, speaker: Party | None) -> Party | None:
        span = tree.tokens[i].span
        if lower in FIRST_PERSON:
            speaker = speaker or self.speaker
            return Party(speaker.codes, None, span, "first-person") if speaker and speaker.codes else None
        if lower in ("who", "which", "that") and tree.tokens[i].label.startswith("nsubj"):
            clause = tree.tokens[tree.tokens[i].head]
            if clause.label.startswith("acl") and clause.head >= 0:
                return self.party(tree, clause.head, speaker)
            return None
        if self._settling:
            return None
        want = THIRD_PERSON.get(lower)
        if lower in ("both", "each"):
            want = "any"
        if want is None:
            return self._vague(tree, i) if lower in VAGUE else None
        told = self.quoted(span.start) is not None and speaker is not None
        for party in self._antecedents(tree, i, None if told else speaker):
            if told and speaker is not None and set(party.codes) == set(speaker.codes):
                continue
            if want == "person" and party.person is None and party.how not in ("office", "person", "institution"):
                continue
            if want == "actor" and (party.person is not None or len(party.codes) > 1):
                continue
            return Party(party.codes, party.person, span, "pronoun")
        return None

    def _antecedents(self, tree: Tree, i: int, speaker: Party | None) -> list[Party]:
        """Candidates for a pronoun; while they are named, no pronoun inside them is looked up (it could be this one)."""
        self._settling = True
        try:
            return list(self._before(tree, i, speaker))
        finally:
            self._settling = False

    def _before(self, tree: Tree, i: int, speaker: Party | None) -> Iterable[Party]:
        """Parties before word ``i``: subjects of this sentence first, then other names of it, then the sentences before."""
        here = [
            k
            for k in range(i)
            if tree.tokens[k].upos in ("NOUN", "PROPN") and tree.tokens[k].label not in ("flat", "compound", "amod")
        ]
        governing = [k for k in here if tree.tokens[k].label.startswith("nsubj")]
        for k in [*governing, *[k for k in reversed(here) if k not in governing]]:
            party = self._named(tree, k)
            if party is not None:
                yield party
        if speaker is not None:
            yield speaker
        yield from reversed(self._recent)
        if self.speaker is not None:
            yield self.speaker

    def _named(self, tree: Tree, i: int, speaker: Party | None = None) -> Party | None:
        token = tree.tokens[i]
        if token.upos not in ("NOUN", "PROPN", "NUM", "ADJ", "X", "SYM", "DET"):
            return None
        mention = self._at.get(i)
        lemma = token.lemma.lower()
        plural = token.xpos in ("NNS", "NNPS")
        if lemma in PLURALS and plural:
            group = self._group(tree, i, lemma)
            if group is not None:
                return group
        if (
            mention is not None
            and mention.code
            and mention.kind not in ("adjective", "office")
            and mention.promisor
            and not self._doubtful(mention)
        ):
            person = mention.surface if mention.kind == "person" else None
            owner = self._institution_owner(tree, i) if mention.kind == "seat" else None
            return Party(owner.codes if owner else self._codes(mention), person, self._span(tree, i), mention.kind)
        if (
            mention is not None
            and mention.kind == "adjective"
            and token.label not in ("amod", "compound")
            and token.upos in ("NOUN", "PROPN")
        ):
            return Party(self._codes(mention), None, self._span(tree, i), "demonym")
        name = self._name(tree, i)
        if name and name in self._persons:
            return Party((self._persons[name],), name, self._span(tree, i), "person")
        if lemma in INSTITUTIONS and lemma not in SPEAKERS_ONLY or (mention is not None and mention.kind == "office"):
            owner = self._institution_owner(tree, i, speaker)
            if owner is not None:
                return Party(owner.codes, name or owner.person, self._span(tree, i), "institution")
            known = self._titles.get(lemma)
            if known:
                return Party((known,), name, self._span(tree, i), "title")
            if speaker is not None and speaker.codes and not self._settling:
                return Party(speaker.codes, name, self._span(tree, i), "speaker's")
        if token.upos == "PROPN" and name:
            for child in below(tree, i):
                inner = self._at.get(child)
                if (
                    inner is not None
                    and tree.tokens[child].label in ("flat", "appos")
                    and inner.kind == "person"
                    and inner.code
                ):
                    return Party(self._codes(inner), inner.surface, self._span(tree, i), "person")
        return None

    def _doubtful(self, mention: Mention) -> bool:
        """A surname that others bear too counts only once a title has explained it."""
        return mention.ambiguous and mention.kind == "person"

    def _institution_owner(self, tree: Tree, i: int, speaker: Party | None = None) -> Party | None:
        """The party that an institution or office belongs to, named beside it."""
        for child in below(tree, i):
            word = tree.tokens[child]
            if word.label not in NAMES:
                continue
            if word.label == "nmod" and case_of(tree, child) not in ("of", "for", "from", "to"):
                continue
            mention = self._at.get(child)
            if mention is not None and mention.code:
                return Party(
                    self._codes(mention), mention.surface if mention.kind == "person" else None, word.span, mention.kind
                )
            if word.label in ("nmod:poss",) and word.upos == "PRON":
                return self._pronoun(tree, child, word.text.lower(), speaker)
            deeper = self._institution_owner(tree, child, speaker)
            if deeper is not None:
                return deeper
            name = self._name(tree, child)
            if name and name in self._persons:
                return Party((self._persons[name],), name, word.span, "person")
        return None

    def _group(self, tree: Tree, i: int, lemma: str) -> Party | None:
        """Counted and named groups: "26 nations", "European allies", "some countries including France and Britain"."""
        codes: list[str] = []
        region: str | None = None
        number: int | None = None
        vague = False
        for child in below(tree, i):
            word = tree.tokens[child]
            mention = self._at.get(child)
            if word.label == "nummod":
                number = _number(word.text)
            elif word.label in ("amod", "compound", "nmod:poss") and mention is not None and mention.code:
                if mention.code.startswith("group:") or lemma in COUNTED or len(self._codes(mention)) > 1:
                    region = mention.code
                elif lemma not in (
                    "official",
                    "lawmaker",
                    "leader",
                    "diplomat",
                    "minister",
                    "negotiator",
                    "mediator",
                    "envoy",
                    "authority",
                    "force",
                    "troop",
                ):
                    region = mention.code
                else:
                    return Party(self._codes(mention), None, self._span(tree, i), "institution")
            elif (
                word.label == "nmod"
                and mention is not None
                and mention.code
                and case_of(tree, child) in ("of", "in", "from")
            ):
                region = mention.code
            elif word.label in ("amod", "det") and word.text.lower() in VAGUE:
                vague = True
            elif word.label in ("nmod", "acl", "obl", "appos", "dep") and (
                case_of(tree, child) in ("including", "as", "like") or word.lemma == "include"
            ):
                inner = self._listed(tree, child)
                codes.extend(c for c in inner if c not in codes)
        if codes:
            return Party((*codes, "group:others"), None, self._span(tree, i), "group")
        if number is not None and number > 2 and lemma in COUNTED | {"leader", "minister", "donor", "side"}:
            return Party((f"{number} states",), None, self._span(tree, i), "count")
        if region is not None:
            label = (
                region.removeprefix("group:")
                if region.startswith("group:")
                else f"{self._gazetteer.name(region)} {_plural(lemma)}"
            )
            return Party((f"group:{label}",), None, self._span(tree, i), "group")
        if (
            lemma
            in (
                "official",
                "lawmaker",
                "minister",
                "diplomat",
                "envoy",
                "delegation",
                "organisation",
                "organization",
                "group",
                "family",
                "leader",
            )
            and not vague
        ):
            known = self._titles.get(lemma)
            if known:
                return Party((known,), None, self._span(tree, i), "title")
            return (
                None
                if lemma not in ("leader", "family", "organisation", "organization")
                else Party((f"group:{_plural(lemma)}",), None, self._span(tree, i), "group")
            )
        return Party(
            ("group:others",) if vague and lemma in COUNTED else (f"group:{_plural(lemma)}",),
            None,
            self._span(tree, i),
            "group",
        )

    def _listed(self, tree: Tree, child: int) -> list[str]:
        start = next((c for c in below(tree, child) if tree.tokens[c].label in ("obj", "nmod", "obl")), child)
        return [c for each in conjuncts(tree, start) if (p := self._named(tree, each)) is not None for c in p.codes]

    def _vague(self, tree: Tree, i: int) -> Party | None:
        """ "some", "others" as a subject by itself stand for some of a group spoken of before."""
        if tree.tokens[i].label.startswith("nsubj") and any(p.how in ("group", "count") for p in self._recent[-4:]):
            return Party(("group:others",), None, tree.tokens[i].span, "group")
        return None

    def _learn(self, tree: Tree) -> None:
        """Names beside titles: "Foreign Minister Abbas Araghchi", "Merz, the German chancellor"."""
        for token in tree.tokens:
            if token.upos not in ("NOUN", "PROPN"):
                continue
            name = self._name(tree, token.i)
            mention = self._at.get(token.i)
            if name is None or (mention is not None and mention.kind not in ("person", "office")):
                continue
            owner = self._title_owner(tree, token.i)
            if owner is None:
                continue
            self._persons[name] = owner[0]
            self._titles[owner[1]] = owner[0]

    def _title_owner(self, tree: Tree, i: int) -> tuple[str, str] | None:
        """The actor and the title that stand beside a name, if both do."""
        around = [i, *(c for c in below(tree, i) if tree.tokens[c].label in NAMES)]
        if tree.tokens[i].label in ("appos", "flat", "compound") and tree.tokens[i].head >= 0:
            around.append(tree.tokens[i].head)
        title: str | None = None
        code: str | None = None
        for k in around:
            lemma = tree.tokens[k].lemma.lower()
            if lemma in INSTITUTIONS or self._gazetteer.office(lemma):
                title = title or lemma
                owner = self._institution_owner(tree, k)
                if owner is not None and owner.codes:
                    code = code or owner.codes[0]
            mention = self._at.get(k)
            if mention is not None and mention.code and mention.kind != "person" and tree.tokens[k].label != "nmod":
                code = code or mention.code
        if title is None:
            return None
        if code is None:
            code = self._titles.get(title)
        return (code, title) if code else None

    def _name(self, tree: Tree, i: int) -> str | None:
        """The surname of the person named in the phrase headed by ``i``."""
        token = tree.tokens[i]
        parts = [i] if token.upos == "PROPN" and token.text[:1].isupper() else []
        parts += [
            c
            for c in below(tree, i)
            if tree.tokens[c].label in ("flat", "flat:name") and tree.tokens[c].upos == "PROPN"
        ]
        if not parts:
            for c in below(tree, i):
                if tree.tokens[c].label == "appos" and tree.tokens[c].upos == "PROPN":
                    return self._name(tree, c)
            return None
        last = tree.tokens[max(parts)]
        lower = last.lemma.lower()
        if lower in INSTITUTIONS or self._gazetteer.office(lower):
            return None
        mention = self._at.get(last.i)
        if mention is not None and mention.kind not in ("person",):
            return None
        return last.text

    @staticmethod
    def _codes(mention: Mention) -> tuple[str, ...]:
        return (mention.code,) if mention.code else ()

    @staticmethod
    def _span(tree: Tree, i: int) -> Span:
        """The words of a name with its titles, without clauses that hang on it."""
        low = high = i
        for child in below(tree, i):
            if tree.tokens[child].label in ("flat", "compound", "amod", "det", "nmod:poss", "nummod"):
                low, high = min(low, child), max(high, child)
        return Span(tree.tokens[low].span.start, tree.tokens[high].span.end)


def _number(text: str) -> int | None:
    """The number that a word stands for; ``None`` where it is none."""
    digits = text.replace(",", "")
    return int(digits) if digits.isdecimal() and len(digits) < 7 else NUMBER_WORDS.get(text.lower())


def _plural(lemma: str) -> str:
    return {
        "ally": "allies",
        "country": "countries",
        "agency": "agencies",
        "party": "parties",
        "family": "families",
    }.get(lemma, f"{lemma}s")
