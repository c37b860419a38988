"""The forms in which conditions come: sentences read with the real parser and the rules alone."""

from __future__ import annotations

import pytest

from tests.reading.by_rules import allowed


@pytest.mark.parametrize(
    ("text", "act", "expected"),
    [
        ("Ghana is preparing tariffs on Togo should the talks fail.", "sanctions", "deal unless"),
        ("Ghana will send troops should Togo attack again.", "troops", "violation if TGO"),
        ("Were Togo to attack again, Ghana would impose sanctions.", "sanctions", "violation if TGO"),
        ("Ghana would impose sanctions were Togo to attack again.", "sanctions", "violation if TGO"),
        ("Ghana will send troops to Mali when invited.", "troops", "invitation if"),
        ("Ghana would send troops to Mali only at the request of Bamako.", "troops", "invitation if MLI"),
        ("Ghana would send troops only with a mandate.", "troops", "mandate if"),
        ("Ghana will send troops provided the fighting stops.", "troops", "ceasefire if"),
        ("Ghana will send troops, provided a truce holds.", "troops", "ceasefire if"),
        ("Ghana will send troops pending approval by parliament.", "troops", "mandate until"),
        ("Ghana will send troops unless parliament objects.", "troops", "mandate unless"),
        ("Ghana will not send troops except with the consent of Togo.", "troops", "invitation unless TGO"),
        ("The moment Togo frees the miners, Ghana will lift sanctions.", "sanctions", "other-acts if TGO"),
        ("Ghana will impose sanctions in case Togo breaches the deal.", "sanctions", "violation if TGO"),
        ("Ghana ruled out lifting sanctions ahead of a peace deal.", "sanctions", "deal until"),
        ("Ghana is ready to send troops after the war.", "troops", "ceasefire if"),
        ("Ghana will not send troops until there is peace.", "troops", "ceasefire until"),
        ("Ghana will not negotiate while Togo bombs it.", "negotiate", "violation if TGO"),
        ("Ghana will respond if Togo crosses the line.", "other", "violation if TGO"),
        ("Stop it, or Ghana will impose sanctions.", "sanctions", "other unless"),
        ("Togo must stop, or Ghana will impose sanctions.", "sanctions", "other-acts unless TGO"),
        ("Ghana will send troops, if at all, after a truce.", "troops", "ceasefire if"),
        ("Ghana promised a response should Togo attack its soldiers.", "force", "violation if TGO"),
        ("Ghana will not send troops in the absence of a truce.", "troops", "ceasefire unless"),
        ("Ghana will send troops once the shooting stops.", "troops", "ceasefire if"),
        ("Ghana will respond to any aggression.", "force", "violation if"),
        ("Ghana will treat any move of the border as an act of war.", "force", "violation if"),
        ("Ghana will impose sanctions should another rocket be fired at Accra.", "sanctions", "violation if"),
        ("Ghana will impose sanctions if Togo goes back to war.", "sanctions", "violation if TGO"),
        ("Ghana has not decided whether to send troops pending a vote in parliament.", "troops", "mandate until"),
        ("Ghana is ready to send troops within a month of a ceasefire.", "troops", "ceasefire if"),
        ("Ghana will not send troops unless Togo strikes it off its list.", "troops", "other-acts unless TGO"),
        ("As long as there is no ceasefire, Ghana will not send troops.", "troops", "ceasefire until"),
        ("Ghana will send troops as long as Togo does not object.", "troops", "other-acts if TGO"),
        ("Ghana is committed to answering any strike.", "force", "violation if"),
        ("Ghana has suspended the aid until Togo agrees to a contract.", "humanitarian", "other-acts until TGO"),
        ("Ghana is unlikely to send a soldier without an invitation from Togo.", "troops", "invitation unless TGO"),
        ("Ghana will send troops in the event a truce holds.", "troops", "ceasefire if"),
        ("Ghana will leave the treaty in response to any such step.", "agreement", "violation if"),
        ("Ghana will send troops only after parliament had voted.", "troops", "mandate if"),
        ("Ghana will not lift sanctions until the end of the war.", "sanctions", "ceasefire until"),
        ("Until a truce holds, Ghana will send none, and even after that it is hesitant.", "guarantee", "ceasefire if"),
        (
            "Ghana would send none without a truce, and even then it would have reservations.",
            "guarantee",
            "ceasefire if",
        ),
        ("Ghana is hesitant, waiting for the US to make its contribution.", "guarantee", "other-acts until USA"),
        ("Ghana will send troops on the sole condition that Togo does too.", "troops", "other-acts if TGO"),
    ],
)
def test_what_must_hold(text: str, act: str, expected: str) -> None:
    found = {
        ", ".join(f"{c.kind} {c.link} {c.on or ''}".strip() for c in s.conditions)
        for s in allowed(text)
        if s.act == act and s.promisors == ("GHA",)
    }
    assert expected in found


@pytest.mark.parametrize(
    "text",
    [
        "Ghana will keep troops in Togo until the middle of May.",
        "Ghana is open to talks and will not bar any move against Togo.",
        "Ghana sent troops when the talks were to begin.",
        "Ghana will send the pending approval of its troops to Togo.",
        "Togo will send troops or Ghana will.",
        "Ghana will send troops as soon as next month.",
        "Ghana will not send troops, and not before May.",
        "When asked about the war, Ghana said it would send troops.",
    ],
)
def test_what_is_no_condition(text: str) -> None:
    assert not [c for s in allowed(text) for c in s.conditions]
