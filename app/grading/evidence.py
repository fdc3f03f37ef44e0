"""What an answer says of each key point: coverage, denials, misconceptions and the verifier's view."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.alignment import Reader, Reading, token_weights, word_weights
from app.core.question import KeyPoint, Origin, Question
from app.core.verdict import Chances
from app.grading.calibrate import Topic, made_logit, mistaken, opposed
from app.grading.canonical import canonical_text
from app.grading.match import AnswerReading, Support, share_said, supports
from app.grading.misconceptions import wrong_match
from app.grading.polarity import Statement, compare, repeats, statement
from app.grading.reference import reference_wordings
from app.grading.verifier import MOST_ANSWER_TOKENS, Verifier
from app.ports import Entailment

Span = tuple[int, int]

# The claims that are held against a point for their polarity.
_LEAST_COVERED = 0.3
_MOST_HELD = 5
SURE = 0.5
_CLEARLY = 0.15
_PRONOUN = re.compile(r"(?:and |but |so )?(?:it|its|they|this|that|these|those|which)\b")
_MOST_WORDINGS = 3
# How a WordPiece tokenizer marks the rest of a word that it doesn't know whole.
_GOES_ON = "##"
_EXTREME = 5.0
_ON_GIST = 0.4
_MOST_OFF = 0.4

FEATURES = (
    "made",
    "claim",
    "denied",
    "mistaken",
    "verified met",
    "verified partial",
    "verified contradicted",
    "has misconception",
    "misconception met",
    "misconception contradicted",
    "both met",
    "on topic",
    "off gist",
    "rough",
    "rough contradicted",
)


@dataclass(frozen=True, slots=True)
class Objection:
    """A claim that may contradict a point, and how surely it does (0..1)."""

    claim: int
    sureness: float


NO_OBJECTION = Objection(-1, 0.0)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of what an answer says of one key point.

    `made` is the logit, by coverage alone, that the point is made. `verified` is the
    verifier's view of the point, `misconception` its view of the misconception that the answer
    comes nearest to, None where none is written. `rough` (0..1) is how far the answer's words are
    unknown to the embedder: typing errors make the verifier see contradictions. `alone` says that
    the question has no other key point. `said` is the share of the point that the answer says (at
    most 1) when it was cut from a reference answer, None when it was authored as a key point.
    """

    support: Support
    made: float
    denied: Objection
    mistaken: Objection
    verified: Chances
    misconception: Chances | None
    topic: Topic
    rough: float
    alone: bool
    said: float | None

    @property
    def objection(self) -> Objection:
        """The claim to show when the point is contradicted."""
        return max(self.denied, self.mistaken, key=lambda objection: objection.sureness)

    def features(self) -> tuple[float, ...]:
        """Return the evidence as numbers, in the order of FEATURES."""
        wrong = self.misconception
        denied = _log_odds(self.verified.contradicted, self.verified.met)
        return (
            self.made,
            self.support.claim,
            self.denied.sureness,
            self.mistaken.sureness,
            _log_odds(self.verified.met, self.verified.missed),
            _log_odds(self.verified.partial, self.verified.missed),
            denied,
            float(wrong is not None),
            _log_odds(wrong.met, wrong.missed + wrong.contradicted) if wrong else 0.0,
            _log_odds(wrong.contradicted, wrong.met) if wrong else 0.0,
            self.verified.met * wrong.met if wrong else 0.0,
            self.topic.coverage,
            max(-_MOST_OFF, min(self.topic.gist - _ON_GIST, 0.0)),
            self.rough,
            self.rough * denied,
        )


@dataclass(frozen=True, slots=True)
class _Point:
    """A key point as read: its text and other wordings, and its misconceptions."""

    right: tuple[Reading, ...]
    wrong: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class _Answered:
    """The question and its answer as read, cut into the sections that the verifier reads."""

    asked: Reading
    answer: AnswerReading
    sections: tuple[Reading, ...]


