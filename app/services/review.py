"""Look back on a session: its summary, and the words for its verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.grade import Grade
from app.core.level import Level
from app.core.session import Session, Turn
from app.core.stance import Stance, score_by
from app.core.verdict import Verdict

VERDICT_WORDS = {
    Verdict.MET: "met",
    Verdict.PARTIAL: "partly met",
    Verdict.MISSED: "missed",
    Verdict.CONTRADICTED: "contradicts the notes",
    Verdict.CANNOT_ASSESS: "can't be assessed",
}


@dataclass(frozen=True, slots=True)
class Summary:
    """One session at a glance.

    `score` is the mean over the graded main questions, None if there is none. `reported` questions
    are left out of all other numbers (`app.core.report` says why).
    """

    session_id: str
    answered: int
    asked: int
    score: float | None
    levels: tuple[tuple[Level, float], ...]
    verdicts: tuple[tuple[Verdict, int], ...]
    reported: int = 0


def summarise(session: Session, stance: Stance = Stance.FAIR) -> Summary:
    """Compute a session's summary; a skipped question counts as 0, an open one not at all."""
    closed = [t for t in session.counted_main if not t.is_open]
    level = session.setup.level
    scores = [_score(t, stance, level) for t in closed if t.skipped or t.grade is not None]
    known = [s for s in scores if s is not None]
    grades = [t.grade for t in session.counted_main if t.grade is not None]
    return Summary(
        session_id=session.id,
        answered=sum(t.answer is not None for t in session.counted_main),
        asked=len(session.counted_main),
        score=sum(known) / len(known) if known else None,
        levels=tuple(_levels(grades)),
        verdicts=tuple(_verdicts(grades)),
        reported=sum(t.report is not None for t in session.turns),
    )


def _score(turn: Turn, stance: Stance, level: Level) -> float | None:
    if turn.skipped or turn.grade is None:
        return 0.0
    if stance is Stance.FAIR:
        return turn.grade.score
    return score_by(stance, turn.question, turn.grade.verdicts, level)


def _levels(grades: Sequence[Grade]) -> list[tuple[Level, float]]:
    bars = []
    for level in Level:
        shares = [bar.share for g in grades for bar in g.level_bar if bar.level is level]
        if shares:
            bars.append((level, sum(shares) / len(shares)))
    return bars


def _verdicts(grades: Sequence[Grade]) -> list[tuple[Verdict, int]]:
    given = [v.verdict for g in grades for v in g.verdicts]
    return [(verdict, given.count(verdict)) for verdict in Verdict if verdict in given]
