"""What must hold first: which conditional clauses and phrases a stance hangs on, of which kind, and on whom."""

from __future__ import annotations

from typing import NamedTuple

from pledgebook.codebooks import Codebook
from pledgebook.model import Condition, ConditionKind, Direction, Firmness, Kind, Link, Span
from pledgebook.reading.belonging import belonging
from pledgebook.reading.cast import Cast
from pledgebook.reading.clauses import Time, agent, below, is_negated, profile, subject
from pledgebook.reading.condition_clauses import ONLY_WITH, Openers, Region, parts
from pledgebook.reading.condition_kinds import FAILING, REACHED, Kinds, Setting, acts, is_negative
from pledgebook.reading.dates import MONTHS, WEEKDAYS
from pledgebook.reading.party import Party
from pledgebook.reading.stance import Stance
from pledgebook.syntax import Tree

DONE = frozenset((Firmness.UNDER_WAY, Firmness.DELIVERED))
RESERVED = frozenset((Firmness.RULED_OUT, Firmness.RELUCTANT, Firmness.UNDECIDED))
EVENTS = frozenset(
    ("once", "as soon as", "when", "whenever", "after", "following", "upon", "the day", "the moment", "the minute")
)
"""Links that make a condition only of something still to come; elsewhere they tell the time."""
TIMES = EVENTS - {"once", "as soon as"}
"""Links that mostly tell the time even then; a condition where fighting ends, a deal is reached, a body approves."""
TOLD = TIMES | {"while", "before", "without", "or"}
"""Links whose clauses tell events as often as conditions."""
LASTING = ("as long as", "so long as", "provided", "providing", "on condition", "on the condition")
"""Links whose negated clause is what must hold, and no exception."""
MOMENTS = ("the day", "the moment", "the minute", "whenever")
CALLING = (ConditionKind.INVITATION, ConditionKind.VIOLATION)
"""What a bare participle tells of ("when asked", "if attacked")."""
AFTERWARDS = frozenset(("then", "afterwards", "afterward"))
TAKEN_UP = frozenset(("that", "this"))
TRADES = frozenset(("in exchange for", "in return for"))
ENDING = frozenset(
    ("end", "stop", "cease", "halt", "pause", "suspend", "subside")
)  # fmt: skip
WARS = frozenset(("war", "conflict", "fighting"))
"""What is over in "after the war"."""
WAITING = ("wait", "await")
CLOSINGS = frozenset(
    ("end", "conclusion", "cessation", "signing", "approval", "ratification", "adoption", "vote", "peace",
     "achievement")
)  # fmt: skip
ASKING = frozenset(
    ("ask", "see", "know", "evaluate", "wonder", "question", "check", "decide", "determine", "doubt", "unclear",
     "sure", "clear", "examine", "assess", "debate", "discuss", "unsure", "uncertain", "test", "inquire", "tell",
     "say")
)  # fmt: skip
"""Governors that make an *if* a question."""
STANDING_BY = frozenset(("stand", "watch", "sit", "tolerate", "accept", "remain"))
TEMPORAL = frozenset((*MONTHS, *WEEKDAYS)) | frozenset(
    ("day", "week", "month", "year", "hour", "time", "moment", "minute", "decade", "weekend", "night", "morning", "recently",
     "now", "today", "tomorrow", "later", "midnight", "noon", "end", "middle", "beginning", "start", "spring", "summer",
     "autumn", "winter", "date", "deadline", "evening", "yesterday")
)  # fmt: skip


class Asked(NamedTuple):
    """The statement whose conditions are wanted, as far as it is known."""

    stance: Stance
    act: str
    direction: Direction
    kind: Kind
    firmness: Firmness | None
    promisor: Party
    speaker: Party | None
    hostile: bool = False

    @property
    def adverse(self) -> bool:
        """True for a threat, a stop, a refusal, an objection: what another does may set it off."""
        if self.firmness in RESERVED or self.kind is Kind.OBJECTION:
            return True
        return self.hostile is (self.direction is Direction.GIVE)


