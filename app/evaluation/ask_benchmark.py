"""The benchmark of asking: does an answer cite the right places, say the facts, and know its limits?"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.core.words import content_words
from app.evaluation.queries import Asked, Spot, load_questions, spot_of
from app.evaluation.rows import Measure, Row, measured
from app.evaluation.with_model import spread
from app.services.ask import AskResult

_ROUNDS = 1000


class AnswersQuestions(Protocol):
    """The front door of asking."""

    def ask(self, library: str, question: str) -> AskResult:
        """Answer a question from a library."""
        ...


@dataclass(frozen=True, slots=True)
class _Answered:
    """A question with what came back."""

    asked: Asked
    result: AskResult

    @property
    def right_citations(self) -> int:
        """How many of the cited sentences stand under a heading that answers the question."""
        return sum(spot_of(each.place) in self.asked.gold for each in self.result.citations)


def measure_asking(
    asker: AnswersQuestions,
    library: str,
    split: str,
    known: Collection[Spot],
    *,
    scorer: str = "Hotseat",
    most: int | None = None,
) -> Row:
    """Ask the questions of a split, and measure the answers.

    - citations right: share of the cited sentences, over all answered questions that the notes
      answer, that stand under a heading that answers the question
    - citations right, all: the same over all answered questions; a citation to a question that the
      notes don't answer is wrong
    - rightly cited: share of the answered questions with at least one right citation
    - facts said: share of the content words of what an answer must say that it holds; an answer
      that isn't given says nothing
    - answered: share of the questions that the notes answer; abstained: of those that they don't
    - rightly decided: share of all questions
    - written by a model: share of the answered ones; there only where a model was on

    `most` questions are asked, at even distances; None asks all.
    """
    outcomes = [
        _Answered(asked, asker.ask(library, asked.text))
        for asked in spread(load_questions(split, known), most)
    ]

    def of(measure: Callable[[Sequence[_Answered]], float]) -> Measure:
        return lambda rows: measure([outcomes[i] for i in rows])

    measures = {
        "citations right": of(lambda some: _precision([o for o in some if o.asked.answerable])),
        "citations right, all": of(_precision),
        "rightly cited": of(_rightly_cited),
        "facts said": of(_facts_said),
        "answered": of(lambda some: _decided([o for o in some if o.asked.answerable])),
        "abstained": of(lambda some: _decided([o for o in some if not o.asked.answerable])),
        "rightly decided": of(_decided),
    }
    if any(outcome.result.by for outcome in outcomes):
        measures["written by a model"] = of(_written)
    names = [outcome.asked.id for outcome in outcomes]
    found = measured(measures, names, rounds=_ROUNDS)
    return Row(f"ask, {split.replace('_', '-')}", scorer, len(outcomes), found)


def said(fact: str, answer: str) -> float:
    """Return the share of a fact's content words that an answer holds."""
    wanted = content_words(fact)
    return len(wanted & content_words(answer)) / len(wanted) if wanted else math.nan


def _precision(outcomes: Sequence[_Answered]) -> float:
    cited = sum(len(each.result.citations) for each in outcomes)
    return sum(each.right_citations for each in outcomes) / cited if cited else math.nan


def _rightly_cited(outcomes: Sequence[_Answered]) -> float:
    return _mean([e.right_citations > 0 for e in outcomes if e.asked.gold and e.result.grounded])


def _facts_said(outcomes: Sequence[_Answered]) -> float:
    return _mean(
        [
            said(fact, each.result.answer) if each.result.grounded else 0.0
            for each in outcomes
            for fact in each.asked.must_say
        ]
    )


def _written(outcomes: Sequence[_Answered]) -> float:
    return _mean([bool(each.result.said) for each in outcomes if each.result.grounded])


def _decided(outcomes: Sequence[_Answered]) -> float:
    return _mean([each.result.grounded == each.asked.answerable for each in outcomes])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else math.nan
