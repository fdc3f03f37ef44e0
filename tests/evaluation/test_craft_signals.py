"""How often the signals of craft fire on our own interview answers, the half that may be looked at."""

from __future__ import annotations

from collections import Counter

import pytest

from app.core.craft import Signal, craft
from app.core.question import Question
from app.evaluation.interview_answers import load_interview_answers
from app.wiring.notes import built_in_notes
from ingest.questions import questions_of
from ingest.read_note import read_note

Count = Counter[tuple[str, Signal]]


def _questions() -> list[Question]:
    notes = ((note.name, note.read_bytes()) for note in built_in_notes().rglob("*.md"))
    read = (questions_of(read_note(name, data, data.decode())[0]) for name, data in notes)
    return [question for one in read for question in one.questions]


@pytest.fixture(scope="module")
def fired() -> tuple[Count, Count]:
    """For each kind of answer and signal: how often it was called for, and how often seen."""
    called, seen = Counter(), Counter()
    for sample in load_interview_answers("development", _questions()):
        for note in craft(sample.alternatives[0], sample.answer):
            called[sample.kind, note.signal] += 1
            seen[sample.kind, note.signal] += bool(note.seen)
    return called, seen


@pytest.mark.parametrize("signal", [Signal.STRUCTURE, Signal.TRADE_OFFS, Signal.EXAMPLE])
def test_strong_answers_show_more_craft_than_thin_ones(
    fired: tuple[Count, Count], signal: Signal
) -> None:
    """Experts put in order, weigh and give cases far more often than those who say half of it."""
    called, seen = fired
    expert, partial = ((kind, signal) for kind in ("expert", "partial"))
    assert seen[expert] / called[expert] > 1.5 * seen[partial] / called[partial]


def test_nothing_said_shows_no_structure(fired: tuple[Count, Count]) -> None:
    """Who gives the question back or strings terms together puts nothing in order."""
    _, seen = fired
    assert [seen[kind, Signal.STRUCTURE] for kind in ("echo", "stuffed")] == [0, 0]
