"""The verdict on one key point, and the evidence behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.core.errors import UnverifiedQuote
from app.core.place import Place


class Verdict(StrEnum):
    """What an answer does with a key point."""

    MET = "met"
    PARTIAL = "partial"
    MISSED = "missed"
    CONTRADICTED = "contradicted"
    CANNOT_ASSESS = "cannot_assess"

    @property
    def credit(self) -> float:
        """The share of the point's weight that it earns: met 1, partial 1/2, others 0."""
        return {Verdict.MET: 1.0, Verdict.PARTIAL: 0.5}.get(self, 0.0)


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely (0..1, summing to 1) an answer makes, half makes, misses, denies a statement."""

    met: float
    partial: float
    missed: float
    contradicted: float

    @staticmethod
    def mean(several: Sequence[Chances]) -> Chances:
        """Return the mean of several views of one thing."""
        count = len(several)
        return Chances(
            sum(c.met for c in several) / count,
            sum(c.partial for c in several) / count,
            sum(c.missed for c in several) / count,
            sum(c.contradicted for c in several) / count,
        )


@dataclass(frozen=True, slots=True)
class AnswerQuote:
    """A verbatim span of the answer: `answer[start:end] == text`."""

    text: str
    start: int
    end: int

    @staticmethod
    def cut(answer: str, start: int, end: int) -> AnswerQuote:
        """Quote a span of `answer`, so that the quote is verbatim by construction."""
        return AnswerQuote(answer[start:end], start, end)

    def verify(self, answer: str) -> None:
        """Raise UnverifiedQuote unless the quote stands in `answer` at its offsets."""
        if not self.text or answer[self.start : self.end] != self.text:
            raise UnverifiedQuote(f"the answer does not say {self.text!r} at {self.start}")


@dataclass(frozen=True, slots=True)
class NoteQuote:
    """A verbatim piece of a note, its white space aside, and where it stands.

    `span` has its (start, end) in the text of the passage whose id is `passage`; None in grades of
    before it was kept.
    """

    text: str
    place: Place
    passage: str = ""
    span: tuple[int, int] | None = None

    def verify(self, source: str) -> None:
        """Raise UnverifiedQuote unless `source`, the note's text, holds the quote."""
        if not self.text or " ".join(self.text.split()) not in " ".join(source.split()):
            raise UnverifiedQuote(f"{self.place} does not say {self.text!r}")


@dataclass(frozen=True, slots=True)
class Dissent:
    """The verdict of somebody else who judged the same answer and was not followed."""

    by: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class PointVerdict:
    """The verdict on one key point.

    `confidence` is in 0..1. `answer_quote` is the candidate's own words where there are some,
    `note_quote` what the notes say. `reason` is one plain sentence. `share` (0..1) is given with a
    partial verdict on a point that was cut from a reference answer: how much of it was said.
    `expected_credit` is the mean credit (0..1) under the grader's own doubts, None from a grader
    that doesn't tell. `dissent` is another verdict that was not taken.
    """

    key_point_id: str
    verdict: Verdict
    confidence: float
    reason: str
    answer_quote: AnswerQuote | None = None
    note_quote: NoteQuote | None = None
    expected_credit: float | None = None
    share: float | None = None
    dissent: Dissent | None = None

    @property
    def credit(self) -> float:
        """The share of the point's weight that it earns (0..1)."""
        if self.verdict is Verdict.PARTIAL and self.share is not None:
            return self.share
        return self.verdict.credit
