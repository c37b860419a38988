"""The documents that a gold coding speaks of, with the exact text in which its offsets count."""

from __future__ import annotations

import gzip
import re
from collections.abc import Collection, Iterator
from pathlib import Path

import msgspec

from pledgebook.errors import InputError
from pledgebook.intake.moments import moment
from pledgebook.model import Document

LINE_NAME = re.compile(r"r(\d+)")
"""A gold document ``r123`` is line 123 of its corpus, counted from 0; its offsets count in the stripped text."""


class Article(msgspec.Struct, frozen=True):
    """One line of a corpus."""

    text: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    link: str | None = None
    lang: str | None = None


def corpus_lines(corpus: Path) -> Iterator[Document]:
    """Every article of a ``.jsonl`` or ``.jsonl.gz`` corpus as a document named by its line, one at a time.

    Raises InputError naming the line that cannot be read.
    """
    decoder = msgspec.json.Decoder(Article)
    try:
        with gzip.open(corpus) if corpus.suffix == ".gz" else corpus.open("rb") as lines:
            for number, line in enumerate(lines):
                try:
                    article = decoder.decode(line)
                except msgspec.DecodeError as error:
                    raise InputError(f"{corpus}: line {number}, counted from 0, is no article: {error}") from error
                yield Document(
                    name=f"r{number:03d}",
                    text=article.text.strip(),
                    title=article.title,
                    outlet=article.source,
                    published=moment(article.published),
                    link=article.link,
                    lang=article.lang,
                )
    except OSError as error:
        raise InputError(f"{corpus}: cannot be read as a corpus ({error})") from error


def gold_documents(names: Collection[str], *, folder: Path, corpus: Path | None = None) -> list[Document]:
    """The documents called ``names``: lines of ``corpus`` for names such as r123, else text files of ``folder``.

    Raises InputError naming those that are nowhere.
    """
    in_corpus = {name for name in names if corpus and LINE_NAME.fullmatch(name)}
    found = (
        [document for document in corpus_lines(corpus) if document.name in in_corpus] if corpus and in_corpus else []
    )
    files = {path.name: path for path in sorted(folder.iterdir())} if folder.is_dir() else {}
    for name in sorted(set(names) - in_corpus):
        path = files.get(name) or files.get(f"{name}.txt")
        if path:
            found.append(Document(name=name, text=path.read_bytes().decode("utf-8", "replace")))
    if missing := sorted(set(names) - {document.name for document in found}):
        places = f"{folder}/" + (f" or {corpus}" if corpus else "; give --corpus FILE.jsonl.gz or --texts FOLDER")
        raise InputError(f"no text for {', '.join(missing[:5])} ({len(missing)} in all) in {places}")
    return found
