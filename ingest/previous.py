"""What the current generation of a library still tells, so that it need not be made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from app.core.errors import Damaged, IndexMismatch, NotIndexed
from app.core.library import Contents, Manifest, Problem
from app.ports import Embedder, Libraries
from ingest.formats import readers
from ingest.note_files import note_files, read_note_file
from ingest.parts import Parts
from ingest.passages import VERSION
from ingest.readings import Reading, readings_in


def previous_manifest(library: str, parts: Parts, *, rebuild: bool) -> Manifest | None:
    """Return the current manifest; one that can't be read is as good as none for a rebuild.

    Without `rebuild`, raise IndexMismatch when another embedder made its vectors.
    """
    try:
        manifest = parts.libraries.manifest(library)
        if manifest and not rebuild:
            manifest.check_embedder(parts.embedder.name, parts.embedder.dimension)
    except IndexMismatch:
        if rebuild:
            return None
        raise
    return manifest


def is_complete(previous: Manifest | None, parts: Parts) -> bool:
    """Say whether the current generation can be searched with the embedder that is in use.

    Damaged vectors are put aside, those of all libraries; the next ingest of each makes its own
    anew, from what was kept of them.
    """
    try:
        found = previous and previous.collection in parts.vectors.collections()
        parts.vectors.check(previous.collection if previous and found else None)
    except Damaged:
        parts.vectors.start_anew()
        return False
    if previous is None or not found:
        return False
    return previous.is_made_by(parts.embedder.name, parts.embedder.dimension)


def is_same(previous: Manifest, folder: Path, digests: dict[str, str]) -> bool:
    """Say whether the current generation was made of these files, in the way of today."""
    made_of = (previous.note_digests, previous.reader, previous.folder)
    return made_of == (digests, reader_of(digests), str(folder.resolve()))


def reader_of(paths: Iterable[str]) -> str:
    """Name what reads these notes: another version, or a converter put in, may read otherwise."""
    return ", ".join(_read_by(paths))


def _read_by(paths: Iterable[str]) -> list[str]:
    return [f"passages {VERSION}", *readers(paths)]


def note_digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each note's bytes; empty for a file that can't be read."""
    digests = {}
    for path in note_files(folder).paths:
        data = read_note_file(path, folder)
        digest = "" if isinstance(data, Problem) else hashlib.sha256(data).hexdigest()
        digests[path.relative_to(folder).as_posix()] = digest
    return digests


def old_contents(previous: Manifest | None, libraries: Libraries) -> Contents | None:
    """Return what the current generation holds; None when that is lost, so that it is read anew."""
    try:
        return libraries.contents(previous) if previous else None
    except (NotIndexed, IndexMismatch):
        return None


def known_readings(previous: Manifest, old: Contents, embedder: Embedder) -> dict[str, Reading]:
    """Return the readings of the current generation that reading anew would give again."""
    if not previous.is_made_by(embedder.name, embedder.dimension):
        return {}
    by = set(previous.reader.split(", "))
    readings = readings_in(old)
    return {path: reading for path, reading in readings.items() if set(_read_by([path])) <= by}
