"""Which sentences are parsed at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pytest

from pledgebook.model import Document
from pledgebook.reading.hints import SENTENCE
from pledgebook.reading.network import Begun, Network
from pledgebook.reading.reader import Reader
from pledgebook.syntax import Word
from tests.reading.any_tree import AnyTreeParser


class Sending(Network):
    """Holds a sentence likely to hold a statement where something is sent in it."""

    acts = ()

    def __init__(self) -> None:
        """Nothing to load."""

    def begin(self, sentences: Sequence[Sequence[Word]], before: Sequence[Word] = ()) -> list[Begun]:
        return [Begun(9.0 if any(word.text == "send" for word in words) else -9.0, ()) for words in sentences]

    def finish(self, begun: Begun) -> Mapping[str, npt.NDArray[np.float32]]:
        return {SENTENCE: np.array([begun.odds], np.float32)}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(parser=AnyTreeParser(), network=Sending())


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("It rained. Norway will send tanks. It snowed.", ["Norway will send tanks."]),
        ("Oslo met. It will send tanks. It snowed.", ["Oslo met.", "It will send tanks."]),
        ("Berg spoke. “Norway will send tanks.” It snowed.", ["Berg spoke.", "“Norway will send tanks.”"]),
        ("It rained. It snowed.", []),
        ("They send tanks.", ["They send tanks."]),
        ("", []),
    ],
)
def test_what_a_likely_sentence_looks_back_to_is_parsed_as_well(reader: Reader, text: str, parsed: list[str]) -> None:
    assert [tree.text for tree in reader.parse(Document(name="a.txt", text=text))] == parsed
