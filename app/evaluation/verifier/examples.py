"""What the verifier learns from: statements with answers that make, miss or contradict them.

From a note's question, answers are put together of other wordings and misconceptions of its key
points, so that what they say of each point is known. Our own interview answers of the training split
were labelled by key point. From the human-graded sets come whole answers held against their
reference.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.core.question import KeyPoint, Question
from app.core.verdict import Verdict
from app.evaluation.samples import Sample
from app.evaluation.verifier.variations import (
    aside,
    denied,
    first_half,
    joined,
    lowered,
    mistyped,
    piled_up,
    refuted,
    roughened,
)

Target = tuple[float, float, float, float]

MET: Target = (1.0, 0.0, 0.0, 0.0)
PARTIAL: Target = (0.0, 1.0, 0.0, 0.0)
MISSED: Target = (0.0, 0.0, 1.0, 0.0)
CONTRADICTED: Target = (0.0, 0.0, 0.0, 1.0)
_HALF_SAID: Target = (0.25, 0.5, 0.25, 0.0)
# Characters: a longer reference is cut into points when it is graded by.
_SHORT_REFERENCE = 240
_OF_LABEL = {
    "correct": MET,
    "partially_correct_incomplete": PARTIAL,
    "contradictory": CONTRADICTED,
    "irrelevant": MISSED,
    "non_domain": MISSED,
    # The three-way labels tell neither from the other.
    "incorrect": (0.0, 0.35, 0.65, 0.0),
}
_OF_VERDICT = {
    Verdict.MET: MET,
    Verdict.PARTIAL: PARTIAL,
    Verdict.MISSED: MISSED,
    Verdict.CONTRADICTED: CONTRADICTED,
}
# How often an answer makes, misses and contradicts its points, by what sort of answer it is.
_STYLES = (
    (0.20, (1.0, 0.0, 0.0)),
    (0.10, (0.0, 0.0, 1.0)),
    (0.20, (0.5, 0.5, 0.0)),
    (0.05, (0.0, 0.5, 0.5)),
    (0.45, (0.45, 0.27, 0.28)),
)


@dataclass(frozen=True, slots=True)
class Example:
    """A statement, an answer, and the chances that it is met, partial, missed or contradicted.

    `group` names the question: examples of one group must not be on both sides of a split.
    """

    group: str
    question: str
    statement: str
    answer: str
    target: Target


def graded_examples(samples: Iterable[Sample], chance: random.Random) -> Iterator[Example]:
    """Make examples of human-graded answers, one for each of up to two references."""
    for sample in samples:
        for reference in sample.references[:2]:
            answer = roughened(sample.answer, chance) if chance.random() < 0.2 else sample.answer
            yield _graded(sample, reference, answer, _target(sample))
            wrong = denied(reference, chance) if chance.random() < 0.1 else None
            if wrong and len(reference.split()) < 30:
                yield _graded(sample, reference, roughened(wrong, chance), CONTRADICTED)


def interview_examples(samples: Iterable[Sample], chance: random.Random) -> Iterator[Example]:
    """Hold each interview answer against each key point of its question, and what else is known.

    Who makes a point contradicts its misconceptions, and who misses it makes none of them. A short
    reference answer is made as far as the points are.
    """
    for sample in samples:
        question = sample.alternatives[0]
        for point, verdict in zip(question.key_points, sample.verdicts, strict=True):
            target = _OF_VERDICT[verdict]
            statement = _worded(point, chance)
            yield _example(question, statement, _as_given(sample.answer, chance), target)
            if point.misconceptions and target in (MET, MISSED) and chance.random() < 0.25:
                wrong = chance.choice(point.misconceptions)
                of_wrong = CONTRADICTED if target is MET else MISSED
                yield _example(question, wrong, _as_given(sample.answer, chance), of_wrong)
        if len(question.reference) <= _SHORT_REFERENCE and chance.random() < 0.5:
            answer = _as_given(sample.answer, chance)
            yield _example(question, question.reference, answer, _of_reference(sample))


def _worded(point: KeyPoint, chance: random.Random) -> str:
    """Take a key point's own text four times in five, else one of its other wordings."""
    return point.text if chance.random() < 0.8 else chance.choice((point.text, *point.wordings))


def _as_given(answer: str, chance: random.Random) -> str:
    """Leave an answer as it is, or type it in a hurry; now and then harmless words stand around it."""
    answer = roughened(answer, chance) if chance.random() < 0.3 else answer
    dice = chance.random()
    if dice < 0.12:
        return f"{answer} {aside(chance)}"
    return f"{aside(chance)} {answer}" if dice < 0.2 else answer


def _of_reference(sample: Sample) -> Target:
    """Spread what isn't made of a reference over missed and contradicted as the points are."""
    verdicts = sample.verdicts
    made = (verdicts.count(Verdict.MET) + 0.5 * verdicts.count(Verdict.PARTIAL)) / len(verdicts)
    wrong = verdicts.count(Verdict.CONTRADICTED)
    return _spread(made, denied=wrong / max(1, wrong + verdicts.count(Verdict.MISSED)))


def _spread(made: float, *, denied: float) -> Target:
    """Turn the share (0..1) that is made into chances; `denied` is the share of the rest."""
    met, half = max(0.0, 2.0 * made - 1.0), 1.0 - abs(2.0 * made - 1.0)
    left = max(0.0, 1.0 - met - half)
    return (met, half, (1.0 - denied) * left, denied * left)


