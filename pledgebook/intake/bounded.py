"""Opens files so that none can fill memory or disk: packed or endless ones are stopped at a limit."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from pledgebook.intake.options import Limits

GZIP = b"\x1f\x8b"
_BLOCK = 1 << 20
Unreadable = (OSError, EOFError, zlib.error)
"""What a broken disk, right or archive raises while it is read."""


class TooMuch(Exception):
    """More came than the limits allow. Caught inside intake and told as a doubt; never leaves it."""


class Unpacking:
    """A gzip stream that counts what it gives and stops a bomb. Reads like a binary file."""

    def __init__(self, packed: BinaryIO, limits: Limits) -> None:
        self._packed = packed
        self._stream = gzip.GzipFile(fileobj=packed)
        self._limits = limits
        self._given = 0

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes. Raises ``TooMuch`` for a bomb."""
        return self._counted(self._stream.read(size))

    def read1(self, size: int) -> bytes:
        """What is there, at most ``size`` bytes. Raises ``TooMuch`` for a bomb."""
        return self._counted(self._stream.read1(size))

    def peek(self, size: int) -> bytes:
        """Some bytes from here on, without moving on."""
        return self._stream.peek(size)

    def _counted(self, data: bytes) -> bytes:
        self._given += len(data)
        if self._given > self._limits.free and self._given > self._limits.ratio * max(self._packed.tell(), 1):
            raise TooMuch(
                f"unpacks to more than {self._limits.ratio} times its size, as only a decompression bomb does: stopped"
            )
        return data


Stream = Unpacking | BufferedReader


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[Stream]:
    """The bytes of ``path``, unpacked where it is gzip by its first two bytes."""
    with path.open("rb") as file:
        if file.peek(2).startswith(GZIP):
            yield Unpacking(file, limits)
        else:
            yield file


def whole(stream: Stream, limits: Limits) -> bytes:
    """Everything in ``stream``. Raises ``TooMuch`` where it is longer than one document may be."""
    data = stream.read(limits.document + 1)
    if len(data) > limits.document:
        raise TooMuch(f"longer than {limits.document:,} bytes; split it, or raise the limit (--max-bytes)")
    return data


def lines(stream: Stream, limits: Limits) -> Iterator[tuple[int, bytes]]:
    """The lines that are not empty, with their numbers from 1; little more than one in memory at a time.

    Read in blocks, blank ones passed over as a whole: a bomb of line ends takes minutes line by line. Raises
    ``TooMuch`` at a line that is too long.
    """
    begun: list[bytes] = []
    number, size = 1, 0
    while block := stream.read1(_BLOCK):
        if not begun and block.isspace():
            number += block.count(b"\n")
            continue
        *ended, tail = block.split(b"\n")
        for end in ended:
            line = b"".join([*begun, end]) if begun else end
            if line:
                yield number, _short(line, number, limits)
            number, begun, size = number + 1, [], 0
        if tail:
            begun.append(tail)
            size += len(tail)
        if size > limits.document:
            _short(b"".join(begun), number, limits)
    if size:
        yield number, _short(b"".join(begun), number, limits)


def _short(line: bytes, number: int, limits: Limits) -> bytes:
    """The line, if it is not too long for a document. Raises ``TooMuch`` otherwise."""
    if len(line) > limits.document:
        raise TooMuch(f"line {number} is longer than {limits.document:,} bytes; raise the limit (--max-bytes)")
    return line
