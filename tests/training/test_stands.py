"""Coded rows become targets at the words that carry them; runs only where the extra ``training`` is installed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pledgebook.model import Document
from pledgebook.reading.hints import PROMISOR, SENTENCE, STAND
from pledgebook.reading.reader import Reader
from pledgebook.syntax.encoding import WordPieces
from pledgebook.syntax.parser import TOKENIZER
from tests.reading.any_tree import AnyNetwork
from training.stands import CodedSentence, Said, coded_sentences, load_marked

TEXT = "Norway will send tanks to Ukraine. It rained."
ROW = (
    '{"doc": "a.txt", "start": 0, "end": 34, "kind": "commitment", "promisors": ["NOR"], "act": "arms", '
    '"firmness": "pledged", "act_span": [12, 33], "promisor_spans": [[0, 6]]}'
)
ACTS = ("troops", "arms")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(network=AnyNetwork())


def learned(reader: Reader, folder: Path, row: str) -> list[CodedSentence]:
    (folder / "rows.jsonl").write_text(row + "\n", encoding="utf-8")
    rows = load_marked([folder / "rows.jsonl"])
    document = Document(name="a.txt", text=TEXT)
    return list(coded_sentences(reader, [document], rows, ACTS, WordPieces(TOKENIZER)))


def test_a_row_hangs_on_the_word_that_heads_its_act(reader: Reader, tmp_path: Path) -> None:
    first, second = learned(reader, tmp_path, ROW)
    (stand,) = first.stands
    assert (first.tree.tokens[stand.anchor].text, stand.promisors, stand.stopped) == ("send", (0,), False)
    assert ACTS[stand.act] == "arms"
    assert second.stands == ()
    assert second.follows and not first.follows


def test_a_row_without_its_words_takes_them_from_a_candidate_that_was_right(reader: Reader, tmp_path: Path) -> None:
    bare = ROW.replace(', "act_span": [12, 33], "promisor_spans": [[0, 6]]', "")
    (stand,) = learned(reader, tmp_path, bare)[0].stands
    assert (stand.anchor, stand.promisors) == (2, (0,))


def test_a_class_of_another_codebook_teaches_nothing(reader: Reader, tmp_path: Path) -> None:
    assert learned(reader, tmp_path, ROW.replace('"arms"', '"mitigation"'))[0].stands == ()


def test_what_was_said_of_other_words_is_refused(reader: Reader, tmp_path: Path) -> None:
    tree = learned(reader, tmp_path, ROW)[0].tree
    scores = {
        STAND: np.zeros((2, 5), np.float16),
        PROMISOR: np.zeros((2, 2), np.float16),
        SENTENCE: np.zeros(1, np.float16),
    }
    np.savez(tmp_path / "said.npz", **{Said.key("a.txt", 0, head): array for head, array in scores.items()})
    with pytest.raises(ValueError, match="words at 0 have changed"):
        Said([tmp_path / "said.npz"]).put("a.txt", tree)
