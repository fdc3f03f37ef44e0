"""Values in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.grade import Flag
from app.core.place import Place
from app.core.verdict import Verdict
from app.services.result_words import FLAG_WORDS
from app.ui.components import words

PLACE = Place("06_Concurrency/gil.md", ("The GIL", "⚙️ Internal Working"), (10, 20))


def test_every_flag_and_verdict_has_words() -> None:
    """A new flag or verdict can't reach the screen without its words."""
    assert set(FLAG_WORDS) == set(Flag)
    assert set(words.VERDICTS) == set(Verdict)


@pytest.mark.parametrize(
    ("place", "full"),
    [
        (PLACE, "06_Concurrency/gil.md > The GIL > Internal Working > lines 10–20"),
        (Place("a.md", (), (3, 3)), "a.md > line 3"),
        (Place("a.md", ("`__init__`",), (1, 2)), "a.md > `__init__` > lines 1–2"),
    ],
)
def test_a_place_reads_as_file_heading_lines(place: Place, full: str) -> None:
    """Ornaments before a heading are left out."""
    assert words.citation(place).replace("\N{WORD JOINER}", "") == full


def test_a_short_citation_names_file_and_innermost_heading() -> None:
    """The button beside a quote has room for this much."""
    shown = words.short_citation(PLACE).replace("\N{WORD JOINER}", "")
    assert shown == "gil.md > Internal Working > lines 10–20"


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ({"lines": (1, 2)}, "lines 10–20"),
        ({"heading": ("The GIL",)}, "gil.md > Internal Working > lines 10–20"),
        ({"note": "06_Concurrency/asyncio.md"}, "gil.md > Internal Working > lines 10–20"),
        ({"part": "page 2"}, "gil.md > Internal Working > lines 10–20"),
    ],
)
def test_a_citation_after_another(change: dict[str, object], shown: str) -> None:
    """Right after a place under the same heading the lines are enough."""
    short = words.short_citation(PLACE, after=replace(PLACE, **change))  # type: ignore[arg-type]
    assert short.replace("\N{WORD JOINER}", "") == shown


def test_what_was_not_assessed_is_never_zero() -> None:
    """No score is a word, zero is a number."""
    assert words.percent(None) == "not assessed"
    assert words.percent(0.0) == "0%"


@pytest.mark.parametrize(
    ("value", "said"), [(0.9, "certain"), (0.7, "fairly certain"), (0.2, "unsure")]
)
def test_confidence_in_words(value: float, said: str) -> None:
    """Three steps are enough."""
    assert words.confidence(value) == f"The grader is {said}."
