"""What the decision about a candidate looks at: short names of facts, each there or not.

Words stand beside forms: which cue, which act, whose, on whose word, how foreign, where in the document. Training and reading
share this file, so that both see the same facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from math import exp, log
from operator import mul
from typing import NamedTuple

from pledgebook.model import Direction, Kind, Statement
from pledgebook.reading.acts import Act
from pledgebook.reading.clauses import profile
from pledgebook.reading.hints import FIRMNESS, KINDS, Hints
from pledgebook.reading.party import ADDRESSED, IMPLIED, Party
from pledgebook.reading.stance import Stance
from pledgebook.syntax import Token, Tree


class Setting:
    """What is known of a sentence and its document, for all candidates of the sentence alike."""

    def __init__(
        self, tree: Tree, number: int, codes: Sequence[str], density: float, around: tuple[float, float, float]
    ) -> None:
        """``around`` is what ``Likelihoods`` says of this sentence's place."""
        self.facts = tuple(self._facts(tree, number, codes, density))
        self.words = tuple(
            dict.fromkeys(f"w={t.lemma}" for t in tree.tokens if t.upos != "PUNCT" and not _is_of_its_day(t))
        )
        self.around = around

    @staticmethod
    def _facts(tree: Tree, number: int, codes: Sequence[str], density: float) -> Iterator[str]:
        yield f"parties={min(len(set(codes)), 4)}"
        yield f"place={'first' if number == 0 else 'lead' if number < 4 else 'body'}"
        yield f"density={min(int(density * 4), 8)}"
        yield f"long={min(len(tree.tokens) // 10, 6)}"
        if tree.text.rstrip().endswith("?"):
            yield "question"
        if tree.text.rstrip()[-1:] not in ".!?”\"’'":
            yield "unfinished"
        root = tree.tokens[tree.root]
        yield f"root={root.lemma}"
        yield f"root.form={root.xpos}"


class Likelihoods:
    """How likely the sentences of a document hold statements at all, by the network's hints."""

    def __init__(self, hints: Sequence[Hints | None]) -> None:
        self._likely = [chance_of(h.sentence) if h is not None else 0.0 for h in hints]
        self._whole = _odds(sum(self._likely) / len(self._likely)) if hints else 0.0

    def around(self, number: int) -> tuple[float, float, float]:
        """Log odds for the document on the whole, for the sentence before and the one after sentence ``number``."""
        before = self._likely[number - 1] if number else FLOOR
        after = self._likely[number + 1] if number + 1 < len(self._likely) else FLOOR
        return self._whole, _odds(before), _odds(after)


def features(
    statement: Statement, tree: Tree, stance: Stance, act: Act, who: Party, setting: Setting
) -> tuple[str, ...]:
    """The facts of one candidate."""
    return tuple(dict.fromkeys((*_own(statement, tree, stance, act, who), *setting.facts)))


def _own(s: Statement, tree: Tree, stance: Stance, act: Act, who: Party) -> Iterator[str]:
    anchor = tree.tokens[stance.anchor]
    cue = tree.tokens[stance.cue] if stance.cue >= 0 else anchor
    own = profile(tree, stance.anchor)
    yield f"kind={s.kind}"
    yield f"act={s.act}"
    yield f"firm={s.firmness}"
    yield f"kind+act={s.kind}+{s.act}"
    yield f"act+firm={s.act}+{s.firmness}"
    yield f"direction={s.direction}+{s.act}"
    yield f"anchor={anchor.lemma}"
    yield f"act+anchor={s.act}+{anchor.lemma}"
    yield f"act+score={s.act}+{min(int(act.score), 5)}"
    yield f"cue={cue.lemma}+{s.kind}"
    yield f"anchor.form={anchor.upos}+{anchor.xpos}+{anchor.label}"
    yield f"time={own.time}+{own.modal}+{own.negated}+{s.kind}"
    yield f"who={who.how}"
    yield f"who.type={_sort(s.promisors)}"
    yield f"who.many={min(len(s.promisors), 3)}"
    yield f"direct={s.directness}+{s.firmness}"
    yield f"voice={_relation(s)}"
    yield f"hearsay={s.hearsay}+{s.kind}"
    yield f"score={min(int(act.score), 5)}"
    yield f"margin={min(int(act.margin), 3)}"
    yield f"beneficiary={s.beneficiary is not None}"
    yield f"conditions={bool(s.conditions)}"
    top = tree.tokens[stance.top]
    yield f"top={top.label}+{top.upos}"
    yield f"top.root={stance.top == tree.root}"
    for rule in s.rules:
        yield f"rule={rule}"
    for rule in stance.rules:
        yield f"rule+act={rule}+{s.act}"
    yield "rules=" + "+".join(stance.rules)
    if s.kind is not Kind.COMMITMENT:
        yield f"by={'named' if s.requester else 'none'}+{s.kind}"
    yield from _of_kind(s, stance, tree, act, who)
    yield from _place(s, stance, tree)
    for i in tree.subtree(stance.anchor)[:40]:
        token = tree.tokens[i]
        if token.upos in ("NOUN", "VERB", "ADJ") and not _is_of_its_day(token):
            yield f"region={token.lemma}"
            yield f"act+region={s.act}+{token.lemma}"


def _is_of_its_day(token: Token) -> bool:
    """True for names and what is made of them ("Ukrainian"): who is in the news on the days that were learned from tells
    nothing of others."""
    return token.upos == "PROPN" or (token.upos in ("ADJ", "NOUN") and token.i > 0 and token.text[:1].isupper())


