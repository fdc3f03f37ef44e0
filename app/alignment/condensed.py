"""Token vectors made small enough to be kept for every passage.

A passage of 155 tokens has 240 kB of vectors; condensed it takes 5 kB: words that say nothing are
left out, 384 numbers become 64 along the directions in which the background's tokens differ most
(its first principal components), and each is a byte. On the development queries of `hotseat eval
retrieval`, when this was chosen, ranking by condensed vectors was as good as by the full ones
(nDCG@10 .860 and .859), with 128 directions as well (.857).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.alignment.background import Background
from app.alignment.coverage import best_by_run, coverage
from app.core.words import SAY_NOTHING
from app.ports import TokenVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Bytes = NDArray[np.int8]

_DIRECTIONS = 64
_MOST = 127


@dataclass(frozen=True, slots=True)
class Frame:
    """What condensed vectors are relative to: the centre, shape (d,), and a basis, shape (k, d)."""

    centre: Floats
    basis: Floats

    def condense(self, tokens: TokenVectors) -> Bytes:
        """Return the condensed vectors of the tokens that say something, shape (m, k)."""
        kept = [i for i, token in enumerate(tokens.tokens) if _says_something(token)]
        centred = _unit(tokens.vectors[kept] - self.centre)
        rows = self.along(centred)
        largest = np.abs(rows).max(axis=1, keepdims=True, initial=1e-9)
        return np.asarray(np.rint(rows / largest * _MOST), dtype=np.int8)

    def along(self, centred: Floats) -> Floats:
        """Return centred vectors (n, d) in this frame, shape (n, k), rows of unit length."""
        return _unit(centred @ self.basis.T)

    def as_array(self) -> Floats:
        """Return the frame as one array of shape (1 + k, d), to be stored."""
        return np.vstack([self.centre, self.basis])

    @classmethod
    def from_array(cls, stored: Floats) -> Frame:
        """Return the frame that `as_array` made an array of."""
        return cls(stored[0], stored[1:])


def frame_of(background: Background) -> Frame:
    """Return the frame whose directions are the background's first principal components."""
    _, _, directions = np.linalg.svd(background.vectors, full_matrices=True)
    basis = np.asarray(directions[:_DIRECTIONS], dtype=np.float32)
    return Frame(background.centre, basis)


def covered_by(wanted: Floats, weights: Floats, condensed: Sequence[Bytes]) -> Floats:
    """Return how much of a query each of k texts covers, shape (k,), in 0..1.

    Late interaction (Khattab and Zaharia 2020): for each token of the query the best cosine among
    the tokens of the text, averaged with `weights`, shape (n,). `wanted` are the query's tokens in
    the frame of the `condensed` texts, shape (n, k).
    """
    rows = _unit(np.concatenate(condensed).astype(np.float32))
    best = best_by_run(wanted @ rows.T, [len(each) for each in condensed])
    return coverage(best, weights)


def _says_something(token: str) -> bool:
    return token not in SAY_NOTHING and any(character.isalnum() for character in token)


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
