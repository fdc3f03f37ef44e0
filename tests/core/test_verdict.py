"""A quote is checked against its source."""

from __future__ import annotations

import pytest

from app.core.errors import UnverifiedQuote
from app.core.verdict import AnswerQuote, NoteQuote
from tests.examples import PLACE

ANSWER = "Only one thread runs. The others wait."


def test_a_cut_quote_verifies() -> None:
    """A quote cut from the answer stands in it."""
    quote = AnswerQuote.cut(ANSWER, 22, 38)
    assert quote.text == "The others wait."
    quote.verify(ANSWER)


@pytest.mark.parametrize(
    "quote",
    [AnswerQuote("All threads run", 0, 15), AnswerQuote("", 3, 3), AnswerQuote("Only one", 1, 9)],
)
def test_a_made_up_quote_does_not(quote: AnswerQuote) -> None:
    """Invented, empty or misplaced quotes are refused."""
    with pytest.raises(UnverifiedQuote):
        quote.verify(ANSWER)


def test_a_note_quote_may_be_wrapped_differently() -> None:
    """Line breaks inside a paragraph of the note don't matter, words do."""
    NoteQuote("one thread runs", PLACE).verify("Only one\nthread runs.")
    with pytest.raises(UnverifiedQuote, match="does not say"):
        NoteQuote("two threads run", PLACE).verify("Only one\nthread runs.")
