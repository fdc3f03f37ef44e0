"""The front door: bring a library up to date with its folder of notes.

    lock -> digest the files -> (nothing changed: done) -> read -> publish the questions, when there
    is nothing better -> copy or make vectors in a new collection -> publish -> drop old collections

A library with vectors keeps its generation until the next one is complete. Whatever stops an ingest
on the way, that generation stays; what was embedded so far is used by the next ingest.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from errno import EDQUOT, ENOSPC
from pathlib import Path

from app.core.errors import BadInput, IndexMismatch, StorageFailure
from app.core.library import Contents, IngestReport, Manifest, Problem, Progress, check_name
from app.ports import Embedder, Libraries, TokenCounter, VectorIndex
from ingest.embed import Filled, collection_name, fill, of_library, reusable
from ingest.formats import readers
from ingest.lock import held
from ingest.note_files import note_files, read_note_file
from ingest.passages import VERSION
from ingest.reading import read_library
from ingest.readings import Reading, readings_in


@dataclass(frozen=True, slots=True)
class Parts:
    """What an ingest works with.

    The embedder's name and dimension must be known without loading it: an ingest that finds nothing
    to embed leaves it unloaded. Locks lie in `lock_folder`.
    """

    libraries: Libraries
    vectors: VectorIndex
    embedder: Embedder
    counter: TokenCounter
    lock_folder: Path


def ingest(
    folder: Path,
    library: str,
    *,
    parts: Parts,
    rebuild: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> IngestReport:
    """Bring `library` up to date with the notes in `folder`.

    `rebuild` reads and embeds everything again, whatever is there. Raises BadInput (no such folder,
    no notes, a name that can't be one), Busy (another ingest of the library), IndexMismatch (the
    library was embedded by another embedder), MissingPart (no embedder) and StorageFailure (disk
    full or not writable; nothing is lost).
    """
    check_name(library)
    begun = time.monotonic()
    tell = progress or (lambda _: None)
    with _disk_errors_named(parts.lock_folder), held(parts.lock_folder, library):
        previous = _previous(library, parts.libraries, rebuild=rebuild)
        if previous and not rebuild:
            previous.check_embedder(parts.embedder.name, parts.embedder.dimension)
        digests = _digests(folder)
        complete = _is_complete(previous, parts)
        if previous and complete and not rebuild and _is_same(previous, folder, digests):
            return _unchanged(previous, time.monotonic() - begun)
        known = _known(previous, parts) if not rebuild else {}
        contents = _read(folder, parts.counter, known, tell)
        manifest = _manifest(library, folder, contents, embedder=parts.embedder, digests=digests)
        if not complete:
            parts.libraries.publish(manifest, contents)
        collection = collection_name(library, parts.embedder, manifest.generation)
        filled = _fill(collection, contents, parts, copy=not rebuild, tell=tell, library=library)
        seconds = round(time.monotonic() - begun, 3)
        final = replace(manifest, collection=collection, seconds=seconds)
        parts.libraries.publish(final, contents)
        _drop_all_but(final, previous, parts.vectors)
        return _report(final, filled)


def _fill(
    collection: str,
    contents: Contents,
    parts: Parts,
    *,
    copy: bool,
    tell: Callable[[Progress], None],
    library: str,
) -> Filled:
    names = parts.vectors.collections() if copy else []
    return fill(
        collection,
        contents.passages,
        vectors=parts.vectors,
        embedder=parts.embedder,
        sources=reusable(names, library, parts.embedder),
        tell=tell,
    )


def _drop_all_but(current: Manifest, previous: Manifest | None, vectors: VectorIndex) -> None:
    """Drop a library's other collections; a search under way may still use the previous one."""
    kept = {current.collection, previous.collection if previous else None}
    for name in of_library(vectors.collections(), current.library):
        if name not in kept:
            vectors.drop(name)


def _previous(library: str, libraries: Libraries, *, rebuild: bool) -> Manifest | None:
    """Return the current manifest; one that can't be read is as good as none for a rebuild."""
    try:
        return libraries.manifest(library)
    except IndexMismatch:
        if rebuild:
            return None
        raise