def _of_kind(s: Statement, stance: Stance, tree: Tree, act: Act, who: Party) -> Iterator[str]:
    """Facts that speak differently for a commitment, a request and an objection: who it is, and the words around."""
    tokens = tree.tokens
    anchor = tokens[stance.anchor]
    cue = tokens[stance.cue] if stance.cue >= 0 else anchor
    top = tokens[stance.top]
    yield f"who+kind={who.how}+{s.kind}"
    yield f"type+kind={_sort(s.promisors)}+{s.kind}"
    yield f"voice+kind={_relation(s)}+{s.kind}"
    yield f"score+kind={min(int(act.score), 5)}+{s.kind}"
    yield f"top+kind={top.label}+{top.upos}+{s.kind}"
    yield f"top.word={top.lemma}+{s.kind}"
    yield f"quoted={s.directness}+{s.kind}"
    yield f"governor={tokens[anchor.head].lemma if anchor.head >= 0 else EDGE}+{s.kind}"
    for name, word in (("anchor", anchor), ("cue", cue)):
        yield f"{name}.before={tokens[word.i - 1].lemma if word.i else EDGE}+{s.kind}"
        yield f"{name}.behind={tokens[word.i + 1].lemma if word.i + 1 < len(tokens) else EDGE}+{s.kind}"


def _place(s: Statement, stance: Stance, tree: Tree) -> Iterator[str]:
    """Where the stand lies in its sentence, how far its words are apart, and on what it hangs."""
    tokens, at = tree.tokens, stance.anchor
    given = next((t.lemma for t in tree.children(at) if t.label == "obj"), "")
    yield f"object={given}+{s.act}"
    yield f"who.word={tokens[stance.who].lemma if stance.who is not None else ''}"
    yield f"apart.who={_apart(at, stance.who)}"
    yield f"apart.cue={_apart(at, stance.cue if stance.cue >= 0 else None)}"
    yield f"where={min(at * 5 // len(tokens), 4)}"
    yield f"depth={sum(1 for _ in islice(tree.ancestors(at), DEEPEST))}"


def _apart(at: int, other: int | None) -> str:
    return "none" if other is None else str(min(abs(other - at), 12) // 3)


DEEPEST = 6
"""Words above a stand that are counted; what hangs deeper is as deep."""
EDGE = "^"
"""What stands before the first word and behind the last."""
NUMBERS = (
    "kind", "kind near", "kind anywhere", "act and kind", "act near", "act here", "share of act", "act anywhere", "named",
    "named here", "no name", "firmness", "direction", "any kind", "sentence", "document", "sentence before", "sentence after",
)  # fmt: skip
"""What ``hint_facts`` gives, in order: log odds and log probabilities."""
ACT_AND_KIND, NAMED = NUMBERS.index("act and kind"), NUMBERS.index("named")
SHARES = ("party elsewhere", "kind and party elsewhere", "act elsewhere", "kind and act elsewhere")
"""What ``Shares`` adds to them."""


class HintFacts(NamedTuple):
    """What the network says of a candidate: ``NUMBERS`` for the decision, and log probabilities of the nine steps.

    ``chance`` is how likely it holds a stand of the candidate's kind there.
    """

    numbers: tuple[float, ...]
    steps: tuple[float, ...]
    chance: float


def hint_facts(s: Statement, tree: Tree, stance: Stance, who: Party, hints: Hints, setting: Setting) -> HintFacts:
    """How well a candidate agrees with what the network says of its words."""
    anchor = stance.anchor
    kind = hints.kind[:, KINDS.index(s.kind)].tolist()
    known = hints.of_act(s.act or "")
    act = known.tolist() if known is not None else [UNTOLD] * len(kind)
    near = stance.near(tree)
    chance = max([kind[i] for i in near])
    both = list(map(mul, kind, act))
    best = max(near, key=both.__getitem__)
    named = s.spans["promisors"][0]
    told = who.how not in (IMPLIED, ADDRESSED)
    names = [t.i for t in tree.tokens if named.start <= t.span.start < named.end] if told else []
    pointed, here = (float(max(hints.promisor[i, names])) if names else 0.02 for i in (best, anchor))
    stopped = float(hints.stopped[best])
    steps = tuple([log(step + 10 * FLOOR) for step in hints.firmness[best].tolist()])
    numbers = (
        _odds(kind[anchor]),
        _odds(chance),
        _odds(max(kind)),
        _odds(both[best]),
        log(act[best] + FLOOR),
        log(act[anchor] + FLOOR),
        log(both[best] / (max(both) + FLOOR) + FLOOR),
        log(max(act) + FLOOR),
        _odds(pointed),
        _odds(here),
        float(not names),
        steps[FIRMNESS.index(s.firmness)] if s.firmness else 0.0,
        _odds(stopped if s.direction is Direction.STOP else 1 - stopped),
        _odds(float(hints.kind.max())),
        hints.sentence,
        *setting.around,
    )
    return HintFacts(numbers, steps, chance)


UNTOLD = 0.5
"""How likely an act is held to be of a class of another codebook, of which the heads were taught nothing."""
FLOOR = 1e-4
"""Added under logarithms: what is less likely is all the same."""


def _odds(chance: float) -> float:
    return log(max(chance, FLOOR) / max(1 - chance, FLOOR))


def chance_of(odds: float) -> float:
    """The chance with these log odds, 0 to 1."""
    return 1.0 / (1.0 + exp(-odds)) if odds > -700 else 0.0


def _sort(promisors: Sequence[str]) -> str:
    """Whether the promisors are named, counted, or a group without names."""
    if any(code.startswith("group:") for code in promisors):
        return "group"
    return "counted" if any(code[0].isdigit() for code in promisors) else "named"


def _relation(s: Statement) -> str:
    """How the voice stands to the promisors: their own, another's, a private person's, or none."""
    if not s.voice.actor:
        return "private" if s.voice.person else "none"
    return "own" if set(s.voice.actor.split(",")) & set(s.promisors) else "other"
