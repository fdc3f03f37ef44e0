"""The grading benchmark: the grader through its front door beside the baselines, set by set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from app.alignment import Reader
from app.core.question import Question
from app.evaluation import metrics
from app.evaluation.answer_features import ExaminesAnswers, answer_features
from app.evaluation.baselines import Scorer, baselines
from app.evaluation.calibrated import Floats, cross_predict, fit_and_predict
from app.evaluation.grading_run import GradesAnswers, Outcome, run, verdict_pairs
from app.evaluation.human_sets import load_human_set
from app.evaluation.interview_answers import load_interview_answers
from app.evaluation.rows import Row, measured
from app.evaluation.samples import Sample
from app.evaluation.with_model import spread
from app.ports import Embedder

INTERVIEW = "interview"
# The split that is reported, and the one that is fitted on (none: other questions of the same set).
HUMAN_SPLITS = {
    "mohler": ("all", None),
    "saf": ("test-ua", "train"),
    "beetle": ("test-uq", "train"),
    "scientsbank": ("test-uq", "train"),
}
SETS = (INTERVIEW, *HUMAN_SPLITS)
_ROUNDS = 200
_RIGHT_FROM = 0.5


class GradesAndExamines(GradesAnswers, ExaminesAnswers, Protocol):
    """A grader that also shows its evidence."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What a benchmark run needs; `tell` hears the set and how many answers are graded."""

    grader: GradesAndExamines
    embedder: Embedder
    questions: Sequence[Question]
    data: Path
    tell: Callable[[str, int], None] = lambda *_: None

    def measure(self, name: str, *, interview_split: str) -> list[Row]:
        """Measure the grader and the baselines on a set of SETS."""
        if name == INTERVIEW:
            return self._interview(interview_split)
        return self._human(name)

    def alone(
        self,
        name: str,
        grader: GradesAnswers,
        scorer: str,
        *,
        interview_split: str,
        most: int | None = None,
    ) -> Row:
        """Measure any grader on `most` answers of a set of SETS, without baselines."""
        if name == INTERVIEW:
            samples = load_interview_answers(interview_split, self.questions)
            shown = f"{INTERVIEW} {interview_split.replace('_', '-')}"
        else:
            samples = load_human_set(self.data, name, split=HUMAN_SPLITS[name][0])
            shown = f"{name} {HUMAN_SPLITS[name][0]}"
        samples = spread(samples, most)
        outcomes = run(samples, grader, tell=lambda done: self.tell(f"{shown}, {scorer}", done))
        return _row(shown, scorer, samples, [o.score for o in outcomes], outcomes)

    def _interview(self, split: str) -> list[Row]:
        samples = load_interview_answers(split, self.questions)
        name = f"{INTERVIEW} {split.replace('_', '-')}"
        outcomes = self._graded(name, samples)
        rows = [_row(name, "Hotseat", samples, [o.score for o in outcomes], outcomes)]
        return rows + [
            _row(name, scorer, samples, score(samples)) for scorer, score in self._baselines()
        ]

    def _human(self, name: str) -> list[Row]:
        reported, fitted = HUMAN_SPLITS[name]
        samples = load_human_set(self.data, name, split=reported)
        outcomes = self._graded(name, samples)
        scored = {scorer: score(samples) for scorer, score in self._baselines()}
        shown = f"{name} {reported}"
        rows = [
            _row(shown, "Hotseat", samples, [o.score for o in outcomes], outcomes),
            _row(shown, "Hotseat, estimate", samples, [o.estimate for o in outcomes]),
        ]
        rows += [_row(shown, scorer, samples, scores) for scorer, scores in scored.items()]
        others = list(scored.values())
        if fitted is None:
            others += [[o.score for o in outcomes], [o.estimate for o in outcomes]]
        known = fitted is not None
        test = self._described(shown, samples, others, verifier_knows_set=known)
        if fitted is None:
            human, clusters = [s.human for s in samples], [s.cluster for s in samples]
            predicted = cross_predict(test, human, clusters)
        else:
            train, human = self._training(name, fitted)
            predicted = fit_and_predict(train, human, test)
        return [*rows, _row(shown, "Hotseat, calibrated", samples, predicted)]

    def _training(self, name: str, split: str) -> tuple[Floats, list[float]]:
        samples = load_human_set(self.data, name, split=split)
        others = [score(samples) for _, score in self._baselines()]
        described = self._described(f"{name} {split}", samples, others, verifier_knows_set=True)
        return described, [s.human for s in samples]

    def _described(
        self,
        name: str,
        samples: Sequence[Sample],
        others: Sequence[Sequence[float]],
        *,
        verifier_knows_set: bool,
    ) -> Floats:
        """Describe answers by what the grader's parts and the baselines say of them."""
        found = answer_features(
            samples,
            self.grader,
            Reader(self.embedder),
            verifier_knows_set=verifier_knows_set,
            tell=lambda done: self.tell(f"{name}, evidence", done),
        )
        return np.column_stack([found, *others])

    def _graded(self, name: str, samples: Sequence[Sample]) -> list[Outcome]:
        return run(samples, self.grader, tell=lambda done: self.tell(name, done))

    def _baselines(self) -> Iterable[tuple[str, Scorer]]:
        return baselines(self.embedder).items()


