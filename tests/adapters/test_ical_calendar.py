"""The plan as iCalendar, read back by the library."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from icalendar import Calendar

from app.adapters.ical_calendar import plan_calendar
from app.core.curriculum import plain_curriculum
from app.core.goal import Goal
from app.core.level import Level
from app.core.plan import weekly_plan
from tests.examples import NOON

MONDAY = date(2026, 11, 23)
GOAL = Goal("notes", Level.MID, date(2026, 12, 7), since=MONDAY, sessions=2)
CURRICULUM = plain_curriculum(["06_Concurrency", "07_Memory"])


def written(goal: Goal = GOAL, at: time = time(19, 0)) -> Calendar:
    weeks = weekly_plan(goal, CURRICULUM, {}, MONDAY)
    return Calendar.from_ical(plan_calendar(goal, weeks, CURRICULUM, made=NOON, at=at))


def test_each_session_is_an_event_in_local_time() -> None:
    """Two weeks of two sessions and the interview; 19:00 has no zone and lasts 25 minutes."""
    events = written().events
    assert [event.start for event in events] == [
        datetime(2026, 11, 23, 19, 0),
        datetime(2026, 11, 26, 19, 0),
        datetime(2026, 11, 30, 19, 0),
        datetime(2026, 12, 3, 19, 0),
        date(2026, 12, 7),
    ]
    assert str(events[0]["summary"]) == "Hotseat: drill Concurrency"
    assert (events[0].end - events[0].start).total_seconds() == 25 * 60
    assert str(events[3]["summary"]) == "Hotseat: mock interview"
    assert str(events[0]["description"]) == "Week 1 of 2: All sections."
    assert str(events[-1]["summary"]) == "Interview (mid)"


def test_a_calendar_that_reads_it_again_replaces_what_it_had() -> None:
    """Ids depend on the day alone, also when the plan changed."""
    ids = [str(event["uid"]) for event in written().events]
    assert ids == [str(e["uid"]) for e in written(replace(GOAL, level=Level.LEAD), time(7)).events]
    assert len(set(ids)) == len(ids)
