"""Trees as text, in the ten columns of CoNLL-U or in five short ones for tests.

    # text = Paris will send troops.
    Paris   Paris  PROPN  3  nsubj
    will    will   AUX    3  aux
    send    send   VERB   0  root
    troops  troop  NOUN   3  obj
    .       .      PUNCT  3  punct

The short columns are form, lemma, UPOS, head (numbered from 1, 0 for the root), label. Without ``# text`` the words
stand with single spaces between them.
"""

from __future__ import annotations

from typing import NamedTuple

from pledgebook.model import Span
from pledgebook.syntax.tree import Token, Tree

SHORT, LONG = 5, 10


class _Row(NamedTuple):
    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    label: str


def read_tree(text: str, start: int = 0) -> Tree:
    """The tree that ``text`` describes; ``start`` is the offset of its first character in the document.

    Raises ``ValueError`` for a line with neither five nor ten columns, a word that ``# text`` does not have at its
    turn, or heads that are no tree.
    """
    raw = None
    rows = []
    for line in text.strip().splitlines():
        if line.lstrip().startswith("# text ="):
            raw = line.partition("=")[2].strip()
        elif line.strip() and not line.lstrip().startswith("# "):
            rows.append(_row(line))
    sentence = raw if raw is not None else " ".join(row.form for row in rows)
    tokens = []
    place = 0
    for i, row in enumerate(rows):
        found = sentence.find(row.form, place)
        if found < 0:
            raise ValueError(f"the text has no {row.form!r} after character {place}: {sentence!r}")
        place = found + len(row.form)
        span = Span(start + found, start + place)
        tokens.append(Token(i, row.form, span, row.lemma, row.upos, row.xpos, row.head - 1, row.label))
    return Tree(tuple(tokens), Span(start, start + len(sentence)), sentence)


def write_tree(tree: Tree) -> str:
    """The tree in ten columns, with its text; ``read_tree`` gives the same tree again."""
    lines = [f"# text = {tree.text}"]
    for token in tree.tokens:
        tags = f"{token.lemma}\t{token.upos}\t{token.xpos or '_'}\t_"
        lines.append(f"{token.i + 1}\t{token.text}\t{tags}\t{token.head + 1}\t{token.label}\t_\t_")
    return "\n".join(lines) + "\n"


def _row(line: str) -> _Row:
    column = line.split("\t") if "\t" in line else line.split()
    if len(column) == SHORT:
        form, lemma, upos, head, label = column
        return _Row(form, lemma, upos, "", int(head), label)
    if len(column) == LONG:
        return _Row(column[1], column[2], column[3], column[4], int(column[6]), column[7])
    raise ValueError(f"a line has {SHORT} or {LONG} columns, this has {len(column)}: {line!r}")
