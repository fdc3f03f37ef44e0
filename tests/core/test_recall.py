"""What counts as a review of a key point."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.attempt import PointKey, attempts
from app.core.recall import Memory, Recall, due, reviews
from app.core.verdict import Verdict
from tests.examples import NOON, question
from tests.practised import daily, given, session

ASKED = question("gil")
ONE = PointKey("gil", "one")
TWO = PointKey("gil", "two")


@pytest.mark.parametrize(
    ("verdict", "hints", "recall"),
    [
        (Verdict.MET, 0, Recall.GOOD),
        (Verdict.MET, 1, Recall.HARD),
        (Verdict.PARTIAL, 0, Recall.HARD),
        (Verdict.MISSED, 0, Recall.AGAIN),
        (Verdict.CONTRADICTED, 0, Recall.AGAIN),
    ],
)
def test_a_verdict_is_a_review(verdict: Verdict, hints: int, recall: Recall) -> None:
    """Met is good, with help hard; what was missed or wrong comes again."""
    found = reviews(daily(given(ASKED, verdict, Verdict.CANNOT_ASSESS, hints=hints)))
    assert [review.recall for review in found[ONE]] == [recall]
    assert TWO not in found, "what can't be assessed is no review"


@pytest.mark.parametrize(
    ("first", "second", "recall"),
    [
        (Verdict.MISSED, Verdict.MET, Recall.HARD),
        (Verdict.PARTIAL, Verdict.MET, Recall.HARD),
        (Verdict.MISSED, Verdict.MISSED, Recall.AGAIN),
    ],
)
def test_a_follow_up_mends(first: Verdict, second: Verdict, recall: Recall) -> None:
    """A session gives one review of a point, also when it was asked about twice."""
    held = session(
        given(ASKED, first, Verdict.MET),
        given(ASKED.narrowed_to("one"), second, follow_up_to="t1"),
    )
    found = reviews(attempts([held]))
    assert [review.recall for review in found[ONE]] == [recall]
    assert [review.recall for review in found[TWO]] == [Recall.GOOD]


def test_each_session_adds_a_review() -> None:
    """Reviews are in the order of time, with the time of the answer."""
    found = reviews(
        daily(given(ASKED, Verdict.MISSED, Verdict.MET), given(ASKED, *[Verdict.MET] * 2))
    )
    assert [(r.at, r.recall) for r in found[ONE]] == [
        (NOON, Recall.AGAIN),
        (NOON + timedelta(days=1), Recall.GOOD),
    ]


def test_due_is_what_lies_behind() -> None:
    """A point is due from its date on."""
    schedule = {
        ONE: Memory(NOON, 1.0, Recall.GOOD),
        TWO: Memory(NOON + timedelta(hours=1), 1.0, Recall.GOOD),
    }
    assert due(schedule, NOON) == {ONE}
