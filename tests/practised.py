"""A past that a test lays out answer by answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.core.attempt import Attempt, attempts
from app.core.grade import Grade
from app.core.level import Level
from app.core.question import Question
from app.core.session import (
    AnswerGiven,
    AnswerGraded,
    Event,
    HintTaken,
    QuestionAsked,
    Session,
    SessionFinished,
    SessionStarted,
    Setup,
    fold,
)
from app.core.verdict import AnswerQuote, NoteQuote, Verdict
from tests.examples import NOON, PLACE, SETUP, grade

ANSWER = "The lock is held by one thread."
DAY = timedelta(days=1)
LEAD = replace(SETUP, level=Level.LEAD)


@dataclass(frozen=True)
class Given:
    """An answer to a question: the verdicts that it gets and what the candidate said of it."""

    question: Question
    verdicts: tuple[Verdict, ...]
    sure: bool | None = None
    dont_know: bool = False
    hints: int = 0
    follow_up_to: str | None = None


def given(question: Question, *verdicts: Verdict, **more: object) -> Given:
    """Lay out one answer, with a verdict for each key point."""
    return Given(question, verdicts, **more)  # type: ignore[arg-type]


def events_of(
    *answers: Given, at: datetime = NOON, setup: Setup = LEAD, finished: bool = True
) -> list[Event]:
    """Return the events of a session with these answers, one a minute from `at`."""
    events: list[Event] = [SessionStarted(at, setup)]
    for number, one in enumerate(answers):
        then, turn = at + timedelta(minutes=number), f"t{number + 1}"
        events.append(QuestionAsked(then, turn, one.question, one.follow_up_to))
        events += [HintTaken(then, turn)] * one.hints
        events.append(AnswerGiven(then, turn, ANSWER, one.sure, one.dont_know))
        events.append(AnswerGraded(then, turn, _grade(one)))
    end = SessionFinished(at + timedelta(minutes=len(answers)))
    return [*events, end] if finished else events


def _grade(one: Given) -> Grade:
    made = grade(one.question, *one.verdicts)
    note = NoteQuote("One thread at a time.", PLACE)
    quoted = [
        replace(v, answer_quote=AnswerQuote.cut(ANSWER, 0, 16), note_quote=note)
        for v in made.verdicts
    ]
    return replace(made, verdicts=tuple(quoted))


def session(*answers: Given, day: float = 0, **more: object) -> Session:
    """Return the session of a day (0 is noon of the examples) with these answers."""
    events = events_of(*answers, at=NOON + day * DAY, **more)  # type: ignore[arg-type]
    return fold(f"s{day}", events)


def daily(*answers: Given) -> list[Attempt]:
    """Return the attempts of one session a day, each with one answer."""
    return attempts(session(one, day=day) for day, one in enumerate(answers))
