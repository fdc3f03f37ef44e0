"""From measures to chances: logistic curves and the thresholds on them.

The curves were fitted on the train splits of the human-graded sets and on answers put together from
the wordings of the built-in notes; `topic` is the mean section coverage over a question's points.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.grading.match import Support
from app.grading.misconceptions import WrongMatch
from app.grading.polarity import Comparison

_LEAST_SHARE = 0.3
_FEWEST_SHARED = 2
_NEARLY_SAME = 0.5
_NEEDED = ((0.3, 0.4), (0.8, 0.05))


@dataclass(frozen=True, slots=True)
class Topic:
    """How far an answer is on the question's topic.

    `coverage` (0..1) is the mean over the key points of what its best section says of them, `gist`
    (-1..1) the cosine of the whole answer with the mean of the key points.
    """

    coverage: float
    gist: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The logit that a key point is made, linear in topic coverage and lead."""

    bias: float
    coverage: float
    lead: float

    def at(self, topic: Topic, lead: float) -> float:
        """Return the logit."""
        return self.bias + self.coverage * topic.coverage + self.lead * lead


_AMONG_OTHERS = Curve(bias=-2.74, coverage=4.61, lead=11.67)
_ALONE = Curve(bias=-2.34, coverage=4.31, lead=0.0)


def made_logit(support: Support, topic: Topic, *, alone: bool) -> float:
    """Return the logit, by coverage, that an answer makes a key point; `alone`: it has no others."""
    return (_ALONE if alone else _AMONG_OTHERS).at(topic, support.lead)


def opposed(comparison: Comparison, total: float) -> float:
    """Return how surely (0..1) a claim denies a key point whose words weigh `total` together.

    The more of the point the claim says, the less of it needs to be denied: `put is not idempotent`
    shares all with `put is idempotent`, a paraphrase shares little and may say no for other
    reasons. That a claim lacks the point's own negation counts only when it says half of the point.
    """
    share = comparison.shared / total if total else 0.0
    dropped = comparison.dropped if share >= _NEARLY_SAME else 0.0
    against = (comparison.denied + comparison.reversed + dropped) / max(comparison.shared, 1e-9)
    if share < _LEAST_SHARE or comparison.words < _FEWEST_SHARED or not against:
        return 0.0
    needed = _interpolated(share)
    return logistic(8.0 * (against - needed)) if against >= needed else 0.0


def _interpolated(share: float) -> float:
    """Return which share of what two statements share must be opposed."""
    (low, most), (high, least) = _NEEDED
    place = min(1.0, max(0.0, (share - low) / (high - low)))
    return most + place * (least - most)


def mistaken(match: WrongMatch) -> float:
    """Return how surely (0..1) a claim is the misconception it was matched with."""
    if match.covered < 0.5 or match.lean < 0.1:
        return 0.0
    return logistic(20.0 * (match.covered - 0.52) + 6.0 * (match.lean - 0.1))


def logistic(z: float) -> float:
    """Return the chance (0..1) whose logit is z."""
    return 1.0 / (1.0 + math.exp(-z))


def softmax(logits: Any) -> Any:
    """Return the chances over the last axis of an array, which sum to 1; its precision stays."""
    odds = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return odds / odds.sum(axis=-1, keepdims=True)
