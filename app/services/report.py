"""Report questions: keep what a candidate says is wrong with one, and list it to mend the notes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.core.errors import BadInput
from app.core.events import Event, TurnSkipped
from app.core.report import QuestionReported, Reason, Report, ReportWithdrawn
from app.core.session import Session, Turn, apply
from app.ports import Clock, Ledger

LONGEST_WORDS = 2_000
REASONS = {
    Reason.WRONG: "What the notes expect is wrong",
    Reason.UNCLEAR: "It isn't clear what is asked",
    Reason.OUTDATED: "It is out of date",
    Reason.MISPLACED: "It doesn't belong to this section or level",
    Reason.GIVES_AWAY: "It gives the answer away",
    Reason.OTHER: "Something else",
}


class Reporter:
    """Keeps reports on questions; like the interviewer's, each method returns the session moved on."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def report(self, session: Session, turn_id: str, reason: Reason, words: str = "") -> Session:
        """Report the question of a turn; an open one is passed on as well.

        Raises BadInput when there are too many words, or none where they are needed.
        """
        words = words.strip()
        if reason is Reason.OTHER and not words:
            raise BadInput("Say in a few words what is wrong with the question, then report it.")
        if len(words) > LONGEST_WORDS:
            raise BadInput(f"The report is too long. Keep it below {LONGEST_WORDS:,} characters.")
        now = self._clock.now()
        events: list[Event] = [QuestionReported(now, turn_id, reason, words)]
        if session.turn(turn_id).is_open:
            events.append(TurnSkipped(now, turn_id))
        return self._record(session, *events)

    def take_back(self, session: Session, turn_id: str) -> Session:
        """Take a report back: the question may be asked again and the turn counts, as it was.

        A question that was open when it was reported then counts as skipped.
        """
        return self._record(session, ReportWithdrawn(self._clock.now(), turn_id))

    def _record(self, session: Session, *events: Event) -> Session:
        moved = session
        for event in events:
            moved = apply(moved, event)
        self._ledger.append(session.id, session.version, events)
        return moved


def reports(sessions: Iterable[Session]) -> list[dict[str, Any]]:
    """List the reports that stand, each with the place in the notes that may need mending."""
    return [
        _row(session, turn, report)
        for session in sessions
        for turn in session.turns
        if (report := turn.report) is not None
    ]


def _row(session: Session, turn: Turn, report: Report) -> dict[str, Any]:
    question = turn.question
    return {
        "id": f"{session.id}/{turn.id}",
        "library": session.setup.library,
        "question_id": question.id,
        "question": question.text,
        "section": question.section,
        "level": question.level.value,
        "note": question.place.note,
        "heading": question.place.heading_path,
        "lines": list(question.place.lines),
        "reason": report.reason.value,
        "words": report.words,
        "at": report.at.isoformat(),
    }
