"""The cast of a document: who its names, titles, groups and pronouns stand for.

A title next to a name teaches the document's own names ("German Chancellor Friedrich Merz" -> Merz speaks for DEU, and
"the chancellor" is DEU from then on). What cannot be settled stays open: the callers record a doubt instead of a guess.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from pledgebook.gazetteer import Gazetteer, Mention, MentionKind
from pledgebook.model import Span
from pledgebook.reading.bodies import BODIES_SPOKEN_OF, INSTITUTIONS, MEETING, OFFICERS, PEOPLE
from pledgebook.reading.clauses import below, case_of, subject
from pledgebook.reading.datelines import written_in
from pledgebook.reading.lists import codes_beside, list_up_to, names_joined, possessors_of, whole_list
from pledgebook.reading.memory import SENTENCES, Memory
from pledgebook.reading.naming import NOMINAL, PARTS, Naming, extent
from pledgebook.reading.own_state import is_own_state
from pledgebook.reading.party import Party, joined
from pledgebook.reading.phrases import all_of, is_deputy, one_among
from pledgebook.reading.pronouns import FIRST_PERSON, Pronouns, is_pronoun, is_third_person
from pledgebook.reading.roster import Roster
from pledgebook.reading.rulers import power_seized
from pledgebook.reading.texts import is_text, issued
from pledgebook.reading.unsettled import Unsettled
from pledgebook.reading.wholes import list_described
from pledgebook.syntax import Tree, split

__all__ = ["Cast", "Party"]

OF_SPEAKER = frozenset(("government", "country", "people", "nation", "army", "side", "team"))
"""Institutions that are those of whoever speaks of them without a name."""
ALL = frozenset(("all", "both", "none", "neither", "each"))
"""Words by which as much is said of each of "them"."""
SUMMITS = frozenset(("summit", "meeting", "conference", "gathering", "session"))
"""Where the leaders of a union of states are together."""
GATHERINGS = SUMMITS | {"talk", "negotiation", "round", "forum", "accord", "process"}
"""What is called after the city that it was held in, whose act it is not."""
DOERS = (MentionKind.STATE, MentionKind.ORGANISATION, MentionKind.ARMED_GROUP, MentionKind.PERSON)
"""Names of whoever may be recalled as the doer of an act."""
CITIES = (MentionKind.CAPITAL, MentionKind.TERRITORY)
LEAVING = frozenset(("withdrawal", "exit", "departure", "retreat", "pullout", "removal", "expulsion", "separation"))
"""Nouns after which "from" tells what is left, not whose act it is."""


class Cast:
    """Who is who in one document: ``meet`` every sentence first, then ``enter`` and ``leave`` them in order."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._roster = Roster(gazetteer)
        self._memory = Memory()
        self._naming = Naming(gazetteer, self._roster, self._memory)
        self._pronouns = Pronouns(self._memory, self.named)
        self._mentions: dict[int, dict[int, Mention]] = {}
        self._spoke: Party | None = None
        self.speaker: Party | None = None
        self.unsettled: list[Unsettled] = []
        self.committed: Party | None = None
        self._acting: dict[str, Party] = {}
        self.quoted: Callable[[int], object] = lambda place: None

    @property
    def _at(self) -> Mapping[int, Mention]:
        """The mentions of the current sentence by word."""
        return self._naming.at

    def meet(self, trees: Iterable[Tree], text: str) -> None:
        """Learn the persons of the whole document from the titles beside their names."""
        self._memory.count_in(text)
        self._roster.settle(written_in(text, self._gazetteer))
        for tree in trees:
            self._roster.learn(tree, self._mentions_of(tree, text))

    def most_named(self, text: str) -> str | None:
        """The state that a text is written in, or else names most often."""
        if (home := written_in(text, self._gazetteer)) is not None:
            return home
        counts = Counter(m.code for m in self._gazetteer.find(text) if m.kind is MentionKind.STATE and m.code)
        return next((code for code, _ in counts.most_common(1)), None)

    def mentions_in(self, text: str) -> list[Mention]:
        """The names in a text, in its order."""
        return self._gazetteer.find(text)

    def pass_over(self, text: str, start: int, end: int) -> None:
        """Keep in mind who is named in ``text[start:end]``, of which no tree was made."""
        for sentence in split(text[start:end])[-SENTENCES:]:
            a, b = start + sentence.span.start, start + sentence.span.end
            found = [m for m in self._gazetteer.find(text, a, b) if m.code and m.promisor and m.kind in DOERS]
            self._memory.keep(
                [Party((m.code,), m.surface if m.kind is MentionKind.PERSON else None, m.span, m.kind) for m in found]
            )
            for listed in names_joined(text, found):
                codes = tuple(dict.fromkeys(m.code for m in listed))
                self._memory.keep_joint(Party(codes, None, listed[0].span, "joint"))

    def enter(self, tree: Tree, text: str) -> None:
        """Make ``tree`` the current sentence."""
        self._naming.enter(self._mentions_of(tree, text))
        self._spoke = None
        self._memory.seized = power_seized(tree, self._at) or self._memory.seized
        self.unsettled = []
        self._pronouns.enter()

    @contextmanager
    def peek(self, tree: Tree, text: str) -> Iterator[None]:
        """Look into another sentence and come back."""
        at = self._at
        self._naming.enter(self._mentions_of(tree, text))
        try:
            yield
        finally:
            self._naming.enter(at)

    def speaks(self, party: Party) -> None:
        """``party`` is the one who speaks in the current sentence: "we" is theirs, "he" later on is likeliest theirs
        too."""
        self.speaker = self._spoke = party

    def remember(self, act: str, party: Party) -> None:
        """``party`` took a stand on ``act``: "the decision", "the deployment" later on are its own."""
        self.committed = party.at(party.span, "memory")
        self._acting.pop(act, None)
        self._acting[act] = self.committed

    def recall(self, act: str) -> Party | None:
        """Whose stand on ``act`` was told before, if anybody's."""
        return self._acting.get(act)

    def latest_act(self) -> str | None:
        """The act that a stand was last told on: what "this" is when somebody has "reservations about this"."""
        return next(reversed(self._acting), None)

    def leave_open(self, tree: Tree, i: int | None) -> None:
        """Record that nobody could say who word ``i`` is, though an act hangs on it; things are passed over."""
        if i is None:
            return
        token, mention = tree.tokens[i], self._at.get(i)
        if is_third_person(token) and token.label != "expl":
            self.unsettled.append(Unsettled("pronoun", f'nobody named before fits "{token.text}"', token.span))
        elif mention is not None and mention.ambiguous and mention.kind is MentionKind.PERSON:
            names = ", ".join(dict.fromkeys((mention.sense.name, *(s.name for s in mention.alternatives))))
            self.unsettled.append(
                Unsettled("promisor", f'"{mention.surface}" may be somebody else than {names}', token.span)
            )

    def leave_unvoiced(self, span: Span) -> None:
        """Record that the quotation at ``span`` is nobody's, so far as the text tells."""
        self.unsettled.append(Unsettled("voice", "no speaker stands near this quotation", span))

    def leave(self, tree: Tree) -> None:
        """Remember the parties of the sentence that is done: its speaker first, then subjects from the main clause
        down."""
        ranked: list[tuple[int, int, Party]] = []
        for token in tree.tokens:
            if token.upos not in ("NOUN", "PROPN", "PRON") or token.label in PARTS:
                continue
            is_subject = token.label.startswith("nsubj")
            if token.upos == "PRON" and not is_subject:
                continue
            party = self.party(tree, token.i) if is_subject else self.named(tree, token.i)
            if party is None or not (party.codes or party.person):
                continue
            depth = sum(1 for _ in tree.ancestors(token.i)) if is_subject else 50
            ranked.append((depth, token.i, party))
            self._remember(tree, token.i, party)
        for token in tree.tokens:
            if (
                token.lemma in SUMMITS
                and (host := self.owner(tree, token.i)) is not None
                and set(host.codes) <= MEETING
            ):
                self._memory.meeting = host
        ranked.sort(key=lambda r: r[:2])
        parties = [p for _, _, p in ranked]
        self._memory.keep([self._spoke, *parties] if self._spoke is not None else parties)
        who = subject(tree, tree.root)
        self._memory.led_by_text = who is not None and is_text(tree, who)
        self._memory.issuer = self._one(tree, who, None) if who is not None else None

    def codes(self) -> list[str]:
        """The actor codes named in the current sentence."""
        return [m.code for m in self._at.values()]

    def party(self, tree: Tree, i: int | None, speaker: Party | None = None) -> Party | None:
        """Who the noun phrase or pronoun headed by word ``i`` stands for, all its conjuncts together; ``None`` if no
        actor."""
        if i is None:
            return None
        found = [p for each in whole_list(tree, i, self._at) if (p := self._one(tree, each, speaker)) is not None]
        return joined([p for p in found if p.how != "private"] or found)

    def teller(self, tree: Tree, i: int, told: frozenset[int]) -> Party | None:
        """Who the subject ``i`` of a reporting verb is; "he" is nobody among the words ``told``."""
        token = tree.tokens[i]
        if (
            token.lemma == "government"
            and self.speaker is not None
            and self.speaker.codes
            and self._naming.beside(tree, i) is None
        ):
            return self.speaker.at(token.span, "institution")
        if not is_third_person(token):
            return self.party(tree, i)
        inside = self.quoted(token.span.start) is not None
        found = self._pronouns.settle(tree, i, None, inside, told)
        return found or (self._pronouns.settle(tree, i, None, inside) if told else None)

    def near(self, tree: Tree, i: int, reach: int = 3) -> Party | None:
        """The actor named right before word ``i``: a subject that a wrong tree hangs elsewhere."""
        for k in range(i - 1, max(i - 1 - reach, -1), -1):
            party = self.named(tree, k) if k in self._at else None
            if party is not None:
                others = [self.named(tree, n) for n in list_up_to(tree, k, self._at)]
                return joined([*(p for p in others if p is not None), party])
        return None

    def may_speak(self, tree: Tree, i: int) -> bool:
        """True for a noun that stands for persons or an institution, so that it may be the subject of saying."""
        token = tree.tokens[i]
        lemma = token.lemma.lower()
        return (
            token.upos == "PROPN"
            or lemma in OFFICERS
            or lemma in INSTITUTIONS
            or self._roster.is_person_word(lemma)
            or lemma in PEOPLE
        )

    def owner(self, tree: Tree, i: int, speaker: Party | None = None) -> Party | None:
        """Whose act a noun is: its possessor, its adjective or compound ("US tariffs"), "between/by/from/of X"."""
        found = [p for child in below(tree, i) if (p := self._owning(tree, child, speaker)) is not None and p.codes]
        possessors = [p for k in possessors_of(tree, i, self._at) if (p := self.named(tree, k)) is not None]
        return joined(possessors or found)

    def named(self, tree: Tree, i: int) -> Party | None:
        """Who the word ``i`` names by itself, conjuncts and pronouns left out."""
        return self._naming.named(tree, i)

    def place(self, tree: Tree, i: int) -> Party | None:
        """Whom the word ``i`` names, also where a territory only stands for those who live there ("aid to Gaza")."""
        party = self.named(tree, i)
        mention = self._at.get(i)
        if (party is None or not party.codes) and mention is not None and mention.code:
            return Party((mention.code,), None, mention.span, mention.kind)
        return party

    def _mentions_of(self, tree: Tree, text: str) -> dict[int, Mention]:
        """The mentions of a sentence by word, found once."""
        known = self._mentions.get(tree.span.start)
        if known is not None:
            return known
        at: dict[int, Mention] = {}
        tokens, position = tree.tokens, 0
        for mention in self._gazetteer.find(text, tree.span.start, tree.span.end):
            while position < len(tokens) and tokens[position].span.end <= mention.span.start:
                position += 1
            k = position
            while k < len(tokens) and tokens[k].span.start < mention.span.end:
                at[k] = mention
                k += 1
        self._mentions[tree.span.start] = at
        return at

    def _remember(self, tree: Tree, i: int, party: Party) -> None:
        """Keep what a phrase teaches: whose office or institution it names, and actors named in one breath."""
        token = tree.tokens[i]
        lemma = token.lemma.lower()
        if party.codes and party.how in ("office", "institution", "person", "seat"):
            office = self._roster.office_at(tree, i)
            mention = self._at.get(i)
            role = office.role if office else mention.sense.role if mention else None
            parts = [c for c in below(tree, i) if tree.tokens[c].label in PARTS and not is_deputy(tree, c)]
            words = {lemma, *(tree.tokens[c].lemma.lower() for c in parts)}
            for word in words & (INSTITUTIONS | OFFICERS):
                self._memory.keep_title(word, role, party)
            if role is not None:
                self._memory.keep_title(f"role:{role}", role, party)
        for text in issued(tree, i):
            self._memory.keep_title(f"text:{text}", None, self.party(tree, i) or party)
        if party.how == MentionKind.ORGANISATION and token.upos == "PROPN" and lemma in INSTITUTIONS:
            self._memory.keep_title(lemma, None, party)  # "the European Council": "the Council" from then on
        if token.upos != "PRON" and any(tree.tokens[c].label == "conj" for c in below(tree, i)):
            whole = self.party(tree, i)
            if whole is not None and len(whole.codes) > 1 and not any(c.startswith("group:") for c in whole.codes):
                self._memory.keep_joint(whole.at(whole.span, "joint"))

    def _owning(self, tree: Tree, child: int, speaker: Party | None) -> Party | None:
        """The party that a dependent of a noun names as its owner."""
        word = tree.tokens[child]
        case = case_of(tree, child) if word.label in ("nmod", "obl", "obl:agent") else ""
        if word.label in ("compound", "amod", "nmod:unmarked", "nmod:desc"):
            halves = self._halves(tree, child)
            if halves is not None and len(halves.codes) > 1:
                return halves
            mention = self._at.get(child)
            if mention is not None and mention.kind in CITIES and tree.tokens[word.head].lemma.lower() in GATHERINGS:
                return None
            if mention is not None and mention.code:
                other = self._at.get(child - 2) if child > 1 and tree.tokens[child - 1].text in "-–/" else None
                first = (other.code,) if other is not None and other.code else ()
                return Party((*first, *codes_beside(tree, child, self._at)), None, word.span, mention.kind)
            return halves
        if word.label != "nmod:poss" and case not in ("by", "between", "from", "of", "among"):
            return None
        if case == "from" and (word.label == "obl" or tree.tokens[word.head].lemma in LEAVING):
            return None
        party = self.party(tree, child, speaker)
        acting = (
            "state",
            "organisation",
            "person",
            "group",
            "armed-group",
            "capital",
            "seat",
            "joint",
            "institution",
            "office",
        )
        if party is not None and case == "of" and party.how not in acting:
            return None
        return party

    def _halves(self, tree: Tree, i: int) -> Party | None:
        """ "Iran-US talks", "UK-EU summit": both halves of a hyphenated word."""
        text = tree.tokens[i].text
        if "-" not in text and "–" not in text:
            return None
        codes = [self._gazetteer.code(part) for part in text.replace("–", "-").split("-")]
        known = tuple(code for code in codes if code)
        return Party(known, None, tree.tokens[i].span, "state") if len(known) == len(codes) else None

    def _one(self, tree: Tree, i: int, speaker: Party | None) -> Party | None:
        token = tree.tokens[i]
        lower = token.text.lower()
        if token.label == "expl":
            return None
        if lower in FIRST_PERSON and token.text != "US":
            speaker = speaker or self.speaker
            return speaker.at(token.span, "first-person") if speaker and speaker.codes else None
        if lower in ("who", "which", "that") and token.upos == "PRON":
            return self._relative(tree, i, speaker)
        if lower in ALL and (whole := all_of(tree, i)) is not None:
            return self._one(tree, whole, speaker)
        if is_pronoun(token):
            inside = self.quoted(token.span.start) is not None
            return self._pronouns.settle(tree, i, speaker, inside) or self._naming.some(tree, i)
        if speaker is not None and self._speaks_for_state(speaker) and is_own_state(tree, i, speaker, self._at):
            return speaker.at(extent(tree, i), "speaker's")
        return self.named(tree, i) or self._borrowed(tree, i, speaker) or self._naming.some(tree, i)

    def _speaks_for_state(self, speaker: Party) -> bool:
        """True for one state, or a person who speaks for it at home, as an envoy does not."""
        known = self._roster.find(speaker.person) if speaker.person is not None else None
        return (
            (known is None or known.role != "envoy")
            and len(speaker.codes) == 1
            and self._is_body(speaker.codes[0], "state")
        )

    def _relative(self, tree: Tree, i: int, speaker: Party | None) -> Party | None:
        """ "who", "which": the noun that the relative clause describes."""
        for clause in tree.ancestors(i):
            if clause.label.startswith("acl") and clause.head >= 0:
                if tree.dominates(i, clause.head):
                    return None
                noun = tree.tokens[clause.head]
                among = one_among(tree, noun.i)
                return (
                    self.party(tree, among, speaker)
                    if among is not None and among != i
                    else self.party(tree, whole, speaker)
                    if (whole := list_described(tree, i, noun.i)) is not None
                    else self._one(tree, noun.i, speaker)
                )
            if clause.label not in ("xcomp", "conj", "ccomp"):
                return None
        return None

    def _is_body(self, code: str, lemma: str) -> bool:
        """True where "the group", "the alliance" may be the one that goes by ``code``."""
        kind = BODIES_SPOKEN_OF.get(lemma)
        if kind is None:
            return False
        return any(s.code == code and s.kind is kind for s in self._gazetteer.senses(self._gazetteer.name(code)))

    def _borrowed(self, tree: Tree, i: int, speaker: Party | None) -> Party | None:
        """An institution or office whose owner stands in a pronoun, or is the speaker's own ("the government will
        ...")."""
        token = tree.tokens[i]
        lemma = token.lemma.lower()
        if token.upos not in NOMINAL or lemma not in INSTITUTIONS | OFFICERS:
            return None
        how = "office" if lemma in OFFICERS else "institution"
        for child in below(tree, i):
            word = tree.tokens[child]
            if word.label == "nmod:poss" and word.upos in ("PRON", "DET"):
                party = self._one(tree, child, speaker)
                if party is not None and party.codes:
                    return party.at(extent(tree, i), how)
            elif word.label == "nmod" and case_of(tree, child) in ("of", "for", "from", "at"):
                party = self._one(tree, child, speaker)
                if party is not None and party.codes:
                    return Party(party.codes, None, extent(tree, i), how)
        if speaker is not None and speaker.codes and (lemma in OF_SPEAKER or self._is_body(speaker.codes[0], lemma)):
            return speaker.at(extent(tree, i), "speaker's")
        return None
