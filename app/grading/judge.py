"""Judge each key point: is it made, partly made, left out, or contradicted, and by which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.alignment import Reader, Reading, token_weights, word_weights
from app.core.question import KeyPoint, Question
from app.core.verdict import Verdict
from app.grading.calibrate import graded, likelihood, mistaken, opposed
from app.grading.canonical import canonical
from app.grading.match import AnswerReading, Support, supports
from app.grading.misconceptions import wrong_match
from app.grading.polarity import Statement, compare, statement

Span = tuple[int, int]

# A claim is held against a point for its polarity when it covers about as much as the best one.
_NEAR_BEST = 0.12
_LEAST_COVERED = 0.4
_MOST_HELD = 4
_SURE = 0.5
_CLEARLY = 0.05


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a key point, the confidence in it, and the span of the answer behind it."""

    verdict: Verdict
    confidence: float
    span: Span | None


@dataclass(frozen=True, slots=True)
class _Point:
    """A key point as read: its text and other wordings, and its misconceptions."""

    right: tuple[Reading, ...]
    wrong: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class _Objection:
    """How surely (0..1) a claim contradicts a point, and how much of it the claim covers."""

    claim: int
    sureness: float
    covered: float


_NO_OBJECTION = _Objection(-1, 0.0, 0.0)


def judge(
    question: Question, answer: AnswerReading, refuted: Sequence[Span], reader: Reader
) -> tuple[list[Judgement], float]:
    """Judge all key points of a question; return the judgements and the topic coverage (0..1)."""
    asked = reader.recall([canonical(question.text).text])[0]
    points = [_read(point, reader) for point in question.key_points]
    found = supports([point.right for point in points], asked, answer)
    topic = float(np.mean([support.section for support in found]))
    said = statement(answer.reading.text, tuple(refuted))
    judged = []
    for point, support in zip(points, found, strict=True):
        denied = _denial(point, support, said, asked=asked, answer=answer)
        mistake = _mistake(point, said, asked=asked, answer=answer)
        objection = max(denied, mistake, key=lambda o: o.sureness)
        made = likelihood(support, topic, alone=len(points) == 1)
        judged.append(_decided(made, support, objection, answer))
    return judged, topic


def _read(point: KeyPoint, reader: Reader) -> _Point:
    right = [canonical(text).text for text in (point.text, *point.wordings)]
    wrong = [canonical(text).text for text in point.misconceptions]
    readings = reader.recall([*right, *wrong])
    return _Point(tuple(readings[: len(right)]), tuple(readings[len(right) :]))


def _denial(
    point: _Point, support: Support, said: Statement, *, asked: Reading, answer: AnswerReading
) -> _Objection:
    """Find the claim that denies the point at the words they share, unless one as near asserts it."""
    least = max(_LEAST_COVERED, float(support.by_claim.max()) - _NEAR_BEST)
    order = np.argsort(-support.by_claim, kind="stable")[:_MOST_HELD]
    asserting, denial = 0.0, _NO_OBJECTION
    for claim in (int(c) for c in order if support.by_claim[c] >= least):
        covered = float(support.by_claim[claim])
        sureness = _opposition(point.right, said.within(answer.claims[claim]), asked)
        if sureness < _SURE:
            asserting = max(asserting, covered)
        elif sureness > denial.sureness:
            denial = _Objection(claim, sureness, covered)
    return denial if denial.covered > asserting - _CLEARLY else _NO_OBJECTION


def _opposition(texts: Sequence[Reading], claim: Statement, asked: Reading) -> float:
    """Compare a claim with the text that it shares the most with; return how surely it denies it."""
    nearest, sureness = 0.0, 0.0
    for text in texts:
        said = statement(text.text)
        spans = [(word.start, word.end) for word in said.words]
        weights = word_weights(text, token_weights(text, asked), spans)
        total = float(
            sum(w for w, word in zip(weights, said.words, strict=True) if word.is_content)
        )
        comparison = compare(said, claim, [float(w) for w in weights])
        share = comparison.shared / total if total else 0.0
        if share > nearest:
            nearest, sureness = share, opposed(comparison, total)
    return sureness


def _mistake(
    point: _Point, said: Statement, *, asked: Reading, answer: AnswerReading
) -> _Objection:
    """Find the claim that is one of the point's misconceptions, unless it denies that one."""
    match = wrong_match(point.right, point.wrong, asked, answer)
    if match is None or not (sureness := mistaken(match)):
        return _NO_OBJECTION
    claim = said.within(answer.claims[match.claim])
    if _opposition([point.wrong[match.number]], claim, asked) >= _SURE:
        return _NO_OBJECTION
    return _Objection(match.claim, sureness, match.covered)


def _decided(
    made: float, support: Support, objection: _Objection, answer: AnswerReading
) -> Judgement:
    if objection.sureness >= _SURE:
        return Judgement(Verdict.CONTRADICTED, objection.sureness, answer.claims[objection.claim])
    verdict, confidence = graded(made * (1.0 - 0.5 * objection.sureness))
    span = None if verdict is Verdict.MISSED else answer.span(support.window)
    return Judgement(verdict, confidence, span)
