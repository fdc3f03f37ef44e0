"""From evidence to a verdict: one logistic model over the evidence, fitted on development answers.

`hotseat eval fit-verdicts` fits it and writes `verdicts.json`: for each of met, partial, missed and
contradicted one coefficient a feature and a bias. The chances are a softmax; the verdict is the one
with the highest chance times its `favour`, which makes up for how rare partial verdicts are.

A question with one key point (a follow-up, a reference of one sentence) has no other point to stand
out from, and the development answers have none such: there the coverage curve and the rules decide.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np

from app.core.verdict import Verdict
from app.grading.calibrate import chance_alone, softmax
from app.grading.evidence import FEATURES, SURE, Evidence
from app.grading.match import AnswerReading

Span = tuple[int, int]

VERDICTS = (Verdict.MET, Verdict.PARTIAL, Verdict.MISSED, Verdict.CONTRADICTED)
# When neither a point nor its opposite is less likely than this, they can't be told apart.
_TORN = 0.38
# A claim that is so surely the misconception contradicts the point, whatever else speaks for it: on
# the development answers it always did.
_PLAINLY_MISTAKEN = 0.97
_MET_ALONE = 0.5
_PARTIAL_ALONE = 0.37


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a key point, the confidence in it, and the span of the answer behind it.

    `credit` (0..1) is the mean credit that the point earns, all doubts weighed.
    """

    verdict: Verdict
    confidence: float
    span: Span | None
    credit: float


class Judge:
    """Decides on evidence; deterministic, and safe to share between threads."""

    def __init__(self, model: Mapping[str, Any] | None = None) -> None:
        """Use the model that Hotseat ships, or the one given, in the form of `verdicts.json`."""
        model = model if model is not None else _shipped()
        self._coefficients = np.asarray(
            [[model["coefficients"][v.value][name] for name in FEATURES] for v in VERDICTS]
        )
        self._bias = np.asarray([model["bias"][v.value] for v in VERDICTS])
        self._favour = np.asarray([model["favour"][v.value] for v in VERDICTS])

    def decide(self, evidence: Evidence, answer: AnswerReading) -> Judgement:
        """Decide on one key point."""
        mistaken = evidence.mistaken
        if mistaken.sureness >= _PLAINLY_MISTAKEN:
            claim = answer.claims[mistaken.claim]
            return Judgement(Verdict.CONTRADICTED, mistaken.sureness, claim, 0.0)
        if evidence.alone:
            return _alone(evidence, answer)
        met, partial, _, contradicted = chances = self.chances(evidence.features())
        verdict = VERDICTS[int(np.argmax(chances * self._favour))]
        confidence = float(chances[VERDICTS.index(verdict)])
        if min(met, contradicted) >= _TORN:
            verdict, confidence = Verdict.CANNOT_ASSESS, float(met + contradicted)
        return Judgement(
            verdict, confidence, _span(verdict, evidence, answer), float(met + 0.5 * partial)
        )

    def chances(self, features: Sequence[float]) -> Any:
        """Return the chances of VERDICTS, shape (4,), for the numbers of one piece of evidence."""
        return softmax(self._coefficients @ np.asarray(features) + self._bias)


def _alone(evidence: Evidence, answer: AnswerReading) -> Judgement:
    """Decide on the only key point of a question, by coverage and objections."""
    objection = evidence.objection
    made = chance_alone(evidence.made, evidence.topic)
    if objection.sureness >= SURE:
        claim = answer.claims[objection.claim]
        credit = made * (1.0 - objection.sureness)
        return Judgement(Verdict.CONTRADICTED, objection.sureness, claim, credit)
    likely = made * (1.0 - 0.5 * objection.sureness)
    if likely >= _MET_ALONE:
        verdict, confidence = Verdict.MET, likely
    elif likely >= _PARTIAL_ALONE:
        # Neither end is likely, so the middle is; about half of the time, as measured.
        verdict, confidence = Verdict.PARTIAL, 0.5
    else:
        verdict, confidence = Verdict.MISSED, 1.0 - likely
    return Judgement(verdict, confidence, _span(verdict, evidence, answer), likely)


def _span(verdict: Verdict, evidence: Evidence, answer: AnswerReading) -> Span | None:
    """Choose the words to quote: the claim that denies, else the claims that cover the point."""
    if verdict is Verdict.MISSED:
        return None
    objection = evidence.objection
    if verdict is Verdict.CONTRADICTED and objection.sureness > 0.0:
        return answer.claims[objection.claim]
    return answer.span(evidence.support.window)


def _shipped() -> dict[str, Any]:
    text = (resources.files(__package__) / "verdicts.json").read_text(encoding="utf-8")
    model: dict[str, Any] = json.loads(text)
    return model
