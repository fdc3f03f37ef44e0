"""The score follows from the verdicts, and from nothing else."""

from __future__ import annotations

import pytest

from app.core.grade import level_bar, most_valuable_gap, score
from app.core.level import Level
from app.core.verdict import PointVerdict, Verdict
from tests.examples import key_point, question

MET, PARTIAL, MISSED = Verdict.MET, Verdict.PARTIAL, Verdict.MISSED
WRONG, UNCLEAR = Verdict.CONTRADICTED, Verdict.CANNOT_ASSESS


def judged(*verdicts: Verdict) -> list[PointVerdict]:
    return [PointVerdict(f"p{n}", verdict, 1.0, "") for n, verdict in enumerate(verdicts)]


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ((MET, MET), 1.0),
        ((MET, MISSED), 0.5),
        ((PARTIAL, MISSED), 0.25),
        ((MET, WRONG), 0.5 - 0.15 / 2),
        ((MISSED, WRONG), 0.0),
        ((MET, UNCLEAR), 1.0),
        ((UNCLEAR, UNCLEAR), None),
    ],
)
def test_score_of_two_equal_points(verdicts: tuple[Verdict, ...], expected: float | None) -> None:
    """Met earns 1, partial a half; a contradiction costs; what can't be assessed is left out."""
    asked = question("q", key_point("p0"), key_point("p1"))
    assert score(asked, judged(*verdicts), Level.MID) == expected


def test_weights_count() -> None:
    """A point of weight 3 is worth three of weight 1."""
    asked = question("q", key_point("p0", weight=3.0), key_point("p1"))
    assert score(asked, judged(MET, MISSED), Level.MID) == 0.75


def test_points_above_the_level_are_a_bonus() -> None:
    """A mid candidate isn't punished for a missed senior point; a senior one is."""
    asked = question("q", key_point("p0"), key_point("p1", level=Level.SENIOR))
    assert score(asked, judged(MET, MISSED), Level.MID) == 1.0
    assert score(asked, judged(MET, MISSED), Level.SENIOR) == 0.5
    assert [(b.level, b.share) for b in level_bar(asked, judged(MET, MISSED))] == [
        (Level.MID, 1.0),
        (Level.SENIOR, 0.0),
    ]


def test_a_question_all_above_the_level_still_has_a_score() -> None:
    """When no point is expected at the level, all of them count."""
    asked = question("q", key_point("p0", level=Level.LEAD), key_point("p1", level=Level.LEAD))
    assert score(asked, judged(MET, MISSED), Level.MID) == 0.5


def test_any_k_of_n_points_make_a_full_answer() -> None:
    """“Name two of these” is full with two, whichever they are."""
    asked = question("q", key_point("p0"), key_point("p1"), key_point("p2"), needed=2)
    assert score(asked, judged(MISSED, MET, MET), Level.MID) == 1.0
    assert score(asked, judged(MISSED, MET, MISSED), Level.MID) == 0.5


def test_the_most_valuable_gap() -> None:
    """Expected before unexpected, contradicted before missed, heavy before light."""
    asked = question(
        "q",
        key_point("p0", weight=2.0),
        key_point("p1"),
        key_point("p2", level=Level.LEAD, weight=3.0),
    )

    def gap(*verdicts: Verdict) -> str | None:
        point = most_valuable_gap(asked, judged(*verdicts), Level.MID)
        return point.id if point else None

    assert gap(MISSED, MISSED, MISSED) == "p0"
    assert gap(MISSED, WRONG, MISSED) == "p1"
    assert gap(MET, MET, MISSED) == "p2"
    assert gap(MET, MET, MET) is None
