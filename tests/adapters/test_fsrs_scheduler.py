"""FSRS with its default parameters, against numbers worked by hand."""

from __future__ import annotations

import math
from datetime import timedelta, timezone

import pytest

from app.adapters.fsrs_scheduler import FsrsScheduler
from app.core.recall import Recall, Review
from tests.examples import NOON


@pytest.mark.parametrize(
    ("recall", "stability", "days"),
    [(Recall.AGAIN, 0.212, 1), (Recall.HARD, 1.2931, 1), (Recall.GOOD, 2.3065, 2)],
)
def test_the_first_review(recall: Recall, stability: float, days: int) -> None:
    """The first stability is FSRS's parameter for the rating, the interval that in whole days.

    For a retention of .9 the interval equals the stability, by the definition of stability.
    """
    memory = FsrsScheduler().schedule([Review(NOON, recall)])
    assert memory.stability == pytest.approx(stability)
    assert memory.due == NOON + timedelta(days=days)


def test_a_second_review_in_time() -> None:
    """Good twice, two days apart, worked by FSRS-6's formulas and default weights.

    difficulty = w4 - e^(w5 * 2) + 1; recall after t days = (1 + F t / S)^-w20, F = .9^(-1/w20) - 1;
    S' = S (1 + e^w8 (11 - D) S^-w9 (e^((1 - R) w10) - 1)).
    """
    w4, w5, w8, w9, w10, w20 = 6.4133, 0.8334, 1.8722, 0.1666, 0.796, 0.1542
    first, difficulty = 2.3065, w4 - math.exp(w5 * 2) + 1
    factor = 0.9 ** (-1 / w20) - 1
    recall = (1 + factor * 2 / first) ** -w20
    grown = math.exp(w8) * (11 - difficulty) * first**-w9 * (math.exp((1 - recall) * w10) - 1)
    history = [Review(NOON, Recall.GOOD), Review(NOON + timedelta(days=2), Recall.GOOD)]
    memory = FsrsScheduler().schedule(history)
    assert memory.stability == pytest.approx(first * (1 + grown))


def test_other_zones_are_the_same_moment() -> None:
    """Times on the ledger may carry another zone."""
    east = NOON.astimezone(timezone(timedelta(hours=5)))
    assert FsrsScheduler().schedule([Review(east, Recall.GOOD)]).due == NOON + timedelta(days=2)


def test_a_higher_retention_asks_sooner() -> None:
    """Who wants to know more of it at any time is asked more often."""
    history = [Review(NOON + timedelta(days=3 * n), Recall.GOOD) for n in range(3)]
    strict, easy = FsrsScheduler(retention=0.95), FsrsScheduler(retention=0.8)
    assert strict.schedule(history).due < easy.schedule(history).due
