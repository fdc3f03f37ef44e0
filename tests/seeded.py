"""A ledger with a past: many sessions of a made-up candidate who gets better at some things.

Everything follows from the seed, so that a test can rely on it. The candidate knows each section to
some degree, learns a little with every session, and says how sure they are about half the time.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.core.grade import Feedback, Grade, GraderInfo, level_bar, most_valuable_gap, score
from app.core.level import Level
from app.core.question import KeyPoint, Question
from app.core.session import (
    AnswerGiven,
    AnswerGraded,
    Event,
    Mode,
    QuestionAsked,
    SessionFinished,
    SessionStarted,
    Setup,
)
from app.core.verdict import AnswerQuote, NoteQuote, PointVerdict, Verdict
from app.ports import Ledger

QUESTIONS_EACH = 5
ANSWER = "I would say that the lock is held by one thread at a time. Nothing else comes to mind."
_GRADER = GraderInfo("seeded", "1")


@dataclass(frozen=True)
class Past:
    """How many sessions there were, when the last one ended and from which library they came."""

    sessions: int
    until: datetime
    library: str = "python-backend"
    days: int = 150
    seed: int = 7


def seed_ledger(ledger: Ledger, questions: Sequence[Question], past: Past) -> None:
    """Put the past on a ledger: every session finished, its answers graded."""
    chance = random.Random(past.seed)
    sections = sorted({q.section for q in questions})
    skill = {section: chance.uniform(0.15, 0.75) for section in sections}
    step = timedelta(days=past.days) / past.sessions
    for number in range(past.sessions):
        at = past.until - step * (past.sessions - number)
        events = _session(at, past, list(questions), skill=skill, chance=chance)
        ledger.append(f"{at:%Y%m%d-%H%M%S}-{number:06x}", 0, events)


def _session(
    at: datetime,
    past: Past,
    questions: list[Question],
    *,
    skill: dict[str, float],
    chance: random.Random,
) -> list[Event]:
    mode = chance.choice([Mode.DRILL, Mode.DRILL, Mode.MOCK])
    setup = Setup(past.library, chance.choice(list(Level)), mode, count=QUESTIONS_EACH)
    events: list[Event] = [SessionStarted(at, setup)]
    for turn, question in enumerate(chance.sample(questions, QUESTIONS_EACH), start=1):
        known = skill[question.section]
        then = at + timedelta(minutes=3 * turn)
        sure = chance.choice([None, None, chance.random() < known, True])
        grade = _grade(question, setup.level, known=known, chance=chance)
        events += [
            QuestionAsked(then, f"t{turn}", question),
            AnswerGiven(then + timedelta(minutes=2), f"t{turn}", ANSWER, sure),
            AnswerGraded(then + timedelta(minutes=2, seconds=1), f"t{turn}", grade),
        ]
        skill[question.section] = min(0.95, known + 0.0015)
    events.append(SessionFinished(at + timedelta(minutes=3 * QUESTIONS_EACH + 3)))
    return events


def _grade(question: Question, level: Level, *, known: float, chance: random.Random) -> Grade:
    verdicts = tuple(_verdict(point, known, chance) for point in question.key_points)
    gap = most_valuable_gap(question, verdicts, level)
    return Grade(
        verdicts=verdicts,
        score=score(question, verdicts, level),
        level_bar=level_bar(question, verdicts),
        flags=(),
        feedback=Feedback(gap.id if gap else None, "Name what the lock protects."),
        grader=_GRADER,
    )


def _verdict(point: KeyPoint, known: float, chance: random.Random) -> PointVerdict:
    drawn = chance.random()
    if drawn < known:
        verdict = Verdict.MET
    elif drawn < known + (1 - known) * 0.3:
        verdict = Verdict.PARTIAL
    else:
        verdict = chance.choice([Verdict.MISSED, Verdict.MISSED, Verdict.CONTRADICTED])
    quote = None if verdict is Verdict.MISSED else AnswerQuote.cut(ANSWER, 0, 58)
    note = NoteQuote(point.text, point.source) if point.source else None
    return PointVerdict(point.id, verdict, 0.8, "It was drawn so.", quote, note)
