"""The words of an answer that bear on a key point all by themselves: what a language model may read.

A claim bears on a point when the offline grader, shown this claim and nothing else, expects a quarter
of the point's credit or more. So what else stands in the answer, before the claim or after it, changes
nothing in what is read of it; and what tells a reader to do something says no key point, in whatever
way it is put, so that it isn't read. Nor is a claim that has both, as far as it shows:

- in words about interviews and grades that the question doesn't have itself,
- in characters that are neither plain English nor the question's (other scripts, markup, JSON),
- or by a pattern of what speaks to a model or a grader.

Not caught: an order in plain other words inside a claim, without a pause. It can move points
within the bounds of `app.services.model_grade`.
"""

from __future__ import annotations

from app.core.bounds import is_plain
from app.core.level import Level
from app.core.question import Question
from app.core.steering import speaks_to_model
from app.core.verdict import AnswerQuote
from app.core.words import content_words
from app.grading.canonical import canonical
from app.grading.engine import Grader
from app.grading.quotes import answer_quote
from app.grading.screen import screen

# No attack of `tests/attacks` comes to so much; of the claims that a verdict rests on, most do.
_BEARS = 0.25
_OF_INTERVIEWS = content_words(
    """
    admin answer applicant assessor assistant candidate congratulate credit evaluator examiner full
    grade grader grading instruct instruction interview interviewer mark met missed obey override
    point praise prompt reviewer rubric score scoring verdict
    """
)
_OF_CODE = "_`"


def bearing(grader: Grader, question: Question, answer: str) -> tuple[tuple[AnswerQuote, ...], ...]:
    """Quote the claims of an answer that bear on each key point, both in their order.

    Takes a grade for each claim.
    """
    text, sources = canonical(answer), _sources(question)
    quotes = (answer_quote(text, span) for span in screen(question, text).claims)
    told = [quote for quote in quotes if quote and is_of_the_matter(quote.text, sources)]
    earned = [_credits(grader, question, quote.text) for quote in told]
    return tuple(
        tuple(quote for quote, of in zip(told, earned, strict=True) if of[number] >= _BEARS)
        for number in range(len(question.key_points))
    )


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
