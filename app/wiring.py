"""Put the parts together: the only module that names adapters, and that knows `ingest`.

Opening is quick: torch, Chroma and the model are loaded when they are first needed, or by `warm_up`
in a thread.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from importlib import resources
from pathlib import Path

from threadpoolctl import threadpool_limits

from app.adapters import model_files
from app.adapters.anki_deck import anki_deck
from app.adapters.bm25_lexical import Bm25Index
from app.adapters.chroma_index import ChromaIndex
from app.adapters.cross_encoder import CrossEncoderEntailment
from app.adapters.curriculum_files import load_curriculum
from app.adapters.fsrs_scheduler import FsrsScheduler
from app.adapters.ical_calendar import plan_calendar
from app.adapters.library_files import LibraryFiles
from app.adapters.minilm_tokens import MiniLMTokenCounter
from app.adapters.pdf_document import pdf_document
from app.adapters.rapid_speller import RapidSpeller
from app.adapters.sentence_embedder import BulkEmbedder, SentenceEmbedder
from app.adapters.system_clock import SystemClock
from app.adapters.token_files import TokenFiles
from app.adapters.vector_files import VectorFiles
from app.core.curriculum import Curriculum, plain_curriculum
from app.core.errors import BadInput, Damaged, MissingPart, NotIndexed, StorageFailure
from app.core.library import IngestReport, Manifest, Problem, Progress
from app.core.passage import Passage
from app.core.question import Question
from app.grading import Grader
from app.ports import Clock, LexicalIndex, TokenStore
from app.services.ask import Asker
from app.services.checkup import Check, Probe, examine
from app.services.export import Exporter
from app.services.grade import TurnGrading
from app.services.history import History
from app.services.index_jobs import IndexJobs
from app.services.interview import Interviewer
from app.services.lasting import settle
from app.services.plan import Planner
from app.services.practice import Practice
from app.services.progress import Progress as ProgressReports
from app.services.retrieve import Retriever
from app.services.reviewer import Reviewer
from app.services.shelf import Shelf
from app.services.token_memory import TokenMemory
from app.settings import Settings, load_settings
from ingest.check import check_notes as check_note_files
from ingest.formats import ENDINGS, note_text
from ingest.formats.text import Unreadable
from ingest.parts import Parts
from ingest.pipeline import ingest as run_ingest
from ingest.removal import remove as remove_library

BUILT_IN = "python-backend"
LEAST_FREE_BYTES = 500_000_000
# How many vectors of a library the doctor makes again, and how like the stored ones they must be.
_SAMPLE = 4
_ALIKE = 0.98
# How many passages a claim is looked for in.
_NEAREST = 5


@dataclass(frozen=True, slots=True)
class Notes:
    """The libraries, and what ingests them."""

    settings: Settings
    shelf: Shelf
    parts: Parts
    embedder: SentenceEmbedder
    counter: MiniLMTokenCounter
    tokens: TokenMemory
    token_store: TokenStore

    def libraries(self) -> list[str]:
        """Return the names of the ingested libraries, sorted."""
        return self.shelf.names()

    def manifests(self) -> list[Manifest]:
        """Return what each ingested library was made of, sorted by name."""
        found = (self.parts.libraries.manifest(name) for name in self.libraries())
        return [manifest for manifest in found if manifest is not None]

    def ingest(
        self,
        folder: Path,
        library: str,
        *,
        rebuild: bool = False,
        progress: Callable[[Progress], None] | None = None,
    ) -> IngestReport:
        """Bring a library up to date with its folder; see `ingest.pipeline.ingest`."""
        return run_ingest(folder, library, parts=self.parts, rebuild=rebuild, progress=progress)

    def remove(self, library: str) -> None:
        """Delete a library, not its folder of notes; see `ingest.removal.remove`.

        Sessions about it stay. The built-in one can't be removed: it would come back.
        """
        if library == BUILT_IN:
            raise BadInput(f"{BUILT_IN} is built in and can't be removed.")
        remove_library(library, parts=self.parts)


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
    exporter: Exporter
    grader: Grader
    jobs: IndexJobs
    lexical: Callable[[Sequence[str]], LexicalIndex]
    clock: Clock
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


def open_notes(settings: Settings | None = None) -> Notes:
    """Open the libraries of a home folder alone, creating it when needed; see `open_hotseat`."""
    settings = settings or load_settings()
    make_home(settings.home)
    index = settings.index_folder
    embedder = SentenceEmbedder(settings.embedder)
    counter = MiniLMTokenCounter(settings.embedder)
    token_store = TokenFiles(index)
    tokens = TokenMemory(embedder, token_store)
    parts = Parts(
        libraries=LibraryFiles(index),
        vectors=ChromaIndex(index / "chroma"),
        cache=VectorFiles(index),
        tokens=tokens,
        embedder=BulkEmbedder(embedder),
        counter=counter,
        lock_folder=index,
    )
    shelf = Shelf(LibraryFiles(index))
    return Notes(settings, shelf, parts, embedder, counter, tokens, token_store)


def open_hotseat(settings: Settings | None = None) -> Hotseat:
    """Open Hotseat on its home folder, creating it when needed.

    Raises BadInput for wrong settings, StorageFailure when the home folder can't be written.
    """
    # Importing these takes longer than all that an ingest without changes does.
    from app.adapters.sql_journal import SqlJournal
    from app.adapters.sql_ledger import SqlDrafts, SqlLedger, connect

    notes = open_notes(settings)
    settings, shelf, parts = notes.settings, notes.shelf, notes.parts
    embedder, counter, tokens = notes.embedder, notes.counter, notes.tokens
    # A grade multiplies many small matrices: handing them to a second thread costs six times what
    # the multiplying does.
    threadpool_limits(limits=1, user_api="blas")
    retriever = Retriever(
        shelf,
        parts.vectors,
        embedder,
        lexical=Bm25Index,
        speller=lambda texts: RapidSpeller(texts, is_english=counter.is_token),
        alike=tokens.alike,
    )
    grader = Grader(embedder, _entailment(settings))
    grading = TurnGrading(
        grader=grader, passages=_passages_of(shelf), search=_texts_found(retriever)
    )
    engine = connect(settings.database)
    ledger, drafts = SqlLedger(engine), SqlDrafts(engine)
    practice = Practice(History(ledger), FsrsScheduler())
    clock = SystemClock()
    questions, curriculum = _questions_of(shelf), _curriculum_of(shelf)
    return Hotseat(
        settings=settings,
        shelf=shelf,
        retriever=retriever,
        asker=Asker(retriever, embedder),
        interviewer=Interviewer(
            ledger=ledger,
            drafts=drafts,
            clock=clock,
            questions=questions,
            practice=practice,
            grade=grading,
            asked=partial(_prepare_to_grade, grader, embedder),
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
        reviewer=Reviewer(
            ledger=ledger,
            drafts=drafts,
            clock=clock,
            grade=grading,
            grader=lambda: grader.info,
        ),
        exporter=Exporter(pdf_document, anki_deck),
        grader=grader,
        jobs=IndexJobs(
            lambda folder, library, tell: run_ingest(folder, library, parts=parts, progress=tell)
        ),
        parts=parts,
        embedder=embedder,
        counter=counter,
        lexical=Bm25Index,
        tokens=tokens,
        token_store=notes.token_store,
        clock=clock,
    )


def _entailment(settings: Settings) -> CrossEncoderEntailment | None:
    return CrossEncoderEntailment(settings.verifier) if settings.verifier else None


def _questions_of(shelf: Shelf) -> Callable[[str], Sequence[Question]]:
    return lambda library: shelf.open(library).contents.questions


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

    The thread is waited for at the end of the process: torch can't be cut off in the middle.
    """
    if embedder.is_loaded:
        threading.Thread(target=grader.prepare, args=(question,)).start()


