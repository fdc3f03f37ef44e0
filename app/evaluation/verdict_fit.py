"""Fit the models that turn evidence into verdicts, on the development part of our own answers.

Each answer counts twice: as the built-in notes are graded, and with the key points' other wordings
and misconceptions taken away, as a user's own notes are. For the model of a point that stands alone
each answer is held against one of the key points by itself. Answers that are built from the questions
join them, so that the model has seen the extremes: the points themselves, their opposites, another
question's points, and no answer at all.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.question import KeyPoint, Question
from app.core.verdict import Verdict
from app.evaluation.samples import Sample
from app.evaluation.verifier.variations import denied
from app.grading import Grader
from app.grading.evidence import FEATURES
from app.grading.judge import VERDICTS
from app.services.grade_batch import questions_of

Floats = NDArray[np.float64]

_FOLDS = 6
_NO_ANSWERS = (
    "The train to the coast leaves at nine and the sea is cold in May.",
    "Bread wants flour, water, salt, time, and an oven that is really hot.",
    "My first job was in a shop for bicycles, where I learned to mend tyres and talk to people.",
    "It is a good question, and I have seen it discussed in many teams with many opinions.",
)
_STRENGTHS = (0.01, 0.03, 0.1, 0.3, 1.0)
_FAVOURS = (1.0, 1.5, 2.0, 2.5, 3.0, 3.5)


def bare(question: Question) -> Question:
    """Return a question as a user's own notes would give it: key points and nothing else of them."""
    points = [replace(point, wordings=(), misconceptions=()) for point in question.key_points]
    return replace(question, key_points=tuple(points))


def built_answers(samples: Sequence[Sample]) -> list[Sample]:
    """Build answers to every other question of samples; the verdicts are known by construction."""
    questions = list({s.cluster: s.alternatives[0] for s in samples}.values())[::2]
    built = []
    for number, question in enumerate(questions):
        other = questions[(number + 1) % len(questions)]
        chance = random.Random(number)  # noqa: S311  # no secret
        texts = [point.text for point in question.key_points]
        opposites = [denied(text, chance) or "" for text in texts]
        wrong = [point.misconceptions[0] for point in question.key_points]
        alone = number % len(texts)
        of = partial(_built, question)
        built += [
            of(" ".join(texts), [Verdict.MET] * len(texts)),
            of(texts[alone], _only(alone, Verdict.MET, len(texts))),
            of(wrong[alone], _only(alone, Verdict.CONTRADICTED, len(texts))),
            of(" ".join(wrong), [Verdict.CONTRADICTED] * len(texts)),
            of(
                " ".join(opposites),
                [Verdict.CONTRADICTED if text else Verdict.MISSED for text in opposites],
            ),
            of(" ".join(p.text for p in other.key_points), [Verdict.MISSED] * len(texts)),
            of(_NO_ANSWERS[number % len(_NO_ANSWERS)], [Verdict.MISSED] * len(texts)),
        ]
    return built


def _only(number: int, verdict: Verdict, count: int) -> list[Verdict]:
    return [verdict if at == number else Verdict.MISSED for at in range(count)]


def _built(question: Question, answer: str, verdicts: Sequence[Verdict]) -> Sample:
    return Sample(
        id=f"built/{question.id}",
        cluster=question.id,
        alternatives=(question,),
        answer=answer,
        human=0.0,
        kind="built",
        verdicts=tuple(verdicts),
    )


def narrowed(samples: Sequence[Sample]) -> list[Sample]:
    """Hold each answer against one key point of its question by itself, one after the other."""
    found = []
    for number, sample in enumerate(samples):
        question = sample.alternatives[0]
        chosen = number % len(question.key_points)
        point, verdict = question.key_points[chosen], sample.verdicts[chosen]
        found.append(
            replace(sample, alternatives=(_only_point(question, point),), verdicts=(verdict,))
        )
    return found


def _only_point(question: Question, point: KeyPoint) -> Question:
    return replace(question, key_points=(point,), reference=point.text, needed=None)


def evidence_of(samples: Sequence[Sample], grader: Grader) -> tuple[Floats, list[int], list[str]]:
    """Examine the answers; return features (n, f), the human verdict of each row, its cluster."""
    rows, labels, clusters = [], [], []
    for sample in samples:
        for question in (sample.alternatives[0], bare(sample.alternatives[0])):
            found = grader.examine(question, sample.answer)
            for evidence, verdict in zip(found, sample.verdicts, strict=False):
                rows.append(evidence.features())
                labels.append(VERDICTS.index(verdict))
                clusters.append(sample.cluster)
    return np.asarray(rows), labels, clusters


def other_development_answers(data: Path) -> list[Sample]:
    """Load the development answers that came with the task, if they are in the folder of sets."""
    file = data / "interview_answers_dev.jsonl"
    if not file.is_file():
        return []
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [
        replace(
            _built(question, answer["text"], [Verdict(label) for label in answer["points"]]),
            kind=answer["kind"],
        )
        for row in rows
        for question in questions_of({**row, "reference": ""})
        for answer in row["answers"]
    ]


def fit(rows: Floats, labels: Sequence[int], clusters: Sequence[str]) -> dict[str, Any]:
    """Fit a model; its strength and favours are chosen by cross-validation over questions."""
    from sklearn.metrics import f1_score, log_loss

    target = np.asarray(labels)
    held = {c: _held_out(rows, target, clusters, strength=c) for c in _STRENGTHS}
    strength = min(held, key=lambda c: float(log_loss(target, held[c])))

    def macro_f1(favour: float) -> float:
        chosen = (held[strength] * np.array([1.0, favour, 1.0, 1.0])).argmax(axis=1)
        return float(f1_score(target, chosen, average="macro"))

    favour = max(_FAVOURS, key=macro_f1)
    coefficients, bias = _unscaled(_model(strength).fit(rows, target))
    return {
        "strength": strength,
        "log_loss": round(float(log_loss(target, held[strength])), 4),
        "macro_f1": round(macro_f1(favour), 4),
        "coefficients": {
            v.value: {n: round(float(x), 4) for n, x in zip(FEATURES, row, strict=True)}
            for v, row in zip(VERDICTS, coefficients, strict=True)
        },
        "bias": {v.value: round(float(x), 4) for v, x in zip(VERDICTS, bias, strict=True)},
        "favour": {v.value: favour if v is Verdict.PARTIAL else 1.0 for v in VERDICTS},
    }


def _held_out(rows: Floats, target: Any, clusters: Sequence[str], *, strength: float) -> Floats:
    from sklearn.model_selection import GroupKFold, cross_val_predict

    folds = GroupKFold(_FOLDS)
    chances = cross_val_predict(
        _model(strength), rows, target, groups=list(clusters), cv=folds, method="predict_proba"
    )
    return np.asarray(chances)


def _model(strength: float) -> Any:
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=2000))


def _unscaled(pipeline: Any) -> tuple[Floats, Floats]:
    """Return coefficients and bias for features as they are, the scaling multiplied in."""
    scaler, model = pipeline[0], pipeline[1]
    coefficients = model.coef_ / scaler.scale_
    return coefficients, model.intercept_ - coefficients @ scaler.mean_
