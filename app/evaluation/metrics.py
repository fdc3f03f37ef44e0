"""What a grader is judged by: pure functions of two lists, human first, then the grader's.

Scores are in 0..1. Correlations, F1 and kappa are those of scipy and scikit-learn; what is special
to grading is here. An undefined figure (a correlation with a constant, no pair to order) is NaN,
never 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence

import numpy as np

Scores = Sequence[float]

WRONG_AT_MOST = 0.25
RIGHT_AT_LEAST = 0.75
CREDITED_FROM = 0.5


def pearson(human: Scores, graded: Scores) -> float:
    """Return Pearson's r."""
    from scipy.stats import pearsonr

    if len(human) < 2 or np.ptp(human) == 0 or np.ptp(graded) == 0:
        return math.nan
    return float(pearsonr(human, graded).statistic)


def rmse(human: Scores, graded: Scores) -> float:
    """Return the root of the mean squared difference."""
    difference = np.subtract(human, graded)
    return float(np.sqrt(np.mean(difference**2)))


def mean_prediction_rmse(human: Scores) -> float:
    """Return the RMSE of always predicting the mean human score: the bar that RMSE must pass."""
    return rmse(human, [float(np.mean(human))] * len(human))


def macro_f1(human: Sequence[str], graded: Sequence[str]) -> float:
    """Return the unweighted mean of the F1 of each label that a human gave."""
    from sklearn.metrics import f1_score

    labels = sorted(set(human))
    return float(f1_score(human, graded, labels=labels, average="macro", zero_division=0))


def quadratic_kappa(human: Scores, graded: Scores, *, steps: int = 10) -> float:
    """Return Cohen's kappa with quadratic weights over scores rounded to `steps` equal steps."""
    from sklearn.metrics import cohen_kappa_score

    rounded = [np.rint(np.multiply(scores, steps)).astype(int) for scores in (human, graded)]
    if all(np.ptp(r) == 0 for r in rounded):
        return math.nan
    return float(cohen_kappa_score(*rounded, labels=list(range(steps + 1)), weights="quadratic"))


def pair_order(human: Scores, graded: Scores, groups: Sequence[Hashable]) -> float:
    """Return the share of pairs within a group that the grader orders as the human does.

    Pairs that the human scores alike don't count; a tie of the grader counts a half.
    """
    members: dict[Hashable, list[int]] = {}
    for position, group in enumerate(groups):
        members.setdefault(group, []).append(position)
    agreed, pairs = 0.0, 0
    for rows in members.values():
        by_human = np.sign(np.subtract.outer(*[np.take(human, rows)] * 2))
        by_grader = np.sign(np.subtract.outer(*[np.take(graded, rows)] * 2))
        counted = by_human > 0
        agreed += float(((by_human * by_grader + 1.0) / 2.0)[counted].sum())
        pairs += int(counted.sum())
    return agreed / pairs if pairs else math.nan


def false_credit(human: Scores, graded: Scores) -> float:
    """Return the share of wrong answers (human at most .25) that the grader gives .5 or more."""
    wrong = [g for h, g in zip(human, graded, strict=True) if h <= WRONG_AT_MOST]
    return float(np.mean([g >= CREDITED_FROM for g in wrong])) if wrong else math.nan


def false_discredit(human: Scores, graded: Scores) -> float:
    """Return the share of right answers (human at least .75) that the grader gives less than .5."""
    right = [g for h, g in zip(human, graded, strict=True) if h >= RIGHT_AT_LEAST]
    return float(np.mean([g < CREDITED_FROM for g in right])) if right else math.nan


def middle_band(human: Scores, graded: Scores) -> tuple[list[float], list[float]]:
    """Return the answers that a human scores from .25 to .80: where a grader earns its keep."""
    kept = [(h, g) for h, g in zip(human, graded, strict=True) if 0.25 <= h <= 0.80]
    return [h for h, _ in kept], [g for _, g in kept]


def calibration_error(confidences: Scores, right: Sequence[bool], *, bins: int = 10) -> float:
    """Return the expected calibration error over equal-width bins (Naeini, Cooper, Hauskrecht 2015).

    That is the mean, weighted by a bin's size, of |share of right verdicts - mean confidence|.
    """
    if not confidences:
        return math.nan
    bin_of = np.minimum((np.asarray(confidences) * bins).astype(int), bins - 1)
    total = 0.0
    for number in np.unique(bin_of):
        inside = bin_of == number
        gap = np.mean(np.asarray(right)[inside]) - np.mean(np.asarray(confidences)[inside])
        total += abs(float(gap)) * float(np.mean(inside))
    return total


def length_bias(human: Scores, graded: Scores, lengths: Sequence[int]) -> float:
    """Return the rank correlation of the grader's error (graded - human) with the answer's length.

    0 is unbiased; above 0, long answers are favoured.
    """
    from scipy.stats import spearmanr

    errors = np.subtract(graded, human)
    if len(errors) < 3 or np.ptp(errors) == 0 or np.ptp(lengths) == 0:
        return math.nan
    return float(spearmanr(errors, lengths).statistic)


def cluster_bootstrap(
    statistic: Callable[[Sequence[int]], float],
    clusters: Sequence[Hashable],
    *,
    rounds: int = 1000,
    seed: int = 0,
) -> tuple[float, float]:
    """Return the 95 % percentile interval of `statistic` under resampling of whole clusters.

    `statistic` takes positions of rows. Rows of one cluster (a question) stand or fall together,
    since answers to one question are not independent (Field and Welsh 2007).
    """
    rows: dict[Hashable, list[int]] = {}
    for position, cluster in enumerate(clusters):
        rows.setdefault(cluster, []).append(position)
    members = list(rows.values())
    chance = np.random.default_rng(seed)
    drawn = []
    for _ in range(rounds):
        picked = chance.integers(0, len(members), len(members))
        drawn.append(statistic([row for c in picked for row in members[c]]))
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return float(low), float(high)