def _graded(sample: Sample, reference: str, answer: str, target: Target) -> Example:
    return Example(sample.cluster, sample.alternatives[0].text, reference, answer, target)


def _target(sample: Sample) -> Target:
    if sample.label in _OF_LABEL:
        return _OF_LABEL[sample.label]
    return _spread(sample.human, denied=0.3)


class NoteExamples:
    """Examples made of authored questions, which have other wordings and misconceptions."""

    def __init__(self, questions: Sequence[Question], chance: random.Random) -> None:
        """Take questions whose key points all have both."""
        self._questions = [
            q for q in questions if all(p.wordings and p.misconceptions for p in q.key_points)
        ]
        self._points = [point for question in self._questions for point in question.key_points]
        self._chance = chance

    def all_pairs(self) -> Iterator[Example]:
        """Hold each key point against each of its wordings and misconceptions."""
        for question in self._questions:
            for point in question.key_points:
                for wording in point.wordings:
                    yield _example(question, point.text, wording, MET)
                for misconception in point.misconceptions:
                    yield _example(question, point.text, misconception, CONTRADICTED)

    def drawn(self, count: int) -> Iterator[Example]:
        """Draw answers of one statement and of several, in equal shares."""
        for number in range(count):
            question = self._chance.choice(self._questions)
            yield self._composed(question) if number % 2 else self._single(question)

    def _single(self, question: Question) -> Example:
        point = self._chance.choice(question.key_points)
        make = self._chance.choices(
            (self._met, self._mistaken, self._denied, self._turned, self._refuted, self._half,
             self._missed, self._piled),
            (26, 18, 10, 12, 10, 6, 15, 3),
        )[0]  # fmt: skip
        statement, answer, target = make(point)
        return _example(question, statement, roughened(answer, self._chance), target)

    def _met(self, point: KeyPoint) -> tuple[str, str, Target]:
        statement, answer = self._chance.sample((point.text, *point.wordings), 2)
        return statement, answer, MET

    def _mistaken(self, point: KeyPoint) -> tuple[str, str, Target]:
        return self._right(point), self._chance.choice(point.misconceptions), CONTRADICTED

    def _denied(self, point: KeyPoint) -> tuple[str, str, Target]:
        answer = denied(self._right(point), self._chance)
        return self._right(point), answer or point.misconceptions[0], CONTRADICTED

    def _turned(self, point: KeyPoint) -> tuple[str, str, Target]:
        """Hold a misconception's own wording against right statements, and against itself."""
        wrong = self._chance.choice(point.misconceptions)
        if self._chance.random() < 0.3:
            return wrong, mistyped(wrong, self._chance, rate=0.15), MET
        return wrong, self._right(point), CONTRADICTED

    def _refuted(self, point: KeyPoint) -> tuple[str, str, Target]:
        wrong, right = self._chance.choice(point.misconceptions), self._right(point)
        return self._right(point), refuted(wrong, right, self._chance), MET

    def _half(self, point: KeyPoint) -> tuple[str, str, Target]:
        half = first_half(self._right(point))
        return (point.text, half, _HALF_SAID) if half else self._met(point)

    def _missed(self, point: KeyPoint) -> tuple[str, str, Target]:
        other = self._chance.choice([p for p in self._points if p is not point])
        answer = self._chance.choice((other.text, *other.wordings, *other.misconceptions))
        return self._right(point), answer, MISSED

    def _piled(self, point: KeyPoint) -> tuple[str, str, Target]:
        return point.text, piled_up(self._right(point), self._chance), MISSED

    def _right(self, point: KeyPoint) -> str:
        return self._chance.choice((point.text, *point.wordings))

    def _composed(self, question: Question) -> Example:
        """Make an answer that makes some points, leaves some out and has some wrong."""
        chance = self._chance
        odds = chance.choices([s for _, s in _STYLES], [share for share, _ in _STYLES])[0]
        targets = [
            chance.choices((MET, MISSED, CONTRADICTED), odds)[0] for _ in question.key_points
        ]
        parts = [
            self._part(point, target)
            for point, target in zip(question.key_points, targets, strict=True)
            if target is not MISSED
        ]
        parts += [self._off_the_point(question) for _ in range(chance.choice((0, 0, 0, 1, 1, 2)))]
        parts = parts or [self._off_the_point(question)]
        number = chance.randrange(len(targets))
        point = question.key_points[number]
        statement = point.text if chance.random() < 0.8 else chance.choice(point.wordings)
        answer = roughened(joined(parts, chance), chance)
        return _example(question, statement, answer, targets[number])

    def _part(self, point: KeyPoint, target: Target) -> str:
        chance, right = self._chance, self._right(point)
        wrong = chance.choice(point.misconceptions)
        dice = chance.random()
        if target is MET:
            return refuted(wrong, right, chance) if dice < 0.15 else right
        if dice < 0.15:
            return denied(right, chance) or wrong
        return refuted(right, lowered(wrong), chance) if dice < 0.22 else wrong

    def _off_the_point(self, question: Question) -> str:
        dice = self._chance.random()
        if dice < 0.4:
            return aside(self._chance)
        return question.text if dice < 0.55 else self._right(self._chance.choice(self._points))


def _example(question: Question, statement: str, answer: str, target: Target) -> Example:
    return Example(question.id, question.text, statement, answer, target)
