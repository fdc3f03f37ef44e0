"""The band: which level the answers of a session meet, and how far the next one is.

For each level, the points of all main questions that are first expected there are taken together
(a skipped question missed them all, a reported one is left out; of a question that needs k points,
the k best count). The level is met when the share of their weight that was earned is at least 0.6.
The band is the highest level that is met with all levels below it; levels about which nothing was
asked are passed over. How far the next level is, is the least number of points that would have had
to be met to meet it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.core.level import Level
from app.core.session import Session, Turn
from app.core.verdict import Verdict

BAR = 0.6


@dataclass(frozen=True, slots=True)
class Reach:
    """How a level was done: `points` asked about, the `share` (0..1) earned, points still `short`."""

    level: Level
    points: int
    share: float
    short: int


@dataclass(frozen=True, slots=True)
class Band:
    """The levels that were asked about, in order; `met` and `next` say where the candidate is."""

    reaches: tuple[Reach, ...]

    @property
    def met(self) -> Reach | None:
        """The highest level that is met with all below it, None when the lowest isn't."""
        passed = self.reaches[: self._passed]
        return passed[-1] if passed else None

    @property
    def next(self) -> Reach | None:
        """The first level that isn't met, None when all that were asked about are."""
        return self.reaches[self._passed] if self._passed < len(self.reaches) else None

    @property
    def _passed(self) -> int:
        short = (n for n, reach in enumerate(self.reaches) if reach.short)
        return next(short, len(self.reaches))


@dataclass(frozen=True, slots=True)
class _Point:
    level: Level
    weight: float
    credit: float


def band(session: Session) -> Band:
    """Compute the band of a session from its graded and skipped main questions."""
    points = [point for turn in session.counted_main for point in _points(turn)]
    by_level = ((level, [p for p in points if p.level is level]) for level in Level)
    return Band(tuple(_reach(level, found) for level, found in by_level if found))


def _points(turn: Turn) -> Iterable[_Point]:
    if turn.grade is None and not turn.skipped:
        return []
    by_id = {v.key_point_id: v for v in turn.grade.verdicts} if turn.grade else {}
    found = [
        _Point(point.level, point.weight, by_id[point.id].credit if by_id else 0.0)
        for point in turn.question.key_points
        if not by_id or by_id[point.id].verdict is not Verdict.CANNOT_ASSESS
    ]
    best = sorted(found, key=lambda p: p.weight * p.credit, reverse=True)
    return best[: turn.question.needed]


def _reach(level: Level, points: list[_Point]) -> Reach:
    total = sum(p.weight for p in points)
    earned = sum(p.weight * p.credit for p in points)
    short, reached = 0, earned
    for gain in sorted((p.weight * (1 - p.credit) for p in points), reverse=True):
        if reached >= BAR * total - 1e-9:
            break
        reached += gain
        short += 1
    return Reach(level, len(points), earned / total, short)
