"""How far the index is, in words."""

from __future__ import annotations

import pytest

from app.core.library import Progress
from app.ui.components.status import progress_words


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (Progress("waiting", 0, 0), "Reading the notes of mine"),
        (Progress("reading", 0, 46), "Reading the 46 notes of mine"),
        (Progress("embedding", 120, 1810), "Building the index of mine: 120 of 1,810 passages"),
    ],
)
def test_every_phase_has_words(progress: Progress, said: str) -> None:
    """Counts are shown as soon as there are some."""
    assert progress_words(progress, "mine") == said
