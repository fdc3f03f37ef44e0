"""The front door: bring a library up to date with its folder of notes.

    lock -> digest the files -> (nothing changed: done) -> read -> publish the questions, when there
    is nothing better -> copy or make vectors in a new collection -> publish -> drop old collections

A library with vectors keeps its generation until the next one is complete. Whatever stops an ingest
on the way, that generation stays; what was embedded so far is used by the next ingest.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app.core.errors import BadInput
from app.core.library import Contents, IngestReport, Manifest, Progress, check_name
from app.ports import Embedder, TokenCounter
from ingest.embed import Filled, collection_name, fill, known_vectors
from ingest.lock import held
from ingest.parts import Parts, disk_errors_named
from ingest.previous import (
    is_complete,
    is_same,
    known_readings,
    note_digests,
    old_contents,
    previous_manifest,
    reader_of,
)
from ingest.reading import read_library
from ingest.readings import Reading
from ingest.removal import clear_away, drop_all_but_two


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
    with disk_errors_named(parts.lock_folder), held(parts.lock_folder, library):
        previous = previous_manifest(library, parts, rebuild=rebuild)
        digests = note_digests(folder)
        old = None if rebuild else old_contents(previous, parts.libraries)
        complete = is_complete(previous, parts)
        told = old and not parts.tokens.missing(library, [p.id for p in old.passages])
        if previous and told and complete and is_same(previous, folder, digests):
            drop_all_but_two(previous, None, parts)
            return _unchanged(previous, time.monotonic() - begun)
        known = known_readings(previous, old, parts.embedder) if previous and old else {}
        contents = _read(folder, parts.counter, known, tell)
        manifest = _manifest(library, folder, contents, embedder=parts.embedder, digests=digests)
        if not complete:
            parts.libraries.publish(manifest, contents)
        collection = collection_name(library, parts.embedder, manifest.generation)
        base = previous.collection if previous and complete else None
        made = known_vectors(library, () if rebuild else contents.passages, parts, base=base)
        filled = fill(collection, library, contents.passages, parts=parts, known=made, tell=tell)
        seconds = round(time.monotonic() - begun, 3)
        final = replace(manifest, collection=collection, seconds=seconds)
        parts.libraries.publish(final, contents)
        clear_away(final, previous, contents, parts)
        return _report(final, filled)


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
    return IngestReport(
        library=manifest.library,
        generation=manifest.generation,
        notes=manifest.notes,
        passages=manifest.passages,
        questions=manifest.questions,
        embedded=filled.embedded,
        reused=filled.reused,
        seconds=manifest.seconds,
        changed=True,
        problems=manifest.problems,
    )
