"""Open all services on one home folder.

Opening is quick: torch, Chroma and the model are loaded when they are first needed, or by `warm_up`
in a thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from functools import partial

from threadpoolctl import threadpool_limits

from app.adapters.anki_deck import anki_deck
from app.adapters.bm25_lexical import Bm25Index
from app.adapters.cross_encoder import CrossEncoderEntailment
from app.adapters.curriculum_files import load_curriculum
from app.adapters.fsrs_scheduler import FsrsScheduler
from app.adapters.ical_calendar import plan_calendar
from app.adapters.pdf_document import pdf_document
from app.adapters.rapid_speller import RapidSpeller
from app.adapters.sentence_embedder import SentenceEmbedder
from app.adapters.system_clock import SystemClock
from app.core.curriculum import Curriculum, plain_curriculum
from app.core.errors import HotseatError, MissingPart, StorageFailure
from app.core.passage import Passage
from app.core.question import Question
from app.grading import Grader
from app.grading.bearing import bearing
from app.ports import Clock, LexicalIndex
from app.services.ask import Asker
from app.services.export import Exporter
from app.services.grade import TurnGrading
from app.services.history import History
from app.services.index_jobs import IndexJobs
from app.services.interview import Interviewer
from app.services.lasting import settle
from app.services.model_choice import ModelChoice
from app.services.plan import Planner
from app.services.practice import Practice
from app.services.progress import Progress as ProgressReports
from app.services.question_drafts import QuestionDrafts
from app.services.report import Reporter
from app.services.retrieve import Retriever
from app.services.reviewer import Reviewer
from app.services.shelf import Shelf
from app.services.wording import Wording
from app.settings import Settings
from app.wiring import roles
from app.wiring.model import open_model_choice
from app.wiring.notes import BUILT_IN, Notes, built_in_notes, open_notes
from ingest.pipeline import ingest as run_ingest

# Seconds in which a page with a new question is drawn.
_DRAWN_S = 0.5
# How many passages a claim is looked for in.
_NEAREST = 5


@dataclass(frozen=True, slots=True)
class Hotseat(Notes):
    """All services, opened on one home folder. Share one between threads and tabs."""

    retriever: Retriever
    asker: Asker
    interviewer: Interviewer
    practice: Practice
    progress: ProgressReports
    planner: Planner
    reviewer: Reviewer
    reporter: Reporter
    exporter: Exporter
    grader: Grader
    jobs: IndexJobs
    lexical: Callable[[Sequence[str]], LexicalIndex]
    clock: Clock
    language_model: ModelChoice
    question_drafts: QuestionDrafts
    _ready: threading.Event = field(default_factory=threading.Event)
    _failures: list[str] = field(default_factory=list)

    @property
    def model_ready(self) -> bool:
        """Whether the embedder is loaded, so that grading answers at once."""
        return self._ready.is_set()

    @property
    def model_error(self) -> str | None:
        """Why the embedder couldn't be loaded by `warm_up`, with the cure; None if nothing failed."""
        return self._failures[-1] if self._failures else None

    def warm_up(self) -> None:
        """Read the past and load the embedder in a thread, so that no page need wait for them."""
        threading.Thread(target=self._load_model, name="warm-up", daemon=True).start()

    def _load_model(self) -> None:
        # Importing torch would slow down the reading of the past and of the notes, and so the first
        # page and the first question. A page that needs the past says itself what is wrong with it.
        with suppress(StorageFailure):
            self.practice.record(BUILT_IN)
        while self._reads_built_in():
            threading.Event().wait(0.05)
        try:
            self.embedder.warm_up()
        except MissingPart as exc:
            self._failures.append(str(exc))
            return
        settle()
        self._ready.set()
        # A page that needs the notes says itself what is wrong with them.
        with suppress(HotseatError):
            self.retriever.prepare(BUILT_IN)

    def _reads_built_in(self) -> bool:
        job = self.jobs.status(BUILT_IN)
        return job is not None and job.running and BUILT_IN not in self.libraries()

    def start_built_in(self) -> None:
        """Bring the built-in library up to date in the background."""
        self.jobs.start(built_in_notes(), BUILT_IN)

    def prepare(self, library: str) -> None:
        """Make sure that questions of a library can be asked, starting the built-in one's ingest.

        Returns as soon as the questions are there; the vectors may follow later. Raises NotIndexed
        for another library that was never ingested, StorageFailure when the ingest fails.
        """
        if library in self.libraries() or library != BUILT_IN:
            self.shelf.open(library)
            return
        self.start_built_in()
        while library not in self.libraries():
            job = self.jobs.status(library)
            if job is not None and job.error is not None:
                raise StorageFailure(job.error)
            threading.Event().wait(0.05)


