"""From evidence to verdicts, with a model of a few numbers instead of the fitted one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.alignment import Reading, Window
from app.core.verdict import AnswerQuote, Chances, PointVerdict, Verdict
from app.grading.calibrate import Topic
from app.grading.evidence import FEATURES, NO_OBJECTION, Evidence, Objection
from app.grading.judge import VERDICTS, Judge
from app.grading.match import AnswerReading, Support
from app.grading.reason import reason
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
    said=None,
)


def judge(**bias: float) -> Judge:
    """Make a judge to whom nothing counts but a bias and the verifier's log odds."""
    coefficients = {v.value: dict.fromkeys(FEATURES, 0.0) for v in VERDICTS}
    coefficients["met"]["verified met"] = 1.0
    model = {
        "coefficients": coefficients,
        "bias": {v.value: bias.get(v.value, 0.0) for v in VERDICTS},
        "favour": {v.value: 1.0 for v in VERDICTS},
    }
    return Judge({"among": model, "alone": model})


def test_a_denial_word_for_word_decides() -> None:
    """A claim that says the point with a `not` in it contradicts, whatever the chances say."""
    support = replace(EVIDENCE.support, by_claim=np.array([0.2, 0.85], dtype=np.float32))
    denied = replace(EVIDENCE, support=support, denied=Objection(1, 0.95))
    judgement = judge(met=9.0).decide(denied, ANSWER)
    assert (judgement.verdict, judgement.span) == (Verdict.CONTRADICTED, ANSWER.claims[1])


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
    ("said", "verdict", "share"),
    [
        (0.95, Verdict.MET, None),
        (0.5, Verdict.PARTIAL, 0.5),
        (0.65, Verdict.PARTIAL, 0.75),
        (0.3, Verdict.MISSED, None),
    ],
)
def test_a_whole_reference_is_graded_by_the_share_that_was_said(
    said: float, verdict: Verdict, share: float | None
) -> None:
    """From .2 (nothing) to .8 (all); a partial verdict carries the share, which is its credit."""
    whole = replace(EVIDENCE, alone=True, said=said)
    judgement = judge().decide(whole, ANSWER)
    assert (judgement.verdict, judgement.share) == (verdict, share)


def test_a_part_of_a_reference_is_graded_by_share_and_model() -> None:
    """Half and half: the model sees whether it stands out from the other parts."""
    part = replace(EVIDENCE, said=0.8)
    judgement = judge(missed=9.0).decide(part, ANSWER)
    assert judgement.verdict is Verdict.PARTIAL
    assert judgement.share == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(
    ("bias", "denied", "section", "verdict"),
    [
        (3.0, 0.8, 0.6, Verdict.CONTRADICTED),
        (0.0, 0.8, 0.6, Verdict.MET),
        (3.0, 0.0, 0.6, Verdict.MET),
        (3.0, 0.0, 0.8, Verdict.CONTRADICTED),
    ],
)
def test_a_whole_reference_is_contradicted_when_two_agree(
    bias: float, denied: float, section: float, verdict: Verdict
) -> None:
    """Rule and verifier; or the verifier alone on a text that was said nearly word for word."""
    support = replace(EVIDENCE.support, section=section)
    objection = Objection(0, denied)
    whole = replace(EVIDENCE, alone=True, said=0.95, denied=objection, support=support)
    assert judge(contradicted=bias).decide(whole, ANSWER).verdict is verdict


def test_a_point_alone_has_a_model_of_its_own() -> None:
    """There is no other point to stand out from."""
    alone = replace(EVIDENCE, alone=True)
    assert judge(missed=9.0).decide(alone, ANSWER).verdict is Verdict.MISSED


def test_the_shipped_model_knows_every_feature() -> None:
    """A feature without a coefficient would be an error at the first grade."""
    for alone in (False, True):
        judgement = Judge().decide(replace(EVIDENCE, alone=alone), ANSWER)
        assert 0.0 <= judgement.credit <= 1.0
    assert PointVerdict("one", Verdict.MET, 1.0, "").expected_credit is None
