"""A grade: verdicts, the score that follows from them, flags and who made it.

How the score follows from the verdicts (no model ever writes one):

    earned  = sum of weight x credit over the expected key points   (met 1, partial 1/2, others 0)
    score   = earned / sum of weight  -  0.15 x (weight contradicted / sum of weight),  at least 0

Key points expected only above the chosen level don't count against the candidate; they show on the
level bar. A key point that can't be assessed counts on neither side. When a question needs only k
of its n points, the k points that earned the most count. A key point that was cut from a
reference answer is no atomic statement: there a partial verdict earns the share of it that was said
instead of 1/2.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.level import Level
from app.core.question import KeyPoint, Question
from app.core.verdict import AnswerQuote, PointVerdict, Verdict

CONTRADICTION_PENALTY = 0.15


class Flag(StrEnum):
    """Something about the answer as a whole that the candidate should know."""

    ECHO = "echo"
    STUFFED = "stuffed"
    OFF_TOPIC = "off_topic"
    DONT_KNOW = "dont_know"
    TOO_SHORT = "too_short"
    INSTRUCTION_TO_GRADER = "instruction_to_grader"
    UNSUPPORTED_CLAIM = "unsupported_claim"
    SHORTENED = "shortened"
    WITHOUT_MODEL = "without_model"


@dataclass(frozen=True, slots=True)
class GraderInfo:
    """The name and version of the grader that made a grade."""

    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class LevelScore:
    """The share (0..1) of the weight earned among the key points first expected at `level`."""

    level: Level
    share: float


@dataclass(frozen=True, slots=True)
class Feedback:
    """What to do about the answer: the most valuable gap, and one fix.

    `told` are a language model's sentences about the verdicts, checked, and `by` names it with its
    prompt; with `by` alone it gave none that could be used. Both are empty while no model is on.
    """

    gap: str | None
    fix: str
    told: tuple[str, ...] = ()
    by: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """The outcome of grading one answer.

    `verdicts` are in the order of the question's key points. `score` is in 0..1, or None when
    nothing could be assessed. `level_bar` has one entry for each level that has key points of its
    own. `unsupported` are claims that the notes don't speak of; they count on neither side.
    `estimate` is the score's mean under the grader's own doubts: finer than the score, and not
    shown to candidates.
    """

    verdicts: tuple[PointVerdict, ...]
    score: float | None
    level_bar: tuple[LevelScore, ...]
    flags: tuple[Flag, ...]
    feedback: Feedback
    grader: GraderInfo
    estimate: float | None = None
    unsupported: tuple[AnswerQuote, ...] = ()

    def verdict_of(self, key_point_id: str) -> PointVerdict:
        """Return the verdict on a key point; raise KeyError when there is none."""
        for verdict in self.verdicts:
            if verdict.key_point_id == key_point_id:
                return verdict
        raise KeyError(key_point_id)


def score(question: Question, verdicts: Sequence[PointVerdict], level: Level) -> float | None:
    """Compute the score (0..1) at `level`; None if nothing could be assessed.

    When no key point is expected at `level` yet, all of them count.
    """
    points = judged(question, verdicts, level, lambda verdict: verdict.credit)
    total = sum(point.weight for point, _, _ in points)
    if not total:
        return None
    earned = sum(point.weight * credit for point, credit, _ in points)
    wrong = sum(p.weight for p, _, verdict in points if verdict is Verdict.CONTRADICTED)
    return round(max(0.0, earned / total - CONTRADICTION_PENALTY * wrong / total), 4)


def estimate(question: Question, verdicts: Sequence[PointVerdict], level: Level) -> float | None:
    """Compute the mean credit (0..1) at `level` under the grader's doubts; None as for the score."""

    def expected(verdict: PointVerdict) -> float:
        credit = verdict.expected_credit
        return verdict.credit if credit is None else credit

    points = judged(question, verdicts, level, expected)
    total = sum(point.weight for point, _, _ in points)
    if not total:
        return None
    return round(sum(point.weight * credit for point, credit, _ in points) / total, 4)


def judged(
    question: Question,
    verdicts: Sequence[PointVerdict],
    level: Level,
    credit_of: Callable[[PointVerdict], float],
) -> list[tuple[KeyPoint, float, Verdict]]:
    """List the key points that count at a level, with their credit by `credit_of` and verdict."""
    by_id = {v.key_point_id: v for v in verdicts}
    expected = [p for p in question.key_points if level.expects(p.level)] or list(
        question.key_points
    )
    found = [
        (point, credit_of(by_id[point.id]), by_id[point.id].verdict)
        for point in expected
        if by_id[point.id].verdict is not Verdict.CANNOT_ASSESS
    ]
    if question.needed is not None:
        found.sort(key=lambda each: each[1] * each[0].weight, reverse=True)
        found = found[: question.needed]
    return found


def level_bar(question: Question, verdicts: Sequence[PointVerdict]) -> tuple[LevelScore, ...]:
    """Compute, for each level, the share earned of the key points first expected there."""
    by_id = {v.key_point_id: v for v in verdicts}
    bars = []
    for level in Level:
        points = [p for p in question.key_points if p.level is level]
        judged = [p for p in points if by_id[p.id].verdict is not Verdict.CANNOT_ASSESS]
        total = sum(p.weight for p in judged)
        if total:
            earned = sum(p.weight * by_id[p.id].credit for p in judged)
            bars.append(LevelScore(level, round(earned / total, 4)))
    return tuple(bars)


def most_valuable_gap(
    question: Question, verdicts: Sequence[PointVerdict], level: Level
) -> KeyPoint | None:
    """Return the key point whose lack costs the most, None when the answer is full.

    What contradicts the notes comes before what was left out, expected points before those above
    the level.
    """
    by_id = {v.key_point_id: v.verdict for v in verdicts}

    def cost(point: KeyPoint) -> tuple[bool, bool, float]:
        verdict = by_id[point.id]
        lost = point.weight * (1.0 - verdict.credit)
        return level.expects(point.level), verdict is Verdict.CONTRADICTED, lost

    open_verdicts = {Verdict.MISSED, Verdict.PARTIAL, Verdict.CONTRADICTED}
    gaps = [p for p in question.key_points if by_id[p.id] in open_verdicts]
    return max(gaps, key=cost, default=None)
