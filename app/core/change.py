"""What changed between two grades of the same key points, point by point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.verdict import PointVerdict, Verdict

# To deny a point is worse than to leave it out.
_RANKS = {Verdict.CONTRADICTED: 0, Verdict.MISSED: 1, Verdict.PARTIAL: 2, Verdict.MET: 3}


class Direction(StrEnum):
    """Which way a point went; UNCLEAR when one of the grades could not assess it."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class PointChange:
    """The verdicts of two grades on one key point."""

    key_point: str
    before: PointVerdict
    after: PointVerdict

    @property
    def direction(self) -> Direction:
        """Say which way the point went."""
        if Verdict.CANNOT_ASSESS in (self.before.verdict, self.after.verdict):
            return Direction.UNCLEAR
        step = _RANKS[self.after.verdict] - _RANKS[self.before.verdict]
        if step == 0:
            return Direction.SAME
        return Direction.BETTER if step > 0 else Direction.WORSE


def changes(before: Sequence[PointVerdict], after: Sequence[PointVerdict]) -> list[PointChange]:
    """Pair the verdicts on the points that both have, in the order of `before`."""
    later = {v.key_point_id: v for v in after}
    return [
        PointChange(v.key_point_id, v, later[v.key_point_id])
        for v in before
        if v.key_point_id in later
    ]
