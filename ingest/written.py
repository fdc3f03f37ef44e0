"""A question in the corpus format as it is written, before anything is judged."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.core.level import Level
from app.core.question import QuestionKind
from ingest.markdown import Block, Heading

Finding = tuple[int, str]
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A text and the line it starts on."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class WrittenPoint:
    """A `**Key point**` item.

    `level` is None when it is the question's own, `last` the last line of the item.
    """

    slug: str
    text: str
    anchor: str
    weight: float
    level: Level | None
    also: tuple[WrittenLine, ...]
    wrong: tuple[WrittenLine, ...]
    line: int
    last: int


@dataclass(frozen=True, slots=True)
class WrittenFollowUp:
    """A `**Follow-up**` item and the slug of the key point it leads to."""

    slug: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """A question heading and what stands below it.

    `exhibit` are the blocks between the heading and the answer that show code, `answer` the blocks
    of the reference answer.
    """

    heading: Heading
    slug: str
    level: Level | None
    kind: QuestionKind | None
    exhibit: tuple[Block, ...]
    answer: tuple[Block, ...]
    points: tuple[WrittenPoint, ...]
    follow_ups: tuple[WrittenFollowUp, ...]
    hints: tuple[WrittenLine, ...]
    also_asked: tuple[WrittenLine, ...]
    findings: tuple[Finding, ...]
