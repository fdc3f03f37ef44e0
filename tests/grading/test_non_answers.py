"""An answer that says the question back, or keywords, is none; one that adds what counts is one."""

from __future__ import annotations

import pytest

from app.grading.non_answers import is_echo, is_salad, is_stuffed, keyword_spans

QUESTION = "how are arrays passed to functions?"
POINTS = ["by reference: the function gets the address of the first element"]


@pytest.mark.parametrize(
    ("answer", "echo"),
    [
        ("arrays are passed to functions", True),
        ("how are arrays passed to functions", True),
        ("arrays are passed to functions by reference", False),
        ("arrays are not passed to functions", False),
        ("yes, arrays are passed", False),
        ("they get passed", False),
    ],
)
def test_a_short_echo_has_no_word_of_its_own(answer: str, echo: bool) -> None:
    """One new word may be the answer, and so may a `not`."""
    assert is_echo(answer, QUESTION, POINTS) is echo


def test_a_long_echo_is_one_in_spite_of_padding() -> None:
    """Under a third of its words are new, and next to none is a key point's."""
    padded = (
        "the question is how arrays are passed to functions, and when an array is passed to a "
        "function one has to look at how arrays get passed, as functions that arrays are passed to "
        "depend on it"
    )
    assert is_echo(padded, QUESTION, POINTS)
    told = padded + "; the first element's address is handed over, so that is by reference"
    assert not is_echo(told, QUESTION, POINTS)


@pytest.mark.parametrize(
    ("answer", "stuffed"),
    [
        ("gil, bytecode, lock, threads, cores, processes, switch interval", True),
        ("0.6^3 * 0.4^3 = 0.0138, 1 - p(0) = 0.82, 20/64 = 0.3, p = 0.6, q = 0.4, n = 6", False),
        ("a lock guards the interpreter, so one thread runs at a time", False),
    ],
)
def test_keywords_are_terms_and_not_formulas(answer: str, stuffed: bool) -> None:
    """A calculation is an answer."""
    assert is_stuffed(answer, keyword_spans(answer)) is stuffed


NOTE = [
    "only the thread that holds the interpreter lock executes bytecode, and it releases the lock "
    "while it waits for input or output"
]


@pytest.mark.parametrize(
    ("answer", "salad"),
    [
        ("the waits lock only holds it thread for while output the executes that releases", True),
        (
            "lock holder executes bytecode; releases lock, waits, input, output; one thread only",
            False,
        ),
        (NOTE[0], False),
        ("lock the executes", False),
    ],
)
def test_words_in_no_order_are_no_prose(answer: str, salad: bool) -> None:
    """Where there are function words there is an order; terse notes and few words have little."""
    assert is_salad(answer, NOTE) is salad


def test_the_notes_words_in_an_order_of_ones_own_are_prose() -> None:
    """Who knows the notes' words well may put them together otherwise."""
    answer = (
        "the output thread waits; while the bytecode holds the lock, it executes; or the input "
        "releases the interpreter only for that"
    )
    assert not is_salad(answer, NOTE)
