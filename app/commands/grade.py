"""`hotseat grade`: grade a file of answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from app.core.errors import BadInput, StorageFailure
from app.services.grade_batch import grade_lines
from app.wiring.hotseat import open_hotseat

Batch = Annotated[
    Path, typer.Option("--batch", help="JSON lines: id, question, answer, reference.")
]
Out = Annotated[Path, typer.Option("--out", help="Where the grades go, one JSON object a line.")]


def grade(*, batch: Batch, out: Out) -> None:
    """Grade each answer of a file against its reference or key points."""
    try:
        lines = batch.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise BadInput(f"Cannot read {batch}: {exc}. Give a UTF-8 file of JSON lines.") from exc
    grader = open_hotseat().grader
    try:
        with out.open("w", encoding="utf-8") as sink:
            for result in grade_lines((line for line in lines if line.strip()), grader):
                sink.write(json.dumps(result, ensure_ascii=False) + "\n")
    except OSError as exc:
        raise StorageFailure(
            f"Cannot write {out}: {exc}. Free space or name another file."
        ) from exc
