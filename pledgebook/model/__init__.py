"""Frozen records that every room shares; no input or output happens here."""

from pledgebook.model.document import Document, Span
from pledgebook.model.doubt import Doubt
from pledgebook.model.position import Overridden, Position
from pledgebook.model.statement import (
    SCHEMA_VERSION,
    Condition,
    ConditionKind,
    Count,
    Direction,
    Directness,
    Firmness,
    Kind,
    Link,
    Quantity,
    Statement,
    Voice,
    When,
)

__all__ = [
    "SCHEMA_VERSION",
    "Condition",
    "ConditionKind",
    "Count",
    "Direction",
    "Directness",
    "Document",
    "Doubt",
    "Firmness",
    "Kind",
    "Link",
    "Overridden",
    "Position",
    "Quantity",
    "Span",
    "Statement",
    "Voice",
    "When",
]
