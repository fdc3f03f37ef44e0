"""The page that looks back on sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.grade import GraderInfo
from app.core.level import Level
from app.core.report import Reason
from app.core.session import Mode, Session, Setup
from app.core.stance import Stance
from app.core.turn_filter import Filter
from tests.examples import NOON
from tests.ui.conftest import OpenApp, press, texts
from tests.ui.fake_hotseat import GIL, LIBRARY, FakeHotseat

SETUP = Setup(library=LIBRARY, level=Level.SENIOR, count=1, sections=(GIL.section,), follow_ups=0)


def answered(hotseat: FakeHotseat, text: str) -> Session:
    """Return an open session with one graded answer."""
    session = hotseat.interviewer.answer(hotseat.interviewer.start(SETUP), text)
    return hotseat.interviewer.grade(session)


def test_nothing_to_review_yet(open_app: OpenApp) -> None:
    """The empty page says what will be here and how to begin."""
    tab = open_app("review")
    assert "There is nothing to review yet." in texts(tab)
    assert [b.key for b in tab.button] == ["to-interview"]


def test_finished_and_open_sessions_are_listed(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """A finished session shows its score, an open one that it is open."""
    hotseat.interviewer.finish(answered(hotseat, "It runs bytecode and waits."))
    hotseat.interviewer.start(SETUP)
    shown = texts(open_app("review"))
    assert "**100%**" in shown
    assert ":material/pending: Open" in shown


def test_a_session_opens_with_every_grade(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """A row opens the report: answer, verdicts, grader, exports."""
    session = hotseat.interviewer.finish(answered(hotseat, "It runs bytecode."))
    tab = open_app("review")
    press(tab, f"open-{session.id}")
    assert tab.query_params["session"] == session.id
    shown = texts(tab)
    assert "Score: 33%" in shown
    assert "1 missed" in shown
    assert ">bytecode</mark>" in shown
    assert [d.label for d in tab.get("download_button")] == [
        "Markdown",
        "PDF",
        "JSON",
        "Anki cards",
    ]


def reviewed(hotseat: FakeHotseat, text: str = "It runs bytecode.") -> Session:
    """Return a finished session with one graded answer."""
    return hotseat.interviewer.finish(answered(hotseat, text))


def test_the_band_and_what_stands_out(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """The head says which level is met, how far the next one is, and what to do about it."""
    tab = open_app("review", session=reviewed(hotseat).id)
    shown = texts(tab)
    assert "Meets mid, one point short of senior." in shown
    assert "Judged on 1 mid and 1 senior point." in shown
    assert shown.index("**Strengths**") < shown.index("**Gaps**")
    press(tab, "drill-gaps")
    drill = hotseat.interviewer.sessions()[0]
    assert drill.setup.questions == ("gil",)


@pytest.mark.parametrize(
    ("stance", "score", "first"),
    [
        ("gentle", "33%", "1. One thread"),
        ("fair", "33%", "1. One"),
        ("strict", "33%", "2. The lock"),
    ],
)
def test_the_same_verdicts_gentle_and_strict(
    open_app: OpenApp, hotseat: FakeHotseat, stance: str, score: str, first: str
) -> None:
    """A stance changes what comes first and what half points earn, never what is kept."""
    tab = open_app("review", session=reviewed(hotseat).id)
    tab.segmented_control[0].set_value(Stance(stance)).run()
    shown = texts(tab)
    assert f"Score: {score}" in shown
    points = [line for line in shown.splitlines() if line.startswith(("1. ", "2. "))]
    assert points[0].startswith(first)


def test_disagreeing_moves_the_score_and_can_be_taken_back(
    open_app: OpenApp, hotseat: FakeHotseat
) -> None:
    """The candidate's verdict counts, the grader's grade stays on the page, and there is a way back."""
    session = reviewed(hotseat)
    tab = open_app("review", session=session.id)
    tab.text_area(key=f"own-reason-{session.id}-t1-release").set_value("Waiting is implied.")
    press(tab, f"own-save-{session.id}-t1-release")
    shown = texts(tab)
    assert "Score: 100%" in shown
    assert "Before: 33%, by words 1" in shown
    assert "The grader said: missed. You disagreed: Waiting is implied." in shown
    assert "Disagreements" in [d.label for d in tab.get("download_button")]
    press(tab, "withdraw")
    assert "Score: 33%" in texts(tab)


def test_a_disagreement_needs_a_reason(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Without one, the page says so and nothing changes."""
    session = reviewed(hotseat)
    tab = open_app("review", session=session.id)
    press(tab, f"own-save-{session.id}-t1-release")
    assert "Say in a few words why you disagree" in texts(tab)
    assert hotseat.interviewer.resume(session.id) == session


