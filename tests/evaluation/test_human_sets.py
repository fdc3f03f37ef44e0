"""Human-graded sets come from a folder of the user's; what is wrong with it is said."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from app.core.errors import BadInput, MissingPart
from app.evaluation.human_sets import load_human_set

ROW = {
    "split": "train",
    "question_id": "q1",
    "question": "Why is the bulb on?",
    "reference": ["The path is closed.", "closed", "It is in a closed path with the battery."],
    "reference_category": ["BEST", "KEYWORD", "GOOD"],
    "answer_id": "a1",
    "answer": "There is a closed path.",
    "score": 3.0,
    "score_max": 4.0,
    "label_5way": "correct",
}


def made(folder: Path, content: bytes) -> Path:
    (folder / "asag").mkdir()
    (folder / "asag" / "beetle.jsonl.gz").write_bytes(content)
    return folder


def test_a_row_becomes_a_sample(tmp_path: Path) -> None:
    """Full references are alternatives, keywords are not; scores are put on 0..1."""
    folder = made(tmp_path, gzip.compress(json.dumps(ROW).encode()))
    (sample,) = load_human_set(folder, "beetle", split="train")
    assert sample.references == [ROW["reference"][0], ROW["reference"][2]]  # type: ignore[index]
    assert (sample.human, sample.cluster, sample.label) == (0.75, "q1", "correct")
    assert load_human_set(folder, "beetle", split="test-uq") == []


def test_a_set_that_is_not_there(tmp_path: Path) -> None:
    """The error tells whose data it is and where to name their folder."""
    with pytest.raises(MissingPart, match="HOTSEAT_EVAL_DATA"):
        load_human_set(tmp_path, "mohler", split="all")


@pytest.mark.parametrize(
    "content", [b"no gzip", gzip.compress(b"{no json")], ids=["no gzip", "no JSON"]
)
def test_a_broken_file(tmp_path: Path, content: bytes) -> None:
    """A file that can't be read is named."""
    with pytest.raises(BadInput, match="beetle"):
        load_human_set(made(tmp_path, content), "beetle", split="train")
