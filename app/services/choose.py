"""Choose the next question of an interview.

No question is asked twice in a session. Among the others, in this order:

1. When the setup asks for due key points, every other question (or each, with `Due.ONLY`) is one
   with due points, the most due weight first.
2. Sections take turns within a session.
3. The lowest cost, to a tenth, comes first:

       cost = lower bound of what is known of its section at its level       (0..1)
            + 1/2 x levels between the question's and the chosen one         (0..1)
            + 1/2 x times it was asked in earlier sessions, at most 4        (0..2)

   so weak and untried sections come before strong ones, the own level before others, and fresh
   questions before old ones.
4. Authored questions come before mined and derived ones; chance, fixed by the setup's seed, decides
   the rest.

A question that was asked before is put in its next wording, where it has several.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from app.core.attempt import PointKey
from app.core.level import Level
from app.core.mastery import UNTRIED, Corner, Mastery
from app.core.question import Origin, Question
from app.core.session import Due, Session, Setup

_ORIGIN_RANK = {Origin.AUTHORED: 0, Origin.WRITTEN: 1, Origin.MINED: 1, Origin.DERIVED: 2}
_STEP = 0.5
_MOST_SEEN = 4


@dataclass(frozen=True, slots=True)
class Known:
    """What the choice knows of the candidate: times asked, mastery, and the points now due.

    `heard` has the wording in which each question was asked last.
    """

    seen: Mapping[str, int] = field(default_factory=dict)
    mastery: Mapping[Corner, Mastery] = field(default_factory=dict)
    due: Set[PointKey] = frozenset()
    heard: Mapping[str, str] = field(default_factory=dict)


def pool(questions: Sequence[Question], setup: Setup) -> list[Question]:
    """Return the questions that fit the setup: its sections, and nothing above its level.

    When everything in those sections lies above the level, the lowest level there is taken instead,
    so that a small library still yields an interview. A setup that names its questions gets these.
    """
    if setup.questions:
        return [q for q in questions if q.id in setup.questions]
    chosen = [q for q in questions if not setup.sections or q.section in setup.sections]
    expected = [q for q in chosen if setup.level.expects(q.level)]
    if expected or not chosen:
        return expected
    lowest = min(q.level.rank for q in chosen)
    return [q for q in chosen if q.level.rank == lowest]


def due_weight(question: Question, level: Level, due: Set[PointKey]) -> float:
    """Sum the weight of a question's due points that are expected at a level."""
    return sum(
        point.weight
        for point in question.key_points
        if PointKey(question.id, point.id) in due and level.expects(point.level)
    )


def candidates(questions: Sequence[Question], setup: Setup, due: Set[PointKey]) -> list[Question]:
    """Return the questions that a session may ask: the pool, or those of it that are due."""
    found = pool(questions, setup)
    if setup.due is not Due.ONLY:
        return found
    return [q for q in found if due_weight(q, setup.level, due)]


def next_question(questions: Sequence[Question], session: Session, known: Known) -> Question | None:
    """Choose the next main question of a session, None when the pool is used up."""
    setup = session.setup
    asked = {t.question.id for t in session.main_turns}
    left = [q for q in candidates(questions, setup, known.due) if q.id not in asked]
    if not left:
        return None
    owed = {q.id: due_weight(q, setup.level, known.due) for q in left}
    wanted = setup.due is Due.ONLY or (setup.due is Due.SOME and len(asked) % 2 == 0)
    touched = Counter(t.question.section for t in session.main_turns)
    chance = random.Random(f"{setup.seed}:{len(asked)}")  # noqa: S311 - a choice, no secret

    def rank(question: Question) -> tuple[float, int, float, int, float]:
        return (
            -owed[question.id] if wanted else 0,
            touched[question.section],
            round(_cost(question, setup.level, known), 1),
            _ORIGIN_RANK[question.origin],
            chance.random(),
        )

    chosen = min(left, key=rank)
    return chosen.worded_after(known.heard.get(chosen.id))


def _cost(question: Question, wanted: Level, known: Known) -> float:
    corner = known.mastery.get(Corner(question.section, question.level), UNTRIED)
    levels = abs(wanted.rank - question.level.rank)
    seen = min(_MOST_SEEN, known.seen.get(question.id, 0))
    return corner.low + _STEP * levels + _STEP * seen
