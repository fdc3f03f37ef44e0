"""What a citation opens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.passage import Passage
from app.core.place import Place
from app.ui.components.passage_view import around
from tests.ui.fake_hotseat import PLACE, passages


def firsts(found: list[Passage]) -> list[int]:
    """Return the first lines of passages."""
    return [passage.place.lines[0] for passage in found]


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ((12, 14), [1, 11, 21]),
        ((1, 3), [1, 11]),
        ((38, 40), [21, 31]),
        ((9, 22), [1, 11, 21, 31]),
        ((90, 99), []),
    ],
)
def test_the_passage_comes_with_its_neighbours(lines: tuple[int, int], shown: list[int]) -> None:
    """One passage before and one after give the context; a place that is gone gives none."""
    assert firsts(around(passages(), replace(PLACE, lines=lines))) == shown


def test_passages_of_other_notes_stay_out() -> None:
    """The same lines of another note are another place."""
    assert around(passages(), Place("other.md", (), (12, 14))) == []


def test_the_order_is_the_notes() -> None:
    """Passages are shown as they stand in the note, in whatever order the library has them."""
    backwards = list(reversed(passages()))
    assert firsts(around(backwards, replace(PLACE, lines=(12, 14)))) == [1, 11, 21]
