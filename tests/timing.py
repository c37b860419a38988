"""How long something takes where only its growth is asked: the least of three, by the processor's time and without the
garbage collector (which ``timeit`` turns off), so that neither a busy machine nor the heap of a whole suite fails a test."""

from collections.abc import Callable
from time import process_time
from timeit import repeat


def seconds(work: Callable[[], object]) -> float:
    """The least processor time of three runs of ``work``."""
    return min(repeat(work, timer=process_time, number=1, repeat=3))
