"""Judge each key point: is it made, partly made, left out, or contradicted, and by which words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.alignment import Reader, Reading, token_weights, word_weights
from app.core.question import KeyPoint, Question
from app.core.verdict import Verdict
from app.grading.calibrate import Topic, graded, likelihood, mistaken, opposed
from app.grading.canonical import canonical
from app.grading.match import AnswerReading, Support, supports
from app.grading.misconceptions import wrong_match
from app.grading.polarity import Statement, compare, statement
from app.grading.reference import reference_wordings

Span = tuple[int, int]

# The claims that are held against a point for their polarity.
_LEAST_COVERED = 0.3
_MOST_HELD = 5
_SURE = 0.5
_CLEARLY = 0.15
_PRONOUN = re.compile(r"(?:and |but |so )?(?:it|its|they|this|that|these|those|which)\b")


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a key point, the confidence in it, and the span of the answer behind it.

    `credit` (0..1) is the mean credit that the point earns, all doubts weighed.
    """

    verdict: Verdict
    confidence: float
    span: Span | None
    credit: float


@dataclass(frozen=True, slots=True)
class _Point:
    """A key point as read: its text and other wordings, and its misconceptions."""

    right: tuple[Reading, ...]
    wrong: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class _Objection:
    """A claim that may contradict a point, and how surely it does (0..1)."""

    claim: int
    sureness: float


_NO_OBJECTION = _Objection(-1, 0.0)


def judge(
    question: Question, answer: AnswerReading, refuted: Sequence[Span], reader: Reader
) -> tuple[list[Judgement], Topic]:
    """Judge all key points of a question; return the judgements and how far it is on the topic."""
    asked = reader.recall([canonical(question.text).text])[0]
    points = _points(question, asked, reader)
    found = supports([point.right for point in points], asked, answer)
    topic = Topic(
        coverage=float(np.mean([support.section for support in found])),
        gist=_gist(points, answer, reader),
    )
    said = statement(answer.reading.text, tuple(refuted))
    judged = []
    for point, support in zip(points, found, strict=True):
        denied = _denial(point, support, said, asked=asked, answer=answer)
        mistake = _mistake(point, said, asked=asked, answer=answer)
        objection = max(denied, mistake, key=lambda o: o.sureness)
        made = likelihood(support, topic, alone=len(points) == 1)
        judged.append(_decided(made, support, objection, answer))
    return judged, topic


def _points(question: Question, asked: Reading, reader: Reader) -> list[_Point]:
    """Read the key points with their wordings, that of the reference answer included."""
    texts = reader.recall([canonical(point.text).text for point in question.key_points])
    in_reference = reference_wordings(question.reference, texts, asked, reader)
    return [
        _point(point, wording, reader)
        for point, wording in zip(question.key_points, in_reference, strict=True)
    ]


def _point(point: KeyPoint, in_reference: str | None, reader: Reader) -> _Point:
    right = [canonical(text).text for text in (point.text, *point.wordings)]
    right += [in_reference] if in_reference else []
    wrong = [canonical(text).text for text in point.misconceptions]
    readings = reader.recall([*right, *wrong])
    return _Point(tuple(readings[: len(right)]), tuple(readings[len(right) :]))


def _gist(points: Sequence[_Point], answer: AnswerReading, reader: Reader) -> float:
    """Return the cosine of what is left of the answer with the mean of the question's points."""
    text = "\n".join(answer.reading.text[start:end] for start, end in answer.claims)
    centre = reader.recall_gists([point.right[0].text for point in points]).mean(axis=0)
    return float(reader.gist(text) @ centre / max(float(np.linalg.norm(centre)), 1e-9))


def _denial(
    point: _Point, support: Support, said: Statement, *, asked: Reading, answer: AnswerReading
) -> _Objection:
    """Find the claim that denies the point, unless another one says as much of it and asserts it."""
    near = np.argsort(-support.by_claim, kind="stable")[:_MOST_HELD]
    held = [
        (claim, float(support.by_claim[claim]), *_opposition(point.right, part, asked))
        for claim in (int(c) for c in near)
        if support.by_claim[claim] >= _LEAST_COVERED
        for part in (said.within(_in_context(answer, claim)),)
    ]
    if not held:
        return _NO_OBJECTION
    claim, covered, sureness, share = max(held, key=lambda h: h[2])
    asserted = any(
        other < _SURE and (its_share >= share or its_cover >= covered + _CLEARLY)
        for _, its_cover, other, its_share in held
    )
    return _NO_OBJECTION if asserted else _Objection(claim, sureness)


def _in_context(answer: AnswerReading, claim: int) -> Span:
    """Return the span of a claim, together with the one before if it begins with a pronoun."""
    start, end = answer.claims[claim]
    if claim and _PRONOUN.match(answer.reading.text, start):
        return answer.claims[claim - 1][0], end
    return start, end


def _opposition(texts: Sequence[Reading], claim: Statement, asked: Reading) -> tuple[float, float]:
    """Compare a claim with the text that it shares the most with.

    Return how surely the claim denies that text, and which share of its weight the two share.
    """
    nearest, sureness = 0.0, 0.0
    for text in texts:
        said = statement(text.text)
        spans = [(word.start, word.end) for word in said.words]
        weights = [float(w) for w in word_weights(text, token_weights(text, asked), spans)]
        total = sum(w for w, word in zip(weights, said.words, strict=True) if word.is_content)
        comparison = compare(said, claim, weights)
        share = comparison.shared / total if total else 0.0
        if share > nearest:
            nearest, sureness = share, opposed(comparison, total)
    return sureness, nearest


def _mistake(
    point: _Point, said: Statement, *, asked: Reading, answer: AnswerReading
) -> _Objection:
    """Find the claim that is one of the point's misconceptions, unless it denies that one."""
    match = wrong_match(point.right, point.wrong, asked, answer)
    if match is None or not (sureness := mistaken(match)):
        return _NO_OBJECTION
    claim = said.within(answer.claims[match.claim])
    if _opposition([point.wrong[match.number]], claim, asked)[0] >= _SURE:
        return _NO_OBJECTION
    return _Objection(match.claim, sureness)


def _decided(
    made: float, support: Support, objection: _Objection, answer: AnswerReading
) -> Judgement:
    if objection.sureness >= _SURE:
        claim = answer.claims[objection.claim]
        credit = made * (1.0 - objection.sureness)
        return Judgement(Verdict.CONTRADICTED, objection.sureness, claim, credit)
    likely = made * (1.0 - 0.5 * objection.sureness)
    verdict, confidence = graded(likely)
    span = None if verdict is Verdict.MISSED else answer.span(support.window)
    return Judgement(verdict, confidence, span, likely)
