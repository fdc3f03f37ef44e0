"""A fit to human scores never sees the question that it is used on."""

from __future__ import annotations

import numpy as np
import pytest

from app.evaluation.calibrated import cross_predict, fit_and_predict


def test_what_is_learnt_carries_over() -> None:
    """A feature that follows the human score predicts it on other questions."""
    rows = np.linspace(0.0, 1.0, 400)[:, None]
    human = [float(x) for x in rows[:, 0] ** 2]
    clusters = [f"q{n % 20}" for n in range(400)]
    predicted = cross_predict(rows, human, clusters)
    assert np.corrcoef(predicted, human)[0, 1] > 0.9
    assert fit_and_predict(rows, human, rows[-1:]) == [pytest.approx(1.0, abs=0.15)]


def test_a_question_by_heart_is_of_no_use() -> None:
    """A feature that merely names the question predicts nothing of a question left out."""
    chance = np.random.default_rng(1)
    cluster = np.repeat(np.arange(20), 10)
    human = [float(x) for x in chance.random(20)[cluster]]
    predicted = cross_predict(cluster[:, None].astype(float), human, [f"q{c}" for c in cluster])
    assert abs(np.corrcoef(predicted, human)[0, 1]) < 0.9
