"""An attempt: one graded answer, as mastery, schedules and trends look at it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.core.grade import Grade
from app.core.level import Level
from app.core.question import Question
from app.core.session import Answer, Session


@dataclass(frozen=True, slots=True, order=True)
class PointKey:
    """Names a key point of a library: its slug is unique within its question only."""

    question: str
    point: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """One graded answer.

    `level` is the one that the session was held at. `main` is the id of the main question, which
    is the question's own unless it is a follow-up. `number` counts the attempts of a session, from
    0.
    """

    session: str
    number: int
    turn: str
    level: Level
    main: str
    question: Question
    answer: Answer
    grade: Grade
    hints: int = 0
    follow_up: bool = False

    @property
    def at(self) -> datetime:
        """When the answer was given."""
        return self.answer.at

    def key(self, point: str) -> PointKey:
        """Name a key point of this attempt; a follow-up's point is that of its main question."""
        return PointKey(self.main, point)


def attempts(sessions: Iterable[Session]) -> list[Attempt]:
    """List the graded answers of sessions in the order in which they were given.

    An open mock shows nothing yet: its grades come at its end.
    """
    return in_order(attempts_of(session) for session in sessions)


def in_order(several: Iterable[Sequence[Attempt]]) -> list[Attempt]:
    """Merge the attempts of sessions into the order of time."""
    found = [attempt for given in several for attempt in given]
    return sorted(found, key=lambda attempt: (attempt.at, attempt.session, attempt.number))


def attempts_of(session: Session) -> list[Attempt]:
    """List the graded answers of one session, none of an open mock or to a reported question."""
    if not session.shows_grades:
        return []
    questions = {turn.id: turn.question.id for turn in session.turns}
    graded = [(t, t.answer, t.grade) for t in session.counted]
    return [
        Attempt(
            session=session.id,
            number=number,
            turn=turn.id,
            level=session.setup.level,
            main=questions[turn.follow_up_to or turn.id],
            question=turn.question,
            answer=answer,
            grade=grade,
            hints=turn.hints,
            follow_up=turn.follow_up_to is not None,
        )
        for number, (turn, answer, grade) in enumerate(graded)
        if answer is not None and grade is not None
    ]


def main_only(given: Iterable[Attempt]) -> list[Attempt]:
    """Leave out the follow-ups, which prompt for what was missed."""
    return [attempt for attempt in given if not attempt.follow_up]
