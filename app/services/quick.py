"""Setups that a page or a command starts at once, with nothing left to choose."""

from __future__ import annotations

import secrets

from app.core.level import Level
from app.core.mastery import Corner
from app.core.session import Due, Mode, Setup
from app.core.week import MINUTES, QUESTIONS, PlannedSession

DRILL_QUESTIONS = 3  # about ten minutes, with the time to read the feedback
DUE_QUESTIONS = 5


def ten_minute_drill(library: str, level: Level) -> Setup:
    """Set up three questions with feedback, what is due among them."""
    return Setup(library, level, count=DRILL_QUESTIONS, seed=_seed())


def full_mock(library: str, level: Level, sections: tuple[str, ...] = ()) -> Setup:
    """Set up a mock interview over some sections, all by default, against the clock."""
    return Setup(
        library,
        level,
        Mode.MOCK,
        sections=sections,
        count=QUESTIONS[Mode.MOCK],
        minutes=MINUTES[Mode.MOCK],
        seed=_seed(),
        due=Due.NONE,
    )


def due_drill(library: str, level: Level, questions: int) -> Setup:
    """Set up a drill of questions with due points alone; `questions` (1..) have some."""
    count = min(questions, DUE_QUESTIONS)
    return Setup(library, level, count=count, seed=_seed(), due=Due.ONLY)


def gap_drill(library: str, corner: Corner) -> Setup:
    """Set up a drill of one section at the level of a gap."""
    return Setup(
        library, corner.level, sections=(corner.section,), count=DRILL_QUESTIONS, seed=_seed()
    )


def planned(library: str, level: Level, session: PlannedSession) -> Setup:
    """Set up a session of the plan."""
    if session.mode is Mode.MOCK:
        return full_mock(library, level, session.sections)
    return Setup(library, level, sections=session.sections, count=session.questions, seed=_seed())


def _seed() -> int:
    return secrets.randbelow(2**31)
