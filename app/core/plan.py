"""The weekly plan from today to the interview, made anew from what is known each time.

1. The weeks from the day the goal was set to the interview are laid over the curriculum's phases in
   proportion: with six phase-weeks and twelve weeks, a phase of two takes four. Few weeks take
   several phases each.
2. The sessions of a week are dealt to its phases by their share of the week (largest remainder,
   Hamilton's method), then to sections by need.
3. need(section) = max(0, 0.6 - lower bound of its mastery at the level): what lacks to count as
   known. A planned session halves the need of its section, so that the next goes elsewhere; below
   0.05, or with two sessions in a week, a section has had its share.
4. With three sessions a week or more, the last one goes to the neediest section of earlier phases,
   as long as one of them needs it. When none of a phase's sections does, its sessions go to the
   neediest section of the path, and to mixed drills of the whole path when no section needs any.
5. In a phase of mocks every other session is a mock interview over the whole path.

So a section that turns out weak comes back, and one that is known makes room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.core.curriculum import Curriculum, Phase
from app.core.goal import Goal
from app.core.mastery import SOLID, Corner, Mastery, of_section
from app.core.session import Mode
from app.core.week import PlannedSession, Week

WEEK = timedelta(days=7)
_LEAST = 0.05
_MOST = 2


def weekly_plan(
    goal: Goal,
    curriculum: Curriculum,
    known: Mapping[Corner, Mastery],
    today: date,
    *,
    practised: bool = False,
) -> list[Week]:
    """Plan the weeks from `today` to the interview; none when it has been.

    When the candidate has `practised` today, the next session is on a later day.
    """
    if today >= goal.interview:
        return []
    total = -(-(goal.interview - goal.since).days // 7)
    need = _Need(goal, curriculum, known)
    first = max(0, (today - goal.since).days // 7)
    begin = today + timedelta(days=practised)
    return [_week(number, total, need, begin=begin) for number in range(first, total)]


class _Need:
    """What every section of the path still needs; planning a session lowers it."""

    def __init__(self, goal: Goal, curriculum: Curriculum, known: Mapping[Corner, Mastery]) -> None:
        self.goal = goal
        self.phases = _fitted(curriculum, goal)
        self.path = _path(curriculum, goal)
        sections = dict.fromkeys((*self.path, *(s for p in self.phases for s in p.sections)))
        self._left = {
            section: max(0.0, SOLID - of_section(known, section, goal.level).low)
            for section in sections
        }

        self._this_week: Counter[str] = Counter()

    def begin_week(self) -> None:
        """Forget how often each section was taken in the week before."""
        self._this_week.clear()

    def take(self, sections: Sequence[str]) -> str | None:
        """Return the neediest section and lower its need; None when none of them needs anything."""
        left = [s for s in sections if self._left[s] >= _LEAST and self._this_week[s] < _MOST]
        section = max(left, key=lambda name: self._left[name], default=None)
        if section is not None:
            self._left[section] /= 2
            self._this_week[section] += 1
        return section


def _path(curriculum: Curriculum, goal: Goal) -> tuple[str, ...]:
    """Return the path of the level; where there is a choice, with the chosen section only."""
    dropped = set(curriculum.choices) - {goal.choice} if goal.choice else set()
    return tuple(s for s in curriculum.path(goal.level) if s not in dropped)


def _fitted(curriculum: Curriculum, goal: Goal) -> tuple[Phase, ...]:
    """Return the phases with the sections of the path alone, and none of these left out."""
    path = _path(curriculum, goal)
    listed = {section for phase in curriculum.phases for section in phase.sections}
    rest = tuple(s for s in path if s not in listed)
    fitted = []
    for phase in curriculum.phases:
        here = [s for s in phase.sections if s in path]
        extra = rest if phase is curriculum.phases[0] else ()
        fitted.append(replace(phase, sections=(*here, *extra)))
    return tuple(fitted)


def _week(number: int, total: int, need: _Need, *, begin: date) -> Week:
    need.begin_week()
    goal = need.goal
    begins = goal.since + number * WEEK
    ends = min(begins + WEEK, goal.interview) - timedelta(days=1)
    days = [day for day in _days(begins, goal.sessions) if begin <= day <= ends]
    shares = _shares(need.phases, number, total)
    dealt = _deal(shares, len(days))
    sessions = _fill(need, dealt, days)
    phases = tuple(p.title for p, share in zip(need.phases, shares, strict=True) if share)
    return Week(number + 1, total, begins, ends, phases, tuple(sessions))


def _days(begins: date, sessions: int) -> list[date]:
    """Spread sessions evenly over the seven days from `begins`."""
    return [begins + timedelta(days=number * 7 // sessions) for number in range(sessions)]


def _shares(phases: Sequence[Phase], number: int, total: int) -> list[float]:
    """Return how much (0..1) of week `number` of `total` falls into each phase."""
    whole = sum(phase.weeks for phase in phases)
    begin, end = number * whole / total, (number + 1) * whole / total
    shares, at = [], 0
    for phase in phases:
        overlap = min(end, at + phase.weeks) - max(begin, at)
        shares.append(max(0.0, overlap) / (end - begin))
        at += phase.weeks
    return shares


def _deal(shares: Sequence[float], count: int) -> list[int]:
    """Deal `count` sessions by shares that sum to 1 (largest remainder, the later phase first)."""
    dealt = [int(share * count + 1e-9) for share in shares]
    by_remainder = sorted(
        range(len(shares)), key=lambda i: (shares[i] * count - dealt[i], i), reverse=True
    )
    for index in by_remainder[: count - sum(dealt)]:
        dealt[index] += 1
    return dealt


def _fill(need: _Need, dealt: Sequence[int], days: Sequence[date]) -> list[PlannedSession]:
    sessions: list[PlannedSession] = []
    for index, count in enumerate(dealt):
        for number in range(count):
            on = days[len(sessions)]
            last = len(sessions) == len(days) - 1 and len(days) >= 3
            earlier = [s for p in need.phases[:index] for s in p.sections] if last else []
            sessions.append(_session(need, need.phases[index], on, number=number, earlier=earlier))
    return sessions


def _session(
    need: _Need, phase: Phase, on: date, *, number: int, earlier: Sequence[str]
) -> PlannedSession:
    if phase.mocks and number % 2 == 0:
        return PlannedSession(on, Mode.MOCK, need.path, phase.title)
    again = need.take(earlier)
    section = again or need.take(phase.sections) or need.take(need.path)
    if section is None:
        return PlannedSession(on, Mode.DRILL, need.path, phase.title)
    return PlannedSession(on, Mode.DRILL, (section,), phase.title, again=again is not None)
