"""Scores over time, and what the last visit changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.core.attempt import PointKey, attempts
from app.core.trend import by_week, last_visit, recent_change
from app.core.verdict import Verdict
from tests.examples import NOON, question
from tests.practised import daily, given, session

ASKED = question("gil")
OTHER = question("cache")
MET, MISSED = Verdict.MET, Verdict.MISSED


def test_weeks_begin_on_mondays() -> None:
    """Noon of the examples is a Monday: seven days make one week, the eighth the next."""
    weeks = by_week(daily(*[given(ASKED, MET, MET)] * 7, given(ASKED, MET, MISSED)))
    assert [(w.begins, w.answers, w.mean) for w in weeks] == [
        (date(2026, 11, 23), 7, 1.0),
        (date(2026, 11, 30), 1, 0.5),
    ]


def test_four_weeks_against_the_four_before() -> None:
    """What lies longer back counts on neither side."""
    held = [
        session(given(ASKED, MISSED, MISSED), day=-70),
        session(given(ASKED, MET, MISSED), day=-30),
        session(given(ASKED, MET, MET), day=-1),
    ]
    assert recent_change(attempts(held), NOON) == (1.0, 0.5)
    assert recent_change([], NOON) == (None, None)


def test_the_last_visit_and_what_it_changed() -> None:
    """Two sessions within four hours are one visit; it is compared with all that came before."""
    held = [
        session(given(ASKED, MET, MISSED), day=-2),
        session(given(ASKED, MISSED, MET), day=0),
        session(given(OTHER, MET, MET), day=0.1),
    ]
    visit = last_visit(attempts(held))
    assert visit is not None
    assert (visit.begins, visit.answers) == (NOON, 2)
    assert visit.mean == pytest.approx(0.75)
    assert visit.before == pytest.approx(0.5)
    assert visit.learnt == {
        PointKey("gil", "two"),
        PointKey("cache", "one"),
        PointKey("cache", "two"),
    }
    assert visit.slipped == {PointKey("gil", "one")}


def test_a_pause_of_more_than_four_hours_separates() -> None:
    """The evening is another visit than the morning."""
    evening = 5 / 24
    visit = last_visit(
        attempts([session(given(ASKED, MET, MET)), session(given(OTHER, MET, MET), day=evening)])
    )
    assert visit is not None
    assert visit.begins == NOON + timedelta(hours=5)


def test_no_answer_no_visit() -> None:
    """Before the first answer there is nothing to compare."""
    assert last_visit([]) is None
