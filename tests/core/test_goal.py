"""The goal is folded from events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.core.errors import BadInput
from app.core.goal import Goal, GoalDropped, GoalSet, goal_for
from app.core.level import Level
from tests.examples import NOON

GOAL = Goal("notes", Level.SENIOR, date(2026, 12, 20), since=date(2026, 11, 23))
LATER = replace(GOAL, interview=date(2027, 1, 10))
OTHER = replace(GOAL, library="other")


def test_the_last_goal_of_a_library_holds() -> None:
    """A new goal replaces the one before; another library has its own."""
    events = [GoalSet(NOON, GOAL), GoalSet(NOON, OTHER), GoalSet(NOON, LATER)]
    assert goal_for("notes", events) == LATER
    assert goal_for("other", events) == OTHER
    assert goal_for("notes", []) is None


def test_a_goal_can_be_dropped_and_set_again() -> None:
    """Dropping one library's goal leaves the other's alone."""
    events = [GoalSet(NOON, GOAL), GoalSet(NOON, OTHER), GoalDropped(NOON, "notes")]
    assert goal_for("notes", events) is None
    assert goal_for("other", events) == OTHER
    assert goal_for("notes", [*events, GoalSet(NOON, LATER)]) == LATER


@pytest.mark.parametrize(
    ("changes", "cure"),
    [
        ({"interview": GOAL.since}, "Choose a day after today"),
        ({"interview": GOAL.since + timedelta(days=400)}, "Choose an earlier day"),
        ({"sessions": 0}, "Choose 1 to 7 sessions a week, not 0"),
        ({"sessions": 8}, "Choose 1 to 7 sessions a week, not 8"),
    ],
)
def test_a_goal_that_no_plan_leads_to(changes: dict[str, object], cure: str) -> None:
    """It is refused with the cure."""
    with pytest.raises(BadInput, match=cure):
        replace(GOAL, **changes).check()  # type: ignore[arg-type]
    GOAL.check()
