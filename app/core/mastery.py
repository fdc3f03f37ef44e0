"""Mastery: how much of what a level expects is known, for each section and level.

A *try* of a section at a level is a main answer to a question of that section which was judged on
at least one key point first expected at that level; it earns the share of those points' weight
(`Grade.level_bar`). Points above the level that the session was held at are left out: not to say
what was not asked for is no gap. Follow-ups are left out too, for they prompt.

    share = mean over the last 20 tries, so that an old weakness does not stick
    low, high = the 90 % interval of that mean (app/core/interval.py)
    value = share, but at most 1/2 after fewer than three tries

Gaps and strengths are ranked by `low`: one lucky answer does not make a strength.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.core.attempt import Attempt, main_only
from app.core.interval import Estimate, estimate
from app.core.level import Level

WINDOW = 20
FEW = 3
CAP = 0.5
SOLID = 0.6  # the lower bound from which a section counts as known


@dataclass(frozen=True, slots=True, order=True)
class Corner:
    """A section at a level: one cell of the heat map."""

    section: str
    level: Level


@dataclass(frozen=True, slots=True)
class Mastery:
    """What is known of a corner, or of several together; see the module for the formulas.

    `tries` counts all tries, `estimate.tries` those that the estimate rests on.
    """

    tries: int
    estimate: Estimate

    @property
    def value(self) -> float:
        """The share (0..1) to show."""
        return min(self.estimate.share, CAP) if self.tries < FEW else self.estimate.share

    @property
    def low(self) -> float:
        """The lower bound (0..1) to rank by."""
        return self.estimate.low

    @property
    def solid(self) -> bool:
        """Whether this counts as known."""
        return self.tries >= FEW and self.low >= SOLID


UNTRIED = Mastery(0, estimate(0.0, 0))


def mastery(given: Sequence[Attempt]) -> dict[Corner, Mastery]:
    """Compute the mastery of every corner that was tried; `given` is in the order of time."""
    earned: dict[Corner, list[float]] = {}
    for attempt in main_only(given):
        for level, share in _shares(attempt):
            corner = Corner(attempt.question.section, level)
            earned.setdefault(corner, []).append(share)
    return {corner: _mastery(shares) for corner, shares in earned.items()}


def _shares(attempt: Attempt) -> list[tuple[Level, float]]:
    bars = [(bar.level, bar.share) for bar in attempt.grade.level_bar]
    return [bar for bar in bars if attempt.level.expects(bar[0])] or bars


def _mastery(shares: Sequence[float]) -> Mastery:
    last = shares[-WINDOW:]
    return Mastery(len(shares), estimate(sum(last) / len(last), len(last)))


def together(several: Iterable[Mastery]) -> Mastery:
    """Pool the mastery of several corners, each weighted by the tries that it rests on."""
    parts = [part for part in several if part.estimate.tries]
    tries = sum(part.estimate.tries for part in parts)
    if not tries:
        return UNTRIED
    share = sum(part.estimate.share * part.estimate.tries for part in parts) / tries
    return Mastery(sum(part.tries for part in parts), estimate(share, tries))


def of_section(known: Mapping[Corner, Mastery], section: str, level: Level) -> Mastery:
    """Pool what is known of a section over the levels that `level` is expected to know."""
    below = [one for one in Level if level.expects(one)]
    return together(known.get(Corner(section, one), UNTRIED) for one in below)


def biggest_gap(known: Mapping[Corner, Mastery], level: Level) -> Corner | None:
    """Return the tried corner with the lowest lower bound, up to `level`; None when all are solid.

    Corners with three tries come before those with fewer.
    """
    open_corners = [
        corner for corner, one in known.items() if level.expects(corner.level) and not one.solid
    ]
    return min(
        open_corners,
        key=lambda corner: (known[corner].tries < FEW, known[corner].low, corner),
        default=None,
    )
