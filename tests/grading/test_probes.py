"""The probes that simple graders fail, on a full rubric and on a question with its answer alone."""

from __future__ import annotations

import json
import random

import pytest

from app.adapters.sentence_embedder import SentenceEmbedder
from app.grading import Grader
from app.services.grade_batch import grade_lines

pytestmark = pytest.mark.integration

PUT = {
    "question": "What does it mean that HTTP's PUT is idempotent?",
    "reference": "Sending the same PUT request several times leaves the server in the same state "
    "as sending it once.",
}
INDEX = {
    "question": "When does a database use an index for sorting?",
    "reference": "When the order of the index matches the ORDER BY clause, so that rows can be "
    "read in index order without a sort.",
}
LOCK = {
    "question": "Why do threads not speed up CPU-bound Python code?",
    "reference": "",
    "key_points": [
        "Only the thread that holds the interpreter lock executes bytecode.",
        "A thread releases the lock while it waits for input or output.",
        "Several processes use several cores, because each has its own lock.",
    ],
}
CASES = [PUT, INDEX, LOCK]
NAMES = ["put", "index", "lock"]


@pytest.fixture(scope="module")
def grader() -> Grader:
    return Grader(SentenceEmbedder())


def score(grader: Grader, case: dict[str, object], answer: str) -> float:
    line = json.dumps({"id": "1", "answer": answer, **case})
    (result,) = grade_lines([line], grader)
    return float(result["score"])


def reference(case: dict[str, object]) -> str:
    points = case.get("key_points")
    return " ".join(points) if isinstance(points, list) else str(case["reference"])


def shuffled(text: str) -> str:
    words = [word.strip(".,").lower() for word in text.split()]
    random.Random(5).shuffle(words)
    return " ".join(words)


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_reference_word_for_word_is_full(grader: Grader, case: dict[str, object]) -> None:
    """And a full stop, capitals or spaces move nothing."""
    full = reference(case)
    assert score(grader, case, full) > 0.95
    for edited in (full.rstrip("."), full.upper(), f"  {full} ...\n", full.replace(" ", "  ")):
        assert score(grader, case, edited) == score(grader, case, full)


@pytest.mark.parametrize(
    ("case", "negated"),
    [
        (
            PUT,
            "Sending the same PUT request several times does not leave the server in the same "
            "state as sending it once.",
        ),
        (
            INDEX,
            "When the order of the index does not match the ORDER BY clause, so that rows can't be "
            "read in index order without a sort.",
        ),
        (
            LOCK,
            "The thread that holds the interpreter lock doesn't execute bytecode. A thread doesn't "
            "release the lock while it waits for input or output. Several processes can't use "
            "several cores, because they don't have locks of their own.",
        ),
    ],
    ids=NAMES,
)
def test_a_negated_reference_is_wrong(
    grader: Grader, case: dict[str, object], negated: str
) -> None:
    """It shares every word with the truth."""
    assert score(grader, case, negated) < 0.3


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_shuffled_words_are_no_answer(grader: Grader, case: dict[str, object]) -> None:
    """All words of the reference in no order."""
    assert score(grader, case, shuffled(reference(case))) < 0.3


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_parroted_question_is_no_answer(grader: Grader, case: dict[str, object]) -> None:
    """Said back as it is, or as the beginning of an answer that never comes."""
    asked = str(case["question"])
    assert score(grader, case, asked) < 0.15
    assert score(grader, case, f"Good question. {asked} That is what one has to ask.") < 0.15


@pytest.mark.parametrize("case", CASES, ids=NAMES)
@pytest.mark.parametrize("words", ["I don't know", "no idea, sorry", "idk", "pass"])
def test_not_knowing_scores_nothing(grader: Grader, case: dict[str, object], words: str) -> None:
    """Honesty is free, but no point."""
    assert score(grader, case, words) < 0.05


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_answer_to_another_question_is_none(grader: Grader, case: dict[str, object]) -> None:
    """However right it is there."""
    for other in CASES:
        if other is not case:
            assert score(grader, case, reference(other)) < 0.2
