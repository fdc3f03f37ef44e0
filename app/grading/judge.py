"""From evidence to a verdict: logistic models over the evidence, fitted on development answers.

`hotseat eval fit-verdicts` fits them and writes `verdicts.json`: for each of met, partial, missed and
contradicted one coefficient a feature and a bias. The chances are a softmax; the verdict is the one
with the highest chance times its `favour`, which makes up for how rare partial verdicts are. One
model is for a key point `among` others, one for a point `alone` (a follow-up).

A key point that was cut from a reference answer (of the user's own notes) is no atomic statement. If
it is the whole answer, the share of it that was said decides; if it is a part, that share and the
model's view, half and half. Objections count only when the verifier agrees: on such texts either
alone is wrong more often than right.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np

from app.core.verdict import Verdict
from app.grading.calibrate import softmax
from app.grading.evidence import FEATURES, SURE, Evidence, Objection
from app.grading.match import AnswerReading

Span = tuple[int, int]

VERDICTS = (Verdict.MET, Verdict.PARTIAL, Verdict.MISSED, Verdict.CONTRADICTED)
# When neither a point nor its opposite is less likely than this, they can't be told apart.
_TORN = 0.38
# A claim that is so surely the misconception contradicts the point, whatever else speaks for it: on
# the development answers it always did.
_PLAINLY_MISTAKEN = 0.97
# A claim that denies a point nearly word for word contradicts it.
_PLAINLY_DENIED = 0.9
# A reference answer is never said to the last word: what share of it counts as nothing and as all.
# An answer to another question shares some of it too; one that is off its topic says none.
_NOTHING_SAID = 0.2
_ALL_SAID = 0.8
_OFF_TOPIC = (0.05, 0.25)
_MET_FROM = 0.85
_MISSED_UP_TO = 0.2
# The verifier alone is trusted on a text that was said nearly word for word.
_AGREES = 0.5
_DENIES = 0.7
_WORD_FOR_WORD = 0.75


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a key point, the confidence in it, and the span of the answer behind it.

    `credit` (0..1) is the mean credit that the point earns, all doubts weighed; `share` is what a
    partial verdict earns on a point that was cut from a reference answer.
    """

    verdict: Verdict
    confidence: float
    span: Span | None
    credit: float
    share: float | None = None


class Judge:
    """Decides on evidence; deterministic, and safe to share between threads."""

    def __init__(self, models: Mapping[str, Any] | None = None) -> None:
        """Use the models that Hotseat ships, or those given, in the form of `verdicts.json`."""
        models = models if models is not None else _shipped()
        self._among = _Model.read(models["among"])
        self._alone = _Model.read(models["alone"])

    def decide(self, evidence: Evidence, answer: AnswerReading) -> Judgement:
        """Decide on one key point."""
        plain = _plain_objection(evidence)
        if plain is not None:
            claim = answer.claims[plain.claim]
            return Judgement(Verdict.CONTRADICTED, plain.sureness, claim, 0.0)
        model = self._alone if evidence.alone else self._among
        chances = model.chances(evidence.features())
        if evidence.said is not None:
            return _by_share(evidence.said, chances, evidence, answer)
        met, partial, _, contradicted = chances
        verdict = VERDICTS[int(np.argmax(chances * model.favour))]
        confidence = float(chances[VERDICTS.index(verdict)])
        if min(met, contradicted) >= _TORN:
            verdict, confidence = Verdict.CANNOT_ASSESS, float(met + contradicted)
        return Judgement(
            verdict, confidence, _span(verdict, evidence, answer), float(met + 0.5 * partial)
        )


@dataclass(frozen=True, slots=True)
class _Model:
    """Coefficients (4, f), biases (4,) and favours (4,), in the order of VERDICTS."""

    coefficients: Any
    bias: Any
    favour: Any

    @staticmethod
    def read(model: Mapping[str, Any]) -> _Model:
        return _Model(
            np.asarray([[model["coefficients"][v.value][n] for n in FEATURES] for v in VERDICTS]),
            np.asarray([model["bias"][v.value] for v in VERDICTS]),
            np.asarray([model["favour"][v.value] for v in VERDICTS]),
        )

    def chances(self, features: Sequence[float]) -> Any:
        """Return the chances of VERDICTS, shape (4,), for the numbers of one piece of evidence."""
        return softmax(self.coefficients @ np.asarray(features) + self.bias)


def _plain_objection(evidence: Evidence) -> Objection | None:
    """Return the objection that needs no second opinion, if there is one."""
    denied, mistaken = evidence.denied, evidence.mistaken
    if mistaken.sureness >= _PLAINLY_MISTAKEN:
        return mistaken
    if denied.sureness >= _PLAINLY_DENIED:
        covered = float(evidence.support.by_claim[denied.claim])
        return denied if covered >= _WORD_FOR_WORD else None
    return None


def _by_share(said: float, chances: Any, evidence: Evidence, answer: AnswerReading) -> Judgement:
    """Decide on a point cut from a reference answer, by the share of it that was said."""
    met, partial, _, contradicted = (float(chance) for chance in chances)
    denies = contradicted / (contradicted + met + 0.5 * partial)
    objected = evidence.objection.sureness >= SURE and denies >= _AGREES
    if objected or (denies >= _DENIES and evidence.support.section >= _WORD_FOR_WORD):
        span = _span(Verdict.CONTRADICTED, evidence, answer)
        return Judgement(Verdict.CONTRADICTED, denies, span, 0.0)
    share = _between(_NOTHING_SAID, _ALL_SAID, said) * _between(*_OFF_TOPIC, evidence.topic.gist)
    if not evidence.alone:
        share = (share + met + 0.5 * partial) / 2.0
    if share >= _MET_FROM:
        return Judgement(Verdict.MET, share, _span(Verdict.MET, evidence, answer), share)
    if share <= _MISSED_UP_TO:
        return Judgement(Verdict.MISSED, 1.0 - share, None, share)
    sureness = 1.0 - abs(share - 0.5)
    span = _span(Verdict.PARTIAL, evidence, answer)
    return Judgement(Verdict.PARTIAL, sureness, span, share, round(share, 2))


def _between(low: float, high: float, value: float) -> float:
    """Return how far (0..1) a value is on the way from `low` to `high`."""
    return min(1.0, max(0.0, (value - low) / (high - low)))


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
