from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.model import Span
from pledgebook.syntax.sentences import LONGEST, split
from tests.timing import seconds

# What stands in the text, with "|" where a sentence must end.
CASES = {
    "country abbreviated": "The U.S. will send troops to the U.S. Army base.| He left the U.S.| The others stayed.",
    "titles": "Gen. Anna Berg met Lt. Col. Holt and Mr. Dahl.| Sen. Ivo Marek did not come.",
    "number": "It is No. 10 on the list.| The answer is no.| Ten came.",
    "channel with a number": "Sat.1 and N24 reported it.| Nobody else did.",
    "company": "Brandt Inc. will pay.| It belongs to Holt Corp.| The firm is old.",
    "a network of one letter": "Moe wrote on X.| Chadian officials left.| Leon X. Berg stayed.",
    "initials": "J. K. Rowe and T.S. Berg signed.| They left.",
    "months and times": "It begins on Jan. 5 at 5 p.m. Monday.| It ends at 6 p.m.| The hall closes then.",
    "time first": "At 5 p.m. Berg spoke.| At 6 p.m. EST he left.",
    "versus": "It is Norway vs. Sweden again.| Norway won.",
    "and so on": "They sent tanks, guns, etc. to the front.| Others did not.",
    "decimal": "It costs $3.5 billion.| That is 0.2 percent.",
    "ellipsis goes on": "We will ... perhaps ... send them.| I ... I do not know.",
    "ellipsis ends": "Nobody knows…| Then it came.| And then...| Silence fell.",
    "quote ends after the stop": '"We are ready." The hall was silent.'.replace('." ', '."| '),
    "curly quotes": "“We are ready.”| He sat down.| “Are you?”| Nobody spoke.",
    "quote goes on": '"Will you come?" he asked.| "Yes!" they said.',
    "asked by name": '"Will you come?" Anna Berg asked.| Nobody spoke.',
    "quote in brackets": "He agreed. (He had said so before.)| She did not.".replace("agreed. (", "agreed.| ("),
    "headline": "Norway to send ships\n|The government said so on Friday.\n|Sweden will follow.",
    "headline and blank line": "Norway to send ships\n\n|it was said on Friday.",
    "line broken within": "Norway will send\nships to the north.| Sweden will not.",
    "fixed width": "The government of the country\nsaid on Friday that it will\nsend ships to the north of\nNorway.",
    "run together": "It will send ships on Friday.|Sweden will follow.|“We will too,” Denmark said.",
    "run together after a quote": '"We will send ships.”|Sweden will follow.',
    "bullets": "They want:\n|• ships\n|• planes\n|- men\n|and no more.".replace("|and", "|And"),
    "bullets in a line": "They want: |• ships |• planes",
    "dashes in a line": "He fled.| - He had help.| - Nobody was hurt, he said. – or so it seems.",
    "named after a dash": "“We will go.” – Anna Berg",
    "numbered": "1. Send ships. |2. Send men.",
    "non-breaking space": "Norway will send 5\xa0ships.|\xa0Sweden will not.",
    "line separator": "Norway agrees\u2028|Sweden does not",
    "windows lines": "Norway agrees\r\n|Sweden does not\r\n\r\n|Denmark may",
    "exclamation in a name": "Yahoo! said so.| Really!| Yes.",
    "footnotes": "The treaty was signed in 1990.[12] [13]| It holds.",
    "address": "See www.example.org/a.b for more.| Or write to a.berg@example.org.| Thank you.",
    "dateline": "OSLO, May 21. /NTB/.| Norway agrees.",
    "other scripts": "שלום עולם.| مرحبا بالعالم.| 条約は有効だ。|次の文。",
    "emoji": "They agreed!| 😀 Great news.",
    "two marks": "Really?!| Yes.| What??| No.",
    "small first letter": "They like it.| iPhone users do not.",
    "null characters": "They agreed.\x00| Norway will pay.".replace("\x00| ", "| \x00"),
    "firm with an ampersand": "It was sold at M&S.| Nobody knew.",
    "year then capital": "It was so in 2024.| Sweden joined.",
    "saint": "They met in St. Gallen.| They left.",
}  # fmt: skip


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    text = marked.replace("|", "")
    assert [sentence.text for sentence in split(text)] == [part.strip() for part in marked.split("|")]


@given(st.text(alphabet="aB.!?\"“”'() \n\t\xa0\u2028\x00\u200b1•-…Å中😀", max_size=200))
def test_nothing_but_blanks_lies_between_sentences(text: str) -> None:
    place = 0
    for sentence in split(text):
        assert sentence.text == sentence.span.of(text)
        assert sentence.text.strip() == sentence.text != ""
        assert not text[place : sentence.span.start].strip(" \n\t\xa0\u2028\u200b")
        place = sentence.span.end
    assert not text[place:].strip(" \n\t\xa0\u2028\u200b")


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\ufeff"])
def test_blanks_hold_no_sentence(text: str) -> None:
    assert split(text) == []


def test_a_text_without_a_full_stop_is_cut_at_its_clauses() -> None:
    text = "the ships will come; and the planes, which are new, will come " * 100
    sentences = split(text)
    assert all(sentence.cut and len(sentence.text) <= LONGEST for sentence in sentences)
    assert all(sentence.text.endswith(";") for sentence in sentences[:-1])
    assert " ".join(sentence.text for sentence in sentences) == text.strip()


def test_what_fits_is_not_cut() -> None:
    text = "a" * LONGEST
    assert [(s.span, s.cut) for s in split(text)] == [(Span(0, LONGEST), False)]


@pytest.mark.parametrize(
    "unit",
    ["word and ", '"', ".", "a. ", " ", "x.", "\n", "a", "1.1", "(", "'s", "a-", "\x00", "😀", "No. ", "\u05d0 "],
)
def test_time_grows_with_length_alone(unit: str) -> None:
    def once(text: str) -> None:
        for sentence in split(text):
            assert len(sentence.tokens) <= len(sentence.text)

    def taken(size: int) -> float:
        return seconds(lambda: once(unit * (size // len(unit))))

    # Sixteen times the text in at most seventy times the time: growth with the square would take 256 times.
    assert taken(64_000) < 70 * max(taken(4_000), 0.003)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("KYIV, Ukraine (AP) — The army held the bridge.", "KYIV, Ukraine (AP) —"),
        ("PARIS - Ministers met again.", "PARIS -"),
        ("Oslo (Reuters) - The cabinet agreed.", "Oslo (Reuters) -"),
        ("Politics Advertisement Supported by The cabinet agreed.", "Politics Advertisement Supported by"),
        ("NATO - the alliance - will meet.", "NATO - the alliance - will meet."),
        ("The U.S. — not alone — objected.", "The U.S. — not alone — objected."),
    ],
)
def test_what_a_page_puts_before_the_first_sentence_stands_apart(text: str, first: str) -> None:
    assert split(text)[0].text == first
