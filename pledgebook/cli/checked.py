"""Words by which a user narrows a question, checked before it is asked: one that nothing goes by is told at once."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from pledgebook.errors import InputError, alternatives
from pledgebook.reckoning.needs_file import actor_codes, code_of
from pledgebook.reckoning.system import SECURITY_CLASSES

if TYPE_CHECKING:
    from pledgebook.ledger import Ledger


def check_words(
    book: Ledger,
    *,
    promisor: str | None = None,
    act: str | None = None,
    outlet: str | None = None,
    doc: str | None = None,
) -> None:
    """Raises ``InputError`` with near names for a word that no actor, act class, outlet or document of the ledger goes by."""
    if act is not None and act not in SECURITY_CLASSES:
        known = {statement.act for statement in book.statements() if statement.act}
        if act not in known:
            raise InputError(f"no act class {act!r}; {alternatives(act, sorted(known | SECURITY_CLASSES))}")
    if promisor is not None and promisor not in actor_codes():
        said = {name for statement in book.statements() for name in statement.promisors}
        # A coder may have merged them into a name that no statement has.
        _check_promisor(promisor, said | {position.promisor for position in book.positions()})
    if outlet is not None:
        outlets = book.outlets()
        if outlet not in outlets:
            raise InputError(f"no outlet {outlet!r} in the ledger; {alternatives(outlet, sorted(outlets))}")
    if doc is not None and not book.has_document(doc):
        names = sorted({document.name for document in book.documents()})
        raise InputError(f"no document {doc!r} in the ledger; {alternatives(doc, names)}")


def _check_promisor(word: str, known: set[str]) -> None:
    # Groups, counted ones among them, are made of any words: those are not doubted.
    if word in known or not word.isalpha():
        return
    if code := code_of(word):
        raise InputError(f"no promisor {word!r}; promisors go by codes: did you mean {code}?")
    near = get_close_matches(word.upper(), [*sorted(known), *sorted(actor_codes())], n=3, cutoff=0.6)
    remedy = f"did you mean {', '.join(dict.fromkeys(near))}?" if near else alternatives(word, sorted(known))
    raise InputError(f"no promisor {word!r} in the ledger; {remedy}")
