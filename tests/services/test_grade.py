"""A turn is graded against the passages that explain its key points, and every quote is checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import cast

import pytest

from app.core.errors import UnverifiedQuote
from app.core.grade import Grade
from app.core.level import Level
from app.core.passage import Passage, PassageKind
from app.core.place import Place
from app.core.question import Question
from app.core.session import Answer, Turn
from app.core.verdict import AnswerQuote, NoteQuote, Verdict
from app.grading import Grader
from app.services.grade import TurnGrading, explaining
from tests.examples import NOON, PLACE, SETUP, grade, key_point, question


def passage(text: str, *heading: str, kind: PassageKind = PassageKind.EXPLANATION) -> Passage:
    place = Place(PLACE.note, heading, (1, 2))
    return Passage(text, place, text, kind, "06_Concurrency", (Level.MID,))


UNDER = passage("One thread runs.", "The GIL", "Internal Working", "Switching")
ELSEWHERE = passage("Use processes.", "The GIL", "Best Practices")
ANSWER = passage("One thread.", "The GIL", "Internal Working", kind=PassageKind.ANSWER)


class QuotingGrader:
    """Quotes what a test tells it to, and remembers the evidence it was given."""

    def __init__(self, answer_quote: AnswerQuote, note_quote: NoteQuote) -> None:
        self.quotes = answer_quote, note_quote
        self.evidence: Mapping[str, Sequence[Passage]] = {}

    def grade(
        self,
        asked: Question,
        answer: str,
        *,
        level: Level,
        evidence: Mapping[str, Sequence[Passage]],
        search: Callable[[str], Sequence[str]],
    ) -> Grade:
        self.evidence = evidence
        self.found = search("a claim")
        made = grade(asked, Verdict.MET)
        quoted = replace(made.verdicts[0], answer_quote=self.quotes[0], note_quote=self.quotes[1])
        return replace(made, verdicts=(quoted,))


def graded(grader: QuotingGrader) -> Grade:
    grading = TurnGrading(
        grader=cast("Grader", grader),
        passages=lambda library, note: [ELSEWHERE, UNDER, ANSWER],
        search=lambda library, claim: [f"{library}: {claim}"],
    )
    turn = Turn("t1", question("q", key_point("one")), NOON, answer=Answer("one runs", NOON))
    return grading(SETUP, turn)


def test_a_point_that_a_hint_gave_away_counts_on_neither_side() -> None:
    """Whether or not the answer repeats it; with one hint fewer it counts."""
    asked = question("q", key_point("one"), key_point("two"))
    grader = GradingAlike(grade(asked, Verdict.MET, Verdict.PARTIAL))
    turn = Turn("t1", asked, NOON, answer=Answer("one runs", NOON), hints=1)
    grading = TurnGrading(
        grader=cast("Grader", grader), passages=lambda *_: [], search=lambda *_: []
    )
    assert grading(SETUP, turn).score == 0.75
    given = grading(SETUP, replace(turn, hints=2))
    assert given.verdicts[0].verdict is Verdict.CANNOT_ASSESS
    assert given.score == 0.5


class GradingAlike:
    """Gives every answer the same grade."""

    def __init__(self, made: Grade) -> None:
        self.made = made

    def grade(self, *_: object, **__: object) -> Grade:
        return self.made


def test_evidence_is_what_stands_under_the_points_heading() -> None:
    """Explanations under the heading are handed over, not other headings and not answers."""
    grader = QuotingGrader(AnswerQuote("one", 0, 3), NoteQuote("One thread runs.", UNDER.place))
    assert graded(grader).score == 1.0
    assert grader.evidence == {"one": [UNDER]}
    assert grader.found == [f"{SETUP.library}: a claim"]


def test_answers_are_evidence_when_nothing_explains() -> None:
    """A mined answer is all that such notes have."""
    place = replace(PLACE, heading=("The GIL", "Internal Working"))
    assert explaining([ANSWER, ELSEWHERE], place) == [ANSWER]


@pytest.mark.parametrize(
    ("said", "noted"),
    [
        (AnswerQuote("two", 0, 3), "One thread runs."),
        (AnswerQuote("one", 0, 3), "Two threads run."),
    ],
)
def test_a_quote_that_is_not_there_is_never_shown(said: AnswerQuote, noted: str) -> None:
    """Words that neither side has said are an error, not a grade."""
    with pytest.raises(UnverifiedQuote):
        graded(QuotingGrader(said, NoteQuote(noted, UNDER.place)))
