"""What a grader must beat: the similarity measures that other offline tools grade by.

Each takes samples and returns one score (0..1) a sample, the best over its references. None of them
sees a human score.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from app.core.words import content_words
from app.evaluation.samples import Sample
from app.ports import Embedder

Scorer = Callable[[Sequence[Sample]], list[float]]


def baselines(embedder: Embedder) -> Mapping[str, Scorer]:
    """Return the baselines by the name that the table shows."""
    return {
        "cosine": lambda samples: cosine(samples, embedder),
        "TF-IDF": tfidf,
        "word recall": word_recall,
    }


def cosine(samples: Sequence[Sample], embedder: Embedder) -> list[float]:
    """Score by the cosine of the sentence vectors of answer and reference; below 0 counts as 0."""
    texts = sorted({text for s in samples for text in (s.answer, *s.references)})
    vectors = dict(zip(texts, embedder.encode(texts), strict=True))
    return [
        max(0.0, *(float(vectors[s.answer] @ vectors[reference]) for reference in s.references))
        for s in samples
    ]


def tfidf(samples: Sequence[Sample]) -> list[float]:
    """Score by the cosine of TF-IDF vectors, whose document frequencies are those of the samples."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = sorted({text for s in samples for text in (s.answer, *s.references)})
    row_of = {text: row for row, text in enumerate(texts)}
    rows = TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
    return [
        max(
            float(rows[row_of[s.answer]].multiply(rows[row_of[reference]]).sum())
            for reference in s.references
        )
        for s in samples
    ]


def word_recall(samples: Sequence[Sample]) -> list[float]:
    """Score by the share of the reference's content words, the question's left out, in the answer."""
    return [max(_recall(s, reference) for reference in s.references) for s in samples]


def _recall(sample: Sample, reference: str) -> float:
    wanted = set(content_words(reference)) - set(content_words(sample.alternatives[0].text))
    said = set(content_words(sample.answer))
    return float(np.mean([word in said for word in wanted])) if wanted else 0.0
