"""What the interviewer says before a grade gives nothing away of the built-in notes."""

from __future__ import annotations

from collections import Counter

import pytest

from app.core.manner import WORDINGS, Manner, Moment
from app.core.question import Question
from app.core.words import content_words
from app.wiring.notes import built_in_notes
from ingest.questions import questions_of
from ingest.read_note import read_note

BEFORE_A_GRADE = (
    Moment.OPENING,
    Moment.NEXT,
    Moment.AFTER_SKIP,
    Moment.FOLLOW_UP,
    Moment.HINT,
    Moment.RECEIVED,
    Moment.REPORTED,
    Moment.BACK,
)
MOST = 0.01  # the share of questions whose points may use a word of small talk, such as "begin"


@pytest.fixture(scope="module")
def told() -> tuple[int, Counter[str]]:
    """How many questions there are, and how many points' words there are beyond the question's."""
    questions = [
        q
        for note in built_in_notes().rglob("*.md")
        for q in _questions(note.name, note.read_bytes())
    ]
    words = (word for question in questions for word in _beyond(question))
    return len(questions), Counter(words)


def _questions(name: str, data: bytes) -> tuple[Question, ...]:
    return tuple(questions_of(read_note(name, data, data.decode())[0]).questions)


def _beyond(question: Question) -> frozenset[str]:
    points = content_words(" ".join(point.text for point in question.key_points))
    return points - content_words(f"{question.text} {question.exhibit}")


@pytest.mark.parametrize("manner", Manner)
def test_small_talk_is_no_hint(told: tuple[int, Counter[str]], manner: Manner) -> None:
    """Its words are those that hardly any key point uses."""
    questions, beyond = told
    said = [wording for moment in BEFORE_A_GRADE for wording in WORDINGS[manner][moment]]
    telling = {
        word: beyond[word]
        for wording in said
        for word in content_words(wording)
        if beyond[word] > MOST * questions
    }
    assert telling == {}