class Conditions:
    """Finds conditions with the words of one codebook."""

    def __init__(self, codebook: Codebook) -> None:
        self._openers = Openers(codebook.conditions)
        self._kinds = Kinds(codebook.conditions)
        self._fallback = codebook.fallback
        self._last: tuple[Tree, list[Region]] | None = None

    def of(self, tree: Tree, asked: Asked, cast: Cast) -> tuple[Condition, ...]:
        """The conditions of one statement of the sentence, in order."""
        found: list[Condition] = []
        places = _places(asked.stance)
        for region in belonging(tree, self._regions(tree), asked.stance.anchor, places):
            link = self._link(tree, region, asked, places)
            if link is not None:
                found.extend(self._conditions(tree, region, link, asked, cast))
        found.extend(self._modifiers(tree, asked, found))
        return tuple(found)

    def hold(self, tree: Tree, i: int) -> bool:
        """True when word ``i`` stands inside a condition, so that what it tells is nobody's position yet."""
        return any(r.start <= i <= r.last and r.clause and r.word not in TOLD for r in self._regions(tree))

    def inside(self, tree: Tree, i: int) -> bool:
        """True when word ``i`` stands inside any clause that a link opens, one that only tells the time among them."""
        return any(r.start <= i <= r.last and r.clause for r in self._regions(tree))

    def awaited(self, tree: Tree, stance: Stance) -> int | None:
        """What another must do first for a stance on nothing named: "is hesitant, waiting for Oslo to *send* tanks"."""
        places = _places(stance)
        for region in belonging(tree, self._regions(tree), stance.anchor, places):
            if region.link is Link.UNTIL and region.clause and subject(tree, region.head) is not None:
                return region.head
        return None

    def _regions(self, tree: Tree) -> list[Region]:
        """The sentence's stretches, looked up once for all its stances."""
        if self._last is None or self._last[0] is not tree:
            self._last = (tree, self._openers.regions(tree))
        return self._last[1]

    def _link(self, tree: Tree, region: Region, asked: Asked, places: frozenset[int]) -> Link | None:
        """How the stretch binds this statement; ``None`` when it only tells the time, a manner or a question."""
        word, head = region.word, tree.tokens[region.head]
        before = tree.tokens[region.first - 1].text.lower() if region.first else ""
        if before in ("even", "as", "or", "what") and word in ("if", "without", "as long as", "when"):
            return None
        if before == "not" and word == "before" and not _is_date(tree, region):
            return Link.UNTIL
        if before == "except" and word not in TOLD:
            return Link.UNLESS
        if head.lemma in ("anonymity", "confidentiality"):
            return None
        if word in EVENTS:
            return region.link if self._still_to_come(tree, region, asked, places) else None
        if word == "any":
            return Link.IF if region.governor in places else None
        if word == "if":
            return None if _is_question(tree, region) else Link.IF
        if region.link is Link.UNTIL:
            return self._until(tree, region, asked)
        if word == "without":
            hits = self._kinds.hits(tree, region.first, region.last)
            refused = (
                asked.firmness is Firmness.RULED_OUT
                or (asked.firmness is Firmness.RELUCTANT and hits)
                or (region.governor >= 0 and profile(tree, region.governor).negated)
            )
            bare = region.clause and subject(tree, region.head) is None
            named = head.upos != "PRON" or (region.front and head.text.lower() in TAKEN_UP)
            return Link.UNLESS if refused and not bare and named else None
        if word == "while":
            return Link.IF if self._tolerated(tree, region, asked) else None
        if word in TRADES:
            done = asked.firmness in DONE or asked.firmness is Firmness.BOUND
            return None if done or _is_narrated(tree, region, asked.stance.cue) else Link.IF
        if word in ("subject to", "within the framework of", *ONLY_WITH):
            return Link.IF if self._kinds.hits(tree, region.first, region.last) else None
        if word in ("provided", "providing", "assuming"):
            label = tree.tokens[region.first].label
            told = region.clause or self._kinds.hits(tree, region.start, region.last) & set(REACHED)
            return Link.IF if told and label in ("mark", "advcl", "case") else None
        if word in ("failing", "barring", "absent") and region.clause:
            return None
        return region.link

    def _still_to_come(self, tree: Tree, region: Region, asked: Asked, places: frozenset[int]) -> bool:
        """True when an event is ahead of the act, not behind it: by the tenses of both and the kind of event."""
        if asked.firmness in DONE or tree.tokens[region.head].lemma in ("possible", "practicable", "feasible"):
            return False
        if (region.word == "once" and not region.clause) or _is_date(tree, region):
            return False
        if region.clause and subject(tree, region.head) is None and region.word in TIMES:
            return self._is_called_for(tree, region)
        if tree.tokens[region.head].lemma == "come" and _opens_with_it(tree, region):
            return False
        conditional = any(profile(tree, p).modal in ("would", "could", "might", "should") for p in places)
        open_clause = region.governor >= 0 and not profile(tree, region.governor).finite
        if region.clause and profile(tree, region.head).time is Time.PAST and not _only(tree, region):
            if not conditional and not (open_clause and region.word not in TIMES):
                return False
        elif not conditional and _is_narrated(tree, region, -1 if region.word in TIMES else asked.stance.cue):
            return False
        if region.word not in TIMES or _only(tree, region):
            return True
        if (
            region.governor >= 0
            and tree.tokens[region.governor].xpos == "VBG"
            and not profile(tree, region.governor).finite
        ):
            return False
        hits = self._kinds.hits(tree, region.first, region.last)
        if region.clause:
            ahead = profile(tree, region.head).time in (Time.PRESENT, Time.PERFECT)
            if ahead and (region.word in MOMENTS or (region.word == "after" and ConditionKind.OTHER_ACTS in hits)):
                return True
            return bool(hits & {*REACHED, ConditionKind.INVITATION})
        return self._is_turning_point(tree, region)

    def _is_called_for(self, tree: Tree, region: Region) -> bool:
        """ "when invited", "when attacked": a bare participle, with nothing asked behind it."""
        if tree.tokens[region.head].xpos != "VBN" or region.last > region.head + 3:
            return False
        bare = all(tree.tokens[c].label in ("mark", "advmod", "obl", "obl:agent") for c in below(tree, region.head))
        return bare and bool(self._kinds.hits(tree, region.head, region.head) & set(CALLING))

    def _is_turning_point(self, tree: Tree, region: Region) -> bool:
        """ "after the war", "following a ceasefire": the noun itself is what must come, not talks or years of it."""
        head = tree.tokens[region.head]
        if head.upos == "PRON" and head.text.lower() in ("that", "this"):
            return True
        own = self._kinds.hits(tree, region.head, region.head)
        if own & set(REACHED) or head.lemma in WARS:
            return True
        return head.lemma in CLOSINGS and bool(self._kinds.hits(tree, region.first, region.last) & set(REACHED))

    def _until(self, tree: Tree, region: Region, asked: Asked) -> Link | None:
        head = tree.tokens[region.head]
        if region.word.startswith(("wait", "await")):
            waits = not is_negated(tree, region.governor) and not profile(tree, region.governor).negated
            return Link.UNTIL if waits and asked.firmness is not Firmness.DELIVERED else None
        ending = head.lemma in CLOSINGS and ConditionKind.CEASEFIRE in self._kinds.hits(tree, region.first, region.last)
        if not region.clause and (
            (head.lemma.lower() in TEMPORAL and not ending) or head.upos in ("NUM", "PROPN", "PRON", "ADV", "ADJ")
        ):
            return None
        ahead = region.clause and profile(tree, region.head).time in (Time.PRESENT, Time.PERFECT)
        if region.word in ("until", "till") and ahead and asked.direction is Direction.STOP:
            return Link.UNTIL  # "has suspended the talks until Oslo agrees"
        if _is_narrated(tree, region, asked.stance.cue):
            return None
        hits = self._kinds.hits(tree, region.first, region.last)
        if region.word in ("before", "ahead of"):
            return Link.UNTIL if asked.firmness in RESERVED and (region.clause or hits) else None
        if region.word == "pending":
            return Link.UNTIL if hits else None
        return Link.UNTIL if asked.firmness is not Firmness.DELIVERED else None

    def _tolerated(self, tree: Tree, region: Region, asked: Asked) -> bool:
        """ "would not stand by while ...", "would rather not while talks go on"."""
        if asked.firmness not in RESERVED or region.governor < 0 or region.front:
            return False
        if tree.tokens[region.governor].lemma in STANDING_BY:
            return True
        going_on = profile(tree, region.head).time in (Time.PRESENT, Time.PROGRESSIVE)
        return going_on and bool(
            self._kinds.hits(tree, region.first, region.last) & {*REACHED, ConditionKind.VIOLATION}
        )

    def _conditions(self, tree: Tree, region: Region, link: Link, asked: Asked, cast: Cast) -> list[Condition]:
        """The stretch as one or several conditions; nouns of a list that are of one kind stay together."""
        found: list[Condition] = []
        for head, first, last, either in parts(tree, region):
            other = self._other(tree, head, region, asked, cast)
            meaning = self._kinds.meaning(
                tree, head, first, last, link, self._setting(tree, region, head, asked, other)
            )
            kind = meaning.kind
            if region.word in LASTING:  # "as long as Oslo does not" is no exception, and ends a refusal once it does
                lifted = is_negative(tree, head) and asked.firmness in RESERVED
                meaning = meaning._replace(link=Link.UNTIL if lifted else link)
            if kind is ConditionKind.OTHER and (region.word in TRADES or (other and region.word.startswith(WAITING))):
                kind = ConditionKind.OTHER_ACTS
            if region.word == "any":
                kind = ConditionKind.VIOLATION
            if kind is ConditionKind.OTHER and tree.tokens[head].text.lower() in TAKEN_UP:
                kind = self._told_before(tree, region.first)
            if region.word in TIMES and not region.clause and tree.tokens[head].lemma in WARS:
                kind = ConditionKind.CEASEFIRE
            span = Span(tree.tokens[first].span.start, tree.tokens[last].span.end)
            if found and not region.clause and found[-1].kind is kind:
                span = Span(found.pop().span.start, span.end)
            on = None
            if other is not None and kind not in (ConditionKind.CEASEFIRE, ConditionKind.DEAL, ConditionKind.OTHER):
                on = ",".join(sorted(other.codes))
            found.append(
                Condition(kind=kind, link=meaning.link, text=tree.words(span), span=span, on=on, alternative=either)
            )
        return found

    def _told_before(self, tree: Tree, i: int) -> ConditionKind:
        """What "even after *that*" takes up: the kind of the condition told just before word ``i``."""
        earlier = [r for r in self._regions(tree) if r.last < i]
        hits = self._kinds.hits(tree, earlier[-1].first, earlier[-1].last) if earlier else set()
        return next((kind for kind in REACHED if kind in hits), ConditionKind.OTHER)

    def _setting(self, tree: Tree, region: Region, head: int, asked: Asked, other: Party | None) -> Setting:
        if region.word in TRADES:
            return Setting(False, other is not None)
        adverse = asked.adverse or (asked.act == self._fallback and _is_threatening(tree, head))
        who = subject(tree, head)
        crossing = any(ConditionKind.VIOLATION in self._kinds.hits(tree, i, i) for i in (head, who) if i is not None)
        crossing = crossing or tree.tokens[head].lemma == "cross"
        stopped = tree.tokens[head].lemma in ENDING and not is_negative(tree, head)
        ended = is_negative(tree, head) or stopped
        return Setting(adverse and not stopped, other is not None, crossing and not ended)

    @staticmethod
    def _other(tree: Tree, head: int, region: Region, asked: Asked, cast: Cast) -> Party | None:
        """Who must act for the condition to come about, where it is not the promisor."""
        if region.word.startswith(WAITING):
            return _first_other(tree, region.start, region.last + 1, asked, cast)
        if not region.clause:
            party = cast.party(tree, head, asked.speaker) or cast.owner(tree, head, asked.speaker)
            return party if party and party.codes and not set(party.codes) <= set(asked.promisor.codes) else None
        if not acts(tree, head):
            return None
        own = profile(tree, head)
        who = agent(tree, head) if own.passive else subject(tree, head)
        if tree.tokens[region.first].text.lower() == "were":
            who = head - 2  # "were *Oslo* to attack"
        if who is None:
            return None
        party = cast.party(tree, who, asked.speaker)
        if party is None or not party.codes:
            return None
        if set(party.codes) <= set(asked.promisor.codes):
            if party.how != "pronoun" or not is_negative(tree, head):
                return None
            return _first_other(tree, asked.stance.anchor, region.first, asked, cast)
        return party

    def _modifiers(self, tree: Tree, asked: Asked, found: list[Condition]) -> list[Condition]:
        """ "postwar guarantees": an adjective that says what must be over; "*even then*", which takes it up."""
        if asked.firmness in DONE or any(c.kind is ConditionKind.CEASEFIRE for c in found):
            return []
        for i in below(tree, asked.stance.top):
            word = tree.tokens[i]
            if word.text.lower() in AFTERWARDS and i and tree.tokens[i - 1].text.lower() == "even":
                kind = self._told_before(tree, i)
                return [Condition(kind=kind, link=Link.IF, text=word.text, span=word.span)] if kind in REACHED else []
        for i in tree.subtree(asked.stance.anchor):
            word = tree.tokens[i]
            if word.text.lower() in ("postwar", "post-war", "post-conflict", "post-ceasefire") and word.label == "amod":
                return [Condition(kind=ConditionKind.CEASEFIRE, link=Link.IF, text=word.text, span=word.span)]
        return []


