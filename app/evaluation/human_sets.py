"""The published sets of short answers with human grades, read from a folder of the user's.

The data are not ours to ship. Each row is held against its reference answers: for Beetle the ones
called BEST or GOOD, for the others all.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.core.errors import BadInput, MissingPart
from app.core.question import Question
from app.evaluation.samples import Sample
from app.services.grade_batch import questions_of

SETS = ("mohler", "saf", "beetle", "scientsbank")
_FULL_REFERENCES = {"BEST", "GOOD"}
_WHERE = (
    "Mohler, Bunescu and Mihalcea 2011 (data structures), SAF (Filighera et al. 2022), Beetle and "
    "SciEntsBank (SemEval-2013 task 7) are published by their authors"
)


def load_human_set(folder: Path, name: str, *, split: str) -> list[Sample]:
    """Load the samples of a split (`train`, `test-ua`, `test-uq`; `all` for Mohler) of a set.

    Raises MissingPart when the folder lacks the set, BadInput when a file of it can't be read.
    """
    clusters = _clusters(folder).get(name, {})
    return [
        _sample(row, name, clusters) for row in _rows(_file(folder, name)) if row["split"] == split
    ]


def _file(folder: Path, name: str) -> Path:
    file = folder / "asag" / f"{name}.jsonl.gz"
    if not file.is_file():
        raise MissingPart(
            f"{file} is not there. {_WHERE}; put them there as gzipped JSON lines, or name another "
            "folder in HOTSEAT_EVAL_DATA. `--set interview` needs none of them."
        )
    return file


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    try:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)
    except (OSError, EOFError, ValueError) as exc:
        raise BadInput(f"Cannot read {file}: {exc}. Put the set there anew.") from exc


def _clusters(folder: Path) -> dict[str, dict[str, str]]:
    """Read which questions are near-duplicates; without the file each question is on its own."""
    file = folder / "asag" / "question_clusters.json"
    clusters: dict[str, dict[str, str]] = json.loads(file.read_text()) if file.is_file() else {}
    return clusters


def _sample(row: dict[str, Any], name: str, clusters: dict[str, str]) -> Sample:
    question_id = str(row["question_id"])
    return Sample(
        id=f"{name}/{row['answer_id']}",
        cluster=clusters.get(question_id, question_id),
        alternatives=_alternatives(row),
        answer=row["answer"],
        human=float(row["score"]) / float(row["score_max"]),
        label=row.get("label_5way") or row.get("label_3way") or "",
    )


def _alternatives(row: dict[str, Any]) -> tuple[Question, ...]:
    references: list[str] = row["reference"]
    kinds: list[str] = row.get("reference_category") or []
    full = [ref for ref, kind in zip(references, kinds, strict=False) if kind in _FULL_REFERENCES]
    return tuple(
        questions_of({"question": row["question"], "reference": full or references, "id": ""})
    )