def _is_complete(previous: Manifest | None, parts: Parts) -> bool:
    """Say whether the current generation can be searched with the embedder that is in use."""
    return (
        previous is not None
        and previous.collection is not None
        and previous.is_made_by(parts.embedder.name, parts.embedder.dimension)
        and previous.collection in parts.vectors.collections()
    )


def _is_same(previous: Manifest, folder: Path, digests: dict[str, str]) -> bool:
    made_of = (previous.note_digests, previous.reader, previous.folder)
    return made_of == (digests, reader_of(digests), str(folder.resolve()))


def reader_of(paths: Iterable[str]) -> str:
    """Name what reads these notes: another version, or a converter put in, may read otherwise."""
    return ", ".join(_read_by(paths))


def _read_by(paths: Iterable[str]) -> list[str]:
    return [f"passages {VERSION}", *readers(paths)]


def _digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each note's bytes; empty for a file that can't be read."""
    digests = {}
    for path in note_files(folder).paths:
        data = read_note_file(path, folder)
        digest = "" if isinstance(data, Problem) else hashlib.sha256(data).hexdigest()
        digests[path.relative_to(folder).as_posix()] = digest
    return digests


def _known(previous: Manifest | None, parts: Parts) -> dict[str, Reading]:
    """Return the readings of the current generation that reading anew would give again."""
    if previous is None or not previous.is_made_by(parts.embedder.name, parts.embedder.dimension):
        return {}
    by = set(previous.reader.split(", "))
    readings = readings_in(parts.libraries.contents(previous))
    return {path: reading for path, reading in readings.items() if set(_read_by([path])) <= by}


def _read(
    folder: Path,
    counter: TokenCounter,
    known: Mapping[str, Reading],
    tell: Callable[[Progress], None],
) -> Contents:
    contents = read_library(
        folder,
        counter=counter,
        known=known,
        tell=lambda done, total: tell(Progress("reading", done, total)),
    )
    if not contents.notes:
        raise BadInput(
            f"No note in {folder} can be read. The first problem is {contents.problems[0]}"
        )
    return contents


def _manifest(
    library: str, folder: Path, contents: Contents, *, embedder: Embedder, digests: dict[str, str]
) -> Manifest:
    """Describe a new generation that has no vectors yet.

    A note may have been saved again after it was digested; what was read counts.
    """
    now = datetime.now(UTC)
    return Manifest(
        library=library,
        generation=f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}",
        folder=str(folder.resolve()),
        created=now.isoformat(timespec="seconds"),
        reader=reader_of(digests),
        embedder=embedder.name,
        dimension=embedder.dimension,
        note_digests=digests | {note.path: note.digest for note in contents.notes},
        passages=len(contents.passages),
        questions=len(contents.questions),
        seconds=0.0,
        problems=contents.problems,
    )


def _unchanged(manifest: Manifest, seconds: float) -> IngestReport:
    filled = Filled(embedded=0, reused=manifest.passages)
    return replace(_report(manifest, filled), changed=False, seconds=round(seconds, 3))


def _report(manifest: Manifest, filled: Filled) -> IngestReport:
    skipped = {problem.path for problem in manifest.problems if problem.skipped}
    return IngestReport(
        library=manifest.library,
        generation=manifest.generation,
        notes=len(manifest.note_digests.keys() - skipped),
        passages=manifest.passages,
        questions=manifest.questions,
        embedded=filled.embedded,
        reused=filled.reused,
        seconds=manifest.seconds,
        changed=True,
        problems=manifest.problems,
    )


@contextmanager
def _disk_errors_named(folder: Path) -> Iterator[None]:
    """Name what the system refuses; notes that can't be read are problems by then, not errors."""
    try:
        yield
    except OSError as exc:
        if exc.errno in {ENOSPC, EDQUOT}:
            why = f"The disk of {folder} is full. Free some space"
        else:
            why = f"{exc.filename or folder} can't be written: {exc.strerror}. Mend that"
        raise StorageFailure(f"{why}, then run `hotseat ingest` again; nothing was lost.") from exc
