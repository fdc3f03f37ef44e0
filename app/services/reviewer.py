"""Act on graded answers: disagree with a verdict, try again, grade again with a newer engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.core.errors import BadInput, IllegalMove
from app.core.grade import GraderInfo
from app.core.hindsight import (
    AnswerRegraded,
    LookBack,
    OverrideWithdrawn,
    RetryGiven,
    RetryGraded,
    VerdictOverridden,
)
from app.core.session import Answer, Session, Turn, apply
from app.core.verdict import Verdict
from app.ports import Clock, Drafts, Ledger
from app.services.interview import LONGEST_ANSWER, GradeTurn

OWN_VERDICTS = (Verdict.MET, Verdict.PARTIAL, Verdict.MISSED, Verdict.CONTRADICTED)
LONGEST_REASON = 2_000


class Reviewer:
    """Moves sessions on after their answers were graded.

    Like the interviewer's, each method takes the session as the caller last saw it and returns it
    moved on, or raises StaleSession. `drafts` keeps what is typed for another try, `grade` grades
    the answer of a turn, `grader` says who does.
    """

    def __init__(
        self,
        *,
        ledger: Ledger,
        drafts: Drafts,
        clock: Clock,
        grade: GradeTurn,
        grader: Callable[[], GraderInfo],
    ) -> None:
        self._ledger = ledger
        self._drafts = drafts
        self._clock = clock
        self._grade = grade
        self._grader = grader

    def disagree(
        self, session: Session, turn_id: str, key_point: str, *, verdict: Verdict, reason: str
    ) -> Session:
        """Put the candidate's verdict on a key point in place of the grader's.

        Raises BadInput without a reason, for a verdict that is no change, or for one that no
        candidate can give.
        """
        turn = _with_point(session, turn_id, key_point)
        graded = [grade.verdict_of(key_point).verdict for grade in turn.hindsight.graded[-1:]]
        if not reason.strip():
            raise BadInput("Say in a few words why you disagree, then save.")
        if len(reason) > LONGEST_REASON:
            raise BadInput(f"The reason is too long. Keep it below {LONGEST_REASON:,} characters.")
        if verdict not in OWN_VERDICTS or verdict in graded:
            raise BadInput("Choose another verdict than the grader's.")
        event = VerdictOverridden(self._clock.now(), turn_id, key_point, verdict, reason.strip())
        return self._record(session, event)

    def withdraw(self, session: Session, turn_id: str, key_point: str) -> Session:
        """Take a disagreement back, so that the grader's verdict stands again."""
        turn = _with_point(session, turn_id, key_point)
        if turn.hindsight.override_of(key_point) is None:
            raise IllegalMove("You don't disagree about this point. Reload the page.")
        return self._record(session, OverrideWithdrawn(self._clock.now(), turn_id, key_point))

    def draft(self, session: Session, turn_id: str) -> str:
        """Return what was typed for another try at a turn and not submitted."""
        return self._drafts.load(session.id, _draft_of(turn_id))

    def save_draft(self, session: Session, turn_id: str, text: str) -> None:
        """Keep what is typed for another try at a turn."""
        self._drafts.save(session.id, _draft_of(turn_id), text[:LONGEST_ANSWER])

    def try_again(self, session: Session, turn_id: str, text: str) -> Session:
        """Put another try on the ledger, not graded yet; raise BadInput if empty or endless."""
        if not text.strip():
            raise BadInput("The answer is empty. Write something, then submit.")
        if len(text) > LONGEST_ANSWER:
            raise BadInput(
                f"The answer has {len(text):,} characters; keep it below {LONGEST_ANSWER:,}."
            )
        moved = self._record(session, RetryGiven(self._clock.now(), turn_id, text))
        self.save_draft(moved, turn_id, "")
        return moved

    def grade_retry(self, session: Session, turn_id: str) -> Session:
        """Grade the other try that waits for it. Safe to repeat after a crash."""
        turn = session.turn(turn_id)
        waiting = turn.hindsight.waiting
        if waiting is None:
            raise IllegalMove("No other try waits for its grade. Reload the page.")
        again = replace(turn, answer=Answer(waiting.text, waiting.at))
        grade = self._grade(session.setup, again)
        return self._record(session, RetryGraded(self._clock.now(), turn_id, grade))

    def outdated(self, session: Session) -> tuple[Turn, ...]:
        """Return the turns whose latest grade is another grader's than the one at work now."""
        now = self._grader()
        return tuple(
            t for t in session.turns if t.hindsight.graded and t.hindsight.graded[-1].grader != now
        )

    def regrade(self, session: Session) -> Session:
        """Grade again what another grader graded: all or none; the old grades stay on the ledger."""
        at = self._clock.now()
        events = [
            AnswerRegraded(at, turn.id, self._grade(session.setup, turn))
            for turn in self.outdated(session)
        ]
        return self._record(session, *events)

    def _record(self, session: Session, *events: LookBack) -> Session:
        moved = session
        for event in events:
            moved = apply(moved, event)
        self._ledger.append(session.id, session.version, events)
        return moved


def _draft_of(turn_id: str) -> str:
    return f"{turn_id} again"


def _with_point(session: Session, turn_id: str, key_point: str) -> Turn:
    turn = session.turn(turn_id)
    if all(point.id != key_point for point in turn.question.key_points):
        raise IllegalMove(f"Turn {turn_id} has no key point {key_point}. Reload the page.")
    return turn
