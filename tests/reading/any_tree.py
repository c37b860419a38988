"""A parser that hangs words together anyhow: whatever a rule believes of trees, here is one that breaks it.

Half of the arcs are what a parser might say of such words, so that rules set to work; the others are anything.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from random import Random

import numpy as np
import numpy.typing as npt

from pledgebook.reading.hints import PROMISOR, SENTENCE, STAND, width
from pledgebook.reading.network import Begun, Network
from pledgebook.syntax import Sentence, Token, Tree, Word, split
from pledgebook.syntax.encoding import Own

UPOS = ["NOUN", "PROPN", "VERB", "AUX", "ADJ", "ADV", "PRON", "DET", "ADP", "SCONJ", "PART", "NUM", "PUNCT", "X"]
XPOS = ["NN", "NNP", "NNS", "VB", "VBD", "VBZ", "VBG", "VBN", "MD", "JJ", "RB", "PRP", "PRP$", "IN", "TO", "CD", "WDT"]
LABELS = [
    "nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss", "amod", "acl", "acl:relcl", "advcl",
    "ccomp", "xcomp", "csubj", "aux", "aux:pass", "cop", "mark", "case", "det", "conj", "cc", "appos", "flat", "fixed",
    "compound", "parataxis", "punct", "advmod", "nummod", "expl", "discourse", "dep",
]  # fmt: skip
VERBS = frozenset(("send", "said", "agrees", "urge", "pledge", "refuse", "reject", "offer", "plan", "accept", "deploy"))
SMALL = {
    "will": ("AUX", "MD", "aux"),
    "would": ("AUX", "MD", "aux"),
    "not": ("PART", "RB", "advmod"),
    "to": ("PART", "TO", "mark"),
    "that": ("SCONJ", "IN", "mark"),
    "once": ("SCONJ", "IN", "mark"),
    "it": ("PRON", "PRP", "nsubj"),
    "he": ("PRON", "PRP", "nsubj"),
    "we": ("PRON", "PRP", "nsubj"),
    "they": ("PRON", "PRP", "nsubj"),
    "of": ("ADP", "IN", "case"),
    "and": ("CCONJ", "CC", "cc"),
}
VERBS_HANG = ["ccomp", "xcomp", "advcl", "conj", "parataxis", "acl"]


class AnyTreeParser:
    """The same sentence at the same place gets the same tree, so that readings can be compared."""

    def parse_words(self, with_words: Sequence[tuple[Sentence, Sequence[Word]]], batch: int = 1) -> list[Tree]:
        """One tree for each sentence."""
        return [any_tree(sentence) for sentence, _ in with_words]


def any_tree(sentence: Sentence) -> Tree:
    """A tree over the words of a sentence: each hangs from a word that was hung before it."""
    words, random = sentence.tokens, Random(f"{sentence.span.start} {sentence.text!a}")
    verbs = [i for i, word in enumerate(words) if word.text.lower() in VERBS]
    others = [i for i, word in enumerate(words) if word.text.lower() not in VERBS]
    random.shuffle(others)
    order, rows = verbs + others, {}
    for place, i in enumerate(order):
        upos, xpos, label = _likely(words[i].text, random)
        before = bisect_left(verbs, i)
        head = verbs[before - 1] if before else order[0]
        if place and (head == i or random.random() < 0.5):
            head, label = order[random.randrange(place)], random.choice(LABELS)
        rows[i] = (upos, xpos, head if place else -1, label if place else "root")
    tokens = tuple(
        Token(i, word.text, word.span, word.text.lower().removesuffix("s"), *rows[i]) for i, word in enumerate(words)
    )
    certainties = tuple(random.random() for _ in tokens)
    return Tree(tokens, sentence.span, sentence.text, sentence.cut, certainties)


class AnyNetwork(Network):
    """Says of the same words always the same, and nothing that means anything."""

    def __init__(self) -> None:
        self.acts = ("troops", "arms", "negotiate", "other")

    def begin(self, sentences: Sequence[Sequence[Word]], before: Sequence[Word] = ()) -> list[Begun]:
        """The words as letters: their number, and a seed for noise."""
        seeds = [Random(ascii([word.text for word in words])).randrange(2**32) for words in sentences]
        return [
            Begun(0.0, [(Own([seed], [0], [0], [0]), np.zeros(len(words), np.float32))])
            for seed, words in zip(seeds, sentences, strict=True)
        ]

    def finish(self, begun: Begun) -> dict[str, npt.NDArray[np.float32]]:
        """Noise for every head."""
        ((own, words),) = begun.parts
        noise = np.random.default_rng(own.pieces[0])
        sizes = {STAND: (len(words), width(len(self.acts))), PROMISOR: (len(words), len(words)), SENTENCE: (1,)}
        told = {head: noise.normal(-2, 3, size).astype(np.float32) for head, size in sizes.items()}
        return {**told, SENTENCE: np.abs(told[SENTENCE])}


def hand_made(text: str, heads: dict[str, npt.NDArray[np.float32]] | None) -> Tree:
    """Words in a row, each hanging from the one before, with the scores that the network gave."""
    (sentence,) = split(text)
    tokens = tuple(
        Token(i, word.text, word.span, word.text.lower(), "VERB" if word.text == "send" else "NOUN", "NN", i - 1, "dep")
        for i, word in enumerate(sentence.tokens)
    )
    return Tree(tokens, sentence.span, sentence.text, heads=heads)


def _likely(text: str, random: Random) -> tuple[str, str, str]:
    """Tags and label that suit a word, or by chance any."""
    if random.random() < 0.1:
        return random.choice(UPOS), random.choice(XPOS), random.choice(LABELS)
    if text.lower() in VERBS:
        return "VERB", random.choice(["VB", "VBD", "VBZ", "VBG", "VBN"]), random.choice(VERBS_HANG)
    if text.lower() in SMALL:
        return SMALL[text.lower()]
    if text[:1].isupper():
        return "PROPN", "NNP", random.choice(["nsubj", "obj", "obl", "nmod", "nmod:poss"])
    return ("NOUN", "NN", random.choice(["obj", "obl", "nsubj", "nmod"])) if text.isalpha() else ("PUNCT", ".", "punct")
