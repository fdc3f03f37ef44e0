"""Three ways to look at the same verdicts: gentle, fair and strict.

The fair score is the grade's own (`app.core.grade`). The others move it without another look at the
answer:

| stance | a partly met point earns | a contradicted point costs |
|---|---|---|
| gentle | half-way from its credit to 1 (of 1/2: 3/4) | nothing on top |
| fair   | its credit (1/2) | 0.15 of its weight on top |
| strict | half its credit (of 1/2: 1/4) | 0.30 of its weight on top |

So strict is never above fair, nor fair above gentle. Only the fair score is kept and counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from app.core.grade import CONTRADICTION_PENALTY, judged, score
from app.core.level import Level
from app.core.question import Question
from app.core.verdict import PointVerdict, Verdict


class Stance(StrEnum):
    """How an interviewer looks at what was said."""

    GENTLE = "gentle"
    FAIR = "fair"
    STRICT = "strict"


_PENALTY = {Stance.GENTLE: 0.0, Stance.STRICT: 2 * CONTRADICTION_PENALTY}
# What is shown first: a gentle coach begins with what is there, a strict one with what is wrong.
_FIRST = [Verdict.MET, Verdict.PARTIAL, Verdict.MISSED, Verdict.CONTRADICTED, Verdict.CANNOT_ASSESS]
_STRICT_FIRST = [*_FIRST[3::-1], Verdict.CANNOT_ASSESS]


def score_by(
    stance: Stance, question: Question, verdicts: Sequence[PointVerdict], level: Level
) -> float | None:
    """Compute the score (0..1) of a stance; None if nothing could be assessed."""
    if stance is Stance.FAIR:
        return score(question, verdicts, level)

    def credit(verdict: PointVerdict) -> float:
        if verdict.verdict is not Verdict.PARTIAL:
            return verdict.credit
        return (verdict.credit + 1) / 2 if stance is Stance.GENTLE else verdict.credit / 2

    points = judged(question, verdicts, level, credit)
    total = sum(point.weight for point, _, _ in points)
    if not total:
        return None
    earned = sum(point.weight * part for point, part, _ in points)
    wrong = sum(p.weight for p, _, verdict in points if verdict is Verdict.CONTRADICTED)
    return round(max(0.0, (earned - _PENALTY[stance] * wrong) / total), 4)


def in_order(stance: Stance, verdicts: Sequence[PointVerdict]) -> list[tuple[int, PointVerdict]]:
    """Number the verdicts from 1, and put them in the order in which a stance speaks of them."""
    numbered = list(enumerate(verdicts, start=1))
    if stance is Stance.FAIR:
        return numbered
    order = _FIRST if stance is Stance.GENTLE else _STRICT_FIRST
    return sorted(numbered, key=lambda pair: order.index(pair[1].verdict))
