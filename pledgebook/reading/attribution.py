"""Who says it: reporting verbs and nouns, "according to", quotation marks, and speeches of several sentences.

The innermost speaker comes first in every chain: in "Paris said Berlin had agreed", what Berlin agreed to has the voice
of Paris. A news outlet is no voice: "Xinhua reported" leaves the voice to whoever Xinhua quotes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pledgebook.model import Span
from pledgebook.reading.bodies import INSTITUTIONS, OFFICERS
from pledgebook.reading.cast import Cast, Party
from pledgebook.reading.clauses import agent, below, profile, subject
from pledgebook.reading.cues import CueWords
from pledgebook.reading.labelled import (
    answers,
    has_turns_in_capitals,
    host,
    in_capitals,
    introduced,
    introduction,
    is_bare_name,
    label_end,
    label_of,
    labelled,
    opens_entry,
    orator,
    signed_by,
    turns,
)
from pledgebook.reading.naming import extent
from pledgebook.reading.outlets import is_outlet, is_state_media
from pledgebook.reading.pronouns import FIRST_PERSON, is_third_person
from pledgebook.reading.quotations import Quotations
from pledgebook.reading.reported import Reported
from pledgebook.reading.telling import (
    conditional,
    first_person,
    has_that,
    interposed,
    makes_clear,
    may_tell_of_others,
    puts_it,
    serves_state,
    strayed_teller,
    teller,
    tellers_of,
    whole_clause,
)
from pledgebook.syntax import Token, Tree

AHEAD = 6
"""Sentences within which a quotation is told to be somebody's."""
SPEECH = 3
"""Sentences in the first person, outside quotation marks, that make a stretch of text a speech printed as it was
given."""
REACH = 6
"""Sentences of such a speech that may stand between two in the first person."""
TELLING_NOUNS = frozenset(
    ("announcement", "statement", "claim", "assertion", "warning", "insistence", "suggestion", "allegation", "remark",
     "declaration", "assurance", "message", "pledge", "promise", "vow", "threat")
)  # fmt: skip
"""Nouns whose finite clause is what was said ("her warning *that* aid may end")."""
NOT_TELLING = frozenset(
    ("agree", "expect", "hope", "fear", "know", "consider", "speak", "go", "welcome", "continue", "praise")
)  # fmt: skip
"""Words of the codebook's list whose clause is no report: what is agreed or expected stands on the narrator's word."""
UNNAMED = frozenset(
    ("official", "source", "spokesperson", "spokesman", "spokeswoman", "minister", "ministry", "government", "office",
     "authority", "diplomat", "embassy", "military", "army", "presidency", "delegation", "department")
)  # fmt: skip
"""Speakers without a name or an owner: they are those of the actor they speak about."""
PRIVATE = frozenset(("person", "insider", "individual"))
"""Speakers who speak for nobody ("a person briefed on the talks")."""
SPEAKING = (
    OFFICERS | INSTITUTIONS | UNNAMED | TELLING_NOUNS | {"communique", "communiqué", "readout", "document", "text"}
)
"""Nouns which, with "the", stand for whoever spoke last or what it put in writing."""


class Frame(NamedTuple):
    """One act of reporting: ``content`` are the indices of what is reported, ``verb`` the word that reports it (-1: a
    quotation)."""

    speaker: Party
    content: frozenset[int]
    verb: int


