"""What every scheduler must do, the fake as well as FSRS."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.adapters.fsrs_scheduler import FsrsScheduler
from app.core.recall import Recall, Review
from app.ports import Scheduler
from tests.examples import NOON
from tests.fakes import DoublingScheduler

DAY = timedelta(days=1)


@pytest.fixture(params=["fake", "fsrs"])
def scheduler(request: pytest.FixtureRequest) -> Scheduler:
    return DoublingScheduler() if request.param == "fake" else FsrsScheduler()


def reviews(*recalls: Recall) -> list[Review]:
    """Return reviews, each three days after the one before."""
    return [Review(NOON + 3 * n * DAY, recall) for n, recall in enumerate(recalls)]


def test_a_forgotten_point_comes_back_tomorrow(scheduler: Scheduler) -> None:
    """After `again` the point is due within a day, also when it was known before."""
    for recalls in ([Recall.AGAIN], [Recall.GOOD, Recall.GOOD, Recall.AGAIN]):
        history = reviews(*recalls)
        memory = scheduler.schedule(history)
        assert DAY <= memory.due - history[-1].at <= 2 * DAY
        assert memory.last is Recall.AGAIN


def test_what_is_recalled_again_waits_longer(scheduler: Scheduler) -> None:
    """Every good review lengthens the interval."""
    waits = []
    for count in (1, 2, 3, 4):
        history = reviews(*[Recall.GOOD] * count)
        waits.append(scheduler.schedule(history).due - history[-1].at)
    assert waits == sorted(set(waits))


def test_the_same_reviews_give_the_same_date(scheduler: Scheduler) -> None:
    """Nothing is left to chance."""
    history = reviews(Recall.GOOD, Recall.HARD, Recall.GOOD)
    assert scheduler.schedule(history) == scheduler.schedule(history)
