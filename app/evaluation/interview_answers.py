"""Our own graded interview answers: 318 questions of the built-in notes with seven answers each.

They were written and labelled by key point by authors who had seen neither the grader nor the notes'
other wordings and misconceptions. A question is in one of three splits: `held_out`, which is only
reported on; `development`, which may be looked at and which the verdicts are fitted on; `training`,
which the verifier learns from. An answer is of one of 19 kinds: expert, good, partial, half_wrong,
fluent_wrong, subtle_wrong (the right words with roles, order or conditions swapped), short,
short_wrong, terse, typos, spoken, legit_trap (right, but it trips naive rules), padded (right on
some points, then harmless talk), vague, offtopic, stuffed, echo, dontknow, injection.

Beside these stand general questions, of the trade and of lessons, with key points as short as
people's own notes have them and without other wordings. Those of `general` are only reported on, as
held-out ones are; the verdicts are fitted on those of `general_development` too, and the verifier
learns from those of `general_training`. In the last two, some answers are of further kinds: reordered
(right, clauses turned around), lead_in (a remark beside the points comes with it), one_wrong (right but
for one sentence), denied_far (wrong in other words than the points'), and, to questions of lessons
(`quiz-`), what pupils and students write, in few words. A question whose id begins with `ctr-` has
twelve short answers each that stand against each other: four make a point in other words or turned
around (met_far, met_turned), three deny one, two of them in none of its words (denied_far,
denied_close), two say half of it (half), one speaks of the topic alone (beside), one is right and wrong
(mixed), one corrects itself or denies something else (fixed).
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources
from typing import Any

import yaml

from app.core.errors import BadInput
from app.core.grade import score
from app.core.question import Question
from app.core.verdict import PointVerdict, Verdict
from app.evaluation.samples import LEVEL, Sample
from app.services.grade_batch import questions_of

# The splits of questions of the notes that the grader is measured on.
SPLITS = ("development", "held_out")
# General questions, which stand with their answers.
GENERAL = "general"
GENERAL_DEVELOPMENT = "general_development"
# What the verifier learns from.
TRAINING = ("training", "general_training")


def answered_questions() -> frozenset[str]:
    """Return the ids of the questions whose answers the grader is measured on.

    The verifier must not learn from anything that the notes say of their key points.
    """
    folder = resources.files(__package__) / "answers"
    files = [file.name for split in SPLITS for file in (folder / split).iterdir()]
    return frozenset(name.removesuffix(".yaml") for name in files)


def load_interview_answers(split: str, questions: Iterable[Question]) -> list[Sample]:
    """Load the answers of a split, each with its question of the built-in notes.

    General questions stand with their answers. Raises BadInput when a question or a key point of
    the answers is no longer in the notes.
    """
    by_id = {question.id: question for question in questions}
    samples: list[Sample] = []
    for file in sorted((resources.files(__package__) / "answers" / split).iterdir(), key=str):
        sheet = yaml.safe_load(file.read_text(encoding="utf-8"))
        question = _carried(file.name, sheet) if "points" in sheet else by_id.get(sheet["question"])
        if question is None:
            raise BadInput(
                f"{file.name} answers {sheet['question']!r}, which the built-in notes don't ask. "
                "Run `hotseat ingest`, or mend the file."
            )
        samples += [_sample(question, n, given) for n, given in enumerate(sheet["answers"], 1)]
    return samples


def _carried(name: str, sheet: dict[str, Any]) -> Question:
    """Make the question that a sheet carries itself."""
    points = [{"id": id_, "text": text} for id_, text in sheet["points"].items()]
    row = {**sheet, "id": name.removesuffix(".yaml"), "key_points": points}
    (question,) = questions_of(row)
    return question


def _sample(question: Question, number: int, given: dict[str, Any]) -> Sample:
    labels = {name: Verdict(value) for name, value in given["points"].items()}
    if set(labels) != {point.id for point in question.key_points}:
        raise BadInput(
            f"Answer {number} to {question.id} labels {sorted(labels)}, but the question has other "
            "key points. Label the answer anew."
        )
    verdicts = tuple(labels[point.id] for point in question.key_points)
    return Sample(
        id=f"interview/{question.id}/{number}",
        cluster=question.id,
        alternatives=(question,),
        answer=given["text"],
        human=_score(question, verdicts),
        kind=given["kind"],
        verdicts=verdicts,
    )


def _score(question: Question, verdicts: Iterable[Verdict]) -> float:
    """Score the human verdicts by the formula that the grader's are scored by."""
    judged = [
        PointVerdict(point.id, verdict, 1.0, "")
        for point, verdict in zip(question.key_points, verdicts, strict=True)
    ]
    return score(question, judged, LEVEL) or 0.0
