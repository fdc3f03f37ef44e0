"""The clock of a mock."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.session import Mode, Session
from app.ui.components.clock import remaining
from tests.examples import NOON, SETUP

MOCK = Session("s1", 1, NOON, replace(SETUP, mode=Mode.MOCK, minutes=30))


@pytest.mark.parametrize(("after", "left"), [(0, 30), (10, 20), (30, 0), (45, 0)])
def test_the_clock_runs_down_to_zero(after: int, left: int) -> None:
    """Minutes since the start count down and never below zero."""
    assert remaining(MOCK, NOON + timedelta(minutes=after)) == timedelta(minutes=left)


def test_a_drill_has_no_clock() -> None:
    """Without minutes there is nothing to run down."""
    assert remaining(Session("s1", 1, NOON, SETUP), NOON) is None
