"""What a candidate chose before starting."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.core.level import Level
from app.core.manner import Manner


class Mode(StrEnum):
    """Drill: feedback after each answer. Mock: feedback at the end, against the clock."""

    DRILL = "drill"
    MOCK = "mock"


class Due(StrEnum):
    """Whether a session asks about key points that are due: not at all, now and then, or only."""

    NONE = "none"
    SOME = "some"
    ONLY = "only"


@dataclass(frozen=True, slots=True)
class Setup:
    """What a candidate chose before starting.

    `sections` empty means all. `count` is the number of main questions (1..50), `minutes` the clock
    of a mock or None, `follow_ups` at most how many follow-ups a main question gets (0..2), `seed`
    fixes the choice of questions, `due` says whether key points that are due are asked about.
    `questions`, where there are any, are the ids of the only questions to ask, at whatever level.
    `manner` is how the interviewer talks; sessions from before there were manners are neutral.
    """

    library: str
    level: Level
    mode: Mode = Mode.DRILL
    sections: tuple[str, ...] = ()
    count: int = 5
    minutes: int | None = None
    follow_ups: int = 1
    seed: int = 0
    due: Due = Due.SOME
    questions: tuple[str, ...] = ()
    manner: Manner = Manner.NEUTRAL
