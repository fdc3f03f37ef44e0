"""Run an interview: every step is an event on the ledger before anything else happens."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence, Set
from dataclasses import replace

from app.core.errors import BadInput, IllegalMove
from app.core.events import Ending, SessionPaused, SessionUnpaused
from app.core.grade import Grade, most_valuable_gap
from app.core.hints import hint_ladder
from app.core.manner import Manner
from app.core.question import Question
from app.core.recall import due
from app.core.said import Said
from app.core.session import (
    AnswerGiven,
    AnswerGraded,
    Due,
    Event,
    HintTaken,
    Phase,
    QuestionAsked,
    Session,
    SessionFinished,
    SessionStarted,
    Setup,
    Turn,
    TurnSkipped,
    apply,
    begin,
    fold,
)
from app.ports import Clock, Drafts, Ledger
from app.services.choose import Known, candidates, next_question
from app.services.practice import Practice, Record
from app.services.spending import charged_to
from app.services.wording import Wording

GradeTurn = Callable[[Setup, Turn], Grade]
LONGEST_ANSWER = 100_000
_WANTED = {Due.NONE: "fits", Due.SOME: "fits", Due.ONLY: "is due in"}


class Interviewer:
    """Starts, moves on and resumes sessions.

    Each method takes the session as the caller last saw it and returns it moved on; when another
    tab or process was faster, StaleSession is raised and nothing changes. `questions` returns a
    library's questions, `practice` what earlier sessions showed, `grade` grades the answered turn
    of a session, `asked` hears each question that is asked, so that grading can be prepared while
    the candidate thinks. `wording` puts the questions.
    """

    def __init__(
        self,
        *,
        ledger: Ledger,
        drafts: Drafts,
        clock: Clock,
        questions: Callable[[str], Sequence[Question]],
        practice: Practice,
        grade: GradeTurn,
        asked: Callable[[Question], None] = lambda _: None,
        wording: Wording | None = None,
    ) -> None:
        self._ledger = ledger
        self._drafts = drafts
        self._clock = clock
        self._questions = questions
        self._practice = practice
        self._grade = grade
        self._asked = asked
        self._wording = wording or Wording()

    def start(self, setup: Setup) -> Session:
        """Start a session and ask its first question; raise BadInput when none fits."""
        event = SessionStarted(self._clock.now(), setup)
        session = begin(f"{event.at:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}", event)
        question = self._choose(session)
        if question is None:
            raise BadInput(_nothing_to_ask(setup))
        with charged_to(session.id):
            said = self._wording.of_question(setup, question)
        asked = QuestionAsked(event.at, "t1", question, said=said)
        self._ledger.append(session.id, 0, [event, asked])
        self._asked(question)
        return apply(session, asked)

    def candidates(self, setup: Setup) -> list[Question]:
        """Return the questions that a session with this setup may ask, none when it can't start."""
        record = self._practice.record(setup.library)
        return candidates(self._askable(record), setup, self._known(record).due)

    def resume(self, session_id: str) -> Session:
        """Return a session as it stands on the ledger; raise IllegalMove if there is none."""
        return fold(session_id, self._ledger.events(session_id))

    def open_sessions(self) -> list[Session]:
        """Return the sessions that are not finished, the one started last first."""
        return [s for s in self.sessions() if s.phase is not Phase.FINISHED]

    def sessions(self) -> list[Session]:
        """Return all sessions, the one started last first."""
        return list(self._practice.history.sessions())

    def manner(self) -> Manner:
        """Return the manner of the session started last, neutral when there is none."""
        sessions = self._practice.history.sessions()
        return sessions[0].setup.manner if sessions else Manner.NEUTRAL

    def save_draft(self, session: Session, text: str) -> None:
        """Keep what is typed for the open question."""
        self._drafts.save(session.id, _open_turn(session).id, text[:LONGEST_ANSWER])

    def draft(self, session: Session) -> str:
        """Return what was typed for the open question before."""
        return self._drafts.load(session.id, _open_turn(session).id)

    def take_hint(self, session: Session) -> Session:
        """Log that one more hint is shown; raise IllegalMove when there is none left."""
        turn = _open_turn(session)
        if turn.hints >= len(hint_ladder(turn.question)):
            raise IllegalMove("There are no more hints for this question. Answer it or skip it.")
        return self._record(session, HintTaken(self._clock.now(), turn.id))

    def skip(self, session: Session) -> Session:
        """Pass on the open question."""
        return self._record(session, TurnSkipped(self._clock.now(), _open_turn(session).id))

    def answer(self, session: Session, text: str, *, sure: bool | None = None) -> Session:
        """Put an answer on the ledger, not graded yet; raise BadInput if empty or endless."""
        if not text.strip():
            raise BadInput("The answer is empty. Write something, or press “I don't know”.")
        if len(text) > LONGEST_ANSWER:
            raise BadInput(
                f"The answer has {len(text):,} characters; keep it below {LONGEST_ANSWER:,}."
            )
        self.save_draft(session, text)
        event = AnswerGiven(self._clock.now(), _open_turn(session).id, text, sure)
        return self._record(session, event)

    def dont_know(self, session: Session) -> Session:
        """Answer the open question with the “I don't know” button."""
        turn = _open_turn(session)
        return self._record(session, AnswerGiven(self._clock.now(), turn.id, "", dont_know=True))

    def grade(self, session: Session) -> Session:
        """Grade the answer that waits for it. Safe to repeat after a crash."""
        turn = session.current
        if session.phase is not Phase.GRADING or turn is None:
            raise IllegalMove("No answer waits for its grade. Go on to the next question.")
        with charged_to(session.id):
            grade = self._grade(session.setup, turn)
        return self._record(session, AnswerGraded(self._clock.now(), turn.id, grade))

    def advance(self, session: Session) -> Session:
        """Ask the follow-up or the next question; finish the session when all are done."""
        gap = self.follow_up(session)
        if gap is not None:
            main, key_point = gap
            question = main.question.narrowed_to(key_point)
            with charged_to(session.id):
                said = self._wording.of_follow_up(session.setup, main, key_point)
            return self._ask(session, question, said, follow_up_to=main.id)
        if len(session.counted_main) < session.setup.count:
            question_or_none = self._choose(session)
            if question_or_none is not None:
                with charged_to(session.id):
                    said = self._wording.of_question(session.setup, question_or_none)
                return self._ask(session, question_or_none, said)
        return self.finish(session)

    def follow_up(self, session: Session) -> tuple[Turn, str] | None:
        """Return the main turn and the key point to follow up on now, None when none is due."""
        return follow_up_for(session, self._practice.record(session.setup.library).reported)

    def pause(self, session: Session) -> Session:
        """Stop the clock until `unpause`; an interview that grades an answer can't be paused."""
        return self._record(session, SessionPaused(self._clock.now()))

    def unpause(self, session: Session) -> Session:
        """Go on with a paused session where it was."""
        return self._record(session, SessionUnpaused(self._clock.now()))

    def finish(self, session: Session, reason: Ending = "done") -> Session:
        """End the session."""
        return self._record(session, SessionFinished(self._clock.now(), reason))

    def _ask(
        self,
        session: Session,
        question: Question,
        said: Said | None,
        *,
        follow_up_to: str | None = None,
    ) -> Session:
        turn = f"t{len(session.turns) + 1}"
        event = QuestionAsked(self._clock.now(), turn, question, follow_up_to, said)
        moved = self._record(session, event)
        self._asked(question)
        return moved

    def _choose(self, session: Session) -> Question | None:
        record = self._practice.record(session.setup.library)
        return next_question(self._askable(record), session, self._known(record))

    def _askable(self, record: Record) -> Sequence[Question]:
        """Return the library's questions without those that were reported."""
        questions = self._questions(record.library)
        if not record.reported:
            return questions
        return [q for q in questions if q.id not in record.reported]

    def _known(self, record: Record) -> Known:
        now = self._clock.now()
        return Known(record.seen, record.mastery, due(record.schedule, now), record.heard)

    def _record(self, session: Session, event: Event) -> Session:
        moved = apply(session, event)
        self._ledger.append(session.id, session.version, [event])
        return moved


