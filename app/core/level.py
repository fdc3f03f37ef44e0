"""The three seniority levels that questions and key points are written for."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """A candidate's seniority: mid (4-5 years), senior (6-7 years), lead (8 years and more)."""

    MID = "mid"
    SENIOR = "senior"
    LEAD = "lead"

    @property
    def rank(self) -> int:
        """Position in the order mid < senior < lead, from 0."""
        return _RANKS[self]

    def expects(self, other: Level) -> bool:
        """Say whether a candidate of this level is expected to know what `other` is."""
        return other.rank <= self.rank


_RANKS = {level: rank for rank, level in enumerate(Level)}
