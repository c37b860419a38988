"""Everything pledgebook raises on purpose, in one tree.

    PledgebookError                 any failure that a caller may want to catch
    ├── InputError                  a path, file or argument cannot be used (names place and remedy)
    ├── CodebookError               a codebook or gazetteer file is wrong (names file, key, alternatives)
    ├── LedgerError                 a ledger cannot be opened, read or written
    │   ├── NotALedger              the file or database is something else
    │   ├── NewerLedger             it was written by a newer program
    │   ├── LedgerBusy              another writer holds it
    │   └── LedgerBroken            chain, document or evidence does not verify
    └── ReckoningError              a scenario, needs file or formula cannot be worked out

Bad *content* (an unreadable document, an unknown "he") is no exception but a ``Doubt``: the run goes on.
"""

from __future__ import annotations

from difflib import get_close_matches


class PledgebookError(Exception):
    """Base of all; its message is one sentence that says what, where, and what to do."""


class InputError(PledgebookError):
    """A path, file or argument cannot be used."""


class CodebookError(PledgebookError):
    """A codebook or gazetteer file is wrong."""


class LedgerError(PledgebookError):
    """A ledger cannot be opened, read or written."""


class NotALedger(LedgerError):
    """The file or database is something else than a ledger."""


class NewerLedger(LedgerError):
    """The ledger was written by a newer program."""


class LedgerBusy(LedgerError):
    """Another writer holds the ledger."""


class LedgerBroken(LedgerError):
    """The chain, a document or an evidence span does not verify."""


class ReckoningError(PledgebookError):
    """A scenario, needs file or formula cannot be worked out."""


def alternatives(given: str, known: list[str] | tuple[str, ...], limit: int = 5) -> str:
    """The end of an error message: the near names first, else all that are known.

    >>> alternatives("tank", ["troops", "train", "arms"])
    'known: arms, train, troops'
    >>> alternatives("troop", ["troops", "train"])
    'did you mean troops?'
    """
    near = get_close_matches(given, known, n=limit, cutoff=0.7)
    if near:
        return f"did you mean {', '.join(near)}?"
    names = sorted(known)
    more = f" and {len(names) - 20} more" if len(names) > 20 else ""
    return f"known: {', '.join(names[:20])}{more}"
