"""Setups that need no choice."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.level import Level
from app.core.mastery import Corner
from app.core.session import Due, Mode, Setup
from app.core.week import PlannedSession
from app.services.quick import due_drill, full_mock, gap_drill, planned, ten_minute_drill

DAY = date(2026, 11, 23)
DRILL = PlannedSession(DAY, Mode.DRILL, ("06_Concurrency",), "First")
MOCK = PlannedSession(DAY, Mode.MOCK, ("06_Concurrency", "07_Caching"), "Mocks")


@pytest.mark.parametrize(
    ("setup", "expected"),
    [
        (ten_minute_drill("notes", Level.MID), (Mode.DRILL, 3, None, Due.SOME, ())),
        (full_mock("notes", Level.MID), (Mode.MOCK, 8, 45, Due.NONE, ())),
        (due_drill("notes", Level.MID, 2), (Mode.DRILL, 2, None, Due.ONLY, ())),
        (due_drill("notes", Level.MID, 40), (Mode.DRILL, 5, None, Due.ONLY, ())),
        (
            gap_drill("notes", Corner("07_Caching", Level.LEAD)),
            (Mode.DRILL, 3, None, Due.SOME, ("07_Caching",)),
        ),
        (planned("notes", Level.MID, DRILL), (Mode.DRILL, 5, None, Due.SOME, DRILL.sections)),
        (planned("notes", Level.MID, MOCK), (Mode.MOCK, 8, 45, Due.NONE, MOCK.sections)),
    ],
    ids=["drill", "mock", "due", "much-due", "gap", "planned-drill", "planned-mock"],
)
def test_a_setup_at_one_click(setup: Setup, expected: tuple[object, ...]) -> None:
    """Mode, number of questions, minutes, due points and sections."""
    assert (setup.mode, setup.count, setup.minutes, setup.due, setup.sections) == expected
