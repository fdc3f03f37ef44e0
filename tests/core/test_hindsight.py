"""What becomes of a graded answer, folded from the events after its grade."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.errors import IllegalMove
from app.core.grade import Grade, GraderInfo
from app.core.hindsight import (
    AnswerRegraded,
    LookBack,
    OverrideWithdrawn,
    RetryGiven,
    RetryGraded,
    VerdictOverridden,
)
from app.core.session import (
    AnswerGiven,
    Event,
    Mode,
    QuestionAsked,
    Session,
    SessionFinished,
    SessionStarted,
    Turn,
    fold,
)
from app.core.verdict import Verdict
from tests.examples import NOON, SETUP, grade, question
from tests.practised import events_of, given

MET, MISSED, CONTRADICTED = Verdict.MET, Verdict.MISSED, Verdict.CONTRADICTED
ASKED = question()
NEWER = GraderInfo("fake", "2")
DISAGREE = VerdictOverridden(NOON, "t1", "two", MET, "I said so in the first line.")
TRY = RetryGiven(NOON, "t1", "Both points now.")
TRY_GRADED = RetryGraded(NOON, "t1", grade(ASKED, MET, MET))


def newer(*verdicts: Verdict) -> Grade:
    return replace(grade(ASKED, *verdicts), grader=NEWER)


def after(*later: LookBack) -> Turn:
    """Fold a finished session with one answer, one point met and one missed, and what followed."""
    events: list[Event] = [*events_of(given(ASKED, MET, MISSED), setup=SETUP), *later]
    return fold("s1", events).turn("t1")


def test_a_disagreement_moves_the_score_and_keeps_the_old_grade() -> None:
    """The score follows from the candidate's verdict; the grader's stays, with its score."""
    turn = after(DISAGREE)
    assert turn.grade is not None
    assert turn.grade.score == 1.0
    assert turn.grade.verdict_of("two").reason.endswith("I said so in the first line.")
    assert turn.grade.feedback.gap is None
    assert [g.score for g in turn.hindsight.graded] == [0.5]


def test_the_last_word_on_a_point_counts() -> None:
    """A second disagreement replaces the first; taken back, the grader's verdict stands again."""
    wrong = replace(DISAGREE, verdict=CONTRADICTED)
    assert [o.verdict for o in after(DISAGREE, wrong).hindsight.overrides] == [CONTRADICTED]
    back = after(DISAGREE, OverrideWithdrawn(NOON, "t1", "two"))
    assert back.hindsight.overrides == ()
    assert back.grade == back.hindsight.graded[0]


@pytest.mark.parametrize(
    ("later", "score", "grades"),
    [
        ((AnswerRegraded(NOON, "t1", newer(MET, MET)),), 1.0, [0.5, 1.0]),
        ((AnswerRegraded(NOON, "t1", newer(MISSED, MISSED)), DISAGREE), 0.5, [0.5, 0.0]),
        ((DISAGREE, AnswerRegraded(NOON, "t1", newer(MISSED, MISSED))), 0.5, [0.5, 0.0]),
    ],
    ids=["newer alone", "disagreed afterwards", "disagreed before"],
)
def test_a_newer_grade_stands_and_a_disagreement_outlives_it(
    later: tuple[LookBack, ...], score: float, grades: list[float]
) -> None:
    """The latest engine's verdicts count, save where the candidate disagreed; all grades stay."""
    turn = after(*later)
    assert turn.grade is not None
    assert turn.grade.score == score
    assert [g.score for g in turn.hindsight.graded] == grades


def test_an_engine_that_agrees_keeps_its_own_reason() -> None:
    """When a newer engine comes to the candidate's verdict, nothing is disagreed about."""
    turn = after(DISAGREE, AnswerRegraded(NOON, "t1", newer(MET, MET)))
    assert turn.grade is not None
    assert turn.grade.verdict_of("two").reason == "Because."


def test_another_try_is_kept_beside_the_first() -> None:
    """It waits for its grade, then has one; the grade that stands is the first answer's."""
    assert after(TRY).hindsight.waiting is not None
    turn = after(TRY, TRY_GRADED)
    assert turn.hindsight.waiting is None
    assert [(r.text, r.grade.score) for r in turn.hindsight.retries if r.grade] == [
        ("Both points now.", 1.0)
    ]
    assert turn.grade is not None
    assert turn.grade.score == 0.5


@pytest.mark.parametrize("later", [(TRY, TRY), (TRY_GRADED,), (TRY, TRY_GRADED, TRY_GRADED)])
def test_a_try_is_graded_once(later: tuple[LookBack, ...]) -> None:
    """No second try before the first has its grade, and no grade without a try."""
    with pytest.raises(IllegalMove, match="Reload the page"):
        after(*later)


@pytest.mark.parametrize("event", [DISAGREE, TRY, AnswerRegraded(NOON, "t1", newer(MET, MET))])
def test_nothing_to_look_back_on(event: LookBack) -> None:
    """Without a grade that may be seen, there is nothing to disagree with or to try again."""
    asked = QuestionAsked(NOON, "t1", ASKED)
    open_events: list[Event] = [SessionStarted(NOON, SETUP), asked, AnswerGiven(NOON, "t1", "So.")]
    mock = replace(SETUP, mode=Mode.MOCK)
    hidden = events_of(given(ASKED, MET, MISSED), setup=mock, finished=False)
    for events in (open_events, hidden):
        with pytest.raises(IllegalMove, match="Finish the interview first"):
            fold("s1", [*events, event])


def test_looking_back_leaves_the_phase_alone() -> None:
    """An open drill goes on where it was; each event counts as one version."""
    before = fold("s1", events_of(given(ASKED, MET, MISSED), setup=SETUP, finished=False))
    moved = fold("s1", [*events_of(given(ASKED, MET, MISSED), setup=SETUP, finished=False), TRY])
    assert (moved.phase, moved.version) == (before.phase, before.version + 1)
    ended: Session = fold("s1", [*events_of(given(ASKED, MET, MISSED)), TRY])
    assert ended.finished_at == SessionFinished(ended.finished_at or NOON).at
