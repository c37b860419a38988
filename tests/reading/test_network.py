"""The network that reads, as it ships."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.errors import InputError
from pledgebook.reading.hints import PROMISOR, SENTENCE, STAND, width
from pledgebook.reading.network import APART, LOWER, UPPER, Network, passages, preceding
from pledgebook.reading.reader import LEAST_EARLY
from pledgebook.syntax import Sentence, Word, split
from pledgebook.syntax.parser import MODEL


@pytest.fixture(scope="module")
def network() -> Network:
    return Network.load()


def words(text: str) -> tuple[Word, ...]:
    (sentence,) = split(text)
    return tuple(sentence.tokens)


def test_it_speaks_of_every_word(network: Network) -> None:
    said = network.say(words("Norway will send ships."))
    assert said[STAND].shape == (5, width(len(network.acts)))
    assert said[PROMISOR].shape == (5, 5) and said[SENTENCE].shape == (1,)


def test_a_pledge_is_likelier_to_be_a_statement_than_the_weather(network: Network) -> None:
    pledge = network.say(words("Norway will send 300 soldiers to Ukraine once a ceasefire holds."))
    weather = network.say(words("Heavy rain fell over the southern valleys on Tuesday night."))
    assert pledge[SENTENCE][0] > 0 > weather[SENTENCE][0]


def test_what_it_says_depends_on_the_sentence_and_what_stands_before(network: Network) -> None:
    first = network.say(words("Norway will send ships."))
    network.say(words("Sweden declined to commit troops, its prime minister said in Stockholm."))
    again = network.say(words("Norway will send ships."))
    assert all(np.array_equal(first[head], again[head]) for head in first)


def test_words_of_different_parts_are_apart(network: Network) -> None:
    text = "Norway will send ships, and Sweden will send planes; " * 40 + "nobody else will."
    long = Sentence(text, split("x")[0].span._replace(end=len(text)))
    said = network.say(long.tokens)
    assert said[STAND].shape[0] == len(long.tokens)
    assert said[PROMISOR][0, -1] == said[PROMISOR][-1, 0] == APART


def test_what_stands_before_is_in_view(network: Network) -> None:
    told = words("It refused.")
    asked = preceding(text := "Oslo was asked to send ships to Ukraine with its troops. It refused.", len(text) - 11)
    assert [word.text for word in asked][-3:] == ["its", "troops", "."]
    assert network.say(told, asked)[SENTENCE][0] > network.say(told)[SENTENCE][0]


def test_the_lower_layers_tell_a_pledge_from_the_weather(network: Network) -> None:
    (pledge,) = network.begin([words("Norway will send 300 soldiers to Ukraine once a ceasefire holds.")])
    (weather,) = network.begin([words("Heavy rain fell over the southern valleys on Tuesday night.")])
    assert pledge.odds > LEAST_EARLY > weather.odds


def test_sentences_of_a_passage_are_read_together(network: Network) -> None:
    asked, told = split("Starmer was asked whether Britain would send troops. He said that it would.")
    _, together = network.begin([asked.tokens, told.tokens])
    (alone,) = network.begin([told.tokens])
    assert together.odds != alone.odds
    (after,) = network.begin([told.tokens], asked.tokens)
    assert network.finish(after)[SENTENCE][0] == pytest.approx(network.finish(together)[SENTENCE][0], abs=1.5)


def test_any_number_of_sentences_is_read(network: Network) -> None:
    sentences = split("Norway will send ships. Sweden refuses to. " * 30)
    begun = network.begin([sentence.tokens for sentence in sentences])
    assert [len(network.finish(one)[STAND]) for one in begun] == [len(sentence.tokens) for sentence in sentences]


@given(st.lists(st.sampled_from(["Oslo pays.", "It rained.", "\n", "Why?", "* * *"]), max_size=8), st.data())
def test_passages_are_all_sentences_in_their_order(parts: list[str], data: st.DataObject) -> None:
    text = " ".join(parts)
    spans = [sentence.span for sentence in split(text) if data.draw(st.booleans())]
    found = list(passages(text, spans))
    assert [span for passage in found for span in spans[passage]] == spans
    for passage in found:
        assert text[spans[passage][0].start : spans[passage][-1].end].split() == [
            word for span in spans[passage] for word in text[span.start : span.end].split()
        ]


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no reading model at .*network.lower.onnx: reinstall pledgebook"):
        Network.load(tmp_path)


def test_the_model_of_the_parser_is_no_model_for_reading(tmp_path: Path) -> None:
    for name in (LOWER, UPPER):
        (tmp_path / name).symlink_to(MODEL)
    with pytest.raises(InputError, match="is no reading model of pledgebook: it lacks its acts"):
        Network.load(tmp_path)
