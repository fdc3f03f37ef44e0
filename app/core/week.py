"""A week of the plan, and the sessions planned in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.core.session import Mode

MINUTES = {Mode.DRILL: 25, Mode.MOCK: 45}
QUESTIONS = {Mode.DRILL: 5, Mode.MOCK: 8}


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session to hold on a day: a drill of one section, or a mock or mixed drill of several.

    `again` says that the section comes back from an earlier phase, because it is not known yet.
    """

    on: date
    mode: Mode
    sections: tuple[str, ...]
    phase: str
    again: bool = False

    @property
    def section(self) -> str | None:
        """The section that the session drills, None when it mixes several."""
        return self.sections[0] if len(self.sections) == 1 else None

    @property
    def minutes(self) -> int:
        """How long the session takes, about."""
        return MINUTES[self.mode]

    @property
    def questions(self) -> int:
        """How many main questions to ask in it."""
        return QUESTIONS[self.mode]


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the plan: `number` counts from the day the goal was set, `of` is their total.

    `begins` and `ends` are its first and last day, the interview's own excluded. `sessions` are
    those still to come.
    """

    number: int
    of: int
    begins: date
    ends: date
    phases: tuple[str, ...]
    sessions: tuple[PlannedSession, ...]

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections that the week drills, in order."""
        return tuple(dict.fromkeys(one.section for one in self.sessions if one.section))
