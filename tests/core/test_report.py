"""A reported question is left out of what is counted, and stays where it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.attempt import attempts
from app.core.band import band
from app.core.errors import IllegalMove
from app.core.highlights import gaps
from app.core.report import QuestionReported, Reason, ReportEvent, ReportWithdrawn
from app.core.session import Mode, Session, fold
from app.core.turn_filter import Filter, kept
from app.core.verdict import Verdict
from app.services.gap_drill import gap_setup
from app.services.review import summarise
from tests.examples import NOON, SETUP, question
from tests.practised import events_of, given

MET, MISSED = Verdict.MET, Verdict.MISSED
FAULTY, FAIR = question("faulty"), question("fair", section="07_Memory")
REPORT = QuestionReported(NOON, "t1", Reason.WRONG, "Since 3.13 it is otherwise.")


def practised(*events: ReportEvent, mode: Mode = Mode.DRILL, finished: bool = True) -> Session:
    """Return a session with a faulty question that was missed, its follow-up and a fair one."""
    answers = (
        given(FAULTY, MISSED, MISSED),
        given(FAULTY.narrowed_to("two"), MISSED, follow_up_to="t1"),
        given(FAIR, MET, MET),
    )
    past = events_of(*answers, setup=replace(SETUP, mode=mode), finished=finished)
    return fold("s1", [*past, *events])


def test_a_reported_question_counts_for_nothing() -> None:
    """Score, band, gaps and attempts are those of the other questions; its follow-up goes with it."""
    before, after = practised(), practised(REPORT)
    assert (summarise(before).score, summarise(after).score) == (0.5, 1.0)
    assert (summarise(after).asked, summarise(after).reported) == (1, 1)
    assert [reach.points for reach in band(after).reaches] == [2]
    assert {one.turn.id for one in gaps(before)} == {"t1"}
    assert gaps(after) == []
    assert [a.question.id for a in attempts([after])] == ["fair"]
    assert gap_setup(after) is None


def test_it_stays_in_view() -> None:
    """Answer, grade and report are on the turn, and a filter finds it."""
    session = practised(REPORT)
    turn = session.turn("t1")
    assert turn.grade is not None
    assert turn.report is not None
    assert (turn.report.reason, turn.report.words) == (REPORT.reason, REPORT.words)
    assert [t.id for t in kept(session.turns, [Filter.REPORTED])] == ["t1"]


def test_taken_back_it_counts_as_before() -> None:
    """But for the two more events the session is what it was."""
    back = practised(REPORT, ReportWithdrawn(NOON, "t1"))
    assert replace(back, version=0) == replace(practised(), version=0)


def test_a_reported_follow_up_leaves_its_main_question() -> None:
    """Only what was said about it is left out."""
    session = practised(QuestionReported(NOON, "t2", Reason.GIVES_AWAY))
    assert [t.id for t in session.counted] == ["t1", "t3"]


def test_an_open_mock_takes_reports_and_shows_no_grade() -> None:
    """A question can be faulty before the grades are out."""
    session = practised(REPORT, mode=Mode.MOCK, finished=False)
    assert not session.shows_grades
    assert session.turn("t1").report is not None


@pytest.mark.parametrize(
    "events",
    [
        (REPORT, REPORT),
        (ReportWithdrawn(NOON, "t1"),),
        (QuestionReported(NOON, "t9", REPORT.reason),),
    ],
)
def test_reports_that_do_not_fit(events: tuple[ReportEvent, ...]) -> None:
    """Twice, none to take back, or of no turn."""
    with pytest.raises(IllegalMove, match="Reload the page"):
        practised(*events)
