"""Trees -> statements, each with its evidence: ``Reader().read(document)``."""

from pledgebook.reading.reader import Reader, Reading

__all__ = ["Reader", "Reading"]
