"""What Chroma keeps in its folder, seen from outside: its database, its graphs, and their seals.

    <folder>/chroma.sqlite3              names of collections, and vectors not yet in a graph
    <folder>/<segment>/*                 the graph of a collection's vectors
    <folder>/seals/<collection>.json     what both were when the collection was complete

Chroma 1.5.9 doesn't check its graphs: with a file cut off or gone it answers from what is left, or
ends the process. So a collection is sealed when it is complete, and nobody searches it before the
seal was found whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from app.core.errors import Damaged

DATABASE = "chroma.sqlite3"
_SEALS = "seals"
_SEGMENTS = """
SELECT segments.id, segments.scope FROM segments
JOIN collections ON segments.collection = collections.id WHERE collections.name = ?
"""
_COUNT = "SELECT count(*) FROM embeddings WHERE segment_id = ?"
_WAITING = """
SELECT seq_id, vector FROM embeddings_queue WHERE vector IS NOT NULL
AND topic LIKE '%/' || (SELECT id FROM collections WHERE name = ?)
AND seq_id > coalesce((SELECT seq_id FROM max_seq_id WHERE segment_id = ?), 0) ORDER BY seq_id
"""
_IDS = """
SELECT embedding_id FROM embeddings WHERE segment_id IN
(SELECT segments.id FROM segments JOIN collections ON segments.collection = collections.id
WHERE collections.name = ?)
"""
_METADATA = """
SELECT key, str_value FROM collection_metadata
JOIN collections ON collection_metadata.collection_id = collections.id
WHERE collections.name = ? AND str_value IS NOT NULL
"""
_VALUES = "SELECT DISTINCT str_value FROM collection_metadata WHERE key = ?"
_WRITTEN = "index_metadata.pickle"


def collections(folder: Path) -> list[str]:
    """Return the names of all collections, sorted; raise Damaged for a broken database."""
    return sorted(row[0] for row in _rows(folder, "SELECT name FROM collections"))


def ids(folder: Path, collection: str) -> set[str]:
    """Return the ids of a collection's vectors."""
    return {row[0] for row in _rows(folder, _IDS, collection)}


def metadata(folder: Path, collection: str) -> dict[str, str]:
    """Return the texts that a collection was given when it was made, by key."""
    return dict(_rows(folder, _METADATA, collection))


def values(folder: Path, key: str) -> set[str]:
    """Return what all collections have under a key of their metadata."""
    return {row[0] for row in _rows(folder, _VALUES, key)}


def check_database(folder: Path) -> None:
    """Read all of the database; raise Damaged for a broken one."""
    found = _rows(folder, "PRAGMA quick_check(1)")
    if found and found[0][0] != "ok":
        raise _damaged(folder, found[0][0])


def seal(folder: Path, collection: str) -> None:
    """Note what a complete collection consists of; it is never written to again."""
    (folder / _SEALS).mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder / _SEALS, suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(_state(folder, collection), file)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(_seal_path(folder, collection))


def check_seal(folder: Path, collection: str) -> None:
    """Raise Damaged when a sealed collection is not what it was; about 5 ms for 4,000 vectors."""
    try:
        sealed = json.loads(_seal_path(folder, collection).read_bytes())
    except FileNotFoundError:
        return
    except ValueError as exc:
        raise _damaged(folder, f"the seal of {collection} can't be read") from exc
    if sealed != _state(folder, collection):
        raise _damaged(folder, f"the files of {collection} are not what was written")


def sweep(folder: Path) -> None:
    """Remove the graphs and seals of deleted collections, which Chroma leaves behind.

    They are listed before Chroma's tables are read, and a segment is in its table before it has a
    folder; so that of another process's new collection is never taken for one.
    """
    graphs = [path for path in folder.iterdir() if _is_segment(path)]
    seals = list((folder / _SEALS).glob("*"))
    if not graphs and not seals:
        return
    segments = {row[0] for row in _rows(folder, "SELECT id FROM segments")}
    for path in graphs:
        if path.name not in segments:
            # Another process that has it open may forbid it (on Windows): swept next time.
            shutil.rmtree(path, ignore_errors=True)
    known = {_seal_path(folder, name) for name in collections(folder)}
    for path in seals:
        if path.suffix == ".json" and path not in known:
            path.unlink(missing_ok=True)


def _state(folder: Path, collection: str) -> dict[str, Any]:
    """Return how many vectors there are, and digests of the graph's files and of what isn't in it.

    Also what it was made with, when that is anything.

    Chroma writes a graph for every thousand vectors. Before the first one its files are a template
    that each process makes anew.
    """
    segments = {scope: name for name, scope in _rows(folder, _SEGMENTS, collection)}
    count = _rows(folder, _COUNT, segments.get("METADATA", ""))
    graph = folder / segments.get("VECTOR", "none")
    written = (graph / _WRITTEN).exists()
    waiting = hashlib.sha256()
    for row in _rows(folder, _WAITING, collection, segments.get("VECTOR", "")):
        waiting.update(b"%d " % row[0] + row[1])
    made_with = metadata(folder, collection)
    return {
        "count": count[0][0] if count else 0,
        "files": {p.name: _digest(p) for p in sorted(graph.iterdir())} if written else {},
        "waiting": waiting.hexdigest(),
    } | ({"made with": made_with} if made_with else {})


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _rows(folder: Path, query: str, *values: str) -> list[tuple[Any, ...]]:
    """Read from Chroma's database; nothing when there is none.

    It is opened for writing, since what a killed process left has to be rolled back first.
    """
    path = folder / DATABASE
    if not path.exists():
        return []
    with _errors(folder):
        address = f"{path.resolve().as_uri()}?mode=rw"
        with closing(sqlite3.connect(address, uri=True, timeout=30)) as database:
            return database.execute(query, values).fetchall()


@contextmanager
def _errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as exc:
        # Another process has made the file and not yet its tables.
        if "no such table" not in str(exc):
            raise OSError(exc.sqlite_errorcode, str(exc), str(folder)) from exc
    except sqlite3.DatabaseError as exc:
        raise _damaged(folder, str(exc)) from exc


def _seal_path(folder: Path, collection: str) -> Path:
    return folder / _SEALS / f"{collection}.json"


def _is_segment(path: Path) -> bool:
    try:
        return path.is_dir() and str(UUID(path.name)) == path.name
    except ValueError:
        return False


def _damaged(folder: Path, why: str) -> Damaged:
    return Damaged(
        f"The vectors in {folder} are damaged ({why}). Run `hotseat ingest --all`: it makes them "
        "anew; notes and sessions are not touched."
    )
