"""The goal: the interview that a candidate prepares for. It is folded from events of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from app.core.errors import BadInput
from app.core.level import Level

LONGEST = timedelta(days=366)
MOST_SESSIONS = 7


@dataclass(frozen=True, slots=True)
class Goal:
    """An interview at a level on a day, and how one wants to prepare for it.

    `choice` is the section taken where the curriculum offers several (a framework), None where it
    offers none. `sessions` is the number of sessions a week (1..7). `since` is the day on which the
    goal was set; the plan begins there.
    """

    library: str
    level: Level
    interview: date
    since: date
    choice: str | None = None
    sessions: int = 4

    def check(self) -> None:
        """Raise BadInput, which names the cure, unless the plan can lead to the interview."""
        if self.interview <= self.since:
            raise BadInput("The interview lies in the past. Choose a day after today.")
        if self.interview - self.since > LONGEST:
            raise BadInput("The interview is more than a year away. Choose an earlier day.")
        if not 1 <= self.sessions <= MOST_SESSIONS:
            raise BadInput(f"Choose 1 to {MOST_SESSIONS} sessions a week, not {self.sessions}.")


@dataclass(frozen=True, slots=True)
class GoalSet:
    """A goal was set, in place of an earlier one for the same library."""

    at: datetime
    goal: Goal
    kind: Literal["goal_set"] = "goal_set"


@dataclass(frozen=True, slots=True)
class GoalDropped:
    """The goal for a library was dropped."""

    at: datetime
    library: str
    kind: Literal["goal_dropped"] = "goal_dropped"


GoalEvent = GoalSet | GoalDropped


def goal_for(library: str, events: Iterable[GoalEvent]) -> Goal | None:
    """Return the goal for a library as the events leave it."""
    goal = None
    for event in events:
        match event:
            case GoalSet() if event.goal.library == library:
                goal = event.goal
            case GoalDropped() if event.library == library:
                goal = None
    return goal
