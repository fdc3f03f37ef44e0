"""How well each key point was recalled, and when it should be asked about again.

A session gives at most one review of a point: the answer to the main question decides, and a
follow-up can mend it.

| in the session | review |
|---|---|
| met at once, without a hint | good |
| met with a hint, met in a follow-up, or partly met | hard |
| missed or contradicted, also in the follow-up | again |
| can't be assessed, or skipped | none |

"Easy" is never given: an answer in free text does not show how little effort it took. The dates
follow from the reviews by the scheduler behind `app.ports.Scheduler`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.core.attempt import Attempt, PointKey
from app.core.verdict import Verdict


class Recall(StrEnum):
    """How well a point was recalled."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Review:
    """A key point was asked about and recalled so."""

    at: datetime
    recall: Recall


@dataclass(frozen=True, slots=True)
class Memory:
    """What follows from the reviews of a point.

    `due` is when it should be asked about again. `stability` is in days: so long does it take until
    the chance to recall the point has fallen to nine in ten.
    """

    due: datetime
    stability: float
    last: Recall


def reviews(given: Iterable[Attempt]) -> dict[PointKey, tuple[Review, ...]]:
    """Fold attempts, in the order of time, into the reviews of each key point."""
    found: dict[PointKey, dict[str, Review]] = {}
    for attempt in given:
        for verdict in attempt.grade.verdicts:
            recall = _recall(verdict.verdict, hints=attempt.hints)
            if recall is None:
                continue
            by_session = found.setdefault(attempt.key(verdict.key_point_id), {})
            earlier = by_session.get(attempt.session)
            if earlier is not None:
                recall = _mended(earlier.recall, recall)
            by_session[attempt.session] = Review(attempt.at, recall)
    return {key: tuple(by_session.values()) for key, by_session in found.items()}


def _recall(verdict: Verdict, *, hints: int) -> Recall | None:
    match verdict:
        case Verdict.MET:
            return Recall.HARD if hints else Recall.GOOD
        case Verdict.PARTIAL:
            return Recall.HARD
        case Verdict.MISSED | Verdict.CONTRADICTED:
            return Recall.AGAIN
        case Verdict.CANNOT_ASSESS:
            return None


def _mended(first: Recall, second: Recall) -> Recall:
    """Judge a point that was asked about twice in a session: good once is not good at once."""
    if first is second:
        return first
    return Recall.HARD


def due(schedule: Mapping[PointKey, Memory], now: datetime) -> frozenset[PointKey]:
    """Return the key points that are due, those whose date has passed."""
    return frozenset(key for key, memory in schedule.items() if memory.due <= now)
