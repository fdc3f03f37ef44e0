"""Fit the grader to a set's own human scores, from answers to other questions than those graded.

What is fitted is a small ensemble of shallow trees over what the grader's parts and the baselines
say of an answer. A score without such a fit is called transfer: the grader as it ships, and no label
seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_FOLDS = 10


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
