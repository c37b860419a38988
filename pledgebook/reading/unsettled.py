"""What stays open in a sentence: a promisor or a voice that its words do not settle."""

from __future__ import annotations

from typing import NamedTuple

from pledgebook.model import Doubt, Span


class Unsettled(NamedTuple):
    """``code`` as in ``Doubt``, why in words, and the place of the word in question."""

    code: str
    reason: str
    span: Span

    def doubt(self, doc: str) -> Doubt:
        """The doubt that a reading of the document ``doc`` keeps."""
        return Doubt(doc=doc, code=self.code, reason=self.reason, span=self.span)
