"""Fit the grader to a set's own human scores, from answers to other questions than those graded.

What is fitted is a small ensemble of shallow trees over what the grader and the baselines say of an
answer. A score without such a fit is called transfer: the grader as it ships, and no label seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.verdict import Verdict
from app.evaluation.grading_run import Outcome
from app.evaluation.samples import Sample

Floats = NDArray[np.float64]

_FOLDS = 10


def features(
    samples: Sequence[Sample], outcomes: Sequence[Outcome], others: Sequence[Sequence[float]]
) -> Floats:
    """Describe each answer; `others` holds the scores of the baselines. Shape (samples, features)."""
    rows = []
    for number, (sample, outcome) in enumerate(zip(samples, outcomes, strict=True)):
        said, wanted = len(sample.answer.split()), len(sample.references[0].split())
        verdicts = outcome.verdicts or (Verdict.MISSED,)
        shares = [
            verdicts.count(verdict) / len(verdicts)
            for verdict in (Verdict.MET, Verdict.PARTIAL, Verdict.CONTRADICTED)
        ]
        lengths = [np.log1p(said), np.log1p(wanted), np.log((1 + said) / (1 + wanted))]
        rest = [scores[number] for scores in others]
        rows.append([outcome.estimate, outcome.score, *shares, *lengths, *rest, len(verdicts)])
    return np.asarray(rows, dtype=np.float64)


def fit_and_predict(train: Floats, human: Sequence[float], test: Floats) -> list[float]:
    """Fit on the answers of `train` and predict the human scores (0..1) of `test`."""
    return _clipped(_model().fit(train, np.asarray(human)).predict(test))


def cross_predict(
    rows: Floats, human: Sequence[float], clusters: Sequence[str], *, folds: int = _FOLDS
) -> list[float]:
    """Predict each answer's human score from the answers of other clusters of questions."""
    from sklearn.model_selection import GroupKFold

    target = np.asarray(human)
    predicted = np.zeros(len(rows))
    splitter = GroupKFold(min(folds, len(set(clusters))))
    for train, test in splitter.split(rows, target, groups=list(clusters)):
        predicted[test] = _model().fit(rows[train], target[train]).predict(rows[test])
    return _clipped(predicted)


def _model() -> Any:
    from sklearn.ensemble import ExtraTreesRegressor

    return ExtraTreesRegressor(300, min_samples_leaf=8, max_features=0.5, random_state=0)


def _clipped(scores: Any) -> list[float]:
    return [float(score) for score in np.clip(scores, 0.0, 1.0)]
