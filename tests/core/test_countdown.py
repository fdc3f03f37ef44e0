"""The clock of a mock, folded from the events."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.countdown import remaining
from app.core.session import (
    Event,
    Mode,
    QuestionAsked,
    SessionFinished,
    SessionPaused,
    SessionStarted,
    SessionUnpaused,
    fold,
)
from tests.examples import NOON, SETUP, question

MOCK = SessionStarted(NOON, replace(SETUP, mode=Mode.MOCK, minutes=30))
ASK = QuestionAsked(NOON, "t1", question())


def at(minute: int) -> timedelta:
    return timedelta(minutes=minute)


def left(minute: int, *events: Event) -> int:
    """Return the whole minutes left at a minute after the start."""
    found = remaining(fold("s1", [MOCK, ASK, *events]), NOON + at(minute))
    assert found is not None
    return int(found.total_seconds()) // 60


@pytest.mark.parametrize(("after", "minutes"), [(0, 30), (10, 20), (30, 0), (45, 0)])
def test_the_clock_runs_down_to_zero(after: int, minutes: int) -> None:
    """Minutes since the start count down and never below zero."""
    assert left(after) == minutes


def test_the_clock_stands_still_during_a_pause() -> None:
    """However long a break lasts, the same time is left after it; two breaks add up."""
    paused = SessionPaused(NOON + at(10))
    assert [left(minute, paused) for minute in (10, 25, 600)] == [20, 20, 20]
    back = SessionUnpaused(NOON + at(600))
    assert left(605, paused, back) == 15
    again = SessionPaused(NOON + at(605))
    assert left(10_000, paused, back, again) == 15


def test_the_clock_of_a_finished_mock_stands() -> None:
    """What was left at the end stays; a mock that is ended from a pause has the pause's time left."""
    assert left(500, SessionFinished(NOON + at(12), "stopped")) == 18
    paused = SessionPaused(NOON + at(10))
    assert left(500, paused, SessionFinished(NOON + at(90), "stopped")) == 20


def test_a_drill_has_no_clock() -> None:
    """Without minutes there is nothing to run down."""
    assert remaining(fold("s1", [SessionStarted(NOON, SETUP)]), NOON) is None
