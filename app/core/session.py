"""A session as a state machine: events in, a new session out.

    (start) -> ASKING -> ANSWERING -> GRADING -> ASKING ... -> FINISHED

ASKING: the next question (or follow-up) has to be asked. ANSWERING: a question is open. GRADING: an
answer is on disk and waits for its grade. Whether feedback is shown between questions is the mode's
business, not the machine's. A session is folded from its events; nothing else is its state.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal

from app.core.errors import IllegalMove
from app.core.grade import Grade
from app.core.hindsight import Hindsight, LookBack
from app.core.level import Level
from app.core.question import Question


class Mode(StrEnum):
    """Drill: feedback after each answer. Mock: feedback at the end, against the clock."""

    DRILL = "drill"
    MOCK = "mock"


class Due(StrEnum):
    """Whether a session asks about key points that are due: not at all, now and then, or only."""

    NONE = "none"
    SOME = "some"
    ONLY = "only"


class Phase(StrEnum):
    """What the session waits for."""

    ASKING = "asking"
    ANSWERING = "answering"
    GRADING = "grading"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Setup:
    """What a candidate chose before starting.

    `sections` empty means all. `count` is the number of main questions (1..50), `minutes` the clock
    of a mock or None, `follow_ups` at most how many follow-ups a main question gets (0..2), `seed`
    fixes the choice of questions, `due` says whether key points that are due are asked about.
    `questions`, where there are any, are the ids of the only questions to ask, at whatever level.
    """

    library: str
    level: Level
    mode: Mode = Mode.DRILL
    sections: tuple[str, ...] = ()
    count: int = 5
    minutes: int | None = None
    follow_ups: int = 1
    seed: int = 0
    due: Due = Due.SOME
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the candidate gave.

    `sure` is None when they did not say; `dont_know` is set by the button of that name.
    """

    text: str
    at: datetime
    sure: bool | None = None
    dont_know: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a session and what came of it.

    `follow_up_to` is the id of the main turn whose gap this turn asks about. `grade` is the one that
    stands; `hindsight` has those before it, and what the candidate did about them.
    """

    id: str
    question: Question
    asked_at: datetime
    follow_up_to: str | None = None
    hints: int = 0
    answer: Answer | None = None
    grade: Grade | None = None
    skipped: bool = False
    hindsight: Hindsight = field(default_factory=Hindsight)

    @property
    def is_open(self) -> bool:
        """Whether the turn still waits for an answer."""
        return self.answer is None and not self.skipped


@dataclass(frozen=True, slots=True)
class SessionStarted:
    """The session exists, with its setup."""

    at: datetime
    setup: Setup
    kind: Literal["session_started"] = "session_started"


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """A question was put.

    The whole question is kept, so that a later edit of the notes can't change the past.
    """

    at: datetime
    turn: str
    question: Question
    follow_up_to: str | None = None
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
class SessionFinished:
    """The session ended: all questions done, the candidate stopped it, or time was up."""

    at: datetime
    reason: Literal["done", "stopped", "time"] = "done"
    kind: Literal["session_finished"] = "session_finished"


Event = (
    SessionStarted
    | QuestionAsked
    | HintTaken
    | AnswerGiven
    | AnswerGraded
    | TurnSkipped
    | SessionFinished
    | LookBack
)


@dataclass(frozen=True, slots=True)
class Session:
    """A session as folded from its events; `version` is the number of events."""

    id: str
    version: int
    started_at: datetime
    setup: Setup
    turns: tuple[Turn, ...] = field(default=())
    finished_at: datetime | None = None

    @property
    def phase(self) -> Phase:
        """What the session waits for."""
        if self.finished_at is not None:
            return Phase.FINISHED
        if not self.turns:
            return Phase.ASKING
        last = self.turns[-1]
        if last.is_open:
            return Phase.ANSWERING
        if last.answer is not None and last.grade is None:
            return Phase.GRADING
        return Phase.ASKING

    @property
    def current(self) -> Turn | None:
        """The turn asked last."""
        return self.turns[-1] if self.turns else None

    @property
    def main_turns(self) -> tuple[Turn, ...]:
        """The turns that are not follow-ups."""
        return tuple(t for t in self.turns if t.follow_up_to is None)

    @property
    def shows_grades(self) -> bool:
        """Whether grades may be seen: those of a mock come at its end."""
        return self.setup.mode is Mode.DRILL or self.phase is Phase.FINISHED

    def turn(self, turn_id: str) -> Turn:
        """Return the turn with this id; raise IllegalMove when there is none."""
        for turn in self.turns:
            if turn.id == turn_id:
                return turn
        raise IllegalMove(f"Session {self.id} has no turn {turn_id}. Reload the page.")

    def follow_ups_of(self, turn_id: str) -> tuple[Turn, ...]:
        """Return the follow-ups asked about a main turn."""
        return tuple(t for t in self.turns if t.follow_up_to == turn_id)


def fold(session_id: str, events: Iterable[Event]) -> Session:
    """Compute a session from all its events in order; raise IllegalMove when there are none."""
    session: Session | None = None
    for event in events:
        session = begin(session_id, event) if session is None else apply(session, event)
    if session is None:
        raise IllegalMove(f"There is no session {session_id}. Start a new one.")
    return session


def begin(session_id: str, event: Event) -> Session:
    """Make a session from its first event."""
    if not isinstance(event, SessionStarted):
        raise IllegalMove(f"Session {session_id} begins with {event.kind}. Start a new one.")
    return Session(id=session_id, version=1, started_at=event.at, setup=event.setup)


def apply(session: Session, event: Event) -> Session:
    """Return the session after `event`; raise IllegalMove when its phase forbids it."""
    if isinstance(event, LookBack):
        return _look_back(session, event)
    _require(session, event)
    moved = replace(session, version=session.version + 1)
    match event:
        case QuestionAsked():
            turn = Turn(
                id=event.turn,
                question=event.question,
                asked_at=event.at,
                follow_up_to=event.follow_up_to,
            )
            return replace(moved, turns=(*session.turns, turn))
        case HintTaken():
            return _with_turn(moved, replace(session.turns[-1], hints=session.turns[-1].hints + 1))
        case AnswerGiven():
            answer = Answer(event.text, event.at, event.sure, event.dont_know)
            return _with_turn(moved, replace(session.turns[-1], answer=answer))
        case AnswerGraded():
            graded = Hindsight(graded=(event.grade,))
            return _with_turn(
                moved, replace(session.turns[-1], grade=event.grade, hindsight=graded)
            )
        case TurnSkipped():
            return _with_turn(moved, replace(session.turns[-1], skipped=True))
        case SessionFinished():
            return replace(moved, finished_at=event.at)
        case SessionStarted():
            raise IllegalMove(f"Session {session.id} has started already. Resume it instead.")


_ALLOWED: dict[type[Event], frozenset[Phase]] = {
    SessionStarted: frozenset(),
    QuestionAsked: frozenset({Phase.ASKING}),
    HintTaken: frozenset({Phase.ANSWERING}),
    AnswerGiven: frozenset({Phase.ANSWERING}),
    AnswerGraded: frozenset({Phase.GRADING}),
    TurnSkipped: frozenset({Phase.ANSWERING}),
    SessionFinished: frozenset({Phase.ASKING, Phase.ANSWERING, Phase.GRADING}),
}


def _require(session: Session, event: Event) -> None:
    if session.phase not in _ALLOWED[type(event)]:
        raise IllegalMove(
            f"Session {session.id} is {session.phase}; {event.kind} does not fit. Reload the page."
        )
    turn = getattr(event, "turn", None)
    if turn is not None and not isinstance(event, QuestionAsked):
        current = session.current
        if current is None or current.id != turn:
            raise IllegalMove(f"Turn {turn} is not the open one. Reload the page.")


def _look_back(session: Session, event: LookBack) -> Session:
    """Apply what happens to a graded answer afterwards, in whatever phase the session is."""
    turn = session.turn(event.turn)
    if turn.grade is None or not session.shows_grades:
        raise IllegalMove(f"Turn {turn.id} shows no grade yet. Finish the interview first.")
    hindsight = turn.hindsight.after(event)
    standing = hindsight.standing(turn.question, session.setup.level)
    moved = replace(turn, hindsight=hindsight, grade=standing)
    turns = tuple(moved if t.id == turn.id else t for t in session.turns)
    return replace(session, version=session.version + 1, turns=turns)


def _with_turn(session: Session, turn: Turn) -> Session:
    return replace(session, turns=(*session.turns[:-1], turn))