def open_hotseat(settings: Settings | None = None) -> Hotseat:
    """Open Hotseat on its home folder, creating it when needed.

    Raises BadInput for wrong settings, StorageFailure when the home folder can't be written.
    """
    # Importing these takes longer than all that an ingest without changes does.
    from app.adapters.sql_journal import SqlJournal
    from app.adapters.sql_ledger import SqlDrafts, SqlLedger, connect

    # A grade multiplies many small matrices: handing them to a second thread costs six times what
    # the multiplying does.
    threadpool_limits(limits=1, user_api="blas")
    notes = open_notes(settings)
    shelf, clock = notes.shelf, SystemClock()
    retriever = _retriever(notes)
    grader = Grader(notes.embedder, entailment(notes.settings))
    model = open_model_choice(notes.settings, clock)
    grading = _turn_grading(shelf, retriever, grader, model)
    engine = connect(notes.settings.database)
    ledger, drafts = SqlLedger(engine), SqlDrafts(engine)
    practice = Practice(History(ledger), FsrsScheduler())
    written = QuestionDrafts(
        notes.written,
        notes.embedder,
        roles.question_writer(model.current, grader),
    )
    questions, curriculum = _questions_of(shelf, written), _curriculum_of(shelf)
    return Hotseat(
        **{part.name: getattr(notes, part.name) for part in fields(notes)},
        retriever=retriever,
        asker=Asker(retriever, notes.embedder, roles.answerer(model.current, grader)),
        interviewer=Interviewer(
            ledger=ledger,
            drafts=drafts,
            clock=clock,
            questions=questions,
            practice=practice,
            grade=grading,
            asked=partial(_prepare_to_grade, grader, notes.embedder),
            wording=Wording(roles.interviewer(model.current), partial(bearing, grader)),
        ),
        practice=practice,
        progress=ProgressReports(practice, clock, questions=questions, curriculum=curriculum),
        planner=Planner(
            journal=SqlJournal(engine),
            practice=practice,
            clock=clock,
            curriculum=curriculum,
            calendar=plan_calendar,
        ),
        reporter=Reporter(ledger, clock),
        reviewer=Reviewer(
            ledger=ledger,
            drafts=drafts,
            clock=clock,
            grade=grading,
            grader=lambda: grader.info,
        ),
        exporter=Exporter(pdf_document, anki_deck),
        grader=grader,
        jobs=_index_jobs(notes),
        lexical=Bm25Index,
        clock=clock,
        language_model=model,
        question_drafts=written,
    )


def entailment(settings: Settings) -> CrossEncoderEntailment | None:
    """Return the verifier that the settings name, not loaded yet; None for the built-in one."""
    return CrossEncoderEntailment(settings.verifier) if settings.verifier else None


def _retriever(notes: Notes) -> Retriever:
    return Retriever(
        notes.shelf,
        notes.parts.vectors,
        notes.embedder,
        lexical=Bm25Index,
        speller=lambda texts: RapidSpeller(texts, is_english=notes.counter.is_token),
        alike=notes.tokens.alike,
    )


def _turn_grading(
    shelf: Shelf, retriever: Retriever, grader: Grader, model: ModelChoice
) -> TurnGrading:
    return TurnGrading(
        grader=grader,
        passages=_passages_of(shelf),
        search=_texts_found(retriever),
        judge=roles.judge(model.current, grader),
        teller=roles.teller(model.current),
    )


def _index_jobs(notes: Notes) -> IndexJobs:
    return IndexJobs(
        lambda folder, library, tell: run_ingest(folder, library, parts=notes.parts, progress=tell)
    )


def _questions_of(shelf: Shelf, written: QuestionDrafts) -> Callable[[str], Sequence[Question]]:
    def questions(library: str) -> Sequence[Question]:
        own, accepted = shelf.open(library).contents.questions, written.accepted(library)
        return [*own, *accepted] if accepted else own

    return questions


def _curriculum_of(shelf: Shelf) -> Callable[[str], Curriculum]:
    def curriculum(library: str) -> Curriculum:
        if library == BUILT_IN:
            return load_curriculum(built_in_notes().parent)
        return plain_curriculum(shelf.open(library).sections)

    return curriculum


def _passages_of(shelf: Shelf) -> Callable[[str, str], Sequence[Passage]]:
    def passages(library: str, note: str) -> Sequence[Passage]:
        return [p for p in shelf.open(library).contents.passages if p.place.note == note]

    return passages


def _prepare_to_grade(grader: Grader, embedder: SentenceEmbedder, question: Question) -> None:
    """Encode the key points while the candidate thinks, once the model is loaded.

    A moment later, so that it doesn't hold up the page that shows the question. The thread is
    waited for at the end of the process: torch can't be cut off in the middle.
    """
    if embedder.is_loaded:
        threading.Timer(_DRAWN_S, grader.prepare, args=(question,)).start()


def _texts_found(retriever: Retriever) -> Callable[[str, str], Sequence[str]]:
    def search(library: str, claim: str) -> Sequence[str]:
        found = retriever.find(library, claim, k=_NEAREST)
        return [hit.passage.text for hit in found.hits]

    return search