def follow_up_for(session: Session, reported: Set[str] = frozenset()) -> tuple[Turn, str] | None:
    """Return the main turn and the key point to follow up on now, None when none is due.

    A follow-up asks about the most valuable gap that hasn't been asked about. Nobody is pressed who
    said that they don't know, whose answer was no answer (nothing met), or who `reported` the
    question; a follow-up that was reported isn't asked again.
    """
    if session.phase is not Phase.ASKING or not session.main_turns:
        return None
    main = session.main_turns[-1]
    asked = session.follow_ups_of(main.id)
    if main.grade is None or main.report is not None or len(asked) >= session.setup.follow_ups:
        return None
    if (main.answer is not None and main.answer.dont_know) or any(t.skipped for t in asked):
        return None
    if all(v.verdict.credit == 0 for v in main.grade.verdicts):
        return None
    question = main.question
    done = {t.question.id for t in asked} | reported
    left = tuple(p for p in question.key_points if question.narrowed_id(p.id) not in done)
    open_points = replace(question, key_points=left)
    gap = most_valuable_gap(open_points, main.grade.verdicts, session.setup.level)
    return None if gap is None else (main, gap.id)


def _nothing_to_ask(setup: Setup) -> str:
    if setup.questions:
        return f"{setup.library!r} no longer has these questions. Start an interview by sections."
    return (
        f"No question of {setup.library!r} {_WANTED[setup.due]} these sections and this level. "
        "Choose more sections or another level."
    )


def _open_turn(session: Session) -> Turn:
    turn = session.current
    if turn is None or not turn.is_open:
        raise IllegalMove("No question is open in this session. Go on to the next one.")
    return turn
