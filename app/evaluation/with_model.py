"""A language model beside the offline engine on the same items: what it changes, takes and costs."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from app.core.errors import ModelFailure
from app.core.grade import Grade
from app.core.level import Level
from app.core.question import Question
from app.evaluation.grading_run import GradesAnswers
from app.evaluation.rows import Measured, Row
from app.services.grade import Judge
from app.services.spending import Spent

_T = TypeVar("_T")


class WithModel:
    """The offline grader with a model beside it; `failures` counts the answers it gave nothing on."""

    def __init__(self, grader: GradesAnswers, judge: Judge) -> None:
        self._grader = grader
        self._judge = judge
        self.failures = 0

    def grade(self, question: Question, answer: str, *, level: Level) -> Grade:
        """Grade as a session does: a failure leaves the offline grade."""
        offline = self._grader.grade(question, answer, level=level)
        try:
            return self._judge.judge(question, answer, offline, level=level)
        except ModelFailure:
            self.failures += 1
            return offline


@dataclass(frozen=True, slots=True)
class Taken:
    """What a model took for a row: seconds by the clock, calls that were sent, tokens and cost.

    Calls answered from the cache are not among them. `cost` is None where no prices are set.
    """

    seconds: float
    calls: int
    tokens: int
    cost: float | None

    def beside(self, row: Row, *, failures: int | None = None) -> Row:
        """Return a row with these as further measures, which have no interval."""
        found = {
            "seconds": self.seconds,
            "calls": float(self.calls),
            "tokens": float(self.tokens),
        }
        if self.cost is not None:
            found["cost"] = self.cost
        if failures is not None:
            found["without model"] = float(failures)
        exact = {name: Measured(value, value, value) for name, value in found.items()}
        return replace(row, measures=row.measures | exact)


def taking(run: Callable[[], _T], spent: Callable[[], Spent]) -> tuple[_T, Taken]:
    """Run something, and tell what it took of a model by the count of what was `spent`."""
    before, started = spent(), time.perf_counter()
    made = run()
    seconds, after = time.perf_counter() - started, spent()
    cost = after.usage.cost
    if cost is not None:
        cost -= before.usage.cost or 0.0
    tokens = after.usage.tokens_in + after.usage.tokens_out
    tokens -= before.usage.tokens_in + before.usage.tokens_out
    return made, Taken(seconds, after.calls - before.calls, tokens, cost)


def spread(items: Sequence[_T], most: int | None) -> list[_T]:
    """Return at most `most` items, at even distances; all of them for None."""
    if most is None or most >= len(items):
        return list(items)
    return [items[position * len(items) // most] for position in range(most)]