def test_another_try_is_held_against_the_first(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """The new answer is graded; the page shows both scores and which point is better."""
    session = reviewed(hotseat)
    tab = open_app("review", session=session.id)
    box = tab.text_area(key=f"answer-again-{session.id}-t1-0")
    box.set_value("It runs bytecode and waits.").run()
    assert hotseat.reviewer.draft(session, "t1") == "It runs bytecode and waits."
    press(tab, "grade-again")
    shown = texts(tab)
    assert "**Try 2:** 33% → **100%**" in shown
    assert "better" in shown
    assert "Score: 33%" in shown


def test_a_try_that_a_crash_left_ungraded_is_graded(
    open_app: OpenApp, hotseat: FakeHotseat
) -> None:
    """It was on the ledger before, so opening the page grades it."""
    session = reviewed(hotseat)
    hotseat.reviewer.try_again(session, "t1", "It waits.")
    tab = open_app("review", session=session.id)
    assert "**Try 2:** 33% → **67%**" in texts(tab)


def test_a_newer_grader_shows_both_grades(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Only when the grader is another one; the old grade stays visible."""
    session = reviewed(hotseat)
    before = open_app("review", session=session.id)
    assert not [b for b in before.button if str(b.key).startswith("regrade")]
    hotseat.grading.info = GraderInfo("words", "2")
    tab = press(open_app("review", session=session.id), "regrade")
    shown = texts(tab)
    assert "Graded by words 2" in shown
    assert "Before: 33%, by words 1" in shown


def test_filters_keep_the_answers_to_look_at(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Filters that keep nothing aren't offered; the card that is kept opens."""
    wrong = hotseat.interviewer.start(SETUP)
    wrong = hotseat.interviewer.answer(wrong, "It is not bytecode.", sure=True)
    session = hotseat.interviewer.finish(hotseat.interviewer.grade(wrong))
    tab = open_app("review", session=session.id)
    (pills,) = tab.pills
    assert pills.options == ["Contradicted (1)", "Missed (1)", "Sure, but wrong (1)"]
    pills.set_value([Filter.CONTRADICTED]).run()
    assert len([e for e in tab.expander if "What does the GIL protect?" in e.label]) == 1


def test_sessions_can_be_compared(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """The same question then and now, point by point."""
    reviewed(hotseat)
    hotseat.clock.at = NOON + timedelta(days=1)
    later = reviewed(hotseat, "It runs bytecode and waits.")
    tab = open_app("review", session=later.id)
    tab.session_state[f"compare-{later.id}"] = True
    shown = texts(tab.run())
    assert "Score: 33% → **100%**" in shown
    assert "**What does the GIL protect?** 33% → **100%**" in shown


def test_an_open_mock_keeps_its_grades(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Review is no way around the end of a mock."""
    mock = replace(SETUP, mode=Mode.MOCK)
    session = hotseat.interviewer.answer(hotseat.interviewer.start(mock), "It runs bytecode.")
    hotseat.interviewer.grade(session)
    tab = open_app("review", session=session.id)
    assert "The grades of a mock come at its end." in texts(tab)
    assert not tab.metric


def test_an_open_session_can_be_resumed(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """The report of an open session leads back to the interview."""
    session = answered(hotseat, "It runs bytecode.")
    tab = open_app("review", session=session.id)
    assert tab.button(key="resume").label == "Resume the interview"


def test_a_report_is_seen_and_taken_back(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """A reported question stays in Review with its reason; taken back, it counts again."""
    session = hotseat.interviewer.finish(answered(hotseat, "It runs bytecode."))
    hotseat.reporter.report(session, "t1", Reason.OUTDATED, "Since 3.13.")
    tab = open_app("review", session=session.id)
    shown = texts(tab)
    assert "You reported this question: It is out of date. Since 3.13. It doesn't count." in shown
    assert "1 question reported and not counted." in shown
    assert "Score: not assessed" in shown
    assert "Reported questions" in [d.label for d in tab.get("download_button")]
    press(tab, "unreport")
    assert hotseat.interviewer.resume(session.id).turns[0].report is None
    assert "Score: 33%" in texts(tab)
