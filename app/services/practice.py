"""What past practice says of a library: mastery, schedules, what was asked how often."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.core.attempt import Attempt, PointKey, attempts_of, in_order
from app.core.level import Level
from app.core.mastery import Corner, Mastery, mastery
from app.core.question import Question
from app.core.recall import Memory, Review, reviews
from app.core.session import Session
from app.ports import Scheduler
from app.services.history import History


@dataclass(frozen=True, slots=True)
class Record:
    """The past of one library, folded.

    `sessions` are the latest first, `attempts` in the order of time; these stay the very same value
    until there is another graded answer. `seen` counts how often a main question was asked, `heard`
    has the wording in which it was asked last.
    `reported` are the ids of questions that are not to be asked again, follow-ups' among them.
    """

    library: str
    sessions: tuple[Session, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    mastery: Mapping[Corner, Mastery] = field(default_factory=dict)
    schedule: Mapping[PointKey, Memory] = field(default_factory=dict)
    seen: Mapping[str, int] = field(default_factory=dict)
    heard: Mapping[str, str] = field(default_factory=dict)
    reported: frozenset[str] = frozenset()

    def scheduled(self, questions: Sequence[Question], level: Level) -> dict[PointKey, Memory]:
        """Return the schedule of those points that `questions` still have and `level` expects.

        Points of reported questions are left out: nobody asks about them.
        """
        keys = (
            PointKey(question.id, point.id)
            for question in questions
            for point in question.key_points
            if question.id not in self.reported and level.expects(point.level)
        )
        return {key: self.schedule[key] for key in keys if key in self.schedule}


class Practice:
    """Folds the history of each library, once for each change. Safe to share between threads."""

    def __init__(self, history: History, scheduler: Scheduler) -> None:
        self.history = history
        self._scheduler = scheduler
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[int, Record]] = {}
        self._listed: dict[str, tuple[int, list[Attempt]]] = {}
        self._scheduled: dict[tuple[str, PointKey], tuple[tuple[Review, ...], Memory]] = {}

    def record(self, library: str) -> Record:
        """Return the record of a library as the ledger stands now."""
        past = self.history.past()
        with self._lock:
            number, record = self._kept.get(library, (-1, Record(library)))
            if number != past.number:
                record = self._fold(record, past.sessions)
                self._kept[library] = past.number, record
            return record

    def _fold(self, before: Record, sessions: Sequence[Session]) -> Record:
        here = tuple(s for s in sessions if s.setup.library == before.library)
        seen = Counter(turn.question.id for s in here for turn in s.main_turns)
        reported = frozenset(
            turn.question.id for s in here for turn in s.turns if turn.report is not None
        )
        asked = (turn.question for s in reversed(here) for turn in s.main_turns)
        heard = {question.id: question.text for question in asked}
        record = replace(before, sessions=here, seen=seen, heard=heard, reported=reported)
        given = tuple(in_order(self._attempts(session) for session in here))
        if (given, reported) == (before.attempts, before.reported):
            return record
        schedule = {
            key: self._memory(record.library, key, history)
            for key, history in reviews(given).items()
        }
        return replace(record, attempts=given, mastery=mastery(given), schedule=schedule)

    def _attempts(self, session: Session) -> list[Attempt]:
        """List a session's attempts anew only when it has moved on."""
        version, kept = self._listed.get(session.id, (0, []))
        if version != session.version:
            kept = attempts_of(session)
            self._listed[session.id] = session.version, kept
        return kept

    def _memory(self, library: str, key: PointKey, history: tuple[Review, ...]) -> Memory:
        """Schedule a point anew only when it has a new review."""
        kept = self._scheduled.get((library, key))
        if kept is None or kept[0] != history:
            kept = history, self._scheduler.schedule(history)
            self._scheduled[library, key] = kept
        return kept[1]
