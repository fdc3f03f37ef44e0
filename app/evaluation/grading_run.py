"""Grading samples through the grader's front door, one after the other, with the clock running."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from app.core.grade import Grade
from app.core.level import Level
from app.core.question import Question
from app.core.verdict import Verdict
from app.evaluation.samples import LEVEL, Sample


class GradesAnswers(Protocol):
    """The front door of a grader."""

    def grade(self, question: Question, answer: str, *, level: Level) -> Grade:
        """Grade an answer to a question at a level."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the grader says of a sample.

    `score` and `estimate` are in 0..1: the score that the candidate sees, and its mean under the
    grader's own doubts. `verdicts` and `confidences` are in the order of the key points.
    """

    score: float
    estimate: float
    verdicts: tuple[Verdict, ...]
    confidences: tuple[float, ...]
    milliseconds: float


def run(
    samples: Iterable[Sample],
    grader: GradesAnswers,
    *,
    tell: Callable[[int], None] = lambda _: None,
) -> list[Outcome]:
    """Grade each sample; `tell` hears how many are done."""
    outcomes = []
    for number, sample in enumerate(samples, start=1):
        outcomes.append(_graded(sample, grader))
        tell(number)
    return outcomes


def _graded(sample: Sample, grader: GradesAnswers) -> Outcome:
    """Grade a sample against each of its references and keep the one that it fits best."""
    started = time.perf_counter()
    grades = [grader.grade(q, sample.answer, level=LEVEL) for q in sample.alternatives]
    seconds = time.perf_counter() - started
    best = max(grades, key=lambda grade: (grade.score or 0.0, grade.estimate or 0.0))
    return Outcome(
        score=best.score or 0.0,
        estimate=max(grade.estimate or 0.0 for grade in grades),
        verdicts=tuple(v.verdict for v in best.verdicts),
        confidences=tuple(v.confidence for v in best.verdicts),
        milliseconds=1000.0 * seconds,
    )


def verdict_pairs(
    samples: Iterable[Sample], outcomes: Iterable[Outcome]
) -> Iterator[tuple[Verdict, Verdict, float]]:
    """Yield (human verdict, grader's verdict, confidence) for each labelled key point."""
    for sample, outcome in zip(samples, outcomes, strict=True):
        if sample.verdicts:
            yield from zip(sample.verdicts, outcome.verdicts, outcome.confidences, strict=True)
