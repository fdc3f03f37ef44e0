"""The words behind a verdict: the candidate's own, and the sentence of the notes that explains it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.alignment import Reader, best_by_group, coverage, similarities, token_weights
from app.core.passage import Passage
from app.core.question import KeyPoint
from app.core.sentences import Sentence, sentences
from app.core.verdict import AnswerQuote, NoteQuote
from app.core.words import content_words
from app.grading.canonical import Canonical, canonical_text

_MOST_READ = 6
_LONGEST_SENTENCE = 600
_BLANK = " \t\n,;:.!?-*•"


def answer_quote(answer: Canonical, span: tuple[int, int]) -> AnswerQuote | None:
    """Quote a span of an answer without the marks around it; None if nothing but marks is there."""
    start, end = span
    while start < end and answer.text[start] in _BLANK:
        start += 1
    while start < end and answer.text[end - 1] in _BLANK:
        end -= 1
    if start == end:
        return None
    quote = answer.quote(start, end)
    quote.verify(answer.raw)
    return quote


def note_quote(point: KeyPoint, passages: Sequence[Passage], reader: Reader) -> NoteQuote | None:
    """Quote the sentence of the passages that says most of a key point; None if there is none.

    The sentences that share the most words with the point and its wordings are read and aligned; of
    equals, the first one is taken.
    """
    nearest = _nearest(point, passages)
    if not nearest:
        return None
    target, *read = reader.recall(
        [canonical_text(point.text), *(canonical_text(s.text) for s, _ in nearest)]
    )
    weights = token_weights(target)
    covered = [
        float(coverage(best_by_group(similarities(target, r), [range(len(r.tokens))]), weights)[0])
        for r in read
    ]
    sentence, passage = nearest[int(np.argmax(covered))]
    span = sentence.start, sentence.start + len(sentence.text)
    quote = NoteQuote(sentence.plain, sentence.place, passage.id, span)
    quote.verify(passage.text)
    return quote


def _nearest(point: KeyPoint, passages: Sequence[Passage]) -> list[tuple[Sentence, Passage]]:
    sought = content_words(" ".join((point.text, *point.wordings)))
    candidates = [
        (sentence, passage)
        for passage in passages
        for sentence in sentences(passage)
        if len(sentence.text) <= _LONGEST_SENTENCE
    ]
    shared = [len(sought & content_words(sentence.text)) for sentence, _ in candidates]
    order = sorted(range(len(candidates)), key=lambda i: -shared[i])
    return [candidates[i] for i in order[:_MOST_READ]]