class Examiner:
    """Collects the evidence; safe to share between threads."""

    def __init__(
        self, reader: Reader, verifier: Verifier, entailment: Entailment | None = None
    ) -> None:
        """Use a reader, the verifier, and a model of inference beside it if there is one."""
        self._reader = reader
        self._verifier = verifier
        self._entailment = entailment

    def prepare(self, question: Question) -> None:
        """Read a question, its key points with all their wordings, and its reference answer."""
        asked = self._reader.recall([canonical_text(question.text)])[0]
        points = self._points(question, asked)
        self._reader.recall_gists([point.right[0].text for point in points])

    def examine(
        self, question: Question, answer: AnswerReading, refuted: Sequence[Span]
    ) -> list[Evidence]:
        """Collect the evidence for each key point of a question, in order."""
        asked = self._reader.recall([canonical_text(question.text)])[0]
        points = self._points(question, asked)
        found = supports([point.right for point in points], asked, answer)
        coverage = float(np.mean([support.section for support in found]))
        topic = Topic(coverage, self._gist(points, answer))
        said = statement(answer.reading.text, tuple(refuted))
        read = _Answered(asked, answer, tuple(_sections(answer)))
        verified = [
            _not_denied(chances) if _is_repeated(point, said, support, answer) else chances
            for chances, point, support in zip(
                self._verified_points(points, found, read), points, found, strict=True
            )
        ]
        rough = _roughness(answer)
        return [
            Evidence(
                support=support,
                made=made_logit(support, topic, alone=len(points) == 1),
                denied=_denial(point, support, said, asked=asked, answer=answer),
                mistaken=_mistake(point, said, asked=asked, answer=answer),
                verified=verified[number],
                misconception=self._mistaken_for(point, read, support),
                topic=topic,
                rough=rough,
                alone=len(points) == 1,
                said=share_said(point.right[0], asked, answer)
                if question.origin is not Origin.AUTHORED
                else None,
            )
            for number, (point, support) in enumerate(zip(points, found, strict=True))
        ]

    def _points(self, question: Question, asked: Reading) -> list[_Point]:
        """Read the key points with their wordings, that of the reference answer included."""
        texts = self._reader.recall([canonical_text(point.text) for point in question.key_points])
        in_reference = reference_wordings(question.reference, texts, asked, self._reader)
        return [
            self._point(point, wording)
            for point, wording in zip(question.key_points, in_reference, strict=True)
        ]

    def _point(self, point: KeyPoint, in_reference: str | None) -> _Point:
        right = [canonical_text(text) for text in (point.text, *point.wordings)]
        right += [in_reference] if in_reference else []
        wrong = [canonical_text(text) for text in point.misconceptions]
        readings = self._reader.recall([*right, *wrong])
        return _Point(tuple(readings[: len(right)]), tuple(readings[len(right) :]))

    def _gist(self, points: Sequence[_Point], answer: AnswerReading) -> float:
        """Return the cosine of what is left of the answer with the mean of the question's points."""
        text = "\n".join(answer.reading.text[start:end] for start, end in answer.claims)
        centre = self._reader.recall_gists([point.right[0].text for point in points]).mean(axis=0)
        length = max(float(np.linalg.norm(centre)), 1e-9)
        return float(self._reader.gist(text) @ centre / length)

    def _verified_points(
        self,
        points: Sequence[_Point],
        found: Sequence[Support],
        read: _Answered,
    ) -> list[Chances]:
        """Judge the points, by the model of inference too where there is one."""
        judged = [
            self._verified(point.right[:_MOST_WORDINGS], read, support)
            for point, support in zip(points, found, strict=True)
        ]
        if self._entailment is None:
            return judged
        windows = [read.answer.span(support.window) for support in found]
        others = self._entailment.judge(
            [
                (read.answer.reading.text[start:end], point.right[0].text)
                for (start, end), point in zip(windows, points, strict=True)
            ]
        )
        return [Chances.mean(pair) for pair in zip(judged, others, strict=True)]

    def _verified(
        self, statements: Sequence[Reading], read: _Answered, support: Support
    ) -> Chances:
        """Judge one point in several wordings, by the whole answer and by what says most of it.

        Each view of the verifier is shaky, their mean is less so.
        """
        whole = [self._verifier.judge(statements, read.asked, part) for part in read.sections]
        by_section = [Chances.mean(views) for views in whole]
        near = _picked(read.answer.reading, _around(read.answer, support))
        close = Chances.mean(self._verifier.judge(statements[:1], read.asked, near))
        return Chances.mean([min(by_section, key=lambda chances: chances.missed), close])

    def _mistaken_for(self, point: _Point, read: _Answered, support: Support) -> Chances | None:
        """Judge the misconception that the answer comes nearest to; None where none is written."""
        judged = [self._verified([wrong], read, support) for wrong in point.wrong]
        return min(judged, key=lambda chances: chances.missed) if judged else None


