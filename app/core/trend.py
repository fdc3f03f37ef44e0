"""Scores over time, and what the last visit changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.core.attempt import Attempt, PointKey, main_only
from app.core.verdict import Verdict

PAUSE = timedelta(hours=4)  # a longer pause between two answers separates two visits
RECENT = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class WeekScore:
    """The mean score (0..1) of the main answers of a week that begins on a Monday."""

    begins: date
    answers: int
    mean: float


@dataclass(frozen=True, slots=True)
class Visit:
    """What the last visit changed.

    `learnt` points were met and had not been the time before; `slipped` points had been met the
    time before and were not. `mean` is the mean score (0..1), None when nothing could be assessed;
    `before` is that of all answers before the visit.
    """

    begins: datetime
    ends: datetime
    answers: int
    mean: float | None
    before: float | None
    learnt: frozenset[PointKey]
    slipped: frozenset[PointKey]


def by_week(given: Sequence[Attempt]) -> list[WeekScore]:
    """Compute the mean score of each week that has one, in order; days are the machine's."""
    weeks: dict[date, list[float]] = {}
    for attempt in main_only(given):
        if attempt.grade.score is not None:
            day = attempt.at.astimezone().date()
            weeks.setdefault(day - timedelta(days=day.weekday()), []).append(attempt.grade.score)
    return [WeekScore(week, len(s), sum(s) / len(s)) for week, s in sorted(weeks.items())]


def recent_change(given: Sequence[Attempt], now: datetime) -> tuple[float | None, float | None]:
    """Return the mean score of the last four weeks and of the four before; None where none is.

    `given` is in the order of time.
    """
    split = bisect_right(given, now - RECENT, key=_at)
    first = bisect_right(given, now - 2 * RECENT, key=_at)
    return _mean(main_only(given[split:])), _mean(main_only(given[first:split]))


def last_visit(given: Sequence[Attempt]) -> Visit | None:
    """Return what the last visit changed, None before the first answer; `given` is in order."""
    if not given:
        return None
    start = len(given) - 1
    while start and given[start].at - given[start - 1].at <= PAUSE:
        start -= 1
    earlier, visit = given[:start], given[start:]
    was_met, is_met = _met(earlier), _met(visit)
    return Visit(
        begins=visit[0].at,
        ends=visit[-1].at,
        answers=len(main_only(visit)),
        mean=_mean(main_only(visit)),
        before=_mean(main_only(earlier)),
        learnt=frozenset(key for key, met in is_met.items() if met and not was_met.get(key)),
        slipped=frozenset(key for key, met in is_met.items() if not met and was_met.get(key)),
    )


def _met(given: Sequence[Attempt]) -> dict[PointKey, bool]:
    """Return for each point whether it was met the last time that it was judged."""
    return {
        attempt.key(verdict.key_point_id): verdict.verdict is Verdict.MET
        for attempt in given
        for verdict in attempt.grade.verdicts
        if verdict.verdict is not Verdict.CANNOT_ASSESS
    }


def _at(attempt: Attempt) -> datetime:
    return attempt.at


def _mean(given: Sequence[Attempt]) -> float | None:
    scores = [a.grade.score for a in given if a.grade.score is not None]
    return sum(scores) / len(scores) if scores else None
