"""The page that looks back on sessions."""

from __future__ import annotations

from dataclasses import replace

from app.core.level import Level
from app.core.session import Mode, Session, Setup
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