class Attribution:
    """The voices of one document, sentence by sentence in order."""

    def __init__(self, text: str, trees: Sequence[Tree], cues: CueWords) -> None:
        self._cues, self._trees, self._text = cues, trees, text
        self._quotations = Quotations(text)
        self._reported = Reported(cues.reporting, self.quoted)
        self._carried: Party | None = None
        self._since = 0
        self._speech = self._speeches()
        self._orator: Party | None = None
        self._repeated = turns(trees)
        self._is_transcript = bool(self._repeated) or has_turns_in_capitals(trees)
        self._introduction = introduction(text)
        self._interviewed: Party | None = None
        self._hosts: list[Party | None] = []
        self._turns: Party | None = None
        self._spoken: set[int] = set()

    def quoted(self, place: int) -> Span | None:
        """The quotation that the character at ``place`` stands in, if any."""
        return self._quotations.at(place)

    def is_speech(self, tree: Tree) -> bool:
        """True for a sentence of a speech that is printed as it was given, without marks."""
        return tree.span.start in self._speech or tree.span.start in self._spoken

    def frames(self, number: int, cast: Cast) -> list[Frame]:
        """The reporting in sentence ``number``, innermost first; a speech without a speaker of its own keeps the last
        one."""
        tree = self._trees[number]
        if opens_entry(tree):
            self._carried = self._turns = self._orator = cast.speaker = None
        told = [f for t in tree.tokens if (f := self._frame(tree, t, cast)) is not None]
        told.extend(self._turn(tree, cast))
        if (signed := signed_by(tree, cast)) is not None:
            told.append(Frame(signed, frozenset(range(len(tree))), -1))
        found = sorted(
            (
                f
                for f in told
                if f.speaker.how != "outlet"
                and (f.speaker.codes or f.speaker.person or f.speaker.how == "first-person")
            ),
            key=lambda f: (len(f.content), f.verb),
        )
        outer = found[-1].speaker if found else None
        found = _settle_first_person(found)
        said: frozenset[int] = frozenset().union(*(f.content for f in found))
        open_words = frozenset(t.i for t in tree.tokens if self.quoted(t.span.start)) - said
        if open_words and len(open_words) > 1:
            speaker = self._speaker_of(number, tree, cast, found)
            if speaker is not None:
                found.append(Frame(speaker, open_words, -1))
                outer = outer or speaker
        everything = frozenset(range(len(tree.tokens)))
        if tree.span.start in self._speech and self._turns is None:
            self._orator = self._orator or orator(self._text, cast) or cast.speaker
            if self._orator is not None:
                found.append(Frame(self._orator, everything, -1))
                outer = self._orator
        elif outer is None:
            self._orator = None
            outer = self._continued(tree, cast)
            if outer is not None:
                found = [Frame(outer, everything, -1)]
        self._carry(outer, bool(open_words), cast)
        return found

    def _turn(self, tree: Tree, cast: Cast) -> list[Frame]:
        """What is said behind a name and a colon; in a transcript its speaker goes on until the next one."""
        end = label_end(tree)
        speaker = self._turns if end is None else labelled(tree, cast)
        if self._introduction is not None and answers(tree):
            speaker = self._interviewed = self._interviewed or introduced(self._introduction, cast)
        repeated = label_of(tree) in self._repeated
        printed = end is None or repeated or in_capitals(tree)
        if speaker is None and repeated and is_bare_name(tree):
            self._hosts = self._hosts or [host(self._text, cast)]
            speaker = self._hosts[0]
        if end is not None:
            self._turns = speaker if self._is_transcript and printed else None
        if speaker is None:
            return []
        if printed:
            self._spoken.add(tree.span.start)
        first = 0 if end is None else end + 1
        return [Frame(speaker, frozenset(range(first, len(tree))), first - 1)]

    def _carry(self, outer: Party | None, quoting: bool, cast: Cast) -> None:
        """Keep the speaker for the sentences that follow, until somebody else speaks or the text goes on without."""
        if outer is not None:
            cast.speaks(outer)
            self._carried, self._since = outer, 0
        elif not quoting:
            self._since += 1

    def _continued(self, tree: Tree, cast: Cast) -> Party | None:
        """The last speaker, where the sentence goes on in the first person or in reported speech ("France would summon
        ...")."""
        if cast.speaker is not None and first_person(tree):
            return cast.speaker
        if self._carried is None or self._since > 0:
            return None
        root = profile(tree, tree.root)
        return self._carried if root.modal == "would" and not conditional(tree) else None

    def _frame(self, tree: Tree, token: Token, cast: Cast) -> Frame | None:
        """The reporting that hangs on one word."""
        if token.upos in ("VERB", "AUX") and (
            self._tells(token) or makes_clear(tree, token) or puts_it(tree, token) or self._goes_on(tree, token)
        ):
            return self._of_verb(tree, token.i, cast)
        if token.upos == "NOUN" and token.lemma in TELLING_NOUNS:
            return self._of_noun(tree, token.i, cast)
        if token.text.lower() == "according":
            return self._according(tree, token, cast)
        return None

    def _tells(self, token: Token) -> bool:
        return token.lemma in self._cues.reporting and token.lemma not in NOT_TELLING

    def _goes_on(self, tree: Tree, token: Token) -> bool:
        """True for "..., he *went on*, ..."."""
        return token.lemma in ("go", "continue") and interposed(tree, token.i) is not None

    def _of_verb(self, tree: Tree, i: int, cast: Cast) -> Frame | None:
        content = self._reported.words(tree, i)
        if not content:
            return None
        strayed = strayed_teller(tree, i)
        if strayed is not None:
            content.difference_update(tree.subtree(strayed))
        tellers = [strayed] if strayed is not None else [k for k in tellers_of(tree, i) if k not in content]
        if profile(tree, i).passive and tree.child(i, "aux:pass"):
            tellers = [by] if (by := agent(tree, i)) is not None else []
        elif not tellers and subject(tree, i) is None and (first := _first_word(tree, i)) is not None:
            return self._of_neighbour(tree, first, cast, content)
        if not tellers:
            return None
        who = next((k for k in tellers if cast.may_speak(tree, k) or is_third_person(tree.tokens[k])), tellers[0])
        for child in below(tree, i):
            if child < who and tree.tokens[child].label.startswith("nsubj"):
                content.update(tree.subtree(child))
        speaker = self._speaker(tree, who, cast, frozenset(content))
        if speaker is not None and who < i and _is_run_together(tree, i, who, speaker):
            speaker = cast.near(tree, i, 1) or speaker
        return Frame(speaker, frozenset(content), i) if speaker is not None else None

    def _of_neighbour(self, tree: Tree, i: int, cast: Cast, content: set[int]) -> Frame | None:
        """The reporting of a verb whose subject a wrong tree hangs elsewhere: it is the name right before it."""
        near = cast.near(tree, i)
        if near is None:
            place = i - 1 if i and tree.tokens[i - 1].text != "," else i - 2
            if place < 0 or not (tree.tokens[place].upos == "PROPN" or cast.named(tree, place)):
                return None
            near = self._speaker(tree, place, cast, frozenset()) or Party((), None, tree.tokens[place].span, "private")
        return Frame(near, frozenset(k for k in content if tree.tokens[k].span != near.span), i)

    def _of_noun(self, tree: Tree, i: int, cast: Cast) -> Frame | None:
        clause = next(
            (c for c in below(tree, i) if tree.tokens[c].label in ("acl", "ccomp") and has_that(tree, c)), None
        )
        owner = cast.owner(tree, i) if clause is not None else None
        return Frame(owner, frozenset(tree.subtree(clause)), i) if clause is not None and owner is not None else None

    def _according(self, tree: Tree, token: Token, cast: Cast) -> Frame | None:
        source: int | None = token.head
        if token.label not in ("case", "mark"):
            source = next((c for c in below(tree, token.i) if tree.tokens[c].label in ("obl", "nmod")), None)
        if source is None or source < 0:
            return None
        inside = {*tree.subtree(source), token.i}
        clause = next((a for a in tree.ancestors(source) if a.upos in ("VERB", "AUX", "ADJ")), tree.tokens[tree.root])
        content = frozenset(tree.subtree(whole_clause(tree, clause.i))) - inside
        speaker = self._speaker(tree, source, cast, content)
        return Frame(speaker, content, token.i) if speaker is not None else None

    def _speaker(self, tree: Tree, who: int, cast: Cast, told: frozenset[int]) -> Party | None:
        """Whom a reporting verb has for its subject: an actor, an outlet, a person who speaks for nobody; ``None`` for
        a thing."""
        token = tree.tokens[who]
        if is_outlet(tree, who):
            return (_source(tree, who, cast) if is_state_media(tree, who) else None) or Party(
                (), token.text, token.span, "outlet"
            )
        quoted = frozenset(k for k in told if self.quoted(tree.tokens[k].span.start))
        party = cast.teller(tree, who, quoted or told)
        if party is not None:
            return party
        if token.text.lower() in FIRST_PERSON:
            return Party((), None, token.span, "first-person")
        if token.lemma in self._cues.reporting_nouns or token.lemma in TELLING_NOUNS:
            source = _source(tree, who, cast)
            if source is not None:
                return source
        if token.upos == "PRON" or self._unnamed(tree, who):
            known = cast.speaker
            if known is not None:
                return known.at(token.span, "speaker's")
        reported = token.lemma in self._cues.reporting_nouns or token.lemma in TELLING_NOUNS
        if not (reported or token.upos == "PRON" or token.lemma in PRIVATE or cast.may_speak(tree, who)):
            return None
        if (token.lemma in UNNAMED and not may_tell_of_others(tree, who)) or serves_state(tree, who):
            promisor = next(
                (
                    p
                    for k in sorted(told)
                    if tree.tokens[k].label.startswith("nsubj") and (p := cast.named(tree, k)) and p.codes
                ),
                None,
            )
            if promisor is not None:
                return promisor.at(token.span, "institution")
        return Party((), tree.words(extent(tree, who)), token.span, "private")

    def _unnamed(self, tree: Tree, who: int) -> bool:
        """True for "the spokesperson", "the sources", "the statement": somebody who spoke before, no "missile"."""
        noun = tree.tokens[who]
        spoke = noun.lemma in SPEAKING or noun.lemma in self._cues.reporting_nouns
        return spoke and any(
            tree.tokens[c].label == "det" and tree.tokens[c].text.lower() in ("the", "this") for c in below(tree, who)
        )

    def _speaker_of(self, number: int, tree: Tree, cast: Cast, found: Sequence[Frame]) -> Party | None:
        """Who speaks in a quotation that no verb introduces: whoever speaks around it, is told further on, or spoke
        last."""
        for frame in reversed(found):
            if frame.speaker.codes or frame.speaker.how == "private":
                return frame.speaker
        here = next((p for t in tree.tokens if (p := self._near(tree, t, cast)) is not None), None)
        here = here or self._before_colon(tree, cast)
        if here is not None:
            return here
        end = max((q.end for t in tree.tokens if (q := self.quoted(t.span.start))), default=-1)
        for later in self._trees[number + 1 : number + AHEAD]:
            if later.span.start > end + 2:
                break
            with cast.peek(later, self._text):
                ahead = next((p for t in later.tokens if (p := self._near(later, t, cast)) is not None), None)
            if ahead is not None:
                return ahead
        return self._carried

    def _before_colon(self, tree: Tree, cast: Cast) -> Party | None:
        """The person or office that is named last before the colon behind which a quotation opens."""
        opens = next((t.i for t in tree.tokens if t.text == ":" and self._opens(tree, t.i + 1)), 0)
        for k in range(opens - 1, -1, -1):
            if tree.tokens[k].upos in ("PROPN", "NOUN") and not self.quoted(tree.tokens[k].span.start):
                party = cast.party(tree, k)
                if party is not None and party.codes and (party.person or party.how in ("office", "person")):
                    return party
        return None

    def _opens(self, tree: Tree, i: int) -> bool:
        return any(self.quoted(t.span.start) for t in tree.tokens[i : i + 2])

    def _near(self, tree: Tree, token: Token, cast: Cast) -> Party | None:
        """The subject of a reporting verb outside the quotation marks."""
        if token.upos != "VERB" or token.lemma not in self._cues.reporting or self.quoted(token.span.start):
            return None
        who = teller(tree, token.i)
        if who is None or self.quoted(tree.tokens[who].span.start):
            return None
        party = self._speaker(tree, who, cast, frozenset())
        return None if party is None or party.how in ("outlet", "first-person") else party

    def _speeches(self) -> frozenset[int]:
        """Where sentences start that belong to a speech printed without marks: "we" comes again and again."""
        hits = [n for n, tree in enumerate(self._trees) if first_person(tree) and not self._marked(tree)]
        runs: list[list[int]] = []
        for n in hits:
            if runs and n - runs[-1][-1] <= REACH + 1:
                runs[-1].append(n)
            else:
                runs.append([n])
        inside = (n for run in runs if len(run) >= SPEECH for n in range(run[0], run[-1] + 1))
        return frozenset(self._trees[n].span.start for n in inside)

    def _marked(self, tree: Tree) -> bool:
        return any(self.quoted(t.span.start) for t in tree.tokens if t.upos == "PRON")


