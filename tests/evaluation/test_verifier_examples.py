"""The verifier's examples say what they are labelled with."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from app.core.verdict import Verdict
from app.evaluation.samples import Sample
from app.evaluation.verifier import variations
from app.evaluation.verifier.examples import (
    CONTRADICTED,
    MET,
    PARTIAL,
    NoteExamples,
    interview_examples,
)
from tests.examples import key_point, question

LOCK = key_point(
    "lock",
    "The lock is held by one thread, because the counts of references are shared.",
    wordings=("Only a single thread can own it.", "Threads take turns with it."),
    misconceptions=("Every thread has a lock of its own.",),
)
WAIT = key_point(
    "wait",
    "The lock is dropped while a thread waits.",
    wordings=("Waiting gives it back.", "Who waits lets go of it."),
    misconceptions=("A waiting thread keeps it until it is done.",),
)
ASKED = question("gil", LOCK, WAIT)


@pytest.mark.parametrize(
    ("statement", "denials"),
    [
        ("PUT is idempotent.", {"PUT is not idempotent.", "PUT isn't idempotent."}),
        ("It can fail.", {"It can not fail."}),
        ("Threads share memory.", {None}),
        ("It is not safe.", {None}),
    ],
)
def test_denials(statement: str, denials: set[str | None]) -> None:
    """A statement is denied at an auxiliary verb; what is denied already, or has none, is not."""
    found = {variations.denied(statement, random.Random(seed)) for seed in range(20)}
    assert found == denials


def test_half_a_statement() -> None:
    """The last clause goes; a statement of one clause has no half."""
    whole = "The loop stalls for everybody, because one thread runs all callbacks."
    assert variations.first_half(whole) == "The loop stalls for everybody."
    assert variations.first_half("One thread runs.") is None


def test_all_pairs() -> None:
    """Each wording makes its point, each misconception denies it."""
    found = list(NoteExamples([ASKED], random.Random(0)).all_pairs())
    assert [e.target for e in found] == [MET, MET, CONTRADICTED] * 2
    assert {e.group for e in found} == {"gil"}


def test_interview_answers_are_held_against_what_they_were_labelled_by() -> None:
    """Points by their labels; who makes a point denies its misconception; the reference by halves."""
    asked = replace(ASKED, reference="One thread holds it, and lets it go while it waits.")
    answer = Sample(
        id="a",
        cluster="gil",
        alternatives=(asked,),
        answer="One thread has it, and it keeps it while it waits.",
        human=0.5,
        verdicts=(Verdict.MET, Verdict.CONTRADICTED),
    )
    found = list(interview_examples([answer] * 200, random.Random(1)))
    of = {
        text: {e.target for e in found if e.statement == text}
        for text in (LOCK.text, WAIT.text, *LOCK.misconceptions, asked.reference)
    }
    assert of[LOCK.text] == {MET}
    assert of[WAIT.text] == {CONTRADICTED}
    assert of[LOCK.misconceptions[0]] == {CONTRADICTED}
    assert of[asked.reference] == {PARTIAL}


def test_drawn_answers_are_reproducible_and_of_all_verdicts() -> None:
    """The same seed gives the same answers; statements and answers are never empty."""
    first, second = (list(NoteExamples([ASKED], random.Random(5)).drawn(1000)) for _ in range(2))
    assert first == second
    assert {max(range(4), key=e.target.__getitem__) for e in first} == {0, 1, 2, 3}
    assert all(e.statement and e.answer for e in first)


def test_questions_without_misconceptions_are_left_out() -> None:
    """There is nothing to learn a contradiction from."""
    plain = question("plain", key_point("one"), key_point("two"))
    assert list(NoteExamples([plain], random.Random(0)).all_pairs()) == []
