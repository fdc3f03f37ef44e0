"""Claims that no passage of the notes supports: shown to the candidate, never punished.

The notes may simply not say it. So a claim is named only when it says much, and neither the question
with its key points nor the passages that a search for it finds cover half of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from app.alignment import Reader, Reading, coverage, similarities, token_weights
from app.core.question import Question
from app.core.words import content_words
from app.grading.canonical import canonical_text
from app.grading.match import AnswerReading

Span = tuple[int, int]
# Finds the texts of the notes that come nearest to a claim.
Search = Callable[[str], Sequence[str]]

_LEAST_SUPPORTED = 0.5
_FEWEST_WORDS = 5
_MOST_SEARCHED = 6


def unsupported_claims(
    question: Question, answer: AnswerReading, reader: Reader, search: Search
) -> list[Span]:
    """Return the spans of the claims that the notes don't speak of, six of them at most.

    `search` is asked only for claims that the question and its key points don't cover.
    """
    points = [t for p in question.key_points for t in (p.text, *p.wordings, *p.misconceptions)]
    near = reader.recall([canonical_text(text) for text in (question.text, *points)])
    doubtful = [
        (span, tokens)
        for span, tokens in zip(answer.claims, answer.groups, strict=True)
        if len(content_words(answer.reading.text[slice(*span)])) >= _FEWEST_WORDS
        and support(answer.reading, tokens, near) < _LEAST_SUPPORTED
    ]
    found = []
    for span, tokens in doubtful[:_MOST_SEARCHED]:
        texts = [canonical_text(text) for text in search(answer.reading.text[slice(*span)])]
        if support(answer.reading, tokens, reader.recall(texts)) < _LEAST_SUPPORTED:
            found.append(span)
    return found


def support(reading: Reading, tokens: Sequence[int], sources: Sequence[Reading]) -> float:
    """Return how much (0..1) of some tokens of an answer the source that says most of them says."""
    chosen = list(tokens)
    read = [source for source in sources if len(source.tokens)]
    if not chosen:
        return 1.0
    if not read:
        return 0.0
    weights = token_weights(reading)[chosen]
    best = np.stack(
        [np.maximum(similarities(reading, source)[chosen].max(axis=1), 0.0) for source in read],
        axis=1,
    )
    return float(coverage(best, weights).max())
