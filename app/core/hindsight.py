"""What becomes of a graded answer: a newer grade, a disagreement, another try.

Each is an event of its own, and what was there before stays. The grade that stands follows:

    the engine's grade = the latest one that an engine gave
    the standing grade = that one, with the verdicts that the candidate overrode in place of its
                         own; score, level bar and feedback follow from these by the same formulas

Mastery and schedules look at the standing grade. Another try is graded like the first answer but
changes none of them: whoever has just read the feedback recalls it, and need not know it tomorrow.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from app.core.advice import regraded
from app.core.errors import IllegalMove
from app.core.grade import Grade
from app.core.level import Level
from app.core.question import Question
from app.core.verdict import PointVerdict, Verdict


@dataclass(frozen=True, slots=True)
class AnswerRegraded:
    """The answer of a turn was graded again, by another engine."""

    at: datetime
    turn: str
    grade: Grade
    kind: Literal["answer_regraded"] = "answer_regraded"


@dataclass(frozen=True, slots=True)
class VerdictOverridden:
    """The candidate disagreed with the verdict on a key point, and said why."""

    at: datetime
    turn: str
    key_point: str
    verdict: Verdict
    reason: str
    kind: Literal["verdict_overridden"] = "verdict_overridden"


@dataclass(frozen=True, slots=True)
class OverrideWithdrawn:
    """The candidate takes a disagreement back."""

    at: datetime
    turn: str
    key_point: str
    kind: Literal["override_withdrawn"] = "override_withdrawn"


@dataclass(frozen=True, slots=True)
class RetryGiven:
    """The candidate answered the question of a turn once more; it is not graded yet."""

    at: datetime
    turn: str
    text: str
    kind: Literal["retry_given"] = "retry_given"


@dataclass(frozen=True, slots=True)
class RetryGraded:
    """The latest other try of a turn was graded."""

    at: datetime
    turn: str
    grade: Grade
    kind: Literal["retry_graded"] = "retry_graded"


LookBack = AnswerRegraded | VerdictOverridden | OverrideWithdrawn | RetryGiven | RetryGraded


@dataclass(frozen=True, slots=True)
class Override:
    """A verdict of the candidate's own on a key point."""

    key_point: str
    verdict: Verdict
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Retry:
    """Another try at a question; `grade` is None until it is graded."""

    text: str
    at: datetime
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Hindsight:
    """What became of an answer.

    `graded` are the engines' grades, the first one first. `overrides` hold one entry for each key
    point that the candidate disagrees about. `retries` are in their order.
    """

    graded: tuple[Grade, ...] = ()
    overrides: tuple[Override, ...] = ()
    retries: tuple[Retry, ...] = ()

    @property
    def waiting(self) -> Retry | None:
        """The other try that waits for its grade, None when none does."""
        last = self.retries[-1] if self.retries else None
        return last if last is not None and last.grade is None else None

    def override_of(self, key_point: str) -> Override | None:
        """Return the candidate's own verdict on a key point, None where there is none."""
        return next((o for o in self.overrides if o.key_point == key_point), None)

    def after(self, event: LookBack) -> Hindsight:
        """Return what there is after an event; raise IllegalMove when it does not fit."""
        match event:
            case AnswerRegraded():
                return replace(self, graded=(*self.graded, event.grade))
            case VerdictOverridden():
                own = Override(event.key_point, event.verdict, event.reason, event.at)
                return replace(self, overrides=(*self._others(event.key_point), own))
            case OverrideWithdrawn():
                return replace(self, overrides=self._others(event.key_point))
            case RetryGiven():
                self._require_waiting(wanted=False)
                return replace(self, retries=(*self.retries, Retry(event.text, event.at)))
            case RetryGraded():
                self._require_waiting(wanted=True)
                last = replace(self.retries[-1], grade=event.grade)
                return replace(self, retries=(*self.retries[:-1], last))

    def _others(self, key_point: str) -> tuple[Override, ...]:
        return tuple(o for o in self.overrides if o.key_point != key_point)

    def _require_waiting(self, *, wanted: bool) -> None:
        if (self.waiting is not None) is not wanted:
            who = "Another try already waits" if self.waiting else "No other try waits"
            raise IllegalMove(f"{who} for its grade. Reload the page.")

    def standing(self, question: Question, level: Level) -> Grade:
        """Return the grade that stands; there must be one of an engine."""
        engines = self.graded[-1]
        own = {o.key_point: o for o in self.overrides}
        if not own:
            return engines
        verdicts = tuple(_own(v, own.get(v.key_point_id)) for v in engines.verdicts)
        return regraded(engines, question, verdicts, level=level)


def _own(verdict: PointVerdict, override: Override | None) -> PointVerdict:
    """Put the candidate's verdict in place of the engine's, unless an engine now agrees."""
    if override is None or override.verdict is verdict.verdict:
        return verdict
    return replace(
        verdict,
        verdict=override.verdict,
        confidence=1.0,
        reason=f"You disagreed with the grader: {override.reason}",
        expected_credit=None,
        share=None,
    )
