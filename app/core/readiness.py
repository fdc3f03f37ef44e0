"""Readiness: how far the sections behind an outcome are known at a level.

A section counts as tried after three tries at the level or below, and as known when its lower bound
reaches 0.6 (`app/core/mastery.py`). An outcome is reached when every section behind it is known. Its
mastery is that of its sections together; sections that were never tried don't hide in it, because
they are counted beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.core.curriculum import Curriculum, Outcome
from app.core.level import Level
from app.core.mastery import FEW, Corner, Mastery, of_section, together


class State(StrEnum):
    """How far an outcome is."""

    UNTRIED = "untried"
    STARTED = "started"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Readiness:
    """An outcome with what is known of its sections.

    `tried` and `known` count sections. `weakest` is the section to work on next, None when all are
    known.
    """

    outcome: Outcome
    mastery: Mastery
    tried: int
    known: int
    weakest: str | None

    @property
    def state(self) -> State:
        """How far the outcome is."""
        if self.weakest is None:
            return State.READY
        return State.STARTED if self.mastery.tries else State.UNTRIED


def readiness(
    curriculum: Curriculum, known: Mapping[Corner, Mastery], level: Level
) -> list[Readiness]:
    """Compute the readiness for each outcome of a curriculum, in its order."""
    return [_readiness(outcome, known, level) for outcome in curriculum.outcomes]


def _readiness(outcome: Outcome, known: Mapping[Corner, Mastery], level: Level) -> Readiness:
    sections = {name: of_section(known, name, level) for name in outcome.sections}
    open_sections = [name for name, one in sections.items() if not one.solid]
    return Readiness(
        outcome=outcome,
        mastery=together(sections.values()),
        tried=sum(one.tries >= FEW for one in sections.values()),
        known=len(sections) - len(open_sections),
        weakest=min(open_sections, key=lambda name: (sections[name].low, name), default=None),
    )
