"""Any source -> documents with their exact text; whatever cannot be read comes back as a doubt with its place."""

from pledgebook.intake.copies import CopyIndex, copies, signature, similar
from pledgebook.intake.documents import documents
from pledgebook.intake.options import FieldNames, Limits

__all__ = ["CopyIndex", "FieldNames", "Limits", "copies", "documents", "signature", "similar"]
