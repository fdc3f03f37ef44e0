"""Which way each key point went between two grades."""

from __future__ import annotations

import pytest

from app.core.change import Direction, changes
from app.core.verdict import Verdict
from tests.examples import grade, key_point, question


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        (Verdict.MISSED, Verdict.MET, Direction.BETTER),
        (Verdict.CONTRADICTED, Verdict.MISSED, Direction.BETTER),
        (Verdict.PARTIAL, Verdict.PARTIAL, Direction.SAME),
        (Verdict.MET, Verdict.PARTIAL, Direction.WORSE),
        (Verdict.MISSED, Verdict.CONTRADICTED, Direction.WORSE),
        (Verdict.CANNOT_ASSESS, Verdict.MET, Direction.UNCLEAR),
        (Verdict.MET, Verdict.CANNOT_ASSESS, Direction.UNCLEAR),
    ],
)
def test_directions(before: Verdict, after: Verdict, direction: Direction) -> None:
    """To leave a point out is better than to deny it, and nothing is said of what is unclear."""
    asked = question("gil", key_point("one"))
    (change,) = changes(grade(asked, before).verdicts, grade(asked, after).verdicts)
    assert change.direction is direction


def test_points_that_both_have_are_paired() -> None:
    """A question that lost a point in between is compared on the others."""
    before = grade(question(), Verdict.MET, Verdict.MISSED)
    after = grade(question("gil-lock", key_point("two")), Verdict.MET)
    assert [c.key_point for c in changes(before.verdicts, after.verdicts)] == ["two"]
