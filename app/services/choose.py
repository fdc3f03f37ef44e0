"""Choose the next question of an interview."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence

from app.core.level import Level
from app.core.question import Origin, Question
from app.core.session import Session, Setup

_ORIGIN_RANK = {Origin.AUTHORED: 0, Origin.MINED: 1, Origin.DERIVED: 2}


def pool(questions: Sequence[Question], setup: Setup) -> list[Question]:
    """Return the questions that fit the setup: its sections, and nothing above its level.

    When everything in those sections lies above the level, the lowest level there is taken instead,
    so that a small library still yields an interview.
    """
    chosen = [q for q in questions if not setup.sections or q.section in setup.sections]
    expected = [q for q in chosen if setup.level.expects(q.level)]
    if expected or not chosen:
        return expected
    lowest = min(q.level.rank for q in chosen)
    return [q for q in chosen if q.level.rank == lowest]


def next_question(
    questions: Sequence[Question], session: Session, seen: Mapping[str, int]
) -> Question | None:
    """Choose the next main question of a session, None when the pool is used up.

    A question is asked once a session. Among the others those asked least often before come first
    (`seen` counts, by question id), then sections that this session has touched least, then
    questions of the chosen level, then authored ones. What is left to chance follows from the
    setup's seed.
    """
    asked = {t.question.id for t in session.main_turns}
    left = [q for q in pool(questions, session.setup) if q.id not in asked]
    if not left:
        return None
    touched = Counter(t.question.section for t in session.main_turns)
    chance = random.Random(f"{session.setup.seed}:{len(asked)}")  # noqa: S311 - a choice, no secret

    def rank(question: Question) -> tuple[int, int, int, int, float]:
        return (
            seen.get(question.id, 0),
            touched[question.section],
            _distance(session.setup.level, question.level),
            _ORIGIN_RANK[question.origin],
            chance.random(),
        )

    return min(left, key=rank)


def _distance(wanted: Level, level: Level) -> int:
    return abs(wanted.rank - level.rank)
