"""A Hotseat whose services are real and whose outside is in memory: no model, no index, no disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.adapters.anki_deck import anki_deck
from app.adapters.ical_calendar import plan_calendar
from app.adapters.pdf_document import pdf_document
from app.core.curriculum import Curriculum, plain_curriculum
from app.core.errors import HotseatError
from app.core.grade import Feedback, Grade, GraderInfo, level_bar, most_valuable_gap, score
from app.core.level import Level
from app.core.library import Contents, IngestReport, Manifest, Note, Problem, Progress
from app.core.passage import Passage, PassageKind
from app.core.place import Place
from app.core.question import KeyPoint, Question
from app.core.session import Setup, Turn
from app.core.verdict import AnswerQuote, NoteQuote, PointVerdict, Verdict
from app.services.ask import AskResult, Citation
from app.services.export import Exporter
from app.services.history import History
from app.services.index_jobs import IndexJobs, Ingest
from app.services.interview import Interviewer
from app.services.model_answerer import Statement
from app.services.model_choice import ModelChoice
from app.services.plan import Planner
from app.services.practice import Practice
from app.services.progress import Progress as ProgressReports
from app.services.question_drafts import QuestionDrafts
from app.services.report import Reporter
from app.services.reviewer import Reviewer
from tests.examples import NOON, question
from tests.fakes import (
    DoublingScheduler,
    FixedClock,
    MemoryDrafts,
    MemoryJournal,
    MemoryLedger,
    MemoryWritten,
    WordEmbedder,
    model_choice,
)

LIBRARY = "notes"
PLACE = Place("06_Concurrency/gil.md", ("The GIL", "Internal Working"), (10, 20))
LOCK = KeyPoint("lock", "One thread at a time runs `bytecode`.", Level.MID, source=PLACE)
RELEASE = KeyPoint("release", "The lock is dropped while a thread waits.", Level.SENIOR, 2.0, PLACE)
GIL = question("gil", LOCK, RELEASE, text="What does the GIL protect?")
CACHE = question(
    "cache",
    KeyPoint("ttl", "An entry lives for a set time.", Level.MID),
    text="How does a cache expire?",
    section="07_Caching",
)


class WordGrader:
    """Grades by plain words, so that a test can foresee the grade.

    A key point is met when the answer has the last word of its text, contradicted when that word
    follows "not", else missed. `fail` makes the next call raise it.
    """

    def __init__(self) -> None:
        self.calls: list[Turn] = []
        self.fail: HotseatError | None = None
        self.info = GraderInfo("words", "1")

    def __call__(self, setup: Setup, turn: Turn) -> Grade:
        self.calls.append(turn)
        if self.fail is not None:
            error, self.fail = self.fail, None
            raise error
        answer = turn.answer.text if turn.answer else ""
        verdicts = tuple(_judge(point, answer) for point in turn.question.key_points)
        gap = most_valuable_gap(turn.question, verdicts, setup.level)
        return Grade(
            verdicts=verdicts,
            score=score(turn.question, verdicts, setup.level),
            level_bar=level_bar(turn.question, verdicts),
            flags=(),
            feedback=Feedback(gap.id if gap else None, "Say what happens while a thread waits."),
            grader=self.info,
        )


def _judge(point: KeyPoint, answer: str) -> PointVerdict:
    word = point.text.strip(".`").split()[-1].strip("`.")
    start = answer.find(word)
    note = NoteQuote(point.text, point.source or PLACE)
    if start < 0:
        return PointVerdict(point.id, Verdict.MISSED, 0.9, "Not said.", note_quote=note)
    wrong = answer[:start].rstrip().endswith("not")
    verdict = Verdict.CONTRADICTED if wrong else Verdict.MET
    quote = AnswerQuote.cut(answer, start, start + len(word))
    return PointVerdict(point.id, verdict, 0.9, f"It says {word}.", quote, note)


class NotesAsker:
    """Answers a question that names the GIL, and no other."""

    def ask(
        self, library: str, question: str, *, written: Callable[[Statement], object]
    ) -> AskResult:
        if "GIL" not in question:
            return AskResult("", False, (), (PLACE,))
        return AskResult(LOCK.text, True, (Citation(PLACE, LOCK.text),), ())


@dataclass(frozen=True)
class OpenShelf:
    """What the shelf holds of one library."""

    manifest: Manifest
    contents: Contents


class MemoryShelf:
    """Libraries in a dict."""

    def __init__(self) -> None:
        self.libraries: dict[str, OpenShelf] = {}

    def open(self, library: str) -> OpenShelf:
        return self.libraries[library]

    def put(
        self, library: str, questions: Sequence[Question], problems: tuple[Problem, ...] = ()
    ) -> None:
        sections = dict.fromkeys(q.section for q in questions)
        notes = tuple(_note(section) for section in sections)
        self.libraries[library] = OpenShelf(
            _manifest(library, len(questions), problems),
            Contents(notes, passages(), tuple(questions), problems),
        )


def _note(section: str) -> Note:
    path = f"{section}/note.md"
    return Note(path, path, "A note", section, (Level.MID,), (), "2026-11", (), "0" * 64)


def passages() -> tuple[Passage, ...]:
    """Return four passages of one note, ten lines each."""
    return tuple(
        Passage(
            f"p{first}",
            replace(PLACE, lines=(first, first + 9)),
            f"Passage at line {first}. <b>no tag</b> ![far](https://example.org/a.png)",
            PassageKind.EXPLANATION,
            "06_Concurrency",
            (Level.MID,),
        )
        for first in (1, 11, 21, 31)
    )


def _manifest(library: str, questions: int, problems: tuple[Problem, ...]) -> Manifest:
    return Manifest(
        library=library,
        generation="g1",
        folder=f"/srv/{library}",
        created="2026-11-23T12:00:00+00:00",
        reader="1",
        embedder="fake",
        dimension=3,
        note_digests={},
        passages=4,
        questions=questions,
        seconds=1.0,
        problems=problems,
        collection="c1",
    )


def quick_ingest(folder: Path, library: str, step: Callable[[Progress], None]) -> IngestReport:
    """Read nothing and report it."""
    step(Progress("embedding", 1, 1))
    return IngestReport(library, "g1", 1, 4, 2, 4, 0, 1.0, True)


def no_model() -> ModelChoice:
    """Return the choice of nobody: no language model is set."""
    return model_choice(None)


@dataclass
class FakeHotseat:
    """Stands where `app.wiring.hotseat.Hotseat` does."""

    ingest: Ingest = quick_ingest
    model_ready: bool = True
    model_error: str | None = None
    shelf: MemoryShelf = field(default_factory=MemoryShelf)
    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    drafts: MemoryDrafts = field(default_factory=MemoryDrafts)
    journal: MemoryJournal = field(default_factory=MemoryJournal)
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOON))
    grading: WordGrader = field(default_factory=WordGrader)
    asker: NotesAsker = field(default_factory=NotesAsker)
    language_model: ModelChoice = field(default_factory=no_model)
    written: MemoryWritten = field(default_factory=MemoryWritten)

    def __post_init__(self) -> None:
        self.question_drafts = QuestionDrafts(self.written, WordEmbedder())
        self.jobs = IndexJobs(self.ingest)
        self.practice = Practice(History(self.ledger), DoublingScheduler())
        self.interviewer = Interviewer(
            ledger=self.ledger,
            drafts=self.drafts,
            clock=self.clock,
            questions=self._questions,
            practice=self.practice,
            grade=self.grading,
        )
        self.progress = ProgressReports(
            self.practice, self.clock, questions=self._questions, curriculum=self._curriculum
        )
        self.reporter = Reporter(self.ledger, self.clock)
        self.reviewer = Reviewer(
            ledger=self.ledger,
            drafts=self.drafts,
            clock=self.clock,
            grade=self.grading,
            grader=lambda: self.grading.info,
        )
        self.exporter = Exporter(pdf_document, anki_deck)
        self.planner = Planner(
            journal=self.journal,
            practice=self.practice,
            clock=self.clock,
            curriculum=self._curriculum,
            calendar=plan_calendar,
        )

    def _questions(self, library: str) -> Sequence[Question]:
        return self.shelf.open(library).contents.questions

    def _curriculum(self, library: str) -> Curriculum:
        return plain_curriculum({q.section for q in self._questions(library)})

    def libraries(self) -> list[str]:
        return sorted(self.shelf.libraries)

    def remove(self, library: str) -> None:
        del self.shelf.libraries[library]
        self.written.remove(library)

    def warm_up(self) -> None:
        """Load nothing."""

    def start_built_in(self) -> None:
        """Index nothing."""


def furnished() -> FakeHotseat:
    """Return a Hotseat with one library of two questions."""
    made = FakeHotseat()
    made.shelf.put(LIBRARY, [GIL, CACHE])
    return made