def _texts_found(retriever: Retriever) -> Callable[[str, str], Sequence[str]]:
    def search(library: str, claim: str) -> Sequence[str]:
        found = retriever.find(library, claim, k=_NEAREST)
        return [hit.passage.text for hit in found.hits]

    return search


def built_in_notes() -> Path:
    """Return the folder of the built-in notes, in a checkout or an installed wheel."""
    return Path(str(resources.files("corpus"))) / "notes"


def model_folder() -> Path:
    """Return the folder of the built-in embedding model; raise MissingPart without it."""
    return model_files.default_folder()


def converted(file: Path) -> str:
    """Return the text of a file of notes as it is read; raise BadInput when it can't be."""
    try:
        return note_text(file.name, file.read_bytes()).text
    except OSError as exc:
        raise BadInput(f"{file} can't be read: {exc.strerror}. Name a file of notes.") from exc
    except KeyError as exc:
        raise BadInput(f"{file} has none of the endings {', '.join(ENDINGS)}.") from exc
    except Unreadable as exc:
        raise BadInput(f"{file} {exc}.") from exc


def check_notes(folders: Sequence[Path], *, run_code: bool) -> list[Problem]:
    """Check notes in the authored format; see `ingest.check.check_notes`."""
    embed = SentenceEmbedder().encode
    return check_note_files(Path.cwd(), folders, run_code=run_code, embed=embed)


