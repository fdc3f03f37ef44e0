"""Recurring misconceptions: key points that were contradicted again and again, with the evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.core.attempt import Attempt, PointKey
from app.core.question import KeyPoint
from app.core.verdict import NoteQuote, PointVerdict, Verdict

RECURRING = 2


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One answer that contradicted a key point: where, and in which words."""

    session: str
    turn: str
    at: datetime
    said: str | None
    noted: NoteQuote | None


@dataclass(frozen=True, slots=True)
class Misconception:
    """A key point that was contradicted in two answers or more.

    `mended` says that the point was met the last time it was asked about. `asked` is the text of
    the question, `section` where it belongs.
    """

    key: PointKey
    point: KeyPoint
    asked: str
    section: str
    evidence: tuple[Contradiction, ...]
    mended: bool


def recurring(given: Iterable[Attempt]) -> list[Misconception]:
    """Find what was contradicted twice or more, open ones and the most frequent first.

    `given` is in the order of time.
    """
    seen: dict[PointKey, list[tuple[Attempt, PointVerdict]]] = {}
    for attempt in given:
        for verdict in attempt.grade.verdicts:
            seen.setdefault(attempt.key(verdict.key_point_id), []).append((attempt, verdict))
    found = [_misconception(key, outcomes) for key, outcomes in seen.items()]
    known = [one for one in found if len(one.evidence) >= RECURRING]
    return sorted(known, key=lambda m: (m.mended, -len(m.evidence), -m.evidence[-1].at.timestamp()))


def _misconception(key: PointKey, outcomes: list[tuple[Attempt, PointVerdict]]) -> Misconception:
    attempt, last = outcomes[-1]
    return Misconception(
        key=key,
        point=attempt.question.key_point(last.key_point_id),
        asked=attempt.question.text,
        section=attempt.question.section,
        evidence=tuple(_evidence(a, v) for a, v in outcomes if v.verdict is Verdict.CONTRADICTED),
        mended=last.verdict is Verdict.MET,
    )


def _evidence(attempt: Attempt, verdict: PointVerdict) -> Contradiction:
    quote = verdict.answer_quote
    return Contradiction(
        session=attempt.session,
        turn=attempt.turn,
        at=attempt.at,
        said=quote.text if quote else None,
        noted=verdict.note_quote,
    )
