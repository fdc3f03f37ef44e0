"""Check what Hotseat stands on: models, home folder, disk, database and each library."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from time import perf_counter

from app.adapters.chroma_index import ChromaIndex
from app.adapters.library_files import LibraryFiles
from app.adapters.sentence_embedder import SentenceEmbedder
from app.adapters.token_files import TokenFiles
from app.core.errors import Damaged, NotIndexed, StorageFailure
from app.services.checkup import Check, Probe, examine
from app.services.shelf import OpenLibrary, Shelf
from app.services.token_memory import TokenMemory
from app.settings import Settings, load_settings
from app.wiring.hotseat import entailment
from app.wiring.model import open_model_choice
from app.wiring.notes import BUILT_IN, make_home

LEAST_FREE_BYTES = 500_000_000
# How many vectors of a library the doctor makes again, and how like the stored ones they must be.
_SAMPLE = 4
_ALIKE = 0.98


def checkup(settings: Settings | None = None) -> list[Check]:
    """Check models, home folder, disk, database and the index of each library."""
    settings = settings or load_settings()
    libraries = LibraryFiles(settings.index_folder)
    names = libraries.names() or [BUILT_IN]
    embedder = SentenceEmbedder(settings.embedder)
    free = "Free some disk space, or set HOTSEAT_HOME to a folder on another disk."
    probes = [
        Probe("model", lambda: _probe_model(embedder), "Reinstall the package that it names."),
        Probe("verifier", lambda: _probe_verifier(settings), "Mend `verifier` in hotseat.yaml."),
        Probe(
            "language model",
            lambda: _probe_language_model(settings),
            "Mend `model` in hotseat.yaml, or run `hotseat model --off`.",
        ),
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
    verifier = entailment(settings)
    if verifier is None:
        return "the built-in one"
    verifier.warm_up()
    return f"the built-in one, and {verifier.name}"


def _probe_language_model(settings: Settings) -> str:
    """Send one tiny message, but only while the model is on: nothing else leaves the machine."""
    choice = open_model_choice(settings)
    if choice.address is None:
        return "none is set; everything stays on this machine"
    if not choice.is_on:
        return (
            f"{choice.address} is set, and off; nothing is sent. Try it with `hotseat model --test`"
        )
    start = perf_counter()
    choice.test()
    return f"{choice.address} is on, and answered in {perf_counter() - start:.1f} s"


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
    from app.adapters.sql_ledger import SqlLedger, check_writable, connect

    make_home(settings.home)
    engine = connect(settings.database)
    check_writable(engine)
    sessions = len(SqlLedger(engine).session_ids())
    return f"{engine.dialect.name}, {sessions} sessions"


def _library_probe(
    settings: Settings, library: str, embedder: SentenceEmbedder
) -> Callable[[], str]:
    def probe() -> str:
        opened = Shelf(LibraryFiles(settings.index_folder)).open(library)
        _check_vectors(settings, opened, embedder)
        _check_tokens(settings, opened, embedder)
        manifest = opened.manifest
        return f"{manifest.passages} passages, {manifest.questions} questions"

    return probe


def _check_vectors(settings: Settings, opened: OpenLibrary, embedder: SentenceEmbedder) -> None:
    """Raise unless every passage has its vector, and some of them, made again, are alike."""
    manifest = opened.manifest
    if manifest.collection is None:
        raise NotIndexed(f"{manifest.questions} questions, but the passages aren't indexed yet.")
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


def _check_tokens(settings: Settings, opened: OpenLibrary, embedder: SentenceEmbedder) -> None:
    store = TokenFiles(settings.index_folder)
    maker = TokenMemory(embedder, store).made_by
    stored = store.fetch(opened.manifest.library, maker, list(opened.passages))
    unread = len(opened.passages) - len(stored)
    if unread:
        raise Damaged(f"The tokens of {unread} passages are missing, so searches are slow.")
