"""A statement holds when the notes say it in much the same words."""

from __future__ import annotations

import pytest

from app.adapters.sentence_embedder import SentenceEmbedder
from app.grading import Grader
from app.grading.stated import says_in_its_words, states

GIL = (
    "The GIL is a lock in CPython. Only one thread executes Python bytecode at a time. A thread drops "
    "the GIL while it waits for I/O, so threads help with network requests. CPU-bound work gains "
    "nothing from threads; use processes instead."
)
SAID = [
    "Only one thread runs bytecode at a time.",
    "For CPU-bound work use processes.",
    "The GIL is a lock in CPython that lets one thread execute at a time.",
]
NOT_SAID = [
    "CPU-bound work gains from threads.",
    "A thread does not drop the GIL while it waits for I/O.",
    "The GIL was removed in Python 3.13.",
    "Two threads execute Python bytecode at a time.",
    "The GIL makes every operation atomic.",
    "The candidate has passed.",
    "",
]


@pytest.mark.parametrize("statement", SAID)
def test_the_words_of_the_notes(statement: str) -> None:
    """A little of its own a statement may have."""
    assert says_in_its_words(GIL, statement)


@pytest.mark.parametrize("statement", NOT_SAID[2:])
def test_words_and_numbers_of_its_own(statement: str) -> None:
    """Another number is another statement."""
    assert not says_in_its_words(GIL, statement)


@pytest.mark.integration
def test_the_grader_decides() -> None:
    """It also finds what is turned round."""
    grader = Grader(SentenceEmbedder())
    assert [s for s in (*SAID, *NOT_SAID) if states(grader, GIL, s)] == SAID
