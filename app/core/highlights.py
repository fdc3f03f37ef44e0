"""What stands out in a session: its best points, and the gaps that cost the most."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.core.question import KeyPoint
from app.core.session import Session, Turn
from app.core.verdict import PointVerdict, Verdict

MOST = 3
_GAPS = {Verdict.MISSED, Verdict.PARTIAL, Verdict.CONTRADICTED}


@dataclass(frozen=True, slots=True)
class Highlight:
    """A key point of a main question, and what the answers did with it in the end."""

    turn: Turn
    point: KeyPoint
    verdict: PointVerdict


def outcomes(session: Session) -> list[Highlight]:
    """List the points of graded main questions; a follow-up about one has the last word.

    Reported questions are left out.
    """
    found: dict[tuple[str, str], Highlight] = {}
    for turn in session.counted:
        main = session.turn(turn.follow_up_to) if turn.follow_up_to else turn
        for verdict in turn.grade.verdicts if turn.grade else ():
            point = main.question.key_point(verdict.key_point_id)
            found[main.id, point.id] = Highlight(main, point, verdict)
    return list(found.values())


def gaps(session: Session) -> list[Highlight]:
    """List the points that were missed, half met or contradicted and not mended since."""
    return [one for one in outcomes(session) if one.verdict.verdict in _GAPS]


def strengths(session: Session, most: int = MOST) -> list[Highlight]:
    """Return the points that show the most: met, of the highest level, the heaviest first."""
    met = [one for one in outcomes(session) if one.verdict.verdict is Verdict.MET]
    return _spread(met, lambda one: (one.point.level.rank, one.point.weight), most)


def weaknesses(session: Session, most: int = MOST) -> list[Highlight]:
    """Return the gaps to close first: expected at the level, contradicted, then the heaviest."""
    level = session.setup.level

    def cost(one: Highlight) -> tuple[float, ...]:
        lost = one.point.weight * (1 - one.verdict.credit)
        wrong = one.verdict.verdict is Verdict.CONTRADICTED
        return level.expects(one.point.level), wrong, lost

    return _spread(gaps(session), cost, most)


def _spread(
    found: Iterable[Highlight], rank: Callable[[Highlight], tuple[float, ...]], most: int
) -> list[Highlight]:
    """Take the highest ranks, of as many different questions as there are."""
    left = sorted(found, key=rank, reverse=True)
    first: dict[str, Highlight] = {}
    for one in left:
        first.setdefault(one.turn.id, one)
    chosen = list(first.values())[:most]
    chosen += [one for one in left if one not in chosen][: most - len(chosen)]
    return sorted(chosen, key=rank, reverse=True)
