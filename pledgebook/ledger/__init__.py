"""The ledger: append-only entries with two times, and every question that can be asked of them."""

from pledgebook.ledger.arrivals import Appended
from pledgebook.ledger.backup import restore
from pledgebook.ledger.changes import Cause, Change
from pledgebook.ledger.checks import Checkpoint, Fault, Verified, read_checkpoint, write_checkpoint
from pledgebook.ledger.filters import Filters
from pledgebook.ledger.history import Move
from pledgebook.ledger.ledger import Ledger, open_ledger
from pledgebook.ledger.search import Hit

__all__ = [
    "Appended",
    "Cause",
    "Change",
    "Checkpoint",
    "Fault",
    "Filters",
    "Hit",
    "Ledger",
    "Move",
    "Verified",
    "open_ledger",
    "read_checkpoint",
    "restore",
    "write_checkpoint",
]
