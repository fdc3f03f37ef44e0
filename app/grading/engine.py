"""The offline grading engine: question, answer and notes in, grade out.

Canonical text, screening, claims, alignment, polarity, verdicts, quotes, score: the same input gives
the same grade, and trivial edits of the answer don't move it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.alignment import Reader, Recent
from app.core.advice import feedback
from app.core.grade import Flag, Grade, GraderInfo, estimate, level_bar, score
from app.core.level import Level
from app.core.passage import Passage
from app.core.question import KeyPoint, Question
from app.core.verdict import AnswerQuote, NoteQuote, PointVerdict, Verdict
from app.grading.calibrate import Topic
from app.grading.canonical import Canonical, canonical
from app.grading.evidence import Evidence, Examiner
from app.grading.judge import Judge, Judgement
from app.grading.match import AnswerReading, answer_reading
from app.grading.quotes import answer_quote, note_quote
from app.grading.reason import reason
from app.grading.screen import Screened, is_foreign, screen
from app.grading.unsupported import Search, unsupported_claims
from app.grading.verifier import Verifier
from app.ports import Embedder, Entailment

NAME = "hotseat-offline"
VERSION = "4"

_OFF_TOPIC = Topic(coverage=0.42, gist=0.35)
_LITTLE = 0.25
_FEW_WORDS = 3
_MOST_QUOTES = 2048
_CERTAIN = 0.99


class Grader:
    """Grades answers offline with an embedder; deterministic, and safe to share between threads."""

    def __init__(self, embedder: Embedder, entailment: Entailment | None = None) -> None:
        """Use an embedder, which is loaded when the first answer is graded.

        `entailment` is a model of inference that a user has added; its view counts as much
        as the verifier's.
        """
        self._embedder = embedder
        self._entailment = entailment
        self._reader = Reader(embedder)
        self._examiner = Examiner(self._reader, Verifier(), entailment)
        self._judge = Judge()
        self._quotes: Recent[tuple[str, ...], NoteQuote | None] = Recent(_MOST_QUOTES)

    @property
    def info(self) -> GraderInfo:
        """Name and version of this grader; the version names the models that it uses too."""
        models = [self._embedder.name, *([self._entailment.name] if self._entailment else [])]
        return GraderInfo(NAME, f"{VERSION} with {' and '.join(models)}")

    def grade(
        self,
        question: Question,
        answer: str,
        *,
        level: Level,
        evidence: Mapping[str, Sequence[Passage]] | None = None,
        search: Search | None = None,
    ) -> Grade:
        """Grade an answer at a level.

        `evidence` maps key point ids to the passages of the notes that explain them; the verdicts
        quote from these. `search` finds the texts of the notes that come nearest to a claim; with
        it, claims that the notes don't speak of are named. Only the first 1,200 words (10,000
        characters) are graded, the rest is flagged as shortened.
        """
        text = canonical(answer)
        notes = self._note_quotes(question, evidence or {})
        if is_foreign(question, text):
            judged = [Judgement(Verdict.CANNOT_ASSESS, _CERTAIN, None, 0.0)] * len(
                question.key_points
            )
            return self._made(question, _verdicts(question, text, judged, notes), level, ())
        screened = screen(question, text)
        judged, topic = self._judged(question, screened)
        verdicts = _verdicts(question, text, judged, notes)
        flags = _flags(question, screened, verdicts, level=level, topic=topic)
        unsupported = self._unsupported(question, screened, search) if search else ()
        if unsupported:
            flags.append(Flag.UNSUPPORTED_CLAIM)
        return replace(self._made(question, verdicts, level, flags), unsupported=unsupported)

    def prepare(self, question: Question) -> None:
        """Encode a question and its key points, so that a grade need only encode the answer.

        They are remembered in memory, a few thousand texts of the questions asked last.
        """
        self._examiner.prepare(question)

    def grade_dont_know(self, question: Question, level: Level) -> Grade:
        """Grade a press of the button `I don't know`: every key point is missed."""
        missed = [Judgement(Verdict.MISSED, _CERTAIN, None, 0.0)] * len(question.key_points)
        verdicts = _verdicts(question, canonical(""), missed, {})
        return self._made(question, verdicts, level, (Flag.DONT_KNOW,))

    def examine(self, question: Question, answer: str) -> list[Evidence]:
        """Return the evidence that the verdicts on an answer follow from, one for each key point.

        Empty for an answer that is set aside before it comes to that (echo, keywords, no claims).
        """
        screened = screen(question, canonical(answer))
        if not screened.claims or not question.key_points:
            return []
        return self._evidence(question, screened)[0]

    def _evidence(
        self, question: Question, screened: Screened
    ) -> tuple[list[Evidence], AnswerReading]:
        claims = self._read(screened)
        return self._examiner.examine(question, claims, screened.refuted), claims

    def _read(self, screened: Screened) -> AnswerReading:
        reading = self._reader.read(screened.answer.text)
        return answer_reading(reading, screened.claims, screened.refuted)

    def _judged(self, question: Question, screened: Screened) -> tuple[list[Judgement], Topic]:
        if not screened.claims or not question.key_points:
            missed = Judgement(Verdict.MISSED, _CERTAIN, None, 0.0)
            return [missed] * len(question.key_points), Topic(0.0, 0.0)
        evidence, claims = self._evidence(question, screened)
        return [self._judge.decide(each, claims) for each in evidence], evidence[0].topic

    def _unsupported(
        self, question: Question, screened: Screened, search: Search
    ) -> tuple[AnswerQuote, ...]:
        """Quote the claims that the notes don't speak of."""
        if not screened.claims:
            return ()
        spans = unsupported_claims(question, self._read(screened), self._reader, search)
        quotes = (answer_quote(screened.answer, span) for span in spans)
        return tuple(quote for quote in quotes if quote is not None)

    def _note_quotes(
        self, question: Question, evidence: Mapping[str, Sequence[Passage]]
    ) -> dict[str, NoteQuote]:
        found = {}
        for point in question.key_points:
            quote = self._note_quote(point, evidence.get(point.id, ()))
            if quote is not None:
                found[point.id] = quote
        return found

    def _note_quote(self, point: KeyPoint, passages: Sequence[Passage]) -> NoteQuote | None:
        """Choose the quote once for a point and its passages; their ids change with their text."""
        key = (point.text, *point.wordings, *(f"{p.id} {p.place}" for p in passages))
        chosen = self._quotes.get_all([key], lambda _: [note_quote(point, passages, self._reader)])
        return chosen[0]

    def _made(
        self,
        question: Question,
        verdicts: Sequence[PointVerdict],
        level: Level,
        flags: Sequence[Flag],
    ) -> Grade:
        return Grade(
            verdicts=tuple(verdicts),
            score=score(question, verdicts, level),
            level_bar=level_bar(question, verdicts),
            flags=tuple(flags),
            feedback=feedback(question, verdicts, level),
            grader=self.info,
            estimate=estimate(question, verdicts, level),
        )


