"""Gentle, fair and strict: three views of the same verdicts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.grade import score
from app.core.level import Level
from app.core.stance import Stance, in_order, score_by
from app.core.verdict import Verdict
from tests.examples import grade, key_point, question

ASKED = question("gil", key_point("one"), key_point("two"), key_point("three"))
MET, PARTIAL, MISSED = Verdict.MET, Verdict.PARTIAL, Verdict.MISSED
CONTRADICTED, UNCLEAR = Verdict.CONTRADICTED, Verdict.CANNOT_ASSESS


@pytest.mark.parametrize(
    ("stance", "partly", "wrong"),
    [(Stance.GENTLE, 0.9167, 0.6667), (Stance.FAIR, 0.8333, 0.6167), (Stance.STRICT, 0.75, 0.5667)],
)
def test_what_each_stance_makes_of_it(stance: Stance, partly: float, wrong: float) -> None:
    """Two points met and one partly met; two met and one contradicted."""
    for verdict, expected in ((PARTIAL, partly), (CONTRADICTED, wrong)):
        verdicts = grade(ASKED, MET, MET, verdict).verdicts
        assert score_by(stance, ASKED, verdicts, Level.MID) == expected


def test_a_whole_reference_moves_half_way_too() -> None:
    """Of a reference of which two fifths were said, gentle sees 0.7 and strict 0.2."""
    asked = question("whole", key_point("all"))
    (verdict,) = grade(asked, PARTIAL).verdicts
    verdicts = [replace(verdict, share=0.4)]
    assert [score_by(s, asked, verdicts, Level.MID) for s in Stance] == [0.7, 0.4, 0.2]


@given(st.tuples(*[st.sampled_from(Verdict)] * 3))
def test_strict_is_never_above_fair_nor_fair_above_gentle(drawn: tuple[Verdict, ...]) -> None:
    """Whatever the verdicts; and fair is the grade's own score."""
    verdicts = grade(ASKED, *drawn).verdicts
    gentle, fair, strict = (score_by(s, ASKED, verdicts, Level.MID) for s in Stance)
    assert fair == score(ASKED, verdicts, Level.MID)
    if gentle is None or fair is None or strict is None:
        assert {*drawn} == {UNCLEAR}
    else:
        assert strict <= fair <= gentle


@pytest.mark.parametrize(
    ("stance", "numbers"),
    [(Stance.GENTLE, [2, 1, 3]), (Stance.FAIR, [1, 2, 3]), (Stance.STRICT, [3, 1, 2])],
)
def test_each_stance_has_its_order(stance: Stance, numbers: list[int]) -> None:
    """Gentle begins with what is there, strict with what is wrong; the numbers stay the points'."""
    verdicts = grade(ASKED, MISSED, MET, CONTRADICTED).verdicts
    assert [number for number, _ in in_order(stance, verdicts)] == numbers
