"""The weekly plan: phases laid over the weeks, sessions dealt by need."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.core.curriculum import Curriculum, Path, Phase, plain_curriculum
from app.core.goal import Goal
from app.core.interval import estimate
from app.core.level import Level
from app.core.mastery import Corner, Mastery
from app.core.plan import weekly_plan
from app.core.session import Mode
from app.core.week import Week

MONDAY = date(2026, 11, 23)
SIX_WEEKS = MONDAY + timedelta(weeks=6)
GOAL = Goal("notes", Level.MID, SIX_WEEKS, since=MONDAY, choice="C2", sessions=4)
SECTIONS = ("A1", "A2", "B1", "B2", "C1", "C2", "D")
CURRICULUM = Curriculum(
    titles={},
    paths=(Path(Level.MID, "Mid", "Know it.", SECTIONS),),
    phases=(
        Phase("First", 2, ("A1", "A2")),
        Phase("Choice", 2, ("C1", "C2"), choice=True),
        Phase("Third", 1, ("B1", "B2", "elsewhere")),
        Phase("Mocks", 1, ("D",), mocks=True),
    ),
)


def known(**shares: float) -> dict[Corner, Mastery]:
    """Return the mastery of sections at level mid, each after 20 tries."""
    return {
        Corner(name, Level.MID): Mastery(20, estimate(share, 20)) for name, share in shares.items()
    }


def drilled(week: Week) -> list[str | None]:
    return [one.section for one in week.sessions]


def test_six_weeks_follow_the_phases() -> None:
    """Six phase-weeks in six weeks: two, two, one and one."""
    weeks = weekly_plan(GOAL, CURRICULUM, {}, MONDAY)
    assert [week.phases for week in weeks] == [
        ("First",),
        ("First",),
        ("Choice",),
        ("Choice",),
        ("Third",),
        ("Mocks",),
    ]
    assert (weeks[0].begins, weeks[0].ends) == (MONDAY, MONDAY + timedelta(days=6))
    assert weeks[-1].ends == SIX_WEEKS - timedelta(days=1)


@pytest.mark.parametrize(
    ("weeks", "phases"),
    [
        (12, ["First"] * 4 + ["Choice"] * 4 + ["Third"] * 2 + ["Mocks"] * 2),
        (3, ["First", "Choice", "Third, Mocks"]),
        (1, ["First, Choice, Third, Mocks"]),
    ],
)
def test_phases_stretch_and_shrink(weeks: int, phases: list[str]) -> None:
    """More weeks stretch each phase in proportion, few weeks take several."""
    goal = replace(GOAL, interview=MONDAY + timedelta(weeks=weeks))
    plan = weekly_plan(goal, CURRICULUM, {}, MONDAY)
    assert [", ".join(week.phases) for week in plan] == phases


def test_sessions_are_spread_over_the_week() -> None:
    """Four sessions in seven days lie on the days 0, 1, 3 and 5."""
    week = weekly_plan(GOAL, CURRICULUM, {}, MONDAY)[0]
    assert [(one.on - MONDAY).days for one in week.sessions] == [0, 1, 3, 5]


def test_a_week_of_one_takes_every_phase() -> None:
    """Shares 1/3, 1/3, 1/6, 1/6 of four sessions are 1.33, 1.33, .67, .67: one each."""
    goal = replace(GOAL, interview=MONDAY + timedelta(weeks=1))
    (week,) = weekly_plan(goal, CURRICULUM, {}, MONDAY)
    assert [one.phase for one in week.sessions] == ["First", "Choice", "Third", "Mocks"]


def test_the_neediest_section_comes_first_and_twice_a_week_at_most() -> None:
    """A1 lacks .36, halved .18; A2 lacks .08; a known section gets nothing."""
    weeks = weekly_plan(
        GOAL, CURRICULUM, known(A1=0.42, A2=0.71, B1=1.0, B2=1.0, C2=1.0, D=1.0), MONDAY
    )
    assert drilled(weeks[0]) == ["A1", "A1", "A2", None]
    assert weeks[0].sessions[3].mode is Mode.DRILL


def test_only_the_chosen_section_is_planned() -> None:
    """Of a choice, the other section never comes; sections outside the path don't either."""
    weeks = weekly_plan(GOAL, CURRICULUM, {}, MONDAY)
    planned = {one.section for week in weeks for one in week.sessions}
    assert "C2" in planned
    assert not {"C1", "elsewhere"} & planned
    mocks = [one for one in weeks[-1].sessions if one.mode is Mode.MOCK]
    assert mocks[0].sections == ("A1", "A2", "B1", "B2", "C2", "D")


def test_a_weak_section_comes_back() -> None:
    """The last session of a week goes to the neediest section of earlier phases."""
    weeks = weekly_plan(GOAL, CURRICULUM, known(A2=1.0), MONDAY + timedelta(weeks=2))
    assert weeks[0].number == 3
    last = weeks[0].sessions[-1]
    assert (last.section, last.again) == ("A1", True)


def test_every_other_session_of_the_mock_phase_is_a_mock() -> None:
    """The others drill what is still needed, or mix."""
    last = weekly_plan(GOAL, CURRICULUM, {}, MONDAY)[-1]
    assert [one.mode for one in last.sessions] == [Mode.MOCK, Mode.DRILL] * 2


def test_sections_outside_every_phase_join_the_first() -> None:
    """What the path has and the phases don't is not forgotten."""
    curriculum = replace(CURRICULUM, phases=CURRICULUM.phases[:1])
    planned = {s for week in weekly_plan(GOAL, curriculum, {}, MONDAY) for s in week.sections}
    assert planned == set(SECTIONS)


def test_days_that_are_over_are_not_planned() -> None:
    """On Thursday, Monday and Tuesday are gone; after practice, Thursday is too."""
    thursday = MONDAY + timedelta(days=3)
    week = weekly_plan(GOAL, CURRICULUM, {}, thursday)[0]
    assert [one.on for one in week.sessions] == [thursday, MONDAY + timedelta(days=5)]
    practised = weekly_plan(GOAL, CURRICULUM, {}, thursday, practised=True)[0]
    assert [one.on for one in practised.sessions] == [MONDAY + timedelta(days=5)]


def test_no_plan_after_the_interview() -> None:
    """On the day itself there is nothing left to plan."""
    assert weekly_plan(GOAL, CURRICULUM, {}, SIX_WEEKS) == []


def test_a_library_without_a_curriculum_gets_a_plain_one() -> None:
    """All sections at every level, then mock interviews."""
    plain = plain_curriculum(["b", "a"])
    assert plain.path(Level.LEAD) == ("a", "b")
    weeks = weekly_plan(replace(GOAL, choice=None), plain, {}, MONDAY)
    assert [week.phases for week in weeks[-2:]] == [("All sections",), ("Mock interviews",)]
