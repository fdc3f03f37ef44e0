"""Does a claim say what people say who have a key point wrong?

A claim is held against the wrong statement and against the right ones, at the tokens in which they
differ: `lean` is the coverage of what only the wrong one says minus that of what only the right one
says. A claim that is merely on the subject covers both alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.alignment import Reading, best_by_group, coverage, similarities, token_weights
from app.grading.match import AnswerReading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class WrongMatch:
    """The claim that comes nearest to a misconception.

    `covered` (0..1) is how much of the misconception it says, `lean` (-1..1) is above 0 when it
    sides with the misconception, `number` and `claim` name the two.
    """

    number: int
    claim: int
    covered: float
    lean: float


def wrong_match(
    right: Sequence[Reading], wrong: Sequence[Reading], asked: Reading, answer: AnswerReading
) -> WrongMatch | None:
    """Find the claim that says most of a misconception; None when there is no misconception."""
    best: WrongMatch | None = None
    for number, misconception in enumerate(wrong):
        covered = _covered(misconception, token_weights(misconception, asked), answer)
        claim = int(np.argmax(covered))
        found = WrongMatch(
            number,
            claim,
            float(covered[claim]),
            _lean(right, misconception, asked, answer)[claim],
        )
        if best is None or found.covered > best.covered:
            best = found
    return best


def _lean(
    right: Sequence[Reading], wrong: Reading, asked: Reading, answer: AnswerReading
) -> list[float]:
    """Return, for each claim, how much it sides with the wrong statement, -1..1."""
    weights = token_weights(wrong, asked) * _differing(wrong, right)
    for_wrong = _covered(wrong, weights, answer)
    for_right = [
        _covered(text, token_weights(text, asked) * _differing(text, [wrong]), answer)
        for text in right
    ]
    return [float(x) for x in for_wrong - np.max(for_right, axis=0)]


def _differing(text: Reading, others: Sequence[Reading]) -> Floats:
    """Return how far each token of a text is from all tokens of the others, 0..1."""
    nearest = np.max([similarities(text, other).max(axis=1) for other in others], axis=0)
    return np.asarray(np.clip(1.0 - nearest, 0.0, 1.0) + 1e-6, dtype=np.float32)


def _covered(text: Reading, weights: Floats, answer: AnswerReading) -> Floats:
    return coverage(best_by_group(similarities(text, answer.reading), answer.groups), weights)
