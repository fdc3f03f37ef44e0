"""A session held against an earlier one, and the drill that closes its gaps."""

from __future__ import annotations

from dataclasses import replace

from app.core.change import Direction
from app.core.verdict import Verdict
from app.services.compare import compare, earlier
from app.services.gap_drill import gap_setup
from tests.examples import question
from tests.practised import LEAD, given, session

MET, MISSED = Verdict.MET, Verdict.MISSED
GIL, GC = question("gil"), question("gc", section="07_Memory")
FIRST = session(given(GIL, MISSED, MET))
SECOND = session(given(GC, MISSED, MET), day=1)
NOW = session(given(GIL, MET, MET), given(GC, MET, MISSED), day=3)


def test_sessions_with_shared_questions_come_first() -> None:
    """Then the latest; open ones, later ones and those of other libraries are left out."""
    none = session(given(question("other"), MET, MET), day=2)
    unfinished = session(given(GIL, MET, MET), day=1.5, finished=False)
    later = session(given(GIL, MET, MET), day=4)
    strange = session(given(GIL, MET, MET), day=1, setup=replace(LEAD, library="other"))
    past = [later, none, unfinished, SECOND, strange, FIRST]
    assert [one.id for one in earlier(NOW, past)] == ["s1", "s0", "s2"]


def test_shared_questions_are_compared_point_by_point() -> None:
    """The question of both is paired; a question of one alone is not."""
    (pair,) = compare(FIRST, NOW).pairs
    assert pair.after.question.id == "gil"
    assert [c.direction for c in pair.changes] == [Direction.BETTER, Direction.SAME]


def test_sections_of_both_are_compared() -> None:
    """The mean score then and now."""
    (change,) = compare(SECOND, NOW).sections
    assert (change.section, change.before, change.after) == ("07_Memory", 0.5, 0.5)


def test_the_gap_drill_asks_what_had_gaps() -> None:
    """Only the questions with gaps, each once, and nothing that is merely due."""
    setup = gap_setup(session(given(GIL, MISSED, MISSED), given(GC, MET, MET)))
    assert setup is not None
    assert (setup.questions, setup.count, setup.due) == (("gil",), 1, "none")
    assert gap_setup(session(given(GIL, MET, MET))) is None
