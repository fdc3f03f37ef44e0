"""Mastery, with numbers worked by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.attempt import attempts
from app.core.level import Level
from app.core.mastery import UNTRIED, Corner, biggest_gap, mastery, of_section, together
from app.core.session import Mode
from app.core.verdict import Verdict
from tests.examples import SETUP, key_point, question
from tests.practised import LEAD, daily, given, session

MET, MISSED, PARTIAL = Verdict.MET, Verdict.MISSED, Verdict.PARTIAL
TWO = question("two")
MIXED = question("mixed", key_point("low"), key_point("high", level=Level.SENIOR))
MID = Corner("06_Concurrency", Level.MID)
SENIOR = Corner("06_Concurrency", Level.SENIOR)


def test_the_share_is_the_mean_of_what_was_earned() -> None:
    """Two of two, one of two, and half of one: (1 + .5 + .25) / 3 = .583 over three tries."""
    one = mastery(daily(given(TWO, MET, MET), given(TWO, MET, MISSED), given(TWO, PARTIAL, MISSED)))
    assert one[MID].tries == 3
    assert one[MID].value == pytest.approx(1.75 / 3)


def test_each_level_has_a_cell_of_its_own() -> None:
    """A point expected from senior on counts for the senior cell alone."""
    known = mastery(daily(given(MIXED, MET, MISSED)))
    assert (known[MID].estimate.share, known[SENIOR].estimate.share) == (1.0, 0.0)


def test_what_the_level_did_not_ask_for_is_no_gap() -> None:
    """In a session at level mid, a senior point that wasn't said leaves no trace."""
    known = mastery(attempts([session(given(MIXED, MET, MISSED), setup=SETUP)]))
    assert list(known) == [MID]


def test_one_lucky_answer_makes_no_strength() -> None:
    """Below three tries at most a half is shown; the lower bound is what ranks."""
    once = mastery(daily(given(TWO, MET, MET)))[MID]
    assert (once.value, once.tries) == (0.5, 1)
    assert once.low == pytest.approx(0.2698, abs=1e-3)
    thrice = mastery(daily(*[given(TWO, MET, MET)] * 3))[MID]
    assert thrice.value == 1.0
    assert not thrice.solid, "a lower bound of .526 after three tries is not .6 yet"
    assert mastery(daily(*[given(TWO, MET, MET)] * 5))[MID].solid


def test_the_last_twenty_tries_count() -> None:
    """Five bad answers long ago are forgotten, but still counted as tries."""
    one = mastery(daily(*[given(TWO, MISSED, MISSED)] * 5, *[given(TWO, MET, MET)] * 20))[MID]
    assert (one.tries, one.estimate.tries, one.value) == (25, 20, 1.0)


def test_follow_ups_and_open_mocks_stay_out() -> None:
    """A follow-up prompts; the grades of a mock come at its end."""
    prompted = session(
        given(TWO, MISSED, MET), given(TWO.narrowed_to("one"), MET, follow_up_to="t1")
    )
    assert mastery(attempts([prompted]))[MID].tries == 1
    mock = replace(LEAD, mode=Mode.MOCK)
    assert attempts([session(given(TWO, MET, MET), setup=mock, finished=False)]) == []
    assert len(attempts([session(given(TWO, MET, MET), setup=mock)])) == 1


def test_a_section_pools_its_levels() -> None:
    """Four tries with all and two with nothing make 2/3 over six; levels above stay out."""
    known = mastery(daily(*[given(MIXED, MET, MISSED)] * 2, *[given(TWO, MET, MET)] * 2))
    pooled = of_section(known, "06_Concurrency", Level.SENIOR)
    assert (pooled.tries, pooled.value) == (6, pytest.approx(4 / 6))
    assert of_section(known, "06_Concurrency", Level.MID).value == 1.0
    assert of_section(known, "99_Nothing", Level.MID) == UNTRIED
    assert together([]) == UNTRIED


def test_the_biggest_gap_has_the_lowest_lower_bound() -> None:
    """A corner with three tries comes before one with a single bad answer; solid ones never come."""
    weak = question("weak", section="07_Memory")
    once = question("once", section="08_Errors")
    solid = question("solid", section="09_Files")
    known = mastery(
        daily(
            *[given(weak, MET, MISSED)] * 3,
            *[given(solid, MET, MET)] * 6,
            given(once, MISSED, MISSED),
        )
    )
    assert biggest_gap(known, Level.MID) == Corner("07_Memory", Level.MID)
    assert biggest_gap(mastery(daily(given(once, MISSED, MET))), Level.MID) is not None
    assert biggest_gap({}, Level.MID) is None
