"""A background of unrelated text, against which similar and rare are measured.

Contextual token vectors all point in much the same direction, and common words have near neighbours
in any text. Both are measured on a short text that we wrote for it: half of its mean vector is
taken off every vector, and a token is as rare as it is far from the background. No table of word
frequencies is needed, and the measure fits whichever embedder is used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from app.ports import TokenVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# Taking all of the mean off separates the points of a question better, taking nothing off follows
# human scores of short answers better; half of it loses little on either side.
_SHARE_OF_MEAN = 0.5
_NEAR = 0.97


@dataclass(frozen=True, slots=True)
class Background:
    """The centre taken off token vectors, shape (d,), and the centred background, shape (n, d)."""

    centre: Floats
    vectors: Floats

    def centred(self, vectors: Floats) -> Floats:
        """Take the centre off vectors of shape (n, d); rows of unit length come back."""
        return _unit(vectors - self.centre)

    def rarity(self, centred: Floats) -> Floats:
        """Return how rare each of n centred vectors is, shape (n,), in 0..1.

        (1 - cosine)^2 to the background tokens that are near: nearer than 97 % of them.
        """
        if not len(self.vectors) or not len(centred):
            return np.ones(len(centred), dtype=np.float32)
        near = np.quantile(centred @ self.vectors.T, _NEAR, axis=1)
        return np.asarray(np.clip(1.0 - near, 0.0, 1.0) ** 2, dtype=np.float32)


def background_of(read: Callable[[Sequence[str]], Sequence[TokenVectors]]) -> Background:
    """Read the background text as `read` reads texts."""
    text = resources.files("app.alignment").joinpath("background.txt").read_text(encoding="utf-8")
    return _background(read([line for line in text.splitlines() if line]))


def _background(read: Sequence[TokenVectors]) -> Background:
    vectors = np.concatenate([tokens.vectors for tokens in read])
    centre = np.asarray(_SHARE_OF_MEAN * vectors.mean(axis=0), dtype=np.float32)
    return Background(centre, _unit(vectors - centre))


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
