"""pledgebook: who has promised what, to whom, how firmly, on which conditions, in which exact words."""

__version__ = "0.1.0"
