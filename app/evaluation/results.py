"""Results of a benchmark: kept as JSON beside this module, and compared with later ones."""

from __future__ import annotations

import json
import math
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from app.core.errors import MissingPart
from app.evaluation.rows import Measured, Row

_PACKAGES = ("torch", "sentence-transformers", "scikit-learn", "numpy")
# Timings differ from machine to machine and from run to run: they are shown, not compared.
_NOT_COMPARED = {"ms", "seconds", "calls", "tokens", "cost"}


@dataclass(frozen=True, slots=True)
class Moved:
    """A measure that differs from the committed result."""

    key: str
    measure: str
    before: float
    after: float


def committed(benchmark: str) -> Path:
    """Return the file of a benchmark's committed result."""
    return Path(str(resources.files(__package__))) / "results" / f"{benchmark}.json"


def conditions(made_by: Mapping[str, str]) -> dict[str, str]:
    """Tell under which conditions a result came about: what made it, and on which machine."""
    found = {**made_by, "python": platform.python_version(), "machine": platform.machine()}
    return found | {name: metadata.version(name) for name in _PACKAGES}


def as_json(rows: Iterable[Row], made_by: Mapping[str, str]) -> dict[str, Any]:
    """Return a result as JSON: its conditions, and value, low and high of each measure."""
    return {"conditions": conditions(made_by), "rows": [_json(row) for row in rows]}


def save(file: Path, rows: Iterable[Row], made_by: Mapping[str, str]) -> None:
    """Write a result; rows of other sets that the file holds stay."""
    kept = {row.key: row for row in load(file)} if file.is_file() else {}
    kept |= {row.key: row for row in rows}
    found = as_json(kept.values(), made_by)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def load(file: Path) -> list[Row]:
    """Read a result; raise MissingPart when there is none."""
    if not file.is_file():
        raise MissingPart(f"{file} is not there. Run the benchmark with --save first.")
    return [_row(each) for each in json.loads(file.read_text(encoding="utf-8"))["rows"]]


def moved(before: Sequence[Row], after: Sequence[Row], *, least: float = 0.005) -> list[Moved]:
    """List the measures of rows in both results that differ by `least` or more."""
    known = {row.key: row for row in before}
    return [
        Moved(row.key, measure, known[row.key].measures[measure].value, now.value)
        for row in after
        if row.key in known
        for measure, now in row.measures.items()
        if measure in known[row.key].measures and measure not in _NOT_COMPARED
        if abs(now.value - known[row.key].measures[measure].value) >= least
    ]


def _json(row: Row) -> dict[str, Any]:
    found = asdict(row)
    found["measures"] = {
        name: [None if math.isnan(v) else round(v, 4) for v in (m.value, m.low, m.high)]
        for name, m in row.measures.items()
    }
    found["kinds"] = {name: [round(v, 3) for v in pair] for name, pair in row.kinds.items()}
    return found


def _row(found: dict[str, Any]) -> Row:
    measures = {
        name: Measured(*(math.nan if v is None else v for v in values))
        for name, values in found["measures"].items()
    }
    kinds = {name: (human, graded) for name, (human, graded) in found["kinds"].items()}
    made_by = found.get("made_by", "")
    return Row(found["set"], found["scorer"], found["count"], measures, kinds, made_by)
