"""Calibration: does it show when a candidate is sure?

An answer is *right* when its score is at least 0.6. Of the answers that the candidate called sure,
and of those called unsure, the share that was right is estimated with its 90 % interval. Whoever
knows what they know is right far more often when sure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.core.attempt import Attempt
from app.core.interval import Estimate, estimate

RIGHT = 0.6


class Tendency(StrEnum):
    """What the calibration shows."""

    TOO_LITTLE = "too_little"
    OVERCONFIDENT = "overconfident"
    UNDERCONFIDENT = "underconfident"
    CALIBRATED = "calibrated"


@dataclass(frozen=True, slots=True)
class Calibration:
    """How often sure and unsure answers were right.

    `sure_but_wrong` and `unsure_but_right` are the attempts to look at, the latest last.
    """

    sure: Estimate
    unsure: Estimate
    sure_but_wrong: tuple[Attempt, ...]
    unsure_but_right: tuple[Attempt, ...]

    @property
    def tendency(self) -> Tendency:
        """Say what the numbers support; five answers of each kind are needed to say anything.

        Overconfident: sure answers are right less than seven times in ten, and the interval
        excludes nine in ten. Underconfident: unsure answers are right more often than not, and the
        interval excludes three in ten.
        """
        if min(self.sure.tries, self.unsure.tries) < 5:
            return Tendency.TOO_LITTLE
        if self.sure.share < 0.7 and self.sure.high < 0.9:
            return Tendency.OVERCONFIDENT
        if self.unsure.share > 0.5 and self.unsure.low > 0.3:
            return Tendency.UNDERCONFIDENT
        return Tendency.CALIBRATED


def calibrate(given: Iterable[Attempt]) -> Calibration:
    """Compare what candidates said of their answers with the scores; "I don't know" says nothing."""
    judged = [
        (attempt, attempt.answer.sure, attempt.grade.score >= RIGHT)
        for attempt in given
        if attempt.grade.score is not None and not attempt.answer.dont_know
    ]
    sure = [(attempt, right) for attempt, said, right in judged if said is True]
    unsure = [(attempt, right) for attempt, said, right in judged if said is False]
    return Calibration(
        sure=_estimate([right for _, right in sure]),
        unsure=_estimate([right for _, right in unsure]),
        sure_but_wrong=tuple(attempt for attempt, right in sure if not right),
        unsure_but_right=tuple(attempt for attempt, right in unsure if right),
    )


def _estimate(right: list[bool]) -> Estimate:
    return estimate(sum(right) / len(right) if right else 0.0, len(right))
