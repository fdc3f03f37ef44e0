"""What a benchmark measured: rows of measures, each with its 95 % interval."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from app.evaluation import metrics

Measure = Callable[[Sequence[int]], float]


@dataclass(frozen=True, slots=True)
class Measured:
    """A value with the bounds of its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of one scorer on one set of `count` items.

    `made_by` names what made it, with versions, where the scorer's name doesn't.
    """

    set: str
    scorer: str
    count: int
    measures: dict[str, Measured]
    kinds: dict[str, tuple[float, float]] = field(default_factory=dict)
    made_by: str = ""

    @property
    def key(self) -> str:
        """The name by which rows of two results are compared."""
        return f"{self.set} / {self.scorer}"


def measured(
    measures: Mapping[str, Measure], clusters: Sequence[Hashable], *, rounds: int
) -> dict[str, Measured]:
    """Apply measures to all items, with intervals by resampling clusters `rounds` times.

    A measure takes positions of items; `clusters` names the cluster of each item.
    """
    found = {}
    for name, of_rows in measures.items():
        low, high = metrics.cluster_bootstrap(of_rows, clusters, rounds=rounds)
        found[name] = Measured(of_rows(range(len(clusters))), low, high)
    return found