def _verdicts(
    question: Question,
    answer: Canonical,
    judged: Sequence[Judgement],
    notes: Mapping[str, NoteQuote],
) -> list[PointVerdict]:
    verdicts = []
    for point, judgement in zip(question.key_points, judged, strict=True):
        quote = answer_quote(answer, judgement.span) if judgement.span else None
        note = notes.get(point.id)
        verdicts.append(
            PointVerdict(
                key_point_id=point.id,
                verdict=judgement.verdict,
                confidence=round(min(judgement.confidence, _CERTAIN), 2),
                reason=reason(judgement.verdict, point, quote=quote, note=note),
                answer_quote=quote,
                note_quote=note,
                expected_credit=round(judgement.credit, 4),
                share=judgement.share,
            )
        )
    return verdicts


def _flags(
    question: Question,
    screened: Screened,
    verdicts: Sequence[PointVerdict],
    *,
    level: Level,
    topic: Topic,
) -> list[Flag]:
    """Add the flags that need the verdicts: little said by who admits it, and off the topic."""
    flags = list(screened.flags)
    if not screened.claims:
        return flags
    earned = score(question, verdicts, level) or 0.0
    if screened.admits and earned < _LITTLE:
        flags.append(Flag.DONT_KNOW)
    elif all(v.verdict is Verdict.MISSED for v in verdicts):
        if len(screened.answer.text.split()) <= _FEW_WORDS:
            flags.append(Flag.TOO_SHORT)
        elif topic.gist < _OFF_TOPIC.gist or topic.coverage < _OFF_TOPIC.coverage:
            flags.append(Flag.OFF_TOPIC)
    return flags
