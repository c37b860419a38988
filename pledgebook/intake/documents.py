"""Paths -> documents and doubts: the only way in."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import cast

from pledgebook.intake.bounded import Stream, TooMuch, Unreadable, opened, whole
from pledgebook.intake.decoding import decode
from pledgebook.intake.folders import HTML, ROWS, TEXT, Source, sources, suffix
from pledgebook.intake.options import Defaults, FieldNames, Limits
from pledgebook.intake.page import looks_like_html, read_page
from pledgebook.intake.rows import Rows
from pledgebook.model import Document, Doubt

STDIN = "-"


def documents(
    paths: Iterable[str | Path],
    *,
    fields: FieldNames = FieldNames(),  # noqa: B008 - a frozen record
    published: datetime | None = None,
    outlet: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 - a frozen record
) -> Iterator[Document | Doubt]:
    """The documents at ``paths``, in order, one in memory at a time.

    A path is a file (text, HTML, ``.jsonl``; each also packed with gzip), a folder (all such files below it, sorted),
    or ``-`` (stdin). Text files keep their exact text, rows of ``.jsonl`` are stripped. ``published`` and ``outlet``
    fill the gaps of documents that do not say. Whatever cannot be read is a ``Doubt`` (code ``input``, or ``encoding``
    where it was read on an assumption) with file, line, reason and remedy, and the rest is read all the same: no input
    raises.
    """
    intake = _Intake(fields, Defaults(published=published, outlet=outlet), limits)
    for path in paths:
        if str(path) == STDIN:
            yield from intake.stream(_stdin(), Source(Path("stdin"), "stdin"))
            continue
        for source in sources(Path(path)):
            yield from [source] if isinstance(source, Doubt) else intake.file(source)


def _stdin() -> BufferedReader:
    """Standard input as bytes that can be looked at before they are read."""
    stdin = sys.stdin.buffer
    return stdin if isinstance(stdin, BufferedReader) else BufferedReader(cast(RawIOBase, stdin))


class _Intake:
    """One run: reads files with the same options."""

    def __init__(self, fields: FieldNames, defaults: Defaults, limits: Limits) -> None:
        self._fields = fields
        self._defaults = defaults
        self._limits = limits

    def file(self, source: Source) -> Iterator[Document | Doubt]:
        """The documents of one file."""
        try:
            with opened(source.path, self._limits) as stream:
                yield from self.stream(stream, source)
        except Unreadable as error:
            yield _doubt(source, f"cannot be read ({getattr(error, 'strerror', None) or error})")

    def stream(self, stream: Stream, source: Source) -> Iterator[Document | Doubt]:
        """The documents of an open stream."""
        try:
            kind = _kind(stream, source)
            if kind in ROWS:
                yield from Rows(source.name, self._fields, self._defaults, self._limits).read(stream)
                return
            data = whole(stream, self._limits)
        except TooMuch as error:
            yield _doubt(source, str(error))
            return
        except Unreadable as error:
            yield _doubt(source, f"cannot be read ({getattr(error, 'strerror', None) or error})")
            return
        yield from self._single(data, source, html=kind in HTML)

    def _single(self, data: bytes, source: Source, *, html: bool) -> Iterator[Document | Doubt]:
        """The one document of a text file or page."""
        if not data.strip():
            yield _doubt(source, "the file is empty")
            return
        decoded = decode(data)
        if decoded.text is None:
            yield Doubt(doc=source.name, code="input", reason=decoded.doubt or "not text", line=decoded.line)
            return
        if decoded.doubt:
            yield Doubt(doc=source.name, code="encoding", reason=decoded.doubt, line=decoded.line)
        yield self._page(decoded.text, source) if html else self._text(decoded.text, source)

    def _text(self, text: str, source: Source) -> Document | Doubt:
        """A text file: exactly as it is."""
        if not text.strip():
            return _doubt(source, "the file holds nothing but blanks")
        about = source.about
        return Document(
            name=source.name,
            text=text,
            title=about.title,
            outlet=about.outlet or self._defaults.outlet,
            published=about.published or self._defaults.published,
            link=about.link,
            lang=about.lang,
        )

    def _page(self, html: str, source: Source) -> Document | Doubt:
        """A page: its article. What an index says about it goes before what it says itself."""
        page = read_page(html)
        if isinstance(page, str):
            return _doubt(source, page)
        about = source.about
        return Document(
            name=source.name,
            text=page.text,
            title=about.title or page.title,
            outlet=about.outlet or page.outlet or self._defaults.outlet,
            published=about.published or page.published or self._defaults.published,
            link=about.link or page.link,
            lang=about.lang or page.lang,
        )


def _kind(stream: Stream, source: Source) -> str:
    """The ending of the file, or where it says nothing (stdin, unknown endings) that of what it begins like."""
    ending = suffix(source.path)
    if ending in (*TEXT, *HTML, *ROWS):
        return ending
    start = stream.peek(512)
    if looks_like_html(start):
        return HTML[0]
    return ROWS[0] if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else TEXT[0]


def _doubt(source: Source, reason: str) -> Doubt:
    return Doubt(doc=source.name, code="input", reason=reason)
