"""Markdown as plain words, and sentences."""

from __future__ import annotations

import pytest

from app.core.markup import plain, sentence_spans


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**bold** and *slanted*", "bold and slanted"),
        ("`a_b` and snake_case_name", "a_b and snake_case_name"),
        ("[text](http://x) ![image](y.png)", "text"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a  \n b<br> <!-- no --> \\* c", "a b * c"),
        ("`List[int]` is < `dict`", "List[int] is < dict"),
        ("__init__ runs", "init runs"),
    ],
)
def test_plain(markdown: str, text: str) -> None:
    """Inline markup goes, code and arithmetic stay."""
    assert plain(markdown) == text


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two? Three!", ["One. ", "Two? ", "Three!"]),
        ("Use it, e.g. Django 5.2. Then go.", ["Use it, e.g. Django 5.2. ", "Then go."]),
        ("It is so (see below.) Next.", ["It is so (see below.) ", "Next."]),
        ("no stop", ["no stop"]),
        ("中文。再来。", ["中文。", "再来。"]),
        ("", [""]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    """Sentences touch, and together are the whole text."""
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences
