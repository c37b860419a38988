"""Codebooks: act classes and the words of a field as data. Another field is another file, not another program.

``load_codebook("security")`` reads one that ships with the package, ``load_codebook(Path("mine.toml"))`` one of your own.
"""

from pledgebook.codebooks.codebook import ActClass, Codebook, available, load_codebook

__all__ = ["ActClass", "Codebook", "available", "load_codebook"]
