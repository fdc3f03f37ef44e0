"""Coverage: how much of a target text the tokens of a source text say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from app.alignment.reading import Reading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


def similarities(target: Reading, source: Reading) -> Floats:
    """Return the cosine of each target token with each source token, shape (n, m)."""
    return np.asarray(target.vectors @ source.vectors.T, dtype=np.float32)


def best_by_group(cosines: Floats, groups: Sequence[Sequence[int]]) -> Floats:
    """Return, for each target token, its best cosine within each group of source tokens.

    `cosines` has shape (n, m), `groups` holds k lists of columns; the result has shape (n, k).
    Never below 0, so that an empty group covers nothing.
    """
    best = np.zeros((cosines.shape[0], len(groups)), dtype=np.float32)
    for number, columns in enumerate(groups):
        if len(columns):
            best[:, number] = np.maximum(cosines[:, list(columns)].max(axis=1), 0.0)
    return best


def best_by_run(cosines: Floats, lengths: Sequence[int]) -> Floats:
    """Return what `best_by_group` does for groups that are runs of columns, one after the other.

    `lengths` are the numbers of columns of the k runs; they add up to m.
    """
    best = np.zeros((cosines.shape[0], len(lengths)), dtype=np.float32)
    sizes = np.asarray(lengths, dtype=np.int64)
    filled = np.flatnonzero(sizes)
    if len(filled):
        starts = (np.cumsum(sizes) - sizes)[filled]
        best[:, filled] = np.maximum(np.maximum.reduceat(cosines, starts, axis=1), 0.0)
    return best


def coverage(best: Floats, weights: Floats) -> Floats:
    """Average best cosines (n, k) over the tokens with weights (n,); shape (k,), in 0..1."""
    total = float(weights.sum())
    if total <= 0.0:
        return np.zeros(best.shape[1], dtype=np.float32)
    return np.asarray(weights @ best / total, dtype=np.float32)