def _is_repeated(point: _Point, said: Statement, support: Support, answer: AnswerReading) -> bool:
    span = answer.span(support.window)
    return any(repeats(said, span, statement(right.text)) for right in point.right)


def _not_denied(chances: Chances) -> Chances:
    """Leave the verifier's view out where words alone rule it out."""
    return replace(chances, met=chances.met + chances.contradicted, contradicted=0.0)


def _roughness(answer: AnswerReading) -> float:
    """Return the share of an answer's tokens that go on with a word begun by another token."""
    tokens = answer.reading.tokens
    return sum(token.startswith(_GOES_ON) for token in tokens) / max(1, len(tokens))


def _around(answer: AnswerReading, support: Support) -> list[int]:
    """Return the tokens of the claims that say most of a point, and of the claim before them."""
    first = max(0, support.window.first - 1)
    return [t for group in answer.groups[first : support.window.last + 1] for t in group]


def _sections(answer: AnswerReading) -> list[Reading]:
    """Cut the tokens of the claims into sections that the verifier can read, one after the other."""
    kept = [token for group in answer.groups for token in group]
    cuts = range(0, max(1, len(kept)), MOST_ANSWER_TOKENS)
    return [_picked(answer.reading, kept[cut : cut + MOST_ANSWER_TOKENS]) for cut in cuts]


def _picked(reading: Reading, tokens: Sequence[int]) -> Reading:
    chosen = list(tokens)
    return Reading(
        reading.text,
        tuple(reading.tokens[token] for token in chosen),
        tuple(reading.spans[token] for token in chosen),
        reading.vectors[chosen],
        reading.rarity[chosen],
    )


def _denial(
    point: _Point, support: Support, said: Statement, *, asked: Reading, answer: AnswerReading
) -> Objection:
    """Find the claim that denies the point, unless another one says as much of it and asserts it."""
    near = np.argsort(-support.by_claim, kind="stable")[:_MOST_HELD]
    held = [
        (claim, float(support.by_claim[claim]), *_opposition(point.right, part, asked))
        for claim in (int(c) for c in near)
        if support.by_claim[claim] >= _LEAST_COVERED
        for part in (said.within(_in_context(answer, claim)),)
    ]
    if not held:
        return NO_OBJECTION
    claim, covered, sureness, share = max(held, key=lambda h: h[2])
    asserted = any(
        other < SURE and (its_share >= share or its_cover >= covered + _CLEARLY)
        for _, its_cover, other, its_share in held
    )
    return NO_OBJECTION if asserted else Objection(claim, sureness)


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


def _mistake(point: _Point, said: Statement, *, asked: Reading, answer: AnswerReading) -> Objection:
    """Find the claim that is one of the point's misconceptions, unless it denies that one."""
    match = wrong_match(point.right, point.wrong, asked, answer)
    if match is None or not (sureness := mistaken(match)):
        return NO_OBJECTION
    claim = said.within(answer.claims[match.claim])
    if _opposition([point.wrong[match.number]], claim, asked)[0] >= SURE:
        return NO_OBJECTION
    return Objection(match.claim, sureness)


def _log_odds(chance: float, against: float) -> float:
    """Return ln(chance / against), within -5..5."""
    return max(-_EXTREME, min(_EXTREME, math.log((chance + 1e-6) / (against + 1e-6))))
