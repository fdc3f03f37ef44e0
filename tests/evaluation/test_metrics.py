"""Each figure against an example worked by hand."""

from __future__ import annotations

import math

import pytest

from app.evaluation import metrics


def test_rmse_and_its_bar() -> None:
    """Errors of 0 and .2 make the root of .02; predicting the mean of 0 and 1 is off by .5."""
    assert metrics.rmse([0.5, 0.5], [0.5, 0.7]) == pytest.approx(math.sqrt(0.02))
    assert metrics.mean_prediction_rmse([0.0, 1.0]) == pytest.approx(0.5)


def test_pearson() -> None:
    """A straight line has r 1; a grader that always says the same has none, which is not 0."""
    assert metrics.pearson([0.0, 0.5, 1.0], [0.2, 0.3, 0.4]) == pytest.approx(1.0)
    assert math.isnan(metrics.pearson([0.0, 1.0], [0.5, 0.5]))


def test_macro_f1() -> None:
    """One of two `a` found (F1 2/3), `b` found with one false alarm (F1 2/3)."""
    assert metrics.macro_f1(["a", "a", "b"], ["a", "b", "b"]) == pytest.approx(2 / 3)


def test_quadratic_kappa() -> None:
    """Full agreement is 1; a swap of both extremes is -1."""
    assert metrics.quadratic_kappa([0.0, 1.0], [0.0, 1.0]) == pytest.approx(1.0)
    assert metrics.quadratic_kappa([0.0, 1.0], [1.0, 0.0]) == pytest.approx(-1.0)


def test_pair_order_within_a_question() -> None:
    """Three pairs in group q count: one right, one wrong, one tie; pairs across groups don't."""
    human = [1.0, 0.5, 0.0, 0.0]
    graded = [0.6, 0.6, 0.7, 0.9]
    assert metrics.pair_order(human, graded, ["q", "q", "q", "r"]) == pytest.approx(0.5 / 3)
    assert math.isnan(metrics.pair_order([1.0, 1.0], [0.0, 1.0], ["q", "q"]))


def test_false_credit_and_false_discredit() -> None:
    """One of two wrong answers gets .5; one of two right ones gets less."""
    human = [0.0, 0.25, 0.75, 1.0, 0.5]
    graded = [0.5, 0.4, 0.4, 0.9, 0.0]
    assert metrics.false_credit(human, graded) == 0.5
    assert metrics.false_discredit(human, graded) == 0.5


def test_middle_band() -> None:
    """Only answers between .25 and .80 are kept."""
    kept = metrics.middle_band([0.0, 0.25, 0.8, 1.0], [0.1, 0.2, 0.3, 0.4])
    assert kept == ([0.25, 0.8], [0.2, 0.3])


def test_calibration_error() -> None:
    """Half right at confidence .9 is off by .4, all right at .75 by .25; each has half the weight."""
    confidences = [0.9, 0.9, 0.75, 0.75]
    assert metrics.calibration_error(confidences, [True, False, True, True]) == pytest.approx(0.325)


def test_length_bias() -> None:
    """A grader that overrates longer answers more and more has bias 1."""
    assert metrics.length_bias([0.5] * 3, [0.5, 0.6, 0.7], [10, 20, 30]) == pytest.approx(1.0)


def test_the_interval_resamples_whole_clusters() -> None:
    """With two clusters, resampled means are those of one, the other, or both."""
    values = [0.0, 0.0, 1.0, 1.0]

    def mean(rows: object) -> float:
        return sum(values[r] for r in rows) / len(list(rows))  # type: ignore[attr-defined, call-overload]

    assert metrics.cluster_bootstrap(mean, ["a", "a", "b", "b"], rounds=200) == (0.0, 1.0)
    assert metrics.cluster_bootstrap(mean, ["a", "b", "a", "b"], rounds=200) == (0.5, 0.5)
