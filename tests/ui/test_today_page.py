"""The first page: what to do today."""

from __future__ import annotations

from datetime import date, timedelta

from app.core.level import Level
from app.core.session import Due, Mode, Session, Setup
from tests.examples import NOON
from tests.ui.conftest import OpenApp, press, texts
from tests.ui.fake_hotseat import GIL, LIBRARY, FakeHotseat

SETUP = Setup(library=LIBRARY, level=Level.SENIOR, count=1, sections=(GIL.section,), follow_ups=0)
DAY = timedelta(days=1)


def practised(hotseat: FakeHotseat, text: str = "It runs bytecode.") -> Session:
    """Hold a session with one answer, which by default misses one of two points."""
    interviewer = hotseat.interviewer
    session = interviewer.grade(interviewer.answer(interviewer.start(SETUP), text))
    return interviewer.finish(session)


def started(hotseat: FakeHotseat) -> Setup:
    """Return the setup of the session that a press has started."""
    return hotseat.interviewer.sessions()[0].setup


def test_the_first_time_says_what_to_do(open_app: OpenApp) -> None:
    """No numbers yet: three ways to start, one of them the main one, and the way to a plan."""
    tab = open_app()
    assert "Answer three questions." in texts(tab)
    assert not tab.metric
    assert [b.key for b in tab.button] == ["start-drill", "start-mock", "to-ask", "to-plan"]


def test_a_drill_starts_at_one_press(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Three questions at the level of the last session, what is due among them."""
    practised(hotseat)
    press(open_app(), "start-drill")
    setup = started(hotseat)
    assert (setup.mode, setup.count, setup.level) == (Mode.DRILL, 3, Level.SENIOR)
    assert setup.due is Due.SOME


def test_a_mock_starts_at_one_press(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Against the clock."""
    press(open_app(), "start-mock")
    assert (started(hotseat).mode, started(hotseat).minutes) == (Mode.MOCK, 45)


def test_an_open_session_comes_first(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """It can be resumed, and starting another one is no longer the main action."""
    session = hotseat.interviewer.start(SETUP)
    tab = open_app()
    assert "Go on where you left off" in texts(tab)
    assert tab.button[0].key == f"resume-{session.id}"


def test_what_is_due_and_the_gap(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """A day later the missed point is due; two days later the met one is too."""
    practised(hotseat)
    hotseat.clock.at = NOON + DAY
    tab = open_app()
    shown = texts(tab)
    assert "Due now: 1 point" in shown
    assert "1 fell due since your last visit." in shown
    assert "Biggest gap: 0% known" in shown
    assert "**Concurrency**, senior" in shown
    assert "Last visit, yesterday: 33%" in shown
    assert "1 answer · 1 point learnt." in shown
    press(tab, "start-due")
    assert (started(hotseat).due, started(hotseat).count) == (Due.ONLY, 1)


def test_the_gap_can_be_drilled(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Its section at its level."""
    practised(hotseat)
    press(open_app(), "start-gap")
    assert (started(hotseat).sections, started(hotseat).level) == ((GIL.section,), Level.SENIOR)


def test_nothing_due(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Right after practice nothing is due, and the page says when the next points are."""
    practised(hotseat)
    shown = texts(open_app())
    assert "Nothing is due. The next ones on Tue 24 Nov." in shown


def test_the_week_of_the_plan(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """With a goal, the next sessions of the plan stand here; the first can be started."""
    hotseat.planner.set_goal(LIBRARY, Level.LEAD, date(2026, 12, 7))
    tab = open_app()
    assert "Week 1 of 2" in texts(tab)
    assert "Interview in 14 days, at level lead." in texts(tab)
    press(tab, "today-start")
    assert (started(hotseat).level, started(hotseat).count) == (Level.LEAD, 5)