def _row(
    name: str,
    scorer: str,
    samples: Sequence[Sample],
    scores: Sequence[float],
    outcomes: Sequence[Outcome] = (),
) -> Row:
    clusters = [sample.cluster for sample in samples]
    measures = measured(_measures(samples, scores, outcomes), clusters, rounds=_ROUNDS)
    return Row(name, scorer, len(samples), measures, _by_kind(samples, scores))


def _measures(
    samples: Sequence[Sample], scores: Sequence[float], outcomes: Sequence[Outcome]
) -> dict[str, Callable[[Sequence[int]], float]]:
    """Return each measure as a function of positions of samples, for the bootstrap."""

    def of(
        measure: Callable[[list[float], list[float]], float],
    ) -> Callable[[Sequence[int]], float]:
        return lambda rows: measure([samples[i].human for i in rows], [scores[i] for i in rows])

    def two_way(human: list[float], graded: list[float]) -> float:
        right = [[str(score >= _RIGHT_FROM) for score in each] for each in (human, graded)]
        return metrics.macro_f1(*right)

    found = {
        "r": of(metrics.pearson),
        "RMSE": of(metrics.rmse),
        "mean RMSE": lambda rows: metrics.mean_prediction_rmse([samples[i].human for i in rows]),
        "macro-F1": of(two_way),
        "QWK": of(metrics.quadratic_kappa),
        "pair order": lambda rows: metrics.pair_order(
            [samples[i].human for i in rows],
            [scores[i] for i in rows],
            [samples[i].alternatives[0].text for i in rows],
        ),
        "false credit": of(metrics.false_credit),
        "false discredit": of(metrics.false_discredit),
        "middle r": of(lambda human, graded: metrics.pearson(*metrics.middle_band(human, graded))),
        "length bias": lambda rows: metrics.length_bias(
            [samples[i].human for i in rows],
            [scores[i] for i in rows],
            [len(samples[i].answer.split()) for i in rows],
        ),
    }
    return found | _of_outcomes(samples, outcomes)


def _of_outcomes(
    samples: Sequence[Sample], outcomes: Sequence[Outcome]
) -> dict[str, Callable[[Sequence[int]], float]]:
    """Return the measures of verdicts, confidence and speed, which only the grader has."""
    if not outcomes:
        return {}

    def pairs(rows: Sequence[int]) -> list[tuple[str, str, float]]:
        chosen = verdict_pairs([samples[i] for i in rows], [outcomes[i] for i in rows])
        return [(human.value, graded.value, confidence) for human, graded, confidence in chosen]

    def verdict_f1(rows: Sequence[int]) -> float:
        found = pairs(rows)
        return metrics.macro_f1([human for human, _, _ in found], [got for _, got, _ in found])

    def ece(rows: Sequence[int]) -> float:
        found = pairs(rows)
        right = [human == got for human, got, _ in found]
        return metrics.calibration_error([sure for _, _, sure in found], right)

    def milliseconds(rows: Sequence[int]) -> float:
        return sum(outcomes[i].milliseconds for i in rows) / len(rows)

    found: dict[str, Callable[[Sequence[int]], float]] = {"ms": milliseconds}
    if any(sample.verdicts for sample in samples):
        found |= {"verdict F1": verdict_f1, "ECE": ece}
    return found


def _by_kind(samples: Sequence[Sample], scores: Sequence[float]) -> dict[str, tuple[float, float]]:
    """Return the mean human and the mean given score of each kind of answer."""
    found = {}
    for kind in sorted({sample.kind for sample in samples if sample.kind}):
        chosen = [(s.human, g) for s, g in zip(samples, scores, strict=True) if s.kind == kind]
        human, graded = zip(*chosen, strict=True)
        found[kind] = (sum(human) / len(chosen), sum(graded) / len(chosen))
    return found
