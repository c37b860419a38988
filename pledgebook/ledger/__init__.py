"""The ledger: append-only entries with two times, and every question that can be asked of them."""

from pledgebook.ledger.arrivals import Appended
from pledgebook.ledger.checks import Checkpoint, Fault, Verified
from pledgebook.ledger.ledger import Ledger, open_ledger

__all__ = ["Appended", "Checkpoint", "Fault", "Ledger", "Verified", "open_ledger"]
