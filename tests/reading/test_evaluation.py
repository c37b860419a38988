"""Figures of a reading: worked by hand on small cases, and equal to the shared scorer's on perturbed gold."""

import importlib.util
import random
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.errors import InputError
from pledgebook.model import ConditionKind, Firmness, Kind, Link
from pledgebook.reading.calibration import expected_calibration_error, judged, reliability
from pledgebook.reading.coded import Coded, CodedCondition, CodedVoice, dump_coded, load_coded
from pledgebook.reading.evaluation import Pair, compare, core_recall, evaluate, weighted_kappa
from pledgebook.reading.mistakes import ErrorKind, act_name, by_class, confusion, families, field_mistakes, mistakes

SHARED = Path(__file__).parents[2].parent / "shared"


def row(start=0, end=10, **fields):
    base = {"doc": "d", "kind": Kind.COMMITMENT, "promisors": ("FRA",), "act": "troops", "firmness": Firmness.PLEDGED}
    return Coded(start=start, end=end, **(base | fields))


def test_a_perfect_reading_scores_one_everywhere():
    gold = [row(), row(20, 30, act="arms", conditions=(CodedCondition(kind=ConditionKind.DEAL, link=Link.IF),))]
    figures = evaluate(gold, gold)
    assert figures.statements.f1 == figures.relaxed.f1 == figures.sentences.f1 == 1.0
    assert figures.fields.weighted_kappa == figures.fields.conditions.f1 == 1.0


def test_a_clause_goes_with_the_sentence_that_holds_it():
    assert evaluate([row(0, 100)], [row(70, 90)]).statements.f1 == 1.0
    assert evaluate([row(0, 100)], [row(100, 120)]).sentences.f1 == 0.0


def test_each_statement_is_used_once_and_the_best_fit_wins():
    comparison = compare([row()], [row(firmness=Firmness.WILLING), row()])
    assert [pair.read.firmness for pair in comparison.matched] == [Firmness.PLEDGED]
    assert len(comparison.spurious) == 1


def test_another_kind_is_no_pair():
    comparison = compare([row()], [row(kind=Kind.REQUEST)])
    assert not comparison.matched
    assert len(comparison.missed) == len(comparison.spurious) == 1


def test_the_right_act_alone_is_a_relaxed_pair():
    figures = evaluate([row()], [row(promisors=("DEU",))])
    assert (figures.relaxed.f1, figures.statements.f1) == (1.0, 0.0)


def test_groups_in_other_words_are_one_party_but_counted_groups_are_not():
    group = evaluate([row(promisors=("group:allies",))], [row(promisors=("group:Europe",))])
    counted = evaluate([row(promisors=("26 states",))], [row(promisors=("27 states",))])
    assert (group.fields.promisors, counted.fields.promisors) == (1.0, 0.0)


def test_what_is_read_in_other_documents_does_not_count_unless_they_are_named():
    read = [row(), row(doc="silent")]
    assert evaluate([row()], read).read == 1
    assert evaluate([row()], read, {"silent"}).statements.precision == 0.5


def test_joined_voices_are_compared_in_any_order():
    gold, read = row(voice=CodedVoice(actor="CAN,FRA")), row(voice=CodedVoice(actor="FRA,CAN"))
    assert evaluate([gold], [read]).fields.voice_actor == 1.0


def test_core_recall_looks_at_core_rows_only():
    assert core_recall([row(), row(20, 30, core=False)], [row()]) == 1.0


def test_kappa_is_one_for_agreement_and_falls_with_distance():
    near = [(Firmness.PLEDGED, Firmness.WILLING), (Firmness.RULED_OUT, Firmness.RULED_OUT)]
    far = [(Firmness.PLEDGED, Firmness.RULED_OUT), (Firmness.RULED_OUT, Firmness.PLEDGED)]
    assert weighted_kappa([(f, f) for f in Firmness]) == 1.0
    assert weighted_kappa(near) > 0 > weighted_kappa(far)


