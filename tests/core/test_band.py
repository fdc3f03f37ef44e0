"""Which level a session meets, and how far the next one is."""

from __future__ import annotations

from app.core.band import Band, band
from app.core.level import Level
from app.core.question import Question
from app.core.session import QuestionAsked, SessionStarted, TurnSkipped, fold
from app.core.verdict import Verdict
from tests.examples import NOON, SETUP, key_point, question
from tests.practised import given, session

MET, PARTIAL, MISSED = Verdict.MET, Verdict.PARTIAL, Verdict.MISSED


def asks(*levels: Level, **more: object) -> Question:
    points = [key_point(f"p{n}", level=level) for n, level in enumerate(levels)]
    return question("gil", *points, **more)


def outlook(found: Band) -> tuple[Level | None, Level | None, int]:
    return (
        found.met.level if found.met else None,
        found.next.level if found.next else None,
        found.next.short if found.next else 0,
    )


MID, SENIOR, LEAD = Level.MID, Level.SENIOR, Level.LEAD


def test_meets_mid_two_points_short_of_senior() -> None:
    """Of three senior points none was met: two would make it."""
    asked = asks(MID, MID, SENIOR, SENIOR, SENIOR)
    found = band(session(given(asked, MET, PARTIAL, MISSED, MISSED, MISSED)))
    assert outlook(found) == (MID, SENIOR, 2)
    assert [(r.points, r.share) for r in found.reaches] == [(2, 0.75), (3, 0.0)]


def test_a_higher_level_does_not_mend_a_lower_one() -> None:
    """Senior points met, mid points not: mid comes first."""
    found = band(session(given(asks(MID, MID, SENIOR), MISSED, MISSED, MET)))
    assert outlook(found) == (None, MID, 2)


def test_levels_that_nothing_was_asked_about_are_passed_over() -> None:
    """Lead points alone, all met, meet lead."""
    assert outlook(band(session(given(asks(LEAD, LEAD), MET, MET)))) == (LEAD, None, 0)


def test_only_the_best_points_count_where_some_are_enough() -> None:
    """Two of four points were asked for and two were given."""
    asked = asks(MID, MID, MID, MID, needed=2)
    found = band(session(given(asked, MISSED, MET, MISSED, MET)))
    assert outlook(found) == (MID, None, 0)


def test_what_cannot_be_assessed_says_nothing() -> None:
    """No reach, no band."""
    found = band(session(given(asks(MID), Verdict.CANNOT_ASSESS)))
    assert found == Band(())
    assert outlook(found) == (None, None, 0)


def test_follow_ups_do_not_count_and_skipped_questions_do() -> None:
    """A prompt helps; passing is missing every point."""
    asked = asks(MID, MID)
    follow_up = given(asked.narrowed_to("p1"), MET, follow_up_to="t1")
    assert outlook(band(session(given(asked, MISSED, MISSED), follow_up))) == (None, MID, 2)
    skipped = fold(
        "s1",
        [SessionStarted(NOON, SETUP), QuestionAsked(NOON, "t1", asked), TurnSkipped(NOON, "t1")],
    )
    assert outlook(band(skipped)) == (None, MID, 2)
