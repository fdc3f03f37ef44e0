"""Claims that no passage of the notes supports: shown to the candidate, never punished.

The notes may simply not say it. So a claim is flagged only when it says much, and the question, its
key points with their misconceptions, the reference answer and the passages together cover little of
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from app.alignment import Reader, Reading, best_by_group, coverage, similarities, token_weights
from app.core.passage import Passage
from app.core.question import Question
from app.core.words import content_words
from app.grading.canonical import canonical
from app.grading.match import AnswerReading

Span = tuple[int, int]

# Read off our own development answers: see the docstring of `app.grading`.
_LEAST_SUPPORTED = 0.5
_FEWEST_WORDS = 5


def unsupported_claims(
    question: Question, answer: AnswerReading, passages: Iterable[Passage], reader: Reader
) -> list[Span]:
    """Return the spans of the claims that the notes don't speak of; none without passages."""
    texts = list(dict.fromkeys(passage.text for passage in passages))
    if not texts:
        return []
    texts += [question.text, question.reference]
    texts += [t for p in question.key_points for t in (p.text, *p.wordings, *p.misconceptions)]
    sources = reader.recall([canonical(text).text for text in texts])
    return [
        span
        for span, tokens in zip(answer.claims, answer.groups, strict=True)
        if len(content_words(answer.reading.text[slice(*span)])) >= _FEWEST_WORDS
        and support(answer.reading, tokens, sources) < _LEAST_SUPPORTED
    ]


def support(reading: Reading, tokens: Sequence[int], sources: Sequence[Reading]) -> float:
    """Return how much (0..1) of some tokens of an answer the source that says most of them says."""
    chosen = list(tokens)
    if not chosen:
        return 1.0
    weights = token_weights(reading)[chosen]
    covered = [
        coverage(
            best_by_group(similarities(reading, source)[chosen], [range(len(source.tokens))]),
            weights,
        )
        for source in sources
        if len(source.tokens)
    ]
    return float(np.max(covered)) if covered else 0.0
