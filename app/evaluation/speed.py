"""How long a grade takes, beside the raw encoding of the same answer in the same run.

Milliseconds differ from machine to machine; the ratio of the two differs less.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import numpy as np

from app.core.errors import BadInput
from app.core.question import Question
from app.evaluation.grading_run import GradesAnswers
from app.evaluation.samples import LEVEL
from app.ports import Embedder

WORDS = 150
POINTS = 5
_ANSWERS = 40


class PreparesGrades(GradesAnswers, Protocol):
    """A grader that encodes a question when it is asked."""

    def prepare(self, question: Question) -> None:
        """Encode a question and its key points."""
        ...


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds of a warm grade and of the answer's encoding alone: median and 95th percentile."""

    answers: int
    grade_median: float
    grade_p95: float
    encode_median: float
    encode_p95: float

    @property
    def ratio(self) -> float:
        """How many times the encoding a grade takes (medians)."""
        return self.grade_median / self.encode_median


def measure_speed(
    questions: Sequence[Question], grader: PreparesGrades, embedder: Embedder
) -> Speed:
    """Grade answers of WORDS words to questions of POINTS key points that were asked before.

    The answers are put together of the reference answers, so that every point is spoken of. Raises
    BadInput when the questions can't fill a run.
    """
    chosen = [q for q in questions if len(q.key_points) == POINTS][:_ANSWERS]
    if not chosen:
        raise BadInput(f"No question has {POINTS} key points. Run `hotseat ingest` first.")
    spoken = " ".join(question.reference for question in chosen).split()
    grading, encoding = [], []
    for number, question in enumerate(chosen):
        rest = spoken[number * WORDS :] + spoken
        answer = " ".join([*question.reference.split(), *rest][:WORDS])
        grader.prepare(question)
        encoding.append(_timed(partial(embedder.encode_tokens, [answer])))
        grading.append(_timed(partial(grader.grade, question, answer, level=LEVEL)))
    return Speed(
        len(chosen),
        *(float(np.percentile(times, at)) for times in (grading, encoding) for at in (50, 95)),
    )


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return 1000.0 * (time.perf_counter() - started)
