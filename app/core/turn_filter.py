"""Which answers of a session to look at."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from app.core.calibration import RIGHT
from app.core.session import Turn
from app.core.verdict import Verdict


class Filter(StrEnum):
    """A reason to look at an answer; an answer is right from a score of 0.6 on."""

    CONTRADICTED = "contradicted"
    MISSED = "missed"
    UNSURE_RIGHT = "unsure_right"
    SURE_WRONG = "sure_wrong"
    REPORTED = "reported"

    def keeps(self, turn: Turn) -> bool:
        """Say whether a turn's answer is such a one; a skipped question missed everything."""
        match self:
            case Filter.CONTRADICTED:
                return _has(turn, Verdict.CONTRADICTED)
            case Filter.MISSED:
                return turn.skipped or _has(turn, Verdict.MISSED)
            case Filter.UNSURE_RIGHT:
                return _said(turn, sure=False) and _right(turn) is True
            case Filter.SURE_WRONG:
                return _said(turn, sure=True) and _right(turn) is False
            case Filter.REPORTED:
                return turn.report is not None


def kept(turns: Iterable[Turn], filters: Iterable[Filter]) -> list[Turn]:
    """Return the turns that one of the filters keeps, all of them when there is no filter."""
    wanted = list(filters)
    return [turn for turn in turns if not wanted or any(f.keeps(turn) for f in wanted)]


def _has(turn: Turn, verdict: Verdict) -> bool:
    return turn.grade is not None and any(v.verdict is verdict for v in turn.grade.verdicts)


def _said(turn: Turn, *, sure: bool) -> bool:
    return turn.answer is not None and turn.answer.sure is sure and not turn.answer.dont_know


def _right(turn: Turn) -> bool | None:
    score = turn.grade.score if turn.grade else None
    return None if score is None else score >= RIGHT
