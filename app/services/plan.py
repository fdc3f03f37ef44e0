"""The goal and the plan that leads to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

from app.core.curriculum import Curriculum
from app.core.errors import BadInput
from app.core.goal import Goal, GoalDropped, GoalSet, goal_for
from app.core.level import Level
from app.core.mastery import Mastery, of_section
from app.core.plan import weekly_plan
from app.core.session import Phase
from app.core.week import Week
from app.ports import Clock, Journal
from app.services.practice import Practice, Record


class MakeCalendar(Protocol):
    """Writes a plan as a calendar file."""

    def __call__(
        self,
        goal: Goal,
        weeks: Sequence[Week],
        curriculum: Curriculum,
        *,
        made: datetime,
        at: time,
    ) -> bytes:
        """Write the planned sessions at a time of day, and the interview."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """A goal with its plan from today on, none left when the interview has been.

    `done` counts the sessions finished since this week of the plan began. `path` is what is known
    of each section of the level's path, in order.
    """

    goal: Goal
    today: date
    weeks: tuple[Week, ...]
    done: int
    path: tuple[tuple[str, Mastery], ...]

    @property
    def days_left(self) -> int:
        """How many days there are until the interview, below 0 when it has been."""
        return (self.goal.interview - self.today).days


class Planner:
    """Sets goals and plans the way to them."""

    def __init__(
        self,
        *,
        journal: Journal,
        practice: Practice,
        clock: Clock,
        curriculum: Callable[[str], Curriculum],
        calendar: MakeCalendar,
    ) -> None:
        self._journal = journal
        self._practice = practice
        self._clock = clock
        self._calendar = calendar
        self.curriculum = curriculum

    def today(self) -> date:
        """Return the day it is where the machine stands."""
        return self._clock.now().astimezone().date()

    def goal(self, library: str) -> Goal | None:
        """Return the goal for a library, None when none is set."""
        return goal_for(library, self._journal.entries())

    def level(self, library: str) -> Level:
        """Return the level to practise at: the goal's, else the last session's, else mid."""
        goal = self.goal(library)
        if goal is not None:
            return goal.level
        sessions = self._practice.record(library).sessions
        return sessions[0].setup.level if sessions else Level.MID

    def set_goal(
        self,
        library: str,
        level: Level,
        interview: date,
        *,
        choice: str | None = None,
        sessions: int = 4,
    ) -> Goal:
        """Set the goal for a library; raise BadInput when no plan can lead to it.

        Where the curriculum offers a choice and none is made, its first section is taken.
        """
        choices = self.curriculum(library).choices
        if choice is not None and choice not in choices:
            offered = f"Choose one of: {', '.join(choices)}." if choices else "Leave it out."
            raise BadInput(f"{choice} is no choice of the plan for {library}. {offered}")
        goal = Goal(
            library=library,
            level=level,
            interview=interview,
            since=self.today(),
            choice=choice or (choices[0] if choices else None),
            sessions=sessions,
        )
        goal.check()
        self._journal.note(GoalSet(self._clock.now(), goal))
        return goal

    def drop_goal(self, library: str) -> None:
        """Drop the goal for a library; what was practised stays."""
        self._journal.note(GoalDropped(self._clock.now(), library))

    def outlook(self, library: str) -> Outlook | None:
        """Plan the way to the goal from what is known today; None when no goal is set."""
        goal = self.goal(library)
        if goal is None:
            return None
        record, today = self._practice.record(library), self.today()
        curriculum = self.curriculum(library)
        practised = _done(record, today) > 0
        weeks = tuple(weekly_plan(goal, curriculum, record.mastery, today, practised=practised))
        return Outlook(
            goal=goal,
            today=today,
            weeks=weeks,
            done=_done(record, weeks[0].begins) if weeks else 0,
            path=self.path(library, goal.level),
        )

    def path(self, library: str, level: Level) -> tuple[tuple[str, Mastery], ...]:
        """Return what is known of each section of a level's path, in order."""
        known = self._practice.record(library).mastery
        sections = self.curriculum(library).path(level)
        return tuple((section, of_section(known, section, level)) for section in sections)

    def calendar(self, outlook: Outlook, at: time) -> bytes:
        """Write the sessions still to come, each at a time of day, and the interview as iCalendar."""
        curriculum = self.curriculum(outlook.goal.library)
        made = self._clock.now()
        return self._calendar(outlook.goal, outlook.weeks, curriculum, made=made, at=at)


def _done(record: Record, since: date) -> int:
    """Count the sessions that were started since a day and are finished."""
    return sum(
        session.phase is Phase.FINISHED and session.started_at.astimezone().date() >= since
        for session in record.sessions
    )
