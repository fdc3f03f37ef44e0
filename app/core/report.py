"""What a candidate reports about a question: that it is wrong, unclear, out of place.

A reported question isn't asked again until the report is taken back, and its turn counts neither in
the session's score and band nor in mastery and schedules. A faulty question tells nothing of what
the candidate knows, and whoever reports one should not have to pay for it. Nobody is misled by
that: the report, the answer and its grade stay in view, the summary says how many turns are left
out, and whoever reports what they merely missed cheats nobody but themselves. Only the turn of the
report is left out: earlier answers to the question were given without an objection.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal


class Reason(StrEnum):
    """What is wrong with a question. OTHER needs words."""

    WRONG = "wrong"
    UNCLEAR = "unclear"
    OUTDATED = "outdated"
    MISPLACED = "misplaced"
    GIVES_AWAY = "gives-away"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class QuestionReported:
    """The candidate says what is wrong with the question of a turn, open or answered."""

    at: datetime
    turn: str
    reason: Reason
    words: str = ""
    kind: Literal["question_reported"] = "question_reported"


@dataclass(frozen=True, slots=True)
class ReportWithdrawn:
    """The candidate takes a report back: the question may be asked again, and the turn counts."""

    at: datetime
    turn: str
    kind: Literal["report_withdrawn"] = "report_withdrawn"


ReportEvent = QuestionReported | ReportWithdrawn


@dataclass(frozen=True, slots=True)
class Report:
    """A report that stands."""

    reason: Reason
    words: str
    at: datetime
