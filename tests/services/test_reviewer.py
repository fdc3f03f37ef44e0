"""Disagreeing, trying again and grading again, on a ledger in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from app.core.errors import BadInput, IllegalMove, StaleSession
from app.core.grade import Grade, GraderInfo
from app.core.session import Session, Setup, Turn, fold
from app.core.verdict import Verdict
from app.services.interview import LONGEST_ANSWER
from app.services.labels import labels
from app.services.reviewer import Reviewer
from tests.examples import NOON, grade, question
from tests.fakes import FixedClock, MemoryDrafts, MemoryLedger
from tests.practised import ANSWER, events_of, given

MET, MISSED = Verdict.MET, Verdict.MISSED
ASKED = question()
OLD = GraderInfo("fake", "1")


@dataclass
class Desk:
    """A reviewer at work on one finished session with one answer, half right."""

    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    grader: GraderInfo = OLD
    read: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ledger.append("s1", 0, events_of(given(ASKED, MET, MISSED)))
        self.reviewer = Reviewer(
            ledger=self.ledger,
            drafts=MemoryDrafts(),
            clock=FixedClock(NOON),
            grade=self.full_marks,
            grader=lambda: self.grader,
        )

    def full_marks(self, setup: Setup, turn: Turn) -> Grade:
        self.read.append(turn.answer.text if turn.answer else "")
        return replace(grade(turn.question, MET, MET), grader=self.grader)

    @property
    def session(self) -> Session:
        """The session as it stands on the ledger."""
        return fold("s1", self.ledger.events("s1"))


@pytest.fixture
def desk() -> Desk:
    return Desk()


def disagree(desk: Desk, verdict: Verdict = MET, reason: str = " It is in line one. ") -> Session:
    return desk.reviewer.disagree(desk.session, "t1", "two", verdict=verdict, reason=reason)


def test_a_disagreement_is_kept_with_its_reason(desk: Desk) -> None:
    """It is on the ledger, and what the page shows is what the ledger says."""
    moved = disagree(desk)
    assert moved == desk.session
    (own,) = moved.turn("t1").hindsight.overrides
    assert (own.verdict, own.reason, own.at) == (MET, "It is in line one.", NOON)


@pytest.mark.parametrize(
    ("verdict", "reason", "message"),
    [
        (MET, "  ", "Say in a few words why"),
        (MET, "x" * 2_001, "Keep it below 2,000"),
        (MISSED, "Because.", "another verdict than the grader's"),
        (Verdict.CANNOT_ASSESS, "Because.", "another verdict"),
    ],
    ids=["no reason", "endless reason", "no change", "not a candidate's"],
)
def test_what_is_no_disagreement(desk: Desk, verdict: Verdict, reason: str, message: str) -> None:
    """A refusal says what to do, and nothing reaches the ledger."""
    before = desk.session
    with pytest.raises(BadInput, match=message):
        disagree(desk, verdict, reason)
    assert desk.session == before


def test_a_point_that_is_not_there(desk: Desk) -> None:
    """An old page that names a strange point or an undone disagreement is sent to reload."""
    with pytest.raises(IllegalMove, match="no key point three"):
        desk.reviewer.disagree(desk.session, "t1", "three", verdict=MET, reason="So.")
    with pytest.raises(IllegalMove, match="don't disagree"):
        desk.reviewer.withdraw(desk.session, "t1", "two")


def test_a_disagreement_can_be_taken_back(desk: Desk) -> None:
    """The grader's verdict stands again; both events stay on the ledger."""
    moved = desk.reviewer.withdraw(disagree(desk), "t1", "two")
    assert moved.turn("t1").grade == moved.turn("t1").hindsight.graded[0]
    assert [e.kind for e in desk.ledger.events("s1")[-2:]] == [
        "verdict_overridden",
        "override_withdrawn",
    ]


def test_disagreements_are_labelled_data(desk: Desk) -> None:
    """A label holds what a grader reads, its verdict and the candidate's."""
    (label,) = labels([disagree(desk)])
    assert label["id"] == "s1/t1/two"
    assert (label["answer"], label["key_point"]) == (ANSWER, "two")
    assert (label["verdict"], label["label"]) == ("missed", "met")
    assert label["reason"] == "It is in line one."
    assert label["grader"] == {"name": "fake", "version": "1"}
    assert [p["id"] for p in label["key_points"]] == ["one", "two"]


def test_another_try_is_on_the_ledger_before_it_is_graded(desk: Desk) -> None:
    """So a crash loses nothing: the grade is asked for again, and given once."""
    desk.reviewer.save_draft(desk.session, "t1", "Both po")
    assert desk.reviewer.draft(desk.session, "t1") == "Both po"
    tried = desk.reviewer.try_again(desk.session, "t1", "Both points.")
    assert desk.reviewer.draft(desk.session, "t1") == ""
    assert (tried, desk.read) == (desk.session, [])
    graded = desk.reviewer.grade_retry(desk.session, "t1")
    assert desk.read == ["Both points."]
    assert [r.grade.score for r in graded.turn("t1").hindsight.retries if r.grade] == [1.0]
    with pytest.raises(IllegalMove, match="No other try waits"):
        desk.reviewer.grade_retry(graded, "t1")


@pytest.mark.parametrize("text", [" \n", "x" * (LONGEST_ANSWER + 1)], ids=["empty", "endless"])
def test_a_try_needs_words(desk: Desk, text: str) -> None:
    """An empty or endless try is refused."""
    with pytest.raises(BadInput):
        desk.reviewer.try_again(desk.session, "t1", text)


def test_only_another_engine_grades_again(desk: Desk) -> None:
    """The same engine would say the same; a newer one adds its grade and the old one stays."""
    assert desk.reviewer.outdated(desk.session) == ()
    desk.grader = GraderInfo("fake", "2")
    moved = desk.reviewer.regrade(desk.session)
    graded = moved.turn("t1").hindsight.graded
    assert [(str(g.grader), g.score) for g in graded] == [("fake 1", 0.5), ("fake 2", 1.0)]
    assert desk.read == [ANSWER]
    assert desk.reviewer.outdated(moved) == ()


def test_two_tabs_do_not_disagree_twice(desk: Desk) -> None:
    """The slower tab is told that the session has moved on."""
    seen = desk.session
    disagree(desk)
    with pytest.raises(StaleSession):
        desk.reviewer.try_again(seen, "t1", "From the other tab.")
