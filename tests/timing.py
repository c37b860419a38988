"""How long something takes where only its growth is asked: the least of three, by the processor's time, so that a busy
machine fails no test."""

from collections.abc import Callable
from time import process_time


def seconds(work: Callable[[], object]) -> float:
    """The least processor time of three runs of ``work``."""

    def once() -> float:
        start = process_time()
        work()
        return process_time() - start

    return min(once() for _ in range(3))
