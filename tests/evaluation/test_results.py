"""Results are kept, read back and compared."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from app.core.errors import MissingPart
from app.evaluation import results
from app.evaluation.rows import Measured, Row


def row(name: str, **values: float) -> Row:
    measures = {
        measure: Measured(v, round(v - 0.1, 4), round(v + 0.1, 4)) for measure, v in values.items()
    }
    return Row(name, "Hotseat", 70, measures, {"expert": (1.0, 0.9)})


def test_a_result_is_read_back(tmp_path: Path) -> None:
    """Rows of sets that were not run again stay; an undefined figure stays undefined."""
    file = tmp_path / "results" / "grading.json"
    results.save(file, [row("mohler", r=0.6), row("saf", r=math.nan)], {"grader": "1"})
    results.save(file, [row("mohler", r=0.7)], {"grader": "2"})
    mohler, saf = results.load(file)
    assert mohler == row("mohler", r=0.7)
    assert math.isnan(saf.measures["r"].value)


def test_what_moved() -> None:
    """Only a measure that differs is listed, and never a timing."""
    before = [row("mohler", r=0.60, RMSE=0.2, ms=80.0), row("saf", r=0.5)]
    after = [row("mohler", r=0.66, RMSE=0.201, ms=300.0), row("beetle", r=0.1)]
    assert results.moved(before, after) == [results.Moved("mohler / Hotseat", "r", 0.60, 0.66)]


def test_nothing_to_compare_with(tmp_path: Path) -> None:
    """The error says how to make a result."""
    with pytest.raises(MissingPart, match="--save"):
        results.load(tmp_path / "grading.json")
