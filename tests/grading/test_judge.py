"""From evidence to verdicts, with a model of a few numbers instead of the fitted one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.alignment import Reading, Window
from app.core.verdict import AnswerQuote, Chances, PointVerdict, Verdict
from app.grading.calibrate import Topic
from app.grading.evidence import FEATURES, NO_OBJECTION, Evidence, Objection
from app.grading.feedback import reason
from app.grading.judge import VERDICTS, Judge
from app.grading.match import AnswerReading, Support
from tests.examples import key_point

NO_VECTORS = np.zeros((0, 2), dtype=np.float32)
ANSWER = AnswerReading(
    Reading("first claim. second claim", (), (), NO_VECTORS, NO_VECTORS[:, 0]),
    claims=((0, 11), (13, 25)),
    groups=((), ()),
)
EVIDENCE = Evidence(
    support=Support(0.6, 0.6, 0.1, np.array([0.6, 0.2], dtype=np.float32), Window(0, 0)),
    made=0.0,
    denied=NO_OBJECTION,
    mistaken=NO_OBJECTION,
    verified=Chances(0.25, 0.25, 0.25, 0.25),
    misconception=None,
    topic=Topic(0.5, 0.5),
    rough=0.0,
    alone=False,
)


def judge(**bias: float) -> Judge:
    """Make a judge to whom nothing counts but a bias and the verifier's log odds."""
    coefficients = {v.value: dict.fromkeys(FEATURES, 0.0) for v in VERDICTS}
    coefficients["met"]["verified met"] = 1.0
    return Judge(
        {
            "coefficients": coefficients,
            "bias": {v.value: bias.get(v.value, 0.0) for v in VERDICTS},
            "favour": {v.value: 1.0 for v in VERDICTS},
        }
    )


def test_the_likeliest_verdict_with_its_chance() -> None:
    """Chances sum to 1; the confidence is that of the verdict, the credit is the mean."""
    likely = replace(EVIDENCE, verified=Chances(0.9, 0.05, 0.04, 0.01))
    judgement = judge().decide(likely, ANSWER)
    assert judgement.verdict is Verdict.MET
    assert judgement.confidence == pytest.approx(22.5 / 25.5, abs=1e-3)
    assert judgement.credit == pytest.approx((22.5 + 0.5) / 25.5, abs=1e-3)
    assert judgement.span == ANSWER.claims[0]


def test_what_is_missed_is_not_quoted() -> None:
    """There are no words to show."""
    assert judge(missed=3.0).decide(EVIDENCE, ANSWER).span is None


def test_a_point_and_its_opposite_alike() -> None:
    """Who can't tell them apart says so, and leaves the verdict to the candidate."""
    torn = judge(met=5.0, contradicted=5.0).decide(EVIDENCE, ANSWER)
    assert torn.verdict is Verdict.CANNOT_ASSESS
    said = AnswerQuote("first claim", 0, 11)
    sentence = reason(torn.verdict, key_point("one"), quote=said, note=None)
    assert sentence.startswith("You said “first claim”; the grader can't tell")


def test_a_plain_misconception_decides() -> None:
    """A claim that surely is the misconception contradicts, whatever the chances say."""
    mistaken = replace(EVIDENCE, mistaken=Objection(1, 0.99))
    judgement = judge(met=9.0).decide(mistaken, ANSWER)
    assert (judgement.verdict, judgement.span) == (Verdict.CONTRADICTED, ANSWER.claims[1])


@pytest.mark.parametrize(
    ("made", "denied", "verdict"),
    [
        (2.0, 0.0, Verdict.MET),
        (-0.3, 0.0, Verdict.PARTIAL),
        (-2.0, 0.0, Verdict.MISSED),
        (2.0, 0.8, Verdict.CONTRADICTED),
    ],
)
def test_the_only_point_of_a_question(made: float, denied: float, verdict: Verdict) -> None:
    """Coverage and the rules decide: the fitted model has seen no such question."""
    alone = replace(EVIDENCE, alone=True, made=made, denied=Objection(0, denied))
    assert judge(missed=9.0).decide(alone, ANSWER).verdict is verdict


def test_the_shipped_model_knows_every_feature() -> None:
    """A feature without a coefficient would be an error at the first grade."""
    chances = Judge().chances(EVIDENCE.features())
    assert chances.sum() == pytest.approx(1.0)
    assert PointVerdict("one", Verdict.MET, 1.0, "").expected_credit is None
