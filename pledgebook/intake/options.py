"""What a caller may set: the names of a row's fields, what fills gaps, and the limits of patience."""

from __future__ import annotations

from datetime import datetime

import msgspec


class FieldNames(msgspec.Struct, frozen=True, kw_only=True):
    """Which fields of a ``.jsonl`` row hold what."""

    text: str = "text"
    title: str = "title"
    published: str = "published"
    source: str = "source"
    link: str = "link"
    id: str = "id"
    lang: str = "lang"


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds that hold a hostile or mistaken input.

    ``document``: most bytes of one document (or row), unpacked. The longest report of a news corpus stays under 1 MB;
    transcripts and dumps of pages reach some 10 MB.
    ``ratio`` and ``free``: a packed file that has given more than ``free`` bytes may not be more than ``ratio`` times
    its packed size. Gzip packs news 3 to 5 times, one short row repeated for ever 350 times, a bomb 1,000 times.
    ``told``: how many different complaints about rows of one file are told; the rest is counted.
    """

    document: int = 50_000_000
    ratio: int = 500
    free: int = 100_000_000
    told: int = 10


class Defaults(msgspec.Struct, frozen=True, kw_only=True):
    """What is taken where a document does not say it itself."""

    published: datetime | None = None
    outlet: str | None = None
