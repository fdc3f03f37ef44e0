"""Open the libraries of a home folder, and the files that come with Hotseat."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from app.adapters import model_files
from app.adapters.chroma_index import ChromaIndex
from app.adapters.library_files import LibraryFiles
from app.adapters.minilm_tokens import MiniLMTokenCounter
from app.adapters.sentence_embedder import BulkEmbedder, SentenceEmbedder
from app.adapters.token_files import TokenFiles
from app.adapters.vector_files import VectorFiles
from app.adapters.written_files import WrittenFiles
from app.core.errors import BadInput, StorageFailure
from app.core.library import IngestReport, Manifest, Problem, Progress
from app.ports import TokenStore, WrittenQuestions
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
    written: WrittenQuestions

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

        What a language model wrote for it goes too, or a library of the same name would be asked
        another one's questions. Sessions about it stay. The built-in one can't be removed: it would
        come back.
        """
        if library == BUILT_IN:
            raise BadInput(f"{BUILT_IN} is built in and can't be removed.")
        remove_library(library, parts=self.parts)
        self.written.remove(library)


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
    written = WrittenFiles(settings.home / "written")
    return Notes(settings, shelf, parts, embedder, counter, tokens, token_store, written)


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
