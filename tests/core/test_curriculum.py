"""Sections, their titles, and readiness for the outcomes that they lead to."""

from __future__ import annotations

import pytest

from app.core.curriculum import Curriculum, Outcome
from app.core.interval import estimate
from app.core.level import Level
from app.core.mastery import Corner, Mastery
from app.core.readiness import State, readiness

CURRICULUM = Curriculum(
    titles={"06_Concurrency": "Concurrency and Parallelism"},
    paths=(),
    phases=(),
    outcomes=(Outcome("debug", "Debug issues", ("06_Concurrency", "07_Memory")),),
)


@pytest.mark.parametrize(
    ("section", "title"),
    [
        ("06_Concurrency", "Concurrency and Parallelism"),
        ("07_Memory_Management", "Memory Management"),
        ("plain", "plain"),
        ("12_", "12_"),
    ],
)
def test_a_section_has_a_title(section: str, title: str) -> None:
    """The curriculum's, else the folder's name in plain words."""
    assert CURRICULUM.title(section) == title


def known(
    section: str, share: float, tries: int, level: Level = Level.MID
) -> tuple[Corner, Mastery]:
    return Corner(section, level), Mastery(tries, estimate(share, tries))


def test_every_section_must_be_known() -> None:
    """One of two known: started, and the other one is next."""
    (one,) = readiness(
        CURRICULUM, dict([known("06_Concurrency", 1.0, 10), known("07_Memory", 0.5, 4)]), Level.MID
    )
    assert (one.state, one.known, one.tried, one.weakest) == (State.STARTED, 1, 2, "07_Memory")
    assert one.mastery.value == pytest.approx(12 / 14)


def test_ready_and_untried() -> None:
    """Ready needs all sections; what was never tried is untried, not 0 % ready."""
    both = dict([known("06_Concurrency", 1.0, 10), known("07_Memory", 1.0, 10)])
    assert readiness(CURRICULUM, both, Level.MID)[0].state is State.READY
    assert readiness(CURRICULUM, {}, Level.MID)[0].state is State.UNTRIED


def test_a_level_up_asks_for_more() -> None:
    """What is solid at mid is not solid at senior with senior tries that failed."""
    mid = dict([known("06_Concurrency", 1.0, 10), known("07_Memory", 1.0, 10)])
    senior = mid | dict([known("07_Memory", 0.0, 10, Level.SENIOR)])
    assert readiness(CURRICULUM, senior, Level.MID)[0].state is State.READY
    assert readiness(CURRICULUM, senior, Level.SENIOR)[0].weakest == "07_Memory"
