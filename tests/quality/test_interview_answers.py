"""Interview answers graded by humans, through the front door: `hotseat grade --batch`.

The answers aren't part of the project; HOTSEAT_EVAL_DATA names their folder.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from tests.commands.conftest import CommandLine

FILE = Path(os.environ.get("HOTSEAT_EVAL_DATA", "../shared/data")) / "interview_answers_dev.jsonl"
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(not FILE.is_file(), reason=f"the graded answers are not at {FILE}"),
]

Row = dict[str, Any]


def batch_lines(questions: list[Row]) -> list[Row]:
    """Convert questions with their answers to lines of a batch."""
    return [
        {
            "id": f"{question['id']}/{number}",
            "question": question["question"],
            "answer": answer["text"],
            "reference": "",
            "key_points": question["key_points"],
        }
        for question in questions
        for number, answer in enumerate(question["answers"])
    ]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Row, Row]]:
    """The kind of each answer, its line of the batch and its grade."""
    folder = tmp_path_factory.mktemp("answers")
    questions = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
    lines = batch_lines(questions)
    source, out = folder / "in.jsonl", folder / "out.jsonl"
    source.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    hotseat = CommandLine(folder / "home", folder)
    done = hotseat("grade", "--batch", str(source), "--out", str(out))
    assert done.returncode == 0, done.stderr
    grades = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    kinds = [answer["kind"] for question in questions for answer in question["answers"]]
    return list(zip(kinds, lines, grades, strict=True))


def test_every_key_point_has_a_verdict_whose_quote_is_in_the_answer(
    graded: list[tuple[str, Row, Row]],
) -> None:
    """Verdicts come in the order of the key points; no quote is made up."""
    for _, line, grade in graded:
        assert [v["key_point"] for v in grade["verdicts"]] == line["key_points"]
        quotes = [v["answer_quote"] for v in grade["verdicts"] if v["answer_quote"]]
        assert all(quote in line["answer"] for quote in quotes)
        credited = [v for v in grade["verdicts"] if v["verdict"] in {"met", "partial"}]
        assert all(v["answer_quote"] for v in credited)


def test_experts_score_and_non_answers_do_not(graded: list[tuple[str, Row, Row]]) -> None:
    """Expert answers are above .6 on average; echo, stuffed, off-topic, don't-know below .2."""
    scores: dict[str, list[float]] = defaultdict(list)
    for kind, _, grade in graded:
        scores[kind].append(grade["score"])
    assert mean(scores["expert"]) > 0.6
    means = {kind: mean(scores[kind]) for kind in ("echo", "stuffed", "offtopic", "dontknow")}
    assert all(score < 0.2 for score in means.values()), means
