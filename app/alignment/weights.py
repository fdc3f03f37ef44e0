"""How much each token of a target text counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from app.alignment.reading import Reading
from app.core.words import stem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# Saying back what the question says earns little. Values of .1 to .3 do equally well.
_ASKED = 0.2
_PUNCTUATION = 0.1


def token_weights(target: Reading, asked: Reading | None = None) -> Floats:
    """Return a weight above 0 for each token: its rarity, less if in `asked` or punctuation."""
    known = frozenset(map(stem, asked.tokens)) if asked is not None else frozenset()
    factors = [
        (_ASKED if stem(token) in known else 1.0) * (1.0 if _is_word(token) else _PUNCTUATION)
        for token in target.tokens
    ]
    return np.asarray(target.rarity * np.array(factors, dtype=np.float32) + 1e-6, dtype=np.float32)


def word_weights(target: Reading, weights: Floats, spans: Sequence[tuple[int, int]]) -> Floats:
    """Return the weight of each word of the target, given by its span: its heaviest token's."""
    found = np.zeros(len(spans), dtype=np.float32)
    for number, (start, end) in enumerate(spans):
        inside = [
            weights[i]
            for i, (first, last) in enumerate(target.spans)
            if first < end and last > start
        ]
        found[number] = max(inside, default=0.0)
    return found


def _is_word(token: str) -> bool:
    return any(character.isalnum() for character in token)
