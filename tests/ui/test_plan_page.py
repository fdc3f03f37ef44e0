"""The page of the plan."""

from __future__ import annotations

from datetime import date, timedelta

from app.core.level import Level
from tests.examples import NOON
from tests.ui.conftest import OpenApp, press, texts
from tests.ui.fake_hotseat import LIBRARY, FakeHotseat

DAY = date(2026, 12, 21)


def test_a_plan_is_made(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """The form asks for level, day and sessions a week; the plan stands there afterwards."""
    tab = open_app("plan")
    assert "Say when your interview is." in texts(tab)
    tab.date_input(key="goal-day").set_value(DAY)
    tab.slider(key="goal-sessions").set_value(3)
    press(tab, "goal-set")
    goal = hotseat.planner.goal(LIBRARY)
    assert goal is not None
    assert (goal.interview, goal.sessions, goal.level) == (DAY, 3, Level.MID)
    shown = texts(tab)
    assert "Interview: in 28 days" in shown
    assert "Done this week: 0 of 3" in shown
    assert "This week: All sections" in shown
    assert "**Week 4**" in shown


def test_the_next_session_starts_from_here(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """A planned drill has its section and five questions."""
    hotseat.planner.set_goal(LIBRARY, Level.MID, DAY)
    press(open_app("plan"), "plan-start")
    setup = hotseat.interviewer.sessions()[0].setup
    assert (setup.sections, setup.count) == (("06_Concurrency",), 5)


def test_the_calendar_can_be_downloaded(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """There is a button for it, and a time of day to choose."""
    hotseat.planner.set_goal(LIBRARY, Level.MID, DAY)
    tab = open_app("plan")
    assert [d.label for d in tab.get("download_button")] == ["Add to your calendar"]
    assert f"{tab.time_input(key='plan-time').value}" == "19:00:00"


def test_the_goal_can_be_dropped(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Then the page asks for another one."""
    hotseat.planner.set_goal(LIBRARY, Level.MID, DAY)
    tab = press(open_app("plan"), "plan-drop")
    assert hotseat.planner.goal(LIBRARY) is None
    assert "Say when your interview is." in texts(tab)


def test_after_the_interview(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """The page says when it was, and takes a new day."""
    hotseat.planner.set_goal(LIBRARY, Level.MID, DAY)
    hotseat.clock.at = NOON + timedelta(days=40)
    shown = texts(open_app("plan"))
    assert "Your interview was on Mon 21 Dec. Set a new day, and the plan goes on." in shown


def test_the_learning_paths_are_there(open_app: OpenApp) -> None:
    """One tab for each level."""
    tab = open_app("plan")
    assert [one.label for one in tab.tabs] == ["Mid", "Senior", "Lead"]
