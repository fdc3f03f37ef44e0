"""Reports on questions: kept, listed, taken back, and what is asked after them."""

from __future__ import annotations

import pytest

from app.core.errors import BadInput, IllegalMove
from app.core.report import Reason
from app.core.session import Phase, Setup
from app.core.verdict import Verdict
from app.services.interview import Interviewer
from app.services.report import LONGEST_WORDS, Reporter, reports
from tests.examples import NOON, PLACE, SETUP, key_point, question
from tests.fakes import FixedClock, MemoryLedger
from tests.services.test_interview import ScriptedGrading, answered, make_interviewer

QUESTIONS = [question("a"), question("b"), question("c")]


@pytest.fixture
def ledger() -> MemoryLedger:
    return MemoryLedger()


@pytest.fixture
def grading() -> ScriptedGrading:
    return ScriptedGrading()


@pytest.fixture
def interviewer(grading: ScriptedGrading, ledger: MemoryLedger) -> Interviewer:
    return make_interviewer(grading, QUESTIONS, ledger)


@pytest.fixture
def reporter(ledger: MemoryLedger) -> Reporter:
    return Reporter(ledger, FixedClock(NOON))


def test_an_open_question_is_passed_on_and_replaced(
    interviewer: Interviewer, reporter: Reporter
) -> None:
    """The next question comes, and the interview is as long as it was meant to be."""
    session = reporter.report(interviewer.start(SETUP), "t1", Reason.UNCLEAR)
    assert session.phase is Phase.ASKING
    asked = []
    while session.phase is not Phase.FINISHED:
        session = interviewer.advance(session)
        if session.phase is Phase.ANSWERING:
            asked.append(session.turns[-1].question.id)
            session = interviewer.skip(session)
    assert len(set(asked)) == SETUP.count
    assert session.turns[0].question.id not in asked


def test_a_reported_question_is_not_asked_again(
    interviewer: Interviewer, reporter: Reporter
) -> None:
    """Not in any later session, until the report is taken back."""
    setup = Setup("notes", SETUP.level, count=3)
    session = reporter.report(interviewer.start(setup), "t1", Reason.WRONG)
    faulty = session.turns[0].question
    assert faulty not in interviewer.candidates(setup)
    reporter.take_back(interviewer.resume(session.id), "t1")
    assert faulty in interviewer.candidates(setup)


def test_nobody_is_asked_on_about_a_reported_question(
    interviewer: Interviewer, reporter: Reporter
) -> None:
    """After a report on an answered question the next one comes, and no follow-up."""
    session = answered(interviewer, interviewer.start(SETUP))
    assert interviewer.follow_up(session) is not None
    session = reporter.report(session, "t1", Reason.MISPLACED)
    assert interviewer.follow_up(session) is None
    assert session.turn("t1").grade is not None


def test_a_reported_follow_up_is_not_asked_again(
    reporter: Reporter, ledger: MemoryLedger, grading: ScriptedGrading
) -> None:
    """In the next session the follow-up is about another gap of the same question."""
    asked = question("q", key_point("a"), key_point("b", weight=2.0), key_point("c"))
    grading.verdicts = (Verdict.MET, Verdict.MISSED, Verdict.MISSED)
    interviewer = make_interviewer(grading, [asked], ledger)
    session = interviewer.advance(answered(interviewer, interviewer.start(SETUP)))
    assert session.turns[-1].question.id == "q/b"
    reporter.report(session, "t2", Reason.GIVES_AWAY)
    session = interviewer.advance(answered(interviewer, interviewer.start(SETUP)))
    assert session.turns[-1].question.id == "q/c"


@pytest.mark.parametrize(
    ("reason", "words", "message"),
    [(Reason.OTHER, "  ", "in a few words"), (Reason.WRONG, "x" * (LONGEST_WORDS + 1), "too long")],
)
def test_what_is_no_report(
    interviewer: Interviewer, reporter: Reporter, reason: Reason, words: str, message: str
) -> None:
    """It is refused with the cure, and the question stays open."""
    session = interviewer.start(SETUP)
    with pytest.raises(BadInput, match=message):
        reporter.report(session, "t1", reason, words)
    assert interviewer.resume(session.id) == session


def test_reports_name_the_place_to_mend(interviewer: Interviewer, reporter: Reporter) -> None:
    """A row has question, place, reason and words; none once the report is taken back."""
    session = reporter.report(interviewer.start(SETUP), "t1", Reason.OUTDATED, " Since 3.13. ")
    (row,) = reports([session])
    assert (row["note"], row["lines"]) == (PLACE.note, list(PLACE.lines))
    assert (row["reason"], row["words"]) == ("outdated", "Since 3.13.")
    assert row["question_id"] == session.turns[0].question.id
    assert reports([reporter.take_back(session, "t1")]) == []


def test_a_paused_question_cannot_be_reported(interviewer: Interviewer, reporter: Reporter) -> None:
    """It isn't shown; nothing is kept of the attempt."""
    session = interviewer.pause(interviewer.start(SETUP))
    with pytest.raises(IllegalMove, match="paused"):
        reporter.report(session, "t1", Reason.WRONG)
    assert interviewer.resume(session.id) == session
