"""Where an export goes: a file that is there whole or not at all, a folder, and the library that writes it."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from pledgebook.errors import InputError


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A place beside ``path`` to write to; put there at the end, so that a failure leaves what was there before.

    Raises ``InputError`` where it cannot be written.
    """
    if path.is_dir():
        raise InputError(f"{path} is a folder: name a file in it")
    if not path.parent.is_dir():
        raise InputError(f"{path}: cannot be written (there is no folder {path.parent}); name another place with -o")
    part = path.with_name(f"{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        yield part
        part.replace(path)
    except OSError as error:
        raise InputError(
            f"{path}: cannot be written ({error.strerror or error}); name another place with -o"
        ) from error
    finally:
        if part.is_file():
            part.unlink()


def folder(path: Path) -> Path:
    """The folder ``path``, made where it is not there. Raises ``InputError`` where it cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{path}: no folder can be made there ({error.strerror}); name another with -o") from error
    return path


def library(name: str) -> ModuleType:
    """The module of a library that only some exports need. Raises ``InputError`` naming the remedy."""
    try:
        return importlib.import_module(name)
    except ImportError:
        raise InputError(
            f"this export needs the library {name.partition('.')[0]}: pip install 'pledgebook[export]'"
        ) from None
