"""What a ranked list is judged by: pure functions of which of its places hold something new.

`found` says of each place, the best first, how many gold headings stand there that stood nowhere
before: a heading that is shown twice answers once. A query with nothing found scores 0.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from math import log2

DEPTH = 10


def newly_found(ranked: Sequence[Collection[Hashable]], gold: Collection[Hashable]) -> list[int]:
    """Return, for each place of a list, the number of gold items that it is the first to hold."""
    left = set(gold)
    counts = []
    for held in ranked:
        new = left.intersection(held)
        counts.append(len(new))
        left -= new
    return counts


def recall_at(found: Sequence[int], k: int) -> float:
    """Return 1 when one of the first k places holds a gold item, else 0."""
    return float(any(found[:k]))


def reciprocal_rank(found: Sequence[int]) -> float:
    """Return 1 / rank of the first place that holds a gold item among the first ten, else 0."""
    return next((1.0 / rank for rank, new in enumerate(found[:DEPTH], 1) if new), 0.0)


def ndcg(found: Sequence[int], gold: int) -> float:
    """Return the normalised discounted cumulative gain of the first ten places, in 0..1.

    A place gains 1 / log2(rank + 1) when it holds anything new (Jarvelin and Kekalainen 2002, with
    gains of 0 and 1); the best list has the `gold` items in the first places.
    """
    gained = sum(1.0 / log2(rank + 1) for rank, new in enumerate(found[:DEPTH], 1) if new)
    best = sum(1.0 / log2(rank + 1) for rank in range(1, min(gold, DEPTH) + 1))
    return gained / best
