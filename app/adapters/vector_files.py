"""The vectors that were made once, in an SQLite file beside each library's manifest.

    <folder>/<library>/vectors.db

An ingest that is killed has lost nothing of what it embedded, and a damaged Chroma is filled again
from here. What can't be read here is thrown away: it can be made again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from app.core.errors import StorageFailure
from app.core.library import check_name

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FILE = "vectors.db"
_TABLE = """
CREATE TABLE IF NOT EXISTS vectors
(made_by TEXT, id TEXT, vector BLOB NOT NULL, PRIMARY KEY (made_by, id)) WITHOUT ROWID
"""
_BATCH = 500


class VectorFiles:
    """Vectors in the folders of libraries.

    One process at a time may use those of a library; the ingest's lock sees to that.
    """

    def __init__(self, folder: Path) -> None:
        """Keep the files below `folder`."""
        self._folder = folder

    def fetch(
        self, library: str, made_by: str, ids: Sequence[str]
    ) -> dict[str, NDArray[np.float32]]:
        """Return the vectors of those ids that are there; none of a damaged file."""
        found: dict[str, NDArray[np.float32]] = {}
        with self._opened(library) as database:
            for start in range(0, len(ids), _BATCH):
                wanted = ids[start : start + _BATCH]
                marks = ",".join("?" * len(wanted))
                rows = database.execute(
                    f"SELECT id, vector FROM vectors WHERE made_by = ? AND id IN ({marks})",  # noqa: S608 - question marks
                    [made_by, *wanted],
                )
                found |= {name: np.frombuffer(data, dtype=np.float32) for name, data in rows}
        return found

    def add(
        self, library: str, made_by: str, ids: Sequence[str], vectors: NDArray[np.float32]
    ) -> None:
        """Keep vectors of shape (len(ids), d); raise StorageFailure when the disk is full."""
        pairs = zip(ids, np.asarray(vectors, dtype=np.float32), strict=True)
        rows = [(made_by, name, vector.tobytes()) for name, vector in pairs]
        with self._opened(library) as database, database:
            database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def keep_only(self, library: str, made_by: str, ids: Sequence[str]) -> None:
        """Forget all other vectors of the library."""
        with self._opened(library) as database, database:
            database.execute("CREATE TEMP TABLE kept (id TEXT PRIMARY KEY)")
            database.executemany("INSERT OR IGNORE INTO kept VALUES (?)", ((n,) for n in ids))
            database.execute(
                "DELETE FROM vectors WHERE made_by != ? OR id NOT IN (SELECT id FROM kept)",
                [made_by],
            )

    @contextmanager
    def _opened(self, library: str) -> Iterator[sqlite3.Connection]:
        check_name(library)
        path = self._folder / library / _FILE
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _throw_away_damaged(path)
            with closing(sqlite3.connect(path, timeout=30)) as database:
                database.execute(_TABLE)
                yield database
        except (sqlite3.Error, OSError) as exc:
            raise StorageFailure(
                f"{path} can't be read or written ({exc}). Free some disk space or mend its "
                "permissions, then run `hotseat ingest` again; nothing was lost."
            ) from exc


def _throw_away_damaged(path: Path) -> None:
    """Delete a file that is no whole database."""
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, timeout=30)) as database:
            whole = database.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        whole = False
    if not whole:
        path.unlink()
