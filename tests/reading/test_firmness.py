"""How firm a stand is by the rules alone: what the words say, before the network is heard."""

from __future__ import annotations

import pytest

from pledgebook.model import Firmness, Kind
from tests.reading.by_rules import allowed, of_kind


@pytest.mark.parametrize(
    ("text", "act", "whose", "firmness"),
    [
        ("Oslo will send troops.", "troops", "NOR", Firmness.PLEDGED),
        ("Oslo set to send troops", "troops", "NOR", Firmness.PLEDGED),
        ("Oslo will join Riga in sending troops.", "troops", "NOR,LVA", Firmness.PLEDGED),
        ("Oslo open to talks", "negotiate", "NOR", Firmness.CONSIDERING),
        ("Oslo did not rule out sending troops.", "troops", "NOR", Firmness.CONSIDERING),
        ("Oslo denied that it would send troops.", "troops", "NOR", Firmness.RULED_OUT),
        ("Peru's foreign minister denied that Lima had agreed to send troops.", "troops", "PER", Firmness.RULED_OUT),
        ("Oslo did not deny that it would send troops.", "troops", "NOR", Firmness.PLEDGED),
        ("Oslo denied it had agreed to any troops.", "troops", "NOR", Firmness.RULED_OUT),
        ("Oslo has not yet decided to send troops.", "troops", "NOR", Firmness.UNDECIDED),
        ("Oslo has not decided on the deployment of troops.", "troops", "NOR", Firmness.UNDECIDED),
        ("Oslo will not send troops.", "troops", "NOR", Firmness.RULED_OUT),
        ("Oslo has made no decision on sending troops.", "troops", "NOR", Firmness.UNDECIDED),
        ("Oslo will not decide before May whether to send troops.", "troops", "NOR", Firmness.UNDECIDED),
        ("Oslo has no plans to send troops.", "troops", "NOR", Firmness.RULED_OUT),
        ("Oslo promised loans but no troops.", "troops", "NOR", Firmness.RULED_OUT),
        ("Oslo has yet to decide whether to send troops.", "troops", "NOR", Firmness.UNDECIDED),
        ("Oslo has yet to take a decision on troops.", "troops", "NOR", Firmness.UNDECIDED),
        ("Oslo refused to confirm that it would send troops.", "troops", "NOR", Firmness.UNDECIDED),
        ("Oslo has no plans to offer troops.", "troops", "NOR", Firmness.RULED_OUT),
        ("Oslo will send no troops.", "troops", "NOR", Firmness.RULED_OUT),
        ("Oslo will deploy neither troops nor ships.", "troops", "NOR", Firmness.RULED_OUT),
        ("No troops will be sent by Oslo.", "troops", "NOR", Firmness.RULED_OUT),
        ("No talks are planned between Norway and Latvia.", "negotiate", "NOR,LVA", Firmness.RULED_OUT),
        ("Oslo turned the sanctions down.", "sanctions", "NOR", Firmness.RULED_OUT),
        ("Oslo stopped short of promising to send troops.", "troops", "NOR", Firmness.RULED_OUT),
        ("Oslo reneged on a pledge to send troops.", "troops", "NOR", Firmness.RULED_OUT),
        ("Oslo walked back its offer to host talks.", "negotiate", "NOR", Firmness.RULED_OUT),
        ("Riga refused to send troops despite its earlier promise of tanks.", "arms", "LVA", Firmness.PLEDGED),
        ("Oslo sees no need to send troops.", "troops", "NOR", Firmness.RULED_OUT),
        ("Oslo denied agreeing to send troops.", "troops", "NOR", Firmness.RULED_OUT),
        ("Oslo denied that its soldiers had opened fire.", "troops", "NOR", Firmness.RULED_OUT),
        ("Oslo has ruled out sending troops, and Riga opposes it too.", "troops", "NOR", Firmness.RULED_OUT),
        ("Oslo balked at sending troops.", "troops", "NOR", Firmness.RELUCTANT),
        ("Oslo reserves the right to send troops.", "troops", "NOR", Firmness.CONSIDERING),
        ("Oslo insisted on sending troops.", "troops", "NOR", Firmness.PLEDGED),
        ("Oslo is to keep a brigade in Riga.", "troops", "NOR", Firmness.PLEDGED),
        ("Oslo will help by sending troops.", "troops", "NOR", Firmness.PLEDGED),
        ("Oslo will contribute through training and equipping its army.", "train", "NOR", Firmness.PLEDGED),
        ("Oslo will discuss the war with Riga.", "negotiate", "NOR", Firmness.PLEDGED),
        ("Oslo will discuss sending troops.", "troops", "NOR", Firmness.CONSIDERING),
        ("Riga will not take part, while Oslo offered its air base.", "logistics", "NOR", Firmness.WILLING),
        ("Oslo backed away from a plan to send troops.", "troops", "NOR", Firmness.RELUCTANT),
        ("Oslo brushed aside the truce.", "ceasefire", "NOR", Firmness.RULED_OUT),
        ("26 countries to send troops to Mali", "troops", "26 states", Firmness.PLEDGED),
        ("Oslo: ready to send troops.", "troops", "NOR", Firmness.WILLING),
        ("Oslo is exploring ways to send troops.", "troops", "NOR", Firmness.CONSIDERING),
        ("Oslo is weighing options for sending troops.", "troops", "NOR", Firmness.CONSIDERING),
        ("Oslo has shown no sign of sending troops.", "troops", "NOR", Firmness.RELUCTANT),
        ("There is little evidence that Oslo will send troops.", "troops", "NOR", Firmness.RELUCTANT),
        ("Riga saw no sign from Oslo of a wish to end the war.", "ceasefire", "NOR", Firmness.RELUCTANT),
        ("Riga sees no sign that Oslo wants to end the war.", "ceasefire", "NOR", Firmness.RELUCTANT),
        ("Riga saw no signs from Oslo that they want to end the war.", "ceasefire", "NOR", Firmness.RELUCTANT),
        ("Following the vote, Oslo and Riga were due to meet.", "negotiate", "NOR,LVA", Firmness.PLEDGED),
    ],
)
def test_the_step_that_the_words_show(text: str, act: str, whose: str, firmness: Firmness) -> None:
    steps = {(s.act, ",".join(s.promisors)): s.firmness for s in allowed(text) if s.firmness}
    assert steps[act, whose] is firmness


@pytest.mark.parametrize("text", ["Kenya has yet to accept the offer of talks.", "Kenya has yet to sign the deal."])
def test_what_is_yet_to_be_is_undecided_whatever_carries_it(text: str) -> None:
    rules = {s.firmness for s in of_kind(Kind.COMMITMENT, text) if s.promisors == ("KEN",) and "hint" not in s.rules}
    assert rules == {Firmness.UNDECIDED}