def test_calibration_counts_a_read_statement_as_right_when_it_is_a_strict_match():
    comparison = compare([row()], [row(confidence=0.9), row(50, 60, confidence=0.3)])
    assert judged(comparison) == [(0.9, True), (0.3, False)]
    assert expected_calibration_error(judged(comparison)) == pytest.approx(0.2)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())))
def test_every_answer_is_in_one_bin_and_the_error_is_a_share(answers):
    assert sum(one.n for one in reliability(answers)) == len(answers)
    assert 0 <= expected_calibration_error(answers) <= 1


def test_errors_come_most_frequent_family_first():
    gold = [row(), row(20, 30), row(40, 50, act="arms"), row(60, 70)]
    read = [row(60, 70, firmness=Firmness.WILLING)]
    found = mistakes(compare(gold, read))
    assert families(found)[0] == ("missed commitment troops", 2)
    assert [m.what for m in found] == [ErrorKind.MISSED, ErrorKind.MISSED, ErrorKind.FIELD, ErrorKind.MISSED]


def test_a_field_that_scores_as_equal_is_no_mistake():
    gold, read = row(promisors=("group:allies", "FRA")), row(promisors=("FRA", "group:Europe"))
    assert field_mistakes(Pair(gold, read)) == []


def test_class_tables_and_confusion():
    comparison = compare([row(), row(20, 30, act="arms")], [row(firmness=Firmness.WILLING)])
    assert [(c.name, c.gold, c.read, c.right) for c in by_class(comparison, act_name)] == [
        ("arms", 1, 0, 0),
        ("troops", 1, 1, 1),
    ]
    assert confusion(comparison.matched) == {(Firmness.PLEDGED, Firmness.WILLING): 1}


def test_rows_survive_a_file(tmp_path):
    rows = [row(voice=CodedVoice(person="Macron", actor="FRA"), confidence=0.4)]
    path = tmp_path / "rows.jsonl"
    path.write_text(dump_coded(rows) + "\n")
    assert load_coded(path) == rows


def test_a_wrong_row_is_an_error_that_names_its_line(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('\n{"doc": "d", "start": 0, "end": 1, "kind": "promise"}\n')
    with pytest.raises(InputError, match=r"rows\.jsonl:2"):
        load_coded(path)


def scorer():
    path = SHARED / "tools" / "score.py"
    if not path.exists():
        pytest.skip("the shared scorer is not beside this checkout")
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def perturbed(rows, rng):
    """A plausible bad reading of ``rows``: some dropped, doubled, moved, or with a field of another row."""
    for one in rows:
        other, change = rng.choice(rows), rng.choice(["same", "same", "drop", "double", "move", "field", "field"])
        if change == "field":
            names = [
                "kind",
                "promisors",
                "act",
                "direction",
                "firmness",
                "conditions",
                "voice",
                "directness",
                "requester",
            ]
            name = rng.choice(names)
            yield msgspec.structs.replace(one, **{name: getattr(other, name)})
        elif change == "move":
            shift = rng.randint(-120, 120)
            yield msgspec.structs.replace(one, start=max(one.start + shift, 0), end=max(one.end + shift, 1))
        elif change != "drop":
            yield from [one] * (2 if change == "double" else 1)


@pytest.mark.parametrize("gold_set", ["gold-dev", "gold-train", "seeds"])
def test_figures_equal_those_of_the_shared_scorer(gold_set):
    shared_score = scorer().score
    gold = load_coded(SHARED / gold_set / "gold.jsonl")
    docs = {one.doc for one in gold} - {gold[0].doc}
    gold = [one for one in gold if one.doc in docs]
    for seed in range(5):
        rng = random.Random(seed)
        read = list(perturbed(gold, rng))
        rng.shuffle(read)
        wanted, missed, spurious = shared_score(msgspec.to_builtins(gold), msgspec.to_builtins(read), docs)
        comparison = compare(gold, read)
        assert msgspec.to_builtins(evaluate(gold, read)) == wanted
        assert (len(comparison.missed), len(comparison.spurious)) == (len(missed), len(spurious))
