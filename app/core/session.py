"""A session as a state machine: events in, a new session out.

    (start) -> ASKING -> ANSWERING -> GRADING -> ASKING ... -> FINISHED

ASKING: the next question (or follow-up) has to be asked. ANSWERING: a question is open. GRADING: an
answer is on disk and waits for its grade. From ASKING and ANSWERING a session can be PAUSED; it
comes back to where it was. Whether feedback is shown between questions is the mode's business, not
the machine's. A session is folded from its events; nothing else is its state.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from app.core.errors import IllegalMove
from app.core.events import (
    AnswerGiven,
    AnswerGraded,
    Ending,
    Event,
    HintTaken,
    QuestionAsked,
    SessionFinished,
    SessionPaused,
    SessionStarted,
    SessionUnpaused,
    TurnSkipped,
)
from app.core.grade import Grade
from app.core.hindsight import Hindsight, LookBack
from app.core.question import Question
from app.core.report import QuestionReported, Report, ReportEvent
from app.core.said import Said
from app.core.setup import Due, Mode, Setup

__all__ = [
    "Answer",
    "AnswerGiven",
    "AnswerGraded",
    "Due",
    "Event",
    "HintTaken",
    "Mode",
    "Phase",
    "QuestionAsked",
    "Session",
    "SessionFinished",
    "SessionPaused",
    "SessionStarted",
    "SessionUnpaused",
    "Setup",
    "Turn",
    "TurnSkipped",
    "apply",
    "begin",
    "fold",
]


class Phase(StrEnum):
    """What the session waits for."""

    ASKING = "asking"
    ANSWERING = "answering"
    GRADING = "grading"
    PAUSED = "paused"
    FINISHED = "finished"


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
    stands; `hindsight` has those before it, and what the candidate did about them. `report` is what
    the candidate says is wrong with the question, None when nothing is or it was taken back. `said` is
    how a language model put the question, None when none was on.
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
    report: Report | None = None
    said: Said | None = None

    @property
    def asked(self) -> str:
        """The words in which the question was asked."""
        return self.said.text if self.said is not None and self.said.text else self.question.text

    @property
    def is_open(self) -> bool:
        """Whether the turn still waits for an answer."""
        return self.answer is None and not self.skipped


@dataclass(frozen=True, slots=True)
class Session:
    """A session as folded from its events; `version` is the number of events.

    `away` is how long it was paused in all, a pause that lasts still, since `paused_at`, left out.
    """

    id: str
    version: int
    started_at: datetime
    setup: Setup
    turns: tuple[Turn, ...] = field(default=())
    finished_at: datetime | None = None
    ending: Ending | None = None
    paused_at: datetime | None = None
    away: timedelta = timedelta(0)

    @property
    def phase(self) -> Phase:
        """What the session waits for."""
        if self.finished_at is not None:
            return Phase.FINISHED
        if self.paused_at is not None:
            return Phase.PAUSED
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
    def counted(self) -> tuple[Turn, ...]:
        """The turns that count: neither they nor their main questions are reported."""
        out = {t.id for t in self.turns if t.report is not None}
        return tuple(t for t in self.turns if out.isdisjoint({t.id, t.follow_up_to}))

    @property
    def counted_main(self) -> tuple[Turn, ...]:
        """The main turns that count."""
        return tuple(t for t in self.counted if t.follow_up_to is None)

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
    if isinstance(event, ReportEvent):
        return _report(session, event)
    _require(session, event)
    moved = replace(session, version=session.version + 1)
    match event:
        case QuestionAsked():
            turn = Turn(
                id=event.turn,
                question=event.question,
                asked_at=event.at,
                follow_up_to=event.follow_up_to,
                said=event.said,
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
        case SessionPaused():
            return replace(moved, paused_at=event.at)
        case SessionUnpaused():
            return _back(moved, event.at)
        case SessionFinished():
            ended = _back(moved, event.at)
            return replace(ended, finished_at=event.at, ending=event.reason)
        case SessionStarted():
            raise IllegalMove(f"Session {session.id} has started already. Resume it instead.")


_ALLOWED: dict[type[Event], frozenset[Phase]] = {
    SessionStarted: frozenset(),
    QuestionAsked: frozenset({Phase.ASKING}),
    HintTaken: frozenset({Phase.ANSWERING}),
    AnswerGiven: frozenset({Phase.ANSWERING}),
    AnswerGraded: frozenset({Phase.GRADING}),
    TurnSkipped: frozenset({Phase.ANSWERING}),
    SessionPaused: frozenset({Phase.ASKING, Phase.ANSWERING}),
    SessionUnpaused: frozenset({Phase.PAUSED}),
    SessionFinished: frozenset({Phase.ASKING, Phase.ANSWERING, Phase.GRADING, Phase.PAUSED}),
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
    return _with(session, replace(turn, hindsight=hindsight, grade=standing))


def _report(session: Session, event: ReportEvent) -> Session:
    """Apply a report on a question or its withdrawal, in whatever phase the session is."""
    turn = session.turn(event.turn)
    report = None
    if isinstance(event, QuestionReported):
        report = Report(event.reason, event.words, event.at)
    if (turn.report is None) is (report is None):
        state = "is not reported" if report is None else "is reported already"
        raise IllegalMove(f"The question of turn {turn.id} {state}. Reload the page.")
    return _with(session, replace(turn, report=report))


def _back(session: Session, at: datetime) -> Session:
    """End a pause, if there is one."""
    if session.paused_at is None:
        return session
    return replace(session, paused_at=None, away=session.away + (at - session.paused_at))


def _with(session: Session, moved: Turn) -> Session:
    turns = tuple(moved if t.id == moved.id else t for t in session.turns)
    return replace(session, version=session.version + 1, turns=turns)


def _with_turn(session: Session, turn: Turn) -> Session:
    return replace(session, turns=(*session.turns[:-1], turn))
