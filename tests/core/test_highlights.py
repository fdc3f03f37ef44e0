"""The points that stand out in a session."""

from __future__ import annotations

from app.core.highlights import Highlight, gaps, strengths, weaknesses
from app.core.level import Level
from app.core.verdict import Verdict
from tests.examples import SETUP, key_point, question
from tests.practised import given, session

MET, PARTIAL, MISSED = Verdict.MET, Verdict.PARTIAL, Verdict.MISSED
CONTRADICTED = Verdict.CONTRADICTED
GIL = question("gil", key_point("lock"), key_point("switch", level=Level.SENIOR, weight=2.0))
GC = question("gc", key_point("count"), key_point("cycle"), key_point("age"))


def names(found: list[Highlight]) -> list[str]:
    return [f"{one.turn.question.id}/{one.point.id}" for one in found]


def test_strengths_show_the_highest_level_of_each_question_first() -> None:
    """Both questions have their best point there before one has two."""
    done = session(given(GIL, MET, MET), given(GC, MET, MET, MISSED))
    assert names(strengths(done, 2)) == ["gil/switch", "gc/count"]
    assert names(strengths(done)) == ["gil/switch", "gc/count", "gil/lock"]


def test_weaknesses_begin_with_what_is_expected_and_wrong() -> None:
    """A wrong point before a missed one; what lies above the level comes last."""
    done = session(given(GIL, MET, MISSED), given(GC, MISSED, CONTRADICTED, PARTIAL), setup=SETUP)
    assert names(weaknesses(done)) == ["gc/cycle", "gc/count", "gil/switch"]


def test_a_follow_up_has_the_last_word() -> None:
    """A gap that the follow-up closed is none."""
    closed = given(GIL.narrowed_to("switch"), MET, follow_up_to="t1")
    done = session(given(GIL, MISSED, MISSED), closed)
    assert names(gaps(done)) == ["gil/lock"]


def test_nothing_stands_out_in_nothing() -> None:
    """No answer, no highlight."""
    assert (strengths(session()), weaknesses(session())) == ([], [])