def _first_word(tree: Tree, i: int) -> int | None:
    """Where a finite verb of saying begins: "said", "*has* said"; ``None`` for any other form."""
    if tree.tokens[i].xpos in ("VBD", "VBZ"):
        return i
    has = tree.tokens[i - 1] if i and tree.tokens[i].xpos == "VBN" else None
    return has.i if has is not None and has.lemma == "have" else None


def voice_chain(frames: Sequence[Frame], anchor: int, cue: int = -1) -> list[Frame]:
    """The frames that a stance stands in, innermost first: those around its cue, and the one whose verb is the cue
    itself."""
    place = anchor if cue < 0 else cue
    return [f for f in frames if place in f.content or (f.verb == cue and anchor in f.content)]


def _settle_first_person(frames: Sequence[Frame]) -> list[Frame]:
    """Frames of "I" and "we" are those of the speaker around them; without one they stay as the cast read them."""
    settled: list[Frame] = []
    for k, frame in enumerate(frames):
        if frame.speaker.how == "first-person":
            around = next(
                (f for f in frames[k + 1 :] if frame.verb in f.content and f.speaker.how != "first-person"), None
            )
            if around is not None:
                frame = frame._replace(speaker=around.speaker.at(frame.speaker.span, "first-person"))
        settled.append(frame)
    return settled


def _source(tree: Tree, who: int, cast: Cast) -> Party | None:
    """Whose statement or report it is, named anywhere in its phrase."""
    owner = cast.owner(tree, who)
    if owner is not None:
        return owner
    return next(
        (p for k in tree.subtree(who)[:40] if k != who and (p := cast.named(tree, k)) is not None and p.codes), None
    )


def _is_run_together(tree: Tree, i: int, who: int, speaker: Party) -> bool:
    """True where a byline stands before the subject ("By Ann Lee Britain said"), or a list was read in part."""
    if speaker.how == "private":
        return i > 1 and tree.tokens[i - 2].upos == "PROPN"
    return who == i - 1 and speaker.how == "state"
