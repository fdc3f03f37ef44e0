"""What a candidate gets wrong again and again."""

from __future__ import annotations

from app.core.attempt import PointKey
from app.core.misconception import recurring
from app.core.verdict import Verdict
from tests.examples import question
from tests.practised import ANSWER, daily, given

ASKED = question("gil")
OTHER = question("cache")
MET, MISSED, WRONG = Verdict.MET, Verdict.MISSED, Verdict.CONTRADICTED


def test_twice_is_recurring_once_is_not() -> None:
    """The evidence is every contradiction: the session, the words, and what the notes say."""
    (found,) = recurring(daily(given(ASKED, WRONG, WRONG), given(ASKED, WRONG, MET)))
    assert found.key == PointKey("gil", "one")
    assert [one.session for one in found.evidence] == ["s0", "s1"]
    assert found.evidence[0].said == ANSWER[:16]
    assert found.evidence[0].noted is not None
    assert not found.mended


def test_open_ones_come_first_and_met_ones_are_mended() -> None:
    """Met the last time is mended; missed the last time is not."""
    found = recurring(
        daily(
            *[given(ASKED, WRONG, MET)] * 3,
            given(ASKED, MET, MET),
            *[given(OTHER, WRONG, MET)] * 2,
            given(OTHER, MISSED, MET),
        )
    )
    assert [(one.key.question, one.mended) for one in found] == [("cache", False), ("gil", True)]
