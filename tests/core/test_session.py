"""A session is what its events make of it."""

from __future__ import annotations

import pytest

from app.core.errors import IllegalMove
from app.core.session import (
    AnswerGiven,
    AnswerGraded,
    Event,
    HintTaken,
    Phase,
    QuestionAsked,
    Session,
    SessionFinished,
    SessionStarted,
    TurnSkipped,
    fold,
)
from app.core.verdict import Verdict
from tests.examples import NOON, SETUP, grade, question

START = SessionStarted(NOON, SETUP)
ASK = QuestionAsked(NOON, "t1", question())
ANSWER = AnswerGiven(NOON, "t1", "One thread at a time.", sure=True)
GRADE = AnswerGraded(NOON, "t1", grade(question(), Verdict.MET, Verdict.MISSED))


def after(*events: Event) -> Session:
    return fold("s1", [START, *events])


@pytest.mark.parametrize(
    ("events", "phase"),
    [
        ((), Phase.ASKING),
        ((ASK,), Phase.ANSWERING),
        ((ASK, HintTaken(NOON, "t1")), Phase.ANSWERING),
        ((ASK, ANSWER), Phase.GRADING),
        ((ASK, ANSWER, GRADE), Phase.ASKING),
        ((ASK, TurnSkipped(NOON, "t1")), Phase.ASKING),
        ((ASK, SessionFinished(NOON, "stopped")), Phase.FINISHED),
    ],
)
def test_what_the_session_waits_for(events: tuple[Event, ...], phase: Phase) -> None:
    """Each event moves the session to the next phase, and counts as one version."""
    session = after(*events)
    assert session.phase is phase
    assert session.version == len(events) + 1


@pytest.mark.parametrize(
    "events",
    [
        (START,),
        (ANSWER,),
        (ASK, ASK),
        (ASK, GRADE),
        (ASK, ANSWER, ANSWER),
        (ASK, ANSWER, GRADE, GRADE),
        (ASK, AnswerGiven(NOON, "t2", "of another turn")),
        (SessionFinished(NOON), ASK),
    ],
)
def test_moves_that_the_phase_forbids(events: tuple[Event, ...]) -> None:
    """An event out of order is refused with the next step, so no answer is graded twice."""
    with pytest.raises(IllegalMove, match=r"Reload the page|Resume it"):
        after(*events)


def test_a_turn_keeps_everything_that_happened() -> None:
    """Hints, answer and grade all stand on the turn."""
    turn = after(ASK, HintTaken(NOON, "t1"), ANSWER, GRADE).turn("t1")
    assert turn.hints == 1
    assert turn.answer is not None
    assert turn.answer.sure is True
    assert turn.grade == GRADE.grade


def test_follow_ups_are_not_main_turns() -> None:
    """Main questions are counted, follow-ups are not."""
    follow_up = QuestionAsked(NOON, "t2", question().narrowed_to("two"), follow_up_to="t1")
    session = after(ASK, ANSWER, GRADE, follow_up)
    assert [t.id for t in session.main_turns] == ["t1"]
    assert [t.id for t in session.follow_ups_of("t1")] == ["t2"]


def test_no_events_is_no_session() -> None:
    """An unknown session is an error that says what to do."""
    with pytest.raises(IllegalMove, match="Start a new one"):
        fold("nobody", [])
