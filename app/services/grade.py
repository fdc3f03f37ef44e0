"""Grade a turn: find the evidence in the notes, ask the engine, verify every quote."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from app.core.advice import regraded
from app.core.errors import ModelFailure, UnverifiedQuote
from app.core.grade import Feedback, Flag, Grade
from app.core.hints import given_point
from app.core.level import Level
from app.core.passage import Passage, PassageKind
from app.core.place import Place
from app.core.question import Question
from app.core.session import Setup, Turn
from app.core.verdict import PointVerdict, Verdict
from app.grading import Grader

_GIVEN = "A hint gave this point away, so it doesn't count."


class Judge(Protocol):
    """Judges an answer beside the offline grader."""

    def judge(self, question: Question, answer: str, offline: Grade, *, level: Level) -> Grade:
        """Return the grade under both; raise ModelFailure where it has none."""
        ...


class Teller(Protocol):
    """Puts the verdicts of a grade into words."""

    @property
    def name(self) -> str:
        """Who it is, for the provenance of feedback."""
        ...

    def write(self, question: Question, grade: Grade) -> Feedback:
        """Return the grade's feedback in more words; raise ModelFailure where it has none."""
        ...


class TurnGrading:
    """Grades the answered turns of sessions.

    `passages` returns those of a library's note, `search` the texts of a library's passages that
    come nearest to a claim. `judge` returns the language model that judges beside the grader, None
    where none is switched on; when it fails, the offline grade stands and says so. `teller` returns the
    one that puts the verdicts into words.
    """

    def __init__(
        self,
        *,
        grader: Grader,
        passages: Callable[[str, str], Sequence[Passage]],
        search: Callable[[str, str], Sequence[str]],
        judge: Callable[[], Judge | None] = lambda: None,
        teller: Callable[[], Teller | None] = lambda: None,
    ) -> None:
        self._grader = grader
        self._passages = passages
        self._search = search
        self._judge = judge
        self._teller = teller

    def __call__(self, setup: Setup, turn: Turn) -> Grade:
        """Grade the answer of a turn at the setup's level, and verify every quote."""
        answer = turn.answer
        if answer is None or answer.dont_know:
            return self._grader.grade_dont_know(turn.question, setup.level)
        evidence = self._evidence(setup.library, turn.question)
        grade = self._grader.grade(
            turn.question,
            answer.text,
            level=setup.level,
            evidence=evidence,
            search=partial(self._search, setup.library),
        )
        grade = self._judged(turn.question, answer.text, grade, setup.level)
        verify_quotes(grade, answer.text, evidence)
        return self._told(turn.question, _without_given(grade, turn, setup.level))

    def _judged(self, question: Question, answer: str, offline: Grade, level: Level) -> Grade:
        judge = self._judge()
        if judge is None:
            return offline
        try:
            return judge.judge(question, answer, offline, level=level)
        except ModelFailure:
            return replace(offline, flags=(*offline.flags, Flag.WITHOUT_MODEL))

    def _told(self, question: Question, grade: Grade) -> Grade:
        """Put the verdicts into words, unless the model has just failed to judge."""
        teller = self._teller()
        if teller is None or Flag.WITHOUT_MODEL in grade.flags:
            return grade
        try:
            told = teller.write(question, grade)
        except ModelFailure:
            told = replace(grade.feedback, by=teller.name)
        return replace(grade, feedback=told)

    def _evidence(self, library: str, question: Question) -> dict[str, list[Passage]]:
        found = {}
        for point in question.key_points:
            place = point.source or question.place
            passages = self._passages(library, place.note)
            found[point.id] = explaining(passages, place)
        return found


def _without_given(grade: Grade, turn: Turn, level: Level) -> Grade:
    """Count the key point that the last hint gave away on neither side."""
    given = given_point(turn.question, turn.hints)
    if given is None:
        return grade
    away = PointVerdict(given.id, Verdict.CANNOT_ASSESS, 1.0, _GIVEN)
    verdicts = [
        replace(away, note_quote=v.note_quote) if v.key_point_id == given.id else v
        for v in grade.verdicts
    ]
    return regraded(grade, turn.question, verdicts, level=level)


def explaining(passages: Sequence[Passage], place: Place) -> list[Passage]:
    """Return the passages that stand under a place's heading, explanations where there are some."""
    under = [p for p in passages if p.place.heading[: len(place.heading)] == place.heading]
    explanations = [p for p in under if p.kind is PassageKind.EXPLANATION]
    return explanations or under


def verify_quotes(grade: Grade, answer: str, evidence: Mapping[str, Sequence[Passage]]) -> None:
    """Raise UnverifiedQuote when a quote does not stand where the grade says it does."""
    for quote in grade.unsupported:
        quote.verify(answer)
    for verdict in grade.verdicts:
        if verdict.answer_quote is not None:
            verdict.answer_quote.verify(answer)
        if verdict.note_quote is not None:
            sources = [p.text for p in evidence.get(verdict.key_point_id, ())]
            if not any(_holds(verdict.note_quote.text, source) for source in sources):
                raise UnverifiedQuote(f"The notes do not say {verdict.note_quote.text!r}.")


def _holds(quote: str, source: str) -> bool:
    return bool(quote.strip()) and " ".join(quote.split()) in " ".join(source.split())
