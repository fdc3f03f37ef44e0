"""What happens in a session. Events are kept as they are; a session is folded from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.core.grade import Grade
from app.core.hindsight import LookBack
from app.core.question import Question
from app.core.report import ReportEvent
from app.core.said import Said
from app.core.setup import Setup

Ending = Literal["done", "stopped", "time"]


@dataclass(frozen=True, slots=True)
class SessionStarted:
    """The session exists, with its setup."""

    at: datetime
    setup: Setup
    kind: Literal["session_started"] = "session_started"


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """A question was put.

    The whole question is kept, so that a later edit of the notes can't change the past. `said` is how
    a language model put it, None when none was on.
    """

    at: datetime
    turn: str
    question: Question
    follow_up_to: str | None = None
    said: Said | None = None
    kind: Literal["question_asked"] = "question_asked"


@dataclass(frozen=True, slots=True)
class HintTaken:
    """One more hint was shown."""

    at: datetime
    turn: str
    kind: Literal["hint_taken"] = "hint_taken"


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """An answer was submitted; it is on disk before anything looks at it."""

    at: datetime
    turn: str
    text: str
    sure: bool | None = None
    dont_know: bool = False
    kind: Literal["answer_given"] = "answer_given"


@dataclass(frozen=True, slots=True)
class AnswerGraded:
    """The answer of a turn was graded."""

    at: datetime
    turn: str
    grade: Grade
    kind: Literal["answer_graded"] = "answer_graded"


@dataclass(frozen=True, slots=True)
class TurnSkipped:
    """The candidate passed on a question."""

    at: datetime
    turn: str
    kind: Literal["turn_skipped"] = "turn_skipped"


@dataclass(frozen=True, slots=True)
class SessionPaused:
    """The candidate takes a break: no question is shown and the clock stands still."""

    at: datetime
    kind: Literal["session_paused"] = "session_paused"


@dataclass(frozen=True, slots=True)
class SessionUnpaused:
    """The candidate is back."""

    at: datetime
    kind: Literal["session_unpaused"] = "session_unpaused"


@dataclass(frozen=True, slots=True)
class SessionFinished:
    """The session ended: all questions done, the candidate stopped it, or time was up."""

    at: datetime
    reason: Ending = "done"
    kind: Literal["session_finished"] = "session_finished"


Event = (
    SessionStarted
    | QuestionAsked
    | HintTaken
    | AnswerGiven
    | AnswerGraded
    | TurnSkipped
    | SessionPaused
    | SessionUnpaused
    | SessionFinished
    | ReportEvent
    | LookBack
)