def _places(stance: Stance) -> frozenset[int]:
    return frozenset(p for p in (stance.anchor, stance.cue, *stance.chain, stance.top) if p >= 0)


def _is_narrated(tree: Tree, region: Region, cue: int) -> bool:
    """True when the stretch hangs on a finished event ("Israel blocked aid until ..."), not on the stance's own cue."""
    if region.governor < 0 or region.governor == cue:
        return False
    own = profile(tree, region.governor)
    return own.time is Time.PAST and not own.modal and not own.negated and own.finite


def _is_date(tree: Tree, region: Region) -> bool:
    """ "as soon as next month", "not before May": the time of the act."""
    return not region.clause and tree.tokens[region.head].lemma.lower() in TEMPORAL


def _only(tree: Tree, region: Region) -> bool:
    """ "only after", "only when": said of what must come first."""
    return region.first > 0 and tree.tokens[region.first - 1].text.lower() == "only"


def _is_question(tree: Tree, region: Region) -> bool:
    """ "asked if", "evaluating if", "if any": no condition."""
    following = tree.tokens[region.start].text.lower() if region.start < len(tree.tokens) else ""
    if following in ("any", "so", "not", "ever", "anything", "at") or tree.tokens[region.head].label == "ccomp":
        return True
    near = region.first - 3 <= region.governor < region.first
    return near and tree.tokens[region.governor].lemma in ASKING


def _opens_with_it(tree: Tree, region: Region) -> bool:
    """ "when it comes to": no event."""
    return region.start < len(tree.tokens) and tree.tokens[region.start].text.lower() == "it"


def _is_threatening(tree: Tree, head: int) -> bool:
    """An unnamed measure is a threat when what sets it off is that another goes on, or does not stop."""
    token = tree.tokens[head]
    return token.lemma in ("continue", "keep", "insist", "persist") or (
        is_negative(tree, head) and token.lemma not in FAILING
    )


def _first_other(tree: Tree, first: int, end: int, asked: Asked, cast: Cast) -> Party | None:
    """The first party named between two words that is not the promisor: whom one awaits, or threatens."""
    for i in range(first, end):
        word = tree.tokens[i]
        if word.upos in ("PROPN", "NOUN") and word.label not in ("compound", "flat"):
            party = cast.party(tree, i, asked.speaker) or cast.owner(tree, i, asked.speaker)
            if party is not None and party.codes and not set(party.codes) & set(asked.promisor.codes):
                return party
    return None
