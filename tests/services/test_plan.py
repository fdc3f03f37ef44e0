"""Setting a goal, and the way to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from app.adapters.ical_calendar import plan_calendar
from app.core.curriculum import Curriculum, Phase, plain_curriculum
from app.core.errors import BadInput
from app.core.level import Level
from app.core.verdict import Verdict
from app.services.history import History
from app.services.plan import Planner
from app.services.practice import Practice
from tests.examples import NOON, SETUP, question
from tests.fakes import DoublingScheduler, FixedClock, MemoryJournal, MemoryLedger
from tests.practised import events_of, given

TODAY = date(2026, 11, 23)
PLAIN = plain_curriculum(["06_Concurrency", "07_Caching"])
CHOICE = replace(PLAIN, phases=(Phase("One of", 1, ("06_Concurrency", "07_Caching"), choice=True),))


class World:
    """A planner over an empty past."""

    def __init__(self, curriculum: Curriculum = PLAIN) -> None:
        self.ledger = MemoryLedger()
        self.clock = FixedClock(NOON)
        self.planner = Planner(
            journal=MemoryJournal(),
            practice=Practice(History(self.ledger), DoublingScheduler()),
            clock=self.clock,
            curriculum=lambda _: curriculum,
            calendar=plan_calendar,
        )


def test_without_a_goal_there_is_no_outlook() -> None:
    """Nor after it was dropped."""
    planner = World().planner
    assert planner.outlook("notes") is None
    planner.set_goal("notes", Level.SENIOR, TODAY + timedelta(days=10))
    planner.drop_goal("notes")
    assert planner.outlook("notes") is None


def test_a_goal_gives_an_outlook() -> None:
    """Ten days are two weeks; the level's path is there with nothing known."""
    planner = World().planner
    planner.set_goal("notes", Level.SENIOR, TODAY + timedelta(days=10), sessions=3)
    outlook = planner.outlook("notes")
    assert outlook is not None
    assert outlook.days_left == 10
    assert [len(week.sessions) for week in outlook.weeks] == [3, 2]
    assert [section for section, _ in outlook.path] == ["06_Concurrency", "07_Caching"]
    assert planner.goal("other") is None


def test_a_session_of_today_counts() -> None:
    """After it is finished, the next one is on a later day and this week has one done."""
    world = World()
    world.planner.set_goal("notes", Level.MID, TODAY + timedelta(days=14))
    before = world.planner.outlook("notes")
    world.ledger.append("s1", 0, events_of(given(question(), *[Verdict.MET] * 2), setup=SETUP))
    after = world.planner.outlook("notes")
    assert before is not None
    assert after is not None
    assert (before.done, before.weeks[0].sessions[0].on) == (0, TODAY)
    assert after.done == 1
    assert after.weeks[0].sessions[0].on > TODAY


def test_after_the_interview() -> None:
    """The goal stays, with no weeks left and days below zero."""
    world = World()
    world.planner.set_goal("notes", Level.MID, TODAY + timedelta(days=2))
    world.clock.at = NOON + timedelta(days=5)
    outlook = world.planner.outlook("notes")
    assert outlook is not None
    assert (outlook.weeks, outlook.days_left) == ((), -3)


def test_a_choice_is_made_or_refused() -> None:
    """The first section is taken when none is named; another one is refused with the choices."""
    planner = World(CHOICE).planner
    day = TODAY + timedelta(days=7)
    assert planner.set_goal("notes", Level.MID, day).choice == "06_Concurrency"
    assert planner.set_goal("notes", Level.MID, day, choice="07_Caching").choice == "07_Caching"
    with pytest.raises(BadInput, match="Choose one of: 06_Concurrency, 07_Caching"):
        planner.set_goal("notes", Level.MID, day, choice="08_Errors")
    with pytest.raises(BadInput, match="Leave it out"):
        World().planner.set_goal("notes", Level.MID, day, choice="08_Errors")


def test_the_level_to_practise_at() -> None:
    """Mid at first, then that of the last session, and the goal's above all."""
    world = World()
    assert world.planner.level("notes") is Level.MID
    setup = replace(SETUP, level=Level.LEAD)
    world.ledger.append("s1", 0, events_of(given(question(), *[Verdict.MET] * 2), setup=setup))
    assert world.planner.level("notes") is Level.LEAD
    world.planner.set_goal("notes", Level.SENIOR, TODAY + timedelta(days=7))
    assert world.planner.level("notes") is Level.SENIOR


def test_the_calendar_has_the_interview() -> None:
    """Details are the adapter's; here the time of day arrives."""
    planner = World().planner
    planner.set_goal("notes", Level.MID, TODAY + timedelta(days=7))
    outlook = planner.outlook("notes")
    assert outlook is not None
    assert b"T063000" in planner.calendar(outlook, time(6, 30))
