"""What can be measured of an answer beside its references: what a fit to human scores sees.

The verifier's view is left out where the verifier was trained on answers of the same set: on these
it is far surer than on new ones, and a fit would trust it too much.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.alignment import Reader, Reading, coverage, similarities, token_weights
from app.core.question import Question
from app.core.words import content_words
from app.evaluation.samples import Sample, reference_of
from app.grading.canonical import canonical, canonical_text
from app.grading.evidence import FEATURES, Evidence

Floats = NDArray[np.float64]

_OF_THE_VERIFIER = ("verified", "misconception", "both", "rough contradicted")
_ALL = list(range(len(FEATURES)))
_WITHOUT_VERIFIER = [i for i in _ALL if not FEATURES[i].startswith(_OF_THE_VERIFIER)]
_SAID = (0.6, 0.75)
_NOTHING = "-"


class ExaminesAnswers(Protocol):
    """The part of a grader that collects evidence."""

    def examine(self, question: Question, answer: str) -> list[Evidence]:
        """Return the evidence on each key point, none for an answer that was set aside."""
        ...


def answer_features(
    samples: Sequence[Sample],
    grader: ExaminesAnswers,
    reader: Reader,
    *,
    verifier_knows_set: bool,
    tell: Callable[[int], None] = lambda _: None,
) -> Floats:
    """Describe each answer beside the reference that it says the most of.

    Shape (samples, features); fewer features when the verifier was trained on answers of the set.
    `tell` hears how many are done.
    """
    kept = _WITHOUT_VERIFIER if verifier_knows_set else _ALL
    rows = []
    for number, sample in enumerate(samples, start=1):
        described = [
            [*_beside(reader, q, sample.answer), *_examined(grader, q, sample.answer, kept)]
            for q in sample.alternatives
        ]
        rows.append(max(described, key=lambda row: row[0]))
        tell(number)
    return np.asarray(rows, dtype=np.float64)


def _beside(reader: Reader, question: Question, said: str) -> list[float]:
    """Describe an answer by alignment, cosines, words and lengths."""
    texts = [canonical_text(t) or _NOTHING for t in (reference_of(question), question.text)]
    reference, asked = reader.recall(texts)
    answer = reader.read(canonical(said).text or _NOTHING)
    best = np.maximum(similarities(reference, answer).max(axis=1), 0.0)
    weights = token_weights(reference, asked)
    of_reference, of_question = reader.recall_gists(texts)
    of_answer = reader.gist(answer.text)
    words, wanted = len(answer.text.split()), len(reference.text.split())
    return [
        float(weights @ np.minimum(best, _SAID[0]) / weights.sum()),
        float(weights @ best / weights.sum()),
        *(float(weights @ (best > least) / weights.sum()) for least in _SAID),
        _share(answer, [reference], asked),
        _share(answer, [reference, asked], asked),
        _share(asked, [answer], None),
        float(of_reference @ of_answer),
        float(of_question @ of_answer),
        float(of_question @ of_reference),
        *_shared_words(reference.text, answer.text, asked.text),
        *np.log1p([words, wanted]),
        float(np.log((1 + words) / (1 + wanted))),
        float(len(question.key_points)),
    ]


def _share(target: Reading, sources: Sequence[Reading], asked: Reading | None) -> float:
    """Return the coverage of a text by the best of several others, token by token."""
    best = np.max([similarities(target, source).max(axis=1) for source in sources], axis=0)
    return float(coverage(np.maximum(best, 0.0)[:, None], token_weights(target, asked))[0])


def _shared_words(reference: str, answer: str, asked: str) -> list[float]:
    wanted, said, known = map(content_words, (reference, answer, asked))
    new = wanted - known
    return [
        len(new & said) / max(1, len(new)),
        len(wanted & said) / max(1, len(wanted)),
        len(said & (wanted | known)) / max(1, len(said)),
    ]


def _examined(
    grader: ExaminesAnswers, question: Question, answer: str, kept: Sequence[int]
) -> list[float]:
    """Describe an answer by the evidence, its mean over the key points; zeros when set aside."""
    found = grader.examine(question, answer)
    if not found:
        return [0.0] * (len(kept) + 4)
    features = np.asarray([evidence.features() for evidence in found])[:, kept].mean(axis=0)
    sections = [evidence.support.section for evidence in found]
    leads = [evidence.support.lead for evidence in found]
    said = [evidence.said or 0.0 for evidence in found]
    return [
        *features,
        float(np.mean(sections)),
        float(np.min(sections)),
        float(np.mean(leads)),
        float(np.mean(said)),
    ]
