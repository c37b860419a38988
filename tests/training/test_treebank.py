from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from training.treebank import Word, read, split_files

TEXT = """# sent_id = letter-7
# text = They don't pay.
1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
3.1\tever\tever\tADV\tRB\t_\t_\t_\t_\t_
4\tpay\tpay\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_
"""


def test_words_are_read_without_ranges_and_empty_nodes(tmp_path: Path) -> None:
    (tmp_path / "a.test.conllu").write_text(TEXT, encoding="utf-8")
    first, second = read([tmp_path / "a.test.conllu"])
    assert first.forms == ["They", "do", "n't", "pay", "."]
    assert first.words[2] == Word("n't", "not", "PART", "RB", 4, "advmod")
    assert (first.text, first.document) == ("They don't pay.", "letter")
    assert (second.text, second.forms) == ("Yes", ["Yes"])


def test_gzipped_files_are_read_alike(tmp_path: Path) -> None:
    (tmp_path / "a.test.conllu.gz").write_bytes(gzip.compress(TEXT.encode()))
    assert len(read(split_files(tmp_path, "test"))) == 2


def test_a_split_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no \*train.conllu"):
        split_files(tmp_path, "train")
