"""The words of an answer that bear on a key point all by themselves: what a language model may read.

A claim bears on a point when the offline grader, shown this claim and nothing else, expects two fifths
of the point's credit or more. So what else stands in the answer, before the claim or after it, changes
nothing in what is read of it; and what tells a reader to do something says no key point, in whatever
way it is put, so that it isn't read. Of a claim that has both, the clauses are left out that say
nothing of the point and without which the rest bears on it as well. Nothing is read of a claim that
has both as far as it shows:

- in words about interviews and grades that the question doesn't have itself,
- in characters that are neither plain English nor the question's (other scripts, markup, JSON),
- or by a pattern of what speaks to a model or a grader.

Not caught: an order in plain other words inside a clause that says a point. It can move that point
within the bounds of `app.services.model_grade`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from itertools import groupby

from app.core.bounds import is_plain
from app.core.level import Level
from app.core.question import Question
from app.core.steering import speaks_to_model
from app.core.verdict import AnswerQuote
from app.core.words import content_words, is_negated
from app.grading.canonical import Canonical, canonical
from app.grading.engine import Grader
from app.grading.quotes import answer_quote
from app.grading.screen import screen
from app.grading.segment import Span, clauses

# No attack of `tests/attacks` comes to so much; of the claims that a verdict rests on, most do.
_BEARS = 0.4
# A clause isn't needed that denies nothing and earns next to nothing alone, when the rest earns much the
# same without it.
_NOTHING = 0.1
_LESS, _MORE = 0.25, 0.15
_OF_INTERVIEWS = content_words(
    """
    admin answer applicant assessor assistant candidate congratulate credit evaluator examiner full
    grade grader grading instruct instruction interview interviewer mark met missed obey override
    point praise prompt reviewer rubric score scoring verdict
    """
)
_OF_CODE = "_`"


def bearing(grader: Grader, question: Question, answer: str) -> tuple[tuple[AnswerQuote, ...], ...]:
    """Quote the words of an answer that bear on each key point, each in their order.

    Takes a grade for each claim, and for each clause of those that bear on a point.
    """
    text, sources = canonical(answer), _sources(question)
    earned = cache(partial(_credits, grader, question))
    told = [
        claim
        for claim in screen(question, text).claims
        if (quote := answer_quote(text, claim)) and is_of_the_matter(quote.text, sources)
    ]

    def words(number: int) -> tuple[AnswerQuote, ...]:
        spans = [s for claim in told for s in _needed(text, claim, lambda t: earned(t)[number])]
        return tuple(quote for span in spans if (quote := answer_quote(text, span)))

    return tuple(words(number) for number in range(len(question.key_points)))


def _needed(text: Canonical, claim: Span, earned: Callable[[str], float]) -> list[Span]:
    """Return a claim without the clauses that add nothing to what it has `earned`, as few spans.

    Returns none when it hasn't earned enough.
    """
    kept = parts = clauses(text.text, claim)
    before = earned(_said(text, kept))
    if before < _BEARS:
        return []
    for clause in parts:
        said = _said(text, [clause])
        if earned(said) >= _NOTHING or is_negated(said):
            continue
        rest = [other for other in kept if other != clause]
        if rest and before - _LESS <= earned(_said(text, rest)) <= before + _MORE:
            kept = rest
    runs = [list(run) for stays, run in groupby(parts, kept.__contains__) if stays]
    return [(run[0][0], run[-1][1]) for run in runs]


def _said(text: Canonical, spans: Sequence[Span]) -> str:
    return " ".join(text.text[start:end] for start, end in spans)


def is_of_the_matter(claim: str, sources: list[str]) -> bool:
    """Say whether a claim shows no sign of speaking to somebody instead of answering."""
    about_interviews = content_words(claim) & _OF_INTERVIEWS - content_words(" ".join(sources))
    return (
        not about_interviews
        and is_plain(claim, sources=[*sources, _OF_CODE])
        and not speaks_to_model(claim)
    )


def _sources(question: Question) -> list[str]:
    points = [t for p in question.key_points for t in (p.text, *p.wordings, *p.misconceptions)]
    return [question.text, *question.wordings, question.reference, *points]


def _credits(grader: Grader, question: Question, claim: str) -> list[float]:
    """Return the credit that a claim alone is expected to earn of each key point."""
    verdicts = grader.grade(question, claim, level=Level.MID).verdicts
    return [verdict.expected_credit or 0.0 for verdict in verdicts]
