"""Corrections are made where they were found."""

from __future__ import annotations

from app.core.spelling import Correction, corrected


def test_corrections_of_other_lengths_do_not_shift_each_other() -> None:
    """Whatever order they come in."""
    made = [Correction(0, "lokc", "lock"), Correction(7, "thrads", "threads")]
    assert corrected("lokc a thrads?", made) == "lock a threads?"
    assert corrected("lokc a thrads?", reversed(made)) == "lock a threads?"
    assert corrected("as it is", []) == "as it is"
