"""Schedules by FSRS, the free spaced repetition scheduler, with its default parameters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC

from fsrs import Card, Rating, Scheduler

from app.core.recall import Memory, Recall, Review

_RATINGS = {Recall.AGAIN: Rating.Again, Recall.HARD: Rating.Hard, Recall.GOOD: Rating.Good}


class FsrsScheduler:
    """Folds the reviews of a key point into its next date.

    There are no steps of minutes: a session is over before they are, so that the shortest interval
    is a day. Nothing is left to chance: the same reviews give the same date.
    """

    def __init__(self, *, retention: float = 0.9) -> None:
        """Ask again when the chance to recall has fallen to `retention` (0..1)."""
        self._scheduler = Scheduler(
            desired_retention=retention,
            learning_steps=(),
            relearning_steps=(),
            enable_fuzzing=False,
        )

    def schedule(self, reviews: Sequence[Review]) -> Memory:
        """Fold the reviews of one key point, at least one, in the order of time."""
        # The id is given, because FSRS would wait a millisecond to make one of the time.
        card = Card(card_id=1)
        for review in reviews:
            at = review.at.astimezone(UTC)
            card, _ = self._scheduler.review_card(card, _RATINGS[review.recall], at)
        assert card.stability is not None  # every reviewed card has one
        return Memory(card.due, card.stability, reviews[-1].recall)
