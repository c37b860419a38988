"""The figures of the shipped model: ``python -m training.evaluate FILES... [--json]``.

On the treebank's own words and sentences (``gold``), and from raw text with our own splitter. The treebanks as they lie
here do not say where their paragraphs end, so that raw text is put together in two ways: with a line break where a
sentence ends without punctuation, as headings, list items and lines of letters do in print (``raw``); and each document
as one line, which no reader would be given (``one line``). Needs no torch: it runs the parser as users do.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from pledgebook.model import Span
from pledgebook.syntax import NO_HEAD, Parser, Sentence, Tree, Word, split
from pledgebook.syntax.parser import MODEL
from training.scores import Arc, Tally
from training.treebank import GoldSentence, read


class GoldTokens(Sentence, frozen=True, gc=False, kw_only=True):
    """A sentence that comes with its words instead of being cut into them."""

    given: tuple[Word, ...]

    @property
    def tokens(self) -> list[Word]:
        """The words given."""
        return list(self.given)


def gold_words(sentence: GoldSentence, start: int = 0) -> list[Word]:
    """The words of a gold sentence with their places in its text; ``start`` is where that stands."""
    words = []
    place = 0
    for form in sentence.forms:
        found = sentence.text.index(form, place)
        place = found + len(form)
        words.append(Word(form, Span(start + found, start + place)))
    return words


def gold_arcs(sentence: GoldSentence, words: Sequence[Word]) -> Iterator[Arc]:
    """What a parser should find."""
    for cut, word in zip(words, sentence.words, strict=True):
        head = words[word.head - 1].span if word.head else None
        yield Arc(cut.span, word.lemma, word.upos, word.xpos, head, word.label)


def found_arcs(tree: Tree) -> Iterator[Arc]:
    """What the parser found."""
    for token in tree.tokens:
        head = tree.tokens[token.head].span if token.head != NO_HEAD else None
        yield Arc(token.span, token.lemma, token.upos, token.xpos, head, token.label)


def score_gold(parser: Parser, sentences: Sequence[GoldSentence]) -> Tally:
    """Parse the treebank's own words."""
    words = [gold_words(sentence) for sentence in sentences]
    given = [
        GoldTokens(text=sentence.text, span=Span(0, len(sentence.text)), given=tuple(own))
        for sentence, own in zip(sentences, words, strict=True)
    ]
    tally = Tally()
    for sentence, own, tree in zip(sentences, words, parser.parse(given), strict=True):
        tally.add(gold_arcs(sentence, own), found_arcs(tree))
    return tally


def score_raw(parser: Parser, sentences: Sequence[GoldSentence], *, headings: bool) -> Tally:
    """Split and parse each document's raw text; ``headings``: with a line break after what has no punctuation."""
    tally = Tally()
    for _, document in groupby(sentences, key=lambda sentence: sentence.document):
        gold: list[Arc] = []
        text = ""
        for sentence in document:
            gold.extend(gold_arcs(sentence, gold_words(sentence, len(text))))
            text += sentence.text + ("\n" if headings and sentence.text[-1:].isalnum() else " ")
        trees = parser.parse(split(text))
        tally.add(gold, [arc for tree in trees for arc in found_arcs(tree)])
    return tally


def figures(parser: Parser, model: Path, files: Sequence[Path]) -> dict[str, Any]:
    """All figures on ``files`` together, as they are printed."""
    sentences = read(files)
    gold = score_gold(parser, sentences)
    return {
        "model": {"sha256": hashlib.sha256(model.read_bytes()).hexdigest(), "bytes": model.stat().st_size},
        "files": [path.name for path in files],
        "sentences": len(sentences),
        "words": gold.gold,
        "gold": gold.figures(),
        "raw": score_raw(parser, sentences, headings=True).figures(),
        "one line": score_raw(parser, sentences, headings=False).figures(),
        "lemmas": gold.lemma_shares(),
        "labels": gold.labels(),
    }


def report(found: dict[str, Any]) -> str:
    """The figures as lines for a reader."""
    lines = [f"{found['sentences']} sentences, {found['words']} words; model {found['model']['bytes'] / 1e6:.1f} MB"]
    for kind in ("gold", "raw", "one line"):
        pairs = " ".join(f"{name} {value:6.2f}" for name, value in found[kind].items())
        lines += [f"{kind:9}{pairs}"]
    lines.append("lemmas " + " ".join(f"{tag} {share}" for tag, share in found["lemmas"].items()))
    lines.append(f"{'label':14}{'gold':>7}{'recall':>8}{'precision':>11}")
    lines += [f"{n:14}{v['gold']:7}{v['recall']:8.1f}{v['precision']:11.1f}" for n, v in found["labels"].items()]
    return "\n".join(lines)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description="Figures of the syntax model.")
    parser.add_argument("files", type=Path, nargs="+", help="treebank files, .conllu or .conllu.gz")
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = figures(Parser.load(asked.model, asked.threads), asked.model, asked.files)
    print(json.dumps(found, indent=1) if asked.json else report(found))


if __name__ == "__main__":
    main()
