"""Hold a session against an earlier one: the questions that both asked, and the sections of both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.core.change import PointChange, changes
from app.core.session import Phase, Session, Turn

LISTED = 50


@dataclass(frozen=True, slots=True)
class Pair:
    """A question that both sessions asked, with the points' verdicts then and now."""

    before: Turn
    after: Turn
    changes: tuple[PointChange, ...]


@dataclass(frozen=True, slots=True)
class SectionChange:
    """The mean score (0..1) of a section's main questions then and now."""

    section: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of what an earlier session asked."""

    before: Session
    after: Session
    pairs: tuple[Pair, ...]
    sections: tuple[SectionChange, ...]


def earlier(session: Session, sessions: Iterable[Session]) -> list[Session]:
    """Return earlier finished sessions of the library, those with the most shared questions first.

    Among equals the latest comes first; at most 50.
    """
    asked = _graded(session).keys()
    found = [
        (one, len(asked & _graded(one).keys()))
        for one in sessions
        if one.setup.library == session.setup.library
        and one.started_at < session.started_at
        and one.phase is Phase.FINISHED
    ]
    ranked = sorted(found, key=lambda pair: (pair[1], pair[0].started_at), reverse=True)
    return [one for one, _ in ranked[:LISTED]]


def compare(before: Session, after: Session) -> Comparison:
    """Compare two sessions."""
    then, now = _graded(before), _graded(after)
    pairs = tuple(_pair(then[key], turn) for key, turn in now.items() if key in then)
    old, new = _sections(then.values()), _sections(now.values())
    sections = tuple(SectionChange(s, old[s], new[s]) for s in sorted(new) if s in old)
    return Comparison(before, after, pairs, sections)


def _graded(session: Session) -> dict[str, Turn]:
    return {t.question.id: t for t in session.counted_main if t.grade is not None}


def _pair(before: Turn, after: Turn) -> Pair:
    old = before.grade.verdicts if before.grade else ()
    new = after.grade.verdicts if after.grade else ()
    return Pair(before, after, tuple(changes(old, new)))


def _sections(turns: Iterable[Turn]) -> dict[str, float]:
    scores: dict[str, list[float]] = {}
    for turn in turns:
        if turn.grade is not None and turn.grade.score is not None:
            scores.setdefault(turn.question.section, []).append(turn.grade.score)
    return {section: _mean(several) for section, several in scores.items()}


def _mean(several: Sequence[float]) -> float:
    return sum(several) / len(several)
