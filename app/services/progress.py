"""Progress: what past practice adds up to, for the pages and the command line."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.core.attempt import Attempt, PointKey
from app.core.calibration import Calibration, calibrate
from app.core.curriculum import Curriculum
from app.core.level import Level
from app.core.mastery import Corner, Mastery, biggest_gap
from app.core.misconception import Misconception, recurring
from app.core.question import Question
from app.core.readiness import Readiness, readiness
from app.core.recall import Memory, due
from app.core.trend import Visit, WeekScore, by_week, last_visit, recent_change
from app.ports import Clock
from app.services.practice import Practice, Record

AHEAD = 14


@dataclass(frozen=True, slots=True)
class Report:
    """What practice of a library adds up to, seen from a level.

    `sections` are those of the library in order, `due` the key points to ask about now, `upcoming`
    how many more fall due on each of the coming days (`AHEAD` of them, from tomorrow). `fell_due`
    counts the points that fell due since the last visit. `recent` is the mean score (0..1) of the
    last four weeks, `earlier` that of the four before.
    """

    library: str
    level: Level
    sections: tuple[str, ...]
    answers: int
    mastery: Mapping[Corner, Mastery]
    gap: Corner | None
    due: frozenset[PointKey]
    fell_due: int
    upcoming: tuple[tuple[date, int], ...]
    visit: Visit | None
    weeks: tuple[WeekScore, ...]
    recent: float | None
    earlier: float | None
    calibration: Calibration
    misconceptions: tuple[Misconception, ...]
    readiness: tuple[Readiness, ...]


@dataclass(frozen=True, slots=True)
class _Folded:
    """What depends on the attempts alone, and is folded once for each change."""

    weeks: tuple[WeekScore, ...]
    visit: Visit | None
    calibration: Calibration
    misconceptions: tuple[Misconception, ...]


_Scheduled = tuple[Sequence[Attempt], Sequence[Question], Mapping[PointKey, Memory]]


class Progress:
    """Reports on libraries. Safe to share between threads."""

    def __init__(
        self,
        practice: Practice,
        clock: Clock,
        *,
        questions: Callable[[str], Sequence[Question]],
        curriculum: Callable[[str], Curriculum],
    ) -> None:
        self._practice = practice
        self._clock = clock
        self._questions = questions
        self._curriculum = curriculum
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[Record, _Folded]] = {}
        self._scheduled: dict[tuple[str, Level], _Scheduled] = {}

    def report(self, library: str, level: Level) -> Report:
        """Report on a library; raise NotIndexed when there is no such library."""
        record, now = self._practice.record(library), self._clock.now()
        questions = self._questions(library)
        folded = self._folded(record)
        scheduled = self._schedule(record, questions, level)
        recent, earlier = recent_change(record.attempts, now)
        return Report(
            library=library,
            level=level,
            sections=tuple(sorted({q.section for q in questions})),
            answers=sum(not attempt.follow_up for attempt in record.attempts),
            mastery=record.mastery,
            gap=biggest_gap(record.mastery, level),
            due=due(scheduled, now),
            fell_due=_fell_due(scheduled, folded.visit, now),
            upcoming=_upcoming(scheduled, now),
            visit=folded.visit,
            weeks=folded.weeks,
            recent=recent,
            earlier=earlier,
            calibration=folded.calibration,
            misconceptions=folded.misconceptions,
            readiness=tuple(readiness(self._curriculum(library), record.mastery, level)),
        )

    def _schedule(
        self, record: Record, questions: Sequence[Question], level: Level
    ) -> Mapping[PointKey, Memory]:
        """Look the schedule of a level up anew only after another answer or another ingest."""
        kept = self._scheduled.get((record.library, level))
        if kept is None or kept[0] is not record.attempts or kept[1] is not questions:
            kept = record.attempts, questions, record.scheduled(questions, level)
            self._scheduled[record.library, level] = kept
        return kept[2]

    def _folded(self, record: Record) -> _Folded:
        with self._lock:
            kept = self._kept.get(record.library)
            if kept is None or kept[0].attempts is not record.attempts:
                given = record.attempts
                folded = _Folded(
                    weeks=tuple(by_week(given)),
                    visit=last_visit(given),
                    calibration=calibrate(given),
                    misconceptions=tuple(recurring(given)),
                )
                kept = record, folded
                self._kept[record.library] = kept
            return kept[1]


def _fell_due(scheduled: Mapping[PointKey, Memory], visit: Visit | None, now: datetime) -> int:
    """Count the points that fell due after the last visit."""
    return sum(visit.ends < m.due <= now for m in scheduled.values()) if visit else 0


def _upcoming(scheduled: Mapping[PointKey, Memory], now: datetime) -> tuple[tuple[date, int], ...]:
    """Count what falls due on each of the coming days; days are the machine's."""
    falls = Counter(m.due.astimezone().date() for m in scheduled.values() if m.due > now)
    today = now.astimezone().date()
    days = [today + timedelta(days=ahead) for ahead in range(1, AHEAD + 1)]
    return tuple((day, falls[day]) for day in days)
