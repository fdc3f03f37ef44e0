"""The curriculum of the built-in notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.adapters.curriculum_files import load_curriculum
from app.core.errors import MissingPart
from app.core.level import Level
from app.wiring.notes import built_in_notes


def test_the_built_in_curriculum() -> None:
    """Twenty titles, three paths, six weeks in four phases, eight outcomes that sections lead to."""
    built_in = load_curriculum(built_in_notes().parent)
    assert len(built_in.titles) == 20
    assert [path.level for path in built_in.paths] == list(Level)
    assert sum(phase.weeks for phase in built_in.phases) == 6
    assert [phase.mocks for phase in built_in.phases] == [False, False, False, True]
    assert built_in.choices == ("11_Django_Framework", "12_FastAPI_Framework")
    assert len(built_in.outcomes) == 8
    assert all(outcome.sections for outcome in built_in.outcomes)


def test_an_incomplete_installation_is_named(tmp_path: Path) -> None:
    """The error names the file and the cure."""
    with pytest.raises(MissingPart, match=r"sections\.yaml is missing .* Reinstall Hotseat"):
        load_curriculum(tmp_path)
