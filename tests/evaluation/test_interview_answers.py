"""Our own graded answers belong to the built-in notes, and follow the rules that they were made by."""

from __future__ import annotations

from collections import Counter

import pytest

from app.adapters.minilm_tokens import MiniLMTokenCounter
from app.core.errors import BadInput
from app.core.question import Question
from app.core.verdict import Verdict
from app.evaluation.interview_answers import (
    GENERAL,
    GENERAL_DEVELOPMENT,
    SPLITS,
    TRAINING,
    answered_questions,
    load_interview_answers,
)
from app.wiring.notes import built_in_notes
from ingest.reading import read_library

MEASURED = set(
    "expert good partial half_wrong fluent_wrong terse typos spoken legit_trap offtopic stuffed "
    "echo dontknow injection".split()
)
LEARNT = set("short short_wrong subtle_wrong vague padded".split())
NOTHING_SAID = {"offtopic", "stuffed", "echo", "dontknow", "vague"}
OF_NOTES, OF_GENERAL = TRAINING
ALL = (*SPLITS, OF_NOTES)


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    return read_library(built_in_notes(), counter=MiniLMTokenCounter()).questions


@pytest.mark.parametrize("split", ALL)
def test_each_answer_belongs_to_a_question_of_the_notes(
    questions: tuple[Question, ...], split: str
) -> None:
    """Every question and key point that is labelled is still in the notes."""
    samples = load_interview_answers(split, questions)
    answers = Counter(sample.cluster for sample in samples)
    assert len(answers) >= 30
    assert set(answers.values()) == {7}
    kinds = {sample.kind for sample in samples}
    assert kinds <= MEASURED | LEARNT
    assert kinds >= (MEASURED if split in SPLITS else LEARNT)


@pytest.mark.parametrize("split", ALL)
def test_labels_fit_their_kind(questions: tuple[Question, ...], split: str) -> None:
    """Answers that say nothing have no point met; experts have nothing wrong."""
    for sample in load_interview_answers(split, questions):
        if sample.kind in NOTHING_SAID:
            assert Verdict.MET not in sample.verdicts, sample.id
        if sample.kind == "expert":
            assert Verdict.CONTRADICTED not in sample.verdicts, sample.id
            assert sample.human >= 0.75, sample.id


def test_no_question_is_in_two_splits(questions: tuple[Question, ...]) -> None:
    """What is reported on was not looked at, and what is measured was not learnt from."""
    development, held_out, training = (
        {s.cluster for s in load_interview_answers(split, questions)} for split in ALL
    )
    assert not development & held_out
    assert development | held_out == answered_questions()
    assert not training & answered_questions()


@pytest.mark.parametrize(
    ("split", "count"), [(GENERAL, 81), (GENERAL_DEVELOPMENT, 139), (OF_GENERAL, 671)]
)
def test_general_answers_carry_their_question(split: str, count: int) -> None:
    """They need no notes: question, key points and reference stand with the answers.

    What is asked in a lesson, or answered in contrasts, may have a single key point.
    """
    samples = load_interview_answers(split, [])
    assert len({sample.cluster for sample in samples}) == count
    assert {sample.kind for sample in samples} >= LEARNT
    for sample in samples:
        question = sample.alternatives[0]
        assert question.reference
        fewest = 1 if question.id.startswith(("quiz-", "ctr-")) else 2
        assert len(sample.verdicts) == len(question.key_points) >= fewest


def test_no_general_question_is_in_two_splits() -> None:
    """Neither by its id nor by its words."""
    asked = [
        {s.cluster: s.alternatives[0].text for s in load_interview_answers(split, [])}
        for split in (GENERAL, GENERAL_DEVELOPMENT, OF_GENERAL)
    ]
    assert len({id_ for split in asked for id_ in split}) == sum(map(len, asked))
    texts = [set(split.values()) for split in asked]
    assert not texts[0] & texts[1] | texts[0] & texts[2] | texts[1] & texts[2]


def test_a_question_that_left_the_notes_is_named() -> None:
    """Answers without their question are an error, not fewer answers."""
    with pytest.raises(BadInput, match="which the built-in notes don't ask"):
        load_interview_answers("development", [])
