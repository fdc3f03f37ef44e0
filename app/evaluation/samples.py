"""One answer with what humans say of it, whatever set it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.level import Level
from app.core.question import Question
from app.core.verdict import Verdict

# Every key point of a sample counts, whatever level it is expected at.
LEVEL = Level.LEAD


@dataclass(frozen=True, slots=True)
class Sample:
    """An answer to grade.

    `alternatives` are the question once for each reference that counts as full; the answer is held
    against the one it fits best. `human` is the human score in 0..1. Samples of one `cluster` (a
    question and its near-duplicates) are not independent. `verdicts` are the human verdicts in the
    order of the key points, empty where a set has none; `kind` says what sort of answer it is, and
    `label` what the set calls it (correct, contradictory, ...).
    """

    id: str
    cluster: str
    alternatives: tuple[Question, ...]
    answer: str
    human: float
    kind: str = ""
    label: str = ""
    verdicts: tuple[Verdict, ...] = ()

    @property
    def references(self) -> list[str]:
        """The texts that a full answer may say, one for each alternative."""
        return [reference_of(question) for question in self.alternatives]


def reference_of(question: Question) -> str:
    """Return the reference answer of a question; its key points where there is none."""
    return question.reference or "\n".join(point.text for point in question.key_points)
