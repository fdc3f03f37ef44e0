"""Does it show when a candidate is sure?"""

from __future__ import annotations

import pytest

from app.core.calibration import Tendency, calibrate
from app.core.verdict import Verdict
from tests.examples import question
from tests.practised import Given, daily, given

ASKED = question("gil")
MET, MISSED = Verdict.MET, Verdict.MISSED


def right(sure: bool | None) -> Given:
    return given(ASKED, MET, MET, sure=sure)


def wrong(sure: bool | None) -> Given:
    return given(ASKED, MET, MISSED, sure=sure)  # a score of .5 is below .6


def test_sure_and_unsure_are_counted_apart() -> None:
    """Three of four sure answers were right, one of two unsure ones; who said nothing is left out."""
    found = calibrate(
        daily(*[right(True)] * 3, wrong(True), right(False), wrong(False), right(None))
    )
    assert (found.sure.share, found.sure.tries) == (0.75, 4)
    assert (found.unsure.share, found.unsure.tries) == (0.5, 2)
    assert [attempt.session for attempt in found.sure_but_wrong] == ["s3"]
    assert [attempt.session for attempt in found.unsure_but_right] == ["s4"]


def test_not_knowing_is_no_answer() -> None:
    """“I don't know” says nothing about calibration."""
    given_up = given(ASKED, MISSED, MISSED, sure=False, dont_know=True)
    assert calibrate(daily(given_up)).unsure.tries == 0


@pytest.mark.parametrize(
    ("sure_right", "unsure_right", "tendency"),
    [
        (2, 1, Tendency.OVERCONFIDENT),
        (9, 8, Tendency.UNDERCONFIDENT),
        (9, 2, Tendency.CALIBRATED),
    ],
)
def test_what_ten_answers_of_each_kind_show(
    sure_right: int, unsure_right: int, tendency: Tendency
) -> None:
    """Of ten sure and ten unsure answers, so many were right."""
    answers = [right(True)] * sure_right + [wrong(True)] * (10 - sure_right)
    answers += [right(False)] * unsure_right + [wrong(False)] * (10 - unsure_right)
    assert calibrate(daily(*answers)).tendency is tendency


def test_four_answers_show_nothing() -> None:
    """Five of each kind are the least."""
    few = [wrong(True)] * 4 + [wrong(False)] * 10
    assert calibrate(daily(*few)).tendency is Tendency.TOO_LITTLE