def make_home(home: Path) -> None:
    """Create the home folder; raise StorageFailure when it can't be made or written."""
    try:
        (home / "index").mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise StorageFailure(
            f"Cannot use {home}: {exc.strerror}. Mend its permissions, "
            "or set HOTSEAT_HOME to another folder."
        ) from exc
    if not os.access(home, os.W_OK):
        raise StorageFailure(
            f"{home} can't be written. Mend its permissions, or set HOTSEAT_HOME to another folder."
        )


def checkup(settings: Settings | None = None) -> list[Check]:
    """Check model, home folder, disk, database and the index of each library."""
    settings = settings or load_settings()
    libraries = LibraryFiles(settings.index_folder)
    names = libraries.names() or [BUILT_IN]
    embedder = SentenceEmbedder(settings.embedder)
    free = "Free some disk space, or set HOTSEAT_HOME to a folder on another disk."
    probes = [
        Probe("model", lambda: _probe_model(embedder), "Reinstall the package that it names."),
        Probe("verifier", lambda: _probe_verifier(settings), "Mend `verifier` in hotseat.yaml."),
        Probe("home", lambda: _probe_home(settings), free),
        Probe("database", lambda: _probe_database(settings), "Restore or move hotseat.db."),
        *(
            Probe(
                f"library {name}",
                _library_probe(settings, name, embedder),
                "Run `hotseat ingest --all`.",
            )
            for name in names
        ),
    ]
    return examine(probes)


def _probe_verifier(settings: Settings) -> str:
    entailment = _entailment(settings)
    if entailment is None:
        return "the built-in one"
    entailment.warm_up()
    return f"the built-in one, and {entailment.name}"


def _probe_model(embedder: SentenceEmbedder) -> str:
    embedder.warm_up()
    return f"{embedder.name}, {embedder.dimension} dimensions"


def _probe_home(settings: Settings) -> str:
    make_home(settings.home)
    free = shutil.disk_usage(settings.home).free
    if free < LEAST_FREE_BYTES:
        raise StorageFailure(f"{settings.home} has only {free / 1e6:.0f} MB left.")
    return f"{settings.home}, {free / 1e9:.1f} GB free"


def _probe_database(settings: Settings) -> str:
    from app.adapters.sql_ledger import SqlLedger, connect

    make_home(settings.home)
    engine = connect(settings.database)
    sessions = len(SqlLedger(engine).session_ids())
    return f"{engine.dialect.name}, {sessions} sessions"


def _library_probe(
    settings: Settings, library: str, embedder: SentenceEmbedder
) -> Callable[[], str]:
    def probe() -> str:
        opened = Shelf(LibraryFiles(settings.index_folder)).open(library)
        manifest = opened.manifest
        if manifest.collection is None:
            raise NotIndexed(
                f"{manifest.questions} questions, but the passages aren't indexed yet."
            )
        manifest.check_embedder(embedder.name, embedder.dimension)
        vectors = ChromaIndex(settings.index_folder / "chroma")
        vectors.check(manifest.collection)
        stored = vectors.fetch(manifest.collection, list(opened.passages))
        if len(stored) < len(opened.passages):
            raise Damaged(f"The vectors of generation {manifest.generation} are incomplete.")
        some = opened.contents.passages[:: max(1, len(stored) // _SAMPLE)][:_SAMPLE]
        made = embedder.encode([passage.embedded_text for passage in some])
        alike = [float(stored[p.id] @ vector) for p, vector in zip(some, made, strict=True)]
        if some and min(alike) < _ALIKE:
            raise Damaged(f"Vectors of {manifest.collection} are not those of their passages.")
        store = TokenFiles(settings.index_folder)
        maker = TokenMemory(embedder, store).made_by
        unread = len(opened.passages) - len(store.fetch(library, maker, list(opened.passages)))
        if unread:
            raise Damaged(f"The tokens of {unread} passages are missing, so searches are slow.")
        return f"{manifest.passages} passages, {manifest.questions} questions"

    return probe
