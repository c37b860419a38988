"""Reading treebanks: CoNLL-U files, plain or gzipped, as they come from Universal Dependencies."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple


class Word(NamedTuple):
    """One word of the gold standard; ``head`` 0 is the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    label: str


class GoldSentence(NamedTuple):
    """A sentence of a treebank: its words, its raw text (the words with spaces where the file gives none), and the
    name of the document that it stands in."""

    words: tuple[Word, ...]
    text: str
    document: str

    @property
    def forms(self) -> list[str]:
        """The words as written."""
        return [word.form for word in self.words]


def read(paths: Iterable[Path]) -> list[GoldSentence]:
    """All sentences of the files, in order. Multiword ranges and empty nodes are left out."""
    return [sentence for path in paths for sentence in _sentences(path)]


def split_files(folder: Path, split: str) -> list[Path]:
    """The files of one split (``train``, ``dev``, ``test``) in ``folder``, in alphabetical order.

    Raises ``FileNotFoundError`` where there is none.
    """
    found = sorted(p for p in folder.iterdir() if f"{split}.conllu" in p.name)
    if not found:
        raise FileNotFoundError(f"no *{split}.conllu or *{split}.conllu.gz in {folder}")
    return found


def _sentences(path: Path) -> Iterator[GoldSentence]:
    words: list[Word] = []
    text = document = ""
    for line in _lines(path):
        if not line.strip():
            if words:
                yield GoldSentence(tuple(words), text or " ".join(w.form for w in words), document)
            words, text = [], ""
        elif line.startswith("# text ="):
            text = line.partition("=")[2].strip()
        elif line.startswith("# sent_id ="):
            document = line.partition("=")[2].strip().rpartition("-")[0]
        elif not line.startswith("#"):
            column = line.split("\t")
            if column[0].isdigit():
                words.append(Word(column[1], column[2], column[3], column[4], int(column[6]), column[7]))
    if words:
        yield GoldSentence(tuple(words), text or " ".join(w.form for w in words), document)


def _lines(path: Path) -> Iterator[str]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from content.decode("utf-8").split("\n")
