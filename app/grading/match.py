"""How far an answer says each key point of its question, by token alignment.

Three measures, all in -1..1: the coverage of the point by the best section of the answer (context
counts: an answer says *it* for what it named before), by its best claim, and the claim's lead over
the question's other points. The lead matters: a claim that says one point resembles all points of
its question, but that one most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.alignment import (
    Reading,
    Window,
    best_by_group,
    coverage,
    group_tokens,
    sections,
    similarities,
    token_weights,
    windows,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

Span = tuple[int, int]

# Another wording counts a little less than the point itself: the best of many texts is high by luck.
_OTHER_WORDING = 0.02
_SECTION_TOKENS = 160
_LONGEST_WINDOW = 3
_LONGER_WINDOW = 0.03
_SAID_IN_FULL = 0.6
_GIVEN = 0.7


@dataclass(frozen=True, slots=True)
class AnswerReading:
    """An answer with its claims: the tokens of claim i are `groups[i]`, those set aside left out."""

    reading: Reading
    claims: tuple[Span, ...]
    groups: tuple[tuple[int, ...], ...]

    def span(self, window: Window) -> Span:
        """Return the (start, end) of a window of claims in the text."""
        return self.claims[window.first][0], self.claims[window.last][1]


def answer_reading(
    reading: Reading, claims: Sequence[Span], set_aside: Sequence[Span] = ()
) -> AnswerReading:
    """Group the tokens of an answer by claim; tokens that begin in `set_aside` cover nothing."""
    groups = []
    for group in group_tokens(reading.spans, claims):
        starts = ((token, reading.spans[token][0]) for token in group)
        groups.append(tuple(t for t, at in starts if not any(a <= at < b for a, b in set_aside)))
    return AnswerReading(reading, tuple(claims), tuple(groups))


@dataclass(frozen=True, slots=True)
class Support:
    """What the answer says of a key point.

    `section` and `claim` are the coverages by the best section and the best claim, `lead` is by how
    much a claim covers the point better than the mean of the question's other points (0 if there
    are none). `by_claim` has the coverage by each claim, `window` the claims to quote.
    """

    section: float
    claim: float
    lead: float
    by_claim: Floats
    window: Window


def supports(
    points: Sequence[Sequence[Reading]], asked: Reading, answer: AnswerReading
) -> list[Support]:
    """Match key points, each given as its text and its other wordings, with an answer's claims."""
    if not answer.claims:
        raise ValueError("An answer without claims says nothing. Grade it as empty.")
    parts = sections([len(group) for group in answer.groups], _SECTION_TOKENS)
    runs = windows(len(answer.claims), _LONGEST_WINDOW)
    covered = [_covered(texts, asked, answer, [*parts, *runs]) for texts in points]
    rows = np.stack([row[len(parts) :][: len(answer.claims)] for row in covered])
    leads = _leads(rows)
    return [
        Support(
            section=float(row[: len(parts)].max()),
            claim=float(rows[number].max()),
            lead=float(leads[number].max()),
            by_claim=rows[number],
            window=_best_window(row[len(parts) :], runs),
        )
        for number, row in enumerate(covered)
    ]


def share_said(text: Reading, asked: Reading, answer: AnswerReading) -> float:
    """Return the share of a text that an answer says beyond what the question says; at most 1.

    Unlike in the coverage, a token is said in full from a cosine of .6 on: on the human-graded
    sets, what lies above tells closeness of wording more than content. Most of what the question
    says already is taken off, so that saying it back earns nothing.
    """
    by_claim = best_by_group(similarities(text, answer.reading), answer.groups)
    by_question = similarities(text, asked).max(axis=1, keepdims=True)
    best = np.column_stack([by_claim.max(axis=1, keepdims=True), by_question])
    in_full = np.clip(best / _SAID_IN_FULL, 0.0, 1.0).astype(np.float32)
    said, given = (float(share) for share in coverage(in_full, token_weights(text, asked)))
    return (said - _GIVEN * given) / (1.0 - _GIVEN * given)


def _covered(
    texts: Sequence[Reading], asked: Reading, answer: AnswerReading, parts: Sequence[Window]
) -> Floats:
    """Return the coverage of a point by each window of claims, the best over its texts."""
    rows = []
    for number, text in enumerate(texts):
        by_claim = best_by_group(similarities(text, answer.reading), answer.groups)
        best = np.stack([by_claim[:, w.first : w.last + 1].max(axis=1) for w in parts], axis=1)
        rows.append(coverage(best, token_weights(text, asked)) - _OTHER_WORDING * (number > 0))
    return np.asarray(np.max(rows, axis=0), dtype=np.float32)


def _leads(rows: Floats) -> Floats:
    """Subtract from each point's coverage by a claim the mean of the other points', shape (n, k)."""
    if len(rows) < 2:
        return np.zeros_like(rows)
    others = (rows.sum(axis=0, keepdims=True) - rows) / (len(rows) - 1)
    return np.asarray(rows - others, dtype=np.float32)


def _best_window(scores: Floats, runs: Sequence[Window]) -> Window:
    """Choose the window to quote: a longer one only if it covers clearly more."""
    costs = np.array([_LONGER_WINDOW * (run.size - 1) for run in runs], dtype=np.float32)
    return runs[int(np.argmax(scores - costs))]
