"""Cutting Markdown into sentences that can be quoted as they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.passage import PassageKind
from app.core.sentences import sentences
from tests.examples import PLACE, passage


def texts(markdown: str) -> list[str]:
    return [sentence.text for sentence in sentences(passage(markdown))]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("One thread runs. The others wait!", ["One thread runs.", "The others wait!"]),
        ("Does it end? *Yes it does.* Good.", ["Does it end?", "*Yes it does.*"]),
        ("See e.g. Python 3.13. It is new.", ["See e.g. Python 3.13.", "It is new."]),
        ("Call `a.b. C()` for it. `x` is next.", ["Call `a.b. C()` for it.", "`x` is next."]),
        ("It waits (for long). Then it runs.", ["It waits (for long).", "Then it runs."]),
        ("Version 3.13 costs 1.5 ms.", ["Version 3.13 costs 1.5 ms."]),
        ("A line that\ngoes on. Then one more.", ["A line that\ngoes on.", "Then one more."]),
        ("- first of all\n- second of all", ["first of all", "second of all"]),
        ("1. first\n   of all\n2) then this one", ["first\n   of all", "then this one"]),
        ("> quoted by somebody else", ["quoted by somebody else"]),
        ("| level | sees |\n|---|---|\n| serial | all |", ["| level | sees |", "| serial | all |"]),
        ("# A heading of words\nThe text under it.", ["The text under it."]),
        ("Say this first.\n```\nx = 1. Not text.\n```", ["Say this first."]),
        ("Too short. This one is not.", ["This one is not."]),
        ("<!-- a comment for writers -->\n\n---\n\n", []),
        ("", []),
    ],
)
def test_sentences(markdown: str, expected: list[str]) -> None:
    """Full stops in code, numbers and short forms end nothing; markers and code are left out."""
    assert texts(markdown) == expected


def test_places_have_the_lines_of_the_note() -> None:
    """The passage begins on line 10; the second sentence runs over lines 10 and 11."""
    first, second, third = sentences(
        passage("The first stands here. The second\nruns over two.\n\n- The third is last.")
    )
    assert [s.place.lines for s in (first, second, third)] == [(10, 10), (10, 11), (13, 13)]
    assert first.place == replace(PLACE, lines=(10, 10))
    assert second.plain == "The second runs over two."


def test_a_sentence_is_verbatim() -> None:
    """Whatever the Markdown, each piece is a piece of it."""
    markdown = "Ünïcode  “quotes”, **bold**\tand  gaps. - [ ] not a list\n* a starred item here"
    assert all(text in markdown for text in texts(markdown))
    assert len(texts(markdown)) == 2


def test_code_has_no_sentences() -> None:
    """A passage of code is never quoted as an answer."""
    code = passage("```python\n# This is a comment. It is one.\n```", kind=PassageKind.CODE)
    assert sentences(code) == []


def test_a_sentence_knows_where_it_begins() -> None:
    """So that evidence can be marked in the passage that it is quoted from."""
    whole = passage("> - The first of all.\n> - The second\n>   of all.")
    for sentence in sentences(whole):
        assert whole.text[sentence.start :].startswith(sentence.text)
