"""The passages' token vectors, in an SQLite file beside each library's manifest.

    <folder>/<library>/tokens.db

A passage's id is a digest of its text, so a row is never wrong, only there or not: generations share
them, and what is damaged can be thrown away and made again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from app.core.errors import Damaged, StorageFailure
from app.core.library import check_name

if TYPE_CHECKING:
    from numpy.typing import NDArray

_T = TypeVar("_T")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS frame (
    made_by TEXT PRIMARY KEY, directions INTEGER NOT NULL, numbers BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS passage (
    made_by TEXT NOT NULL, id TEXT NOT NULL, numbers BLOB NOT NULL, PRIMARY KEY (made_by, id));
"""
_BUSY_SECONDS = 30.0
_BATCH = 500


class TokenFiles:
    """Arrays in the folders of libraries. Safe to share between threads and processes.

    One process at a time may write those of a library; the ingest's lock sees to that.
    """

    def __init__(self, folder: Path) -> None:
        """Keep the files below `folder`."""
        self._folder = folder

    def frame(self, library: str, made_by: str) -> NDArray[np.float32] | None:
        """Return the frame of this maker's rows, None when there are none."""
        found = self._select(
            library, "SELECT directions, numbers FROM frame WHERE made_by = ?", [made_by]
        )
        for directions, numbers in found:
            return np.frombuffer(numbers, dtype=np.float32).reshape(directions, -1)
        return None

    def fetch(self, library: str, made_by: str, ids: Sequence[str]) -> dict[str, NDArray[np.int8]]:
        """Return the arrays of those ids that are there; raise Damaged for a damaged file."""
        directions = self._select(
            library, "SELECT directions - 1 FROM frame WHERE made_by = ?", [made_by]
        )
        rows: list[tuple[str, bytes]] = []
        for start in range(0, len(ids) if directions else 0, _BATCH):
            wanted = ids[start : start + _BATCH]
            places = ", ".join("?" * len(wanted))
            rows += self._select(
                library,
                f"SELECT id, numbers FROM passage WHERE made_by = ? AND id IN ({places})",  # noqa: S608
                [made_by, *wanted],
            )
        return {
            name: np.frombuffer(numbers, dtype=np.int8).reshape(-1, directions[0][0])
            for name, numbers in rows
        }

    def ids(self, library: str, made_by: str) -> set[str]:
        """Return the ids that have an array; none of a damaged file, which is thrown away."""

        def read(database: sqlite3.Connection) -> set[str]:
            found = database.execute("SELECT id FROM passage WHERE made_by = ?", [made_by])
            return {row[0] for row in found}

        return self._write(library, read)

    def add(
        self,
        library: str,
        made_by: str,
        frame: NDArray[np.float32],
        rows: Mapping[str, NDArray[np.int8]],
    ) -> None:
        """Store arrays by id, in place of earlier ones; raise StorageFailure for a full disk."""
        numbers = [(made_by, name, row.tobytes()) for name, row in rows.items()]

        def write(database: sqlite3.Connection) -> None:
            known = (made_by, len(frame), frame.astype(np.float32).tobytes())
            database.execute("INSERT OR IGNORE INTO frame VALUES (?, ?, ?)", known)
            database.executemany("INSERT OR REPLACE INTO passage VALUES (?, ?, ?)", numbers)

        self._write(library, write)

    def keep_only(self, library: str, made_by: str, ids: Collection[str]) -> None:
        """Delete all other arrays of the library."""

        def write(database: sqlite3.Connection) -> None:
            database.execute("CREATE TEMP TABLE kept (id TEXT PRIMARY KEY)")
            database.executemany("INSERT OR IGNORE INTO kept VALUES (?)", ([name] for name in ids))
            database.execute(
                "DELETE FROM passage WHERE made_by != ? OR id NOT IN (SELECT id FROM kept)",
                [made_by],
            )
            database.execute("DELETE FROM frame WHERE made_by != ?", [made_by])

        self._write(library, write)

    def _path(self, library: str) -> Path:
        check_name(library)
        return self._folder / library / "tokens.db"

    def _select(self, library: str, query: str, values: Sequence[str]) -> list[tuple[Any, ...]]:
        """Read; in a home that can't be written too.

        Where it can be, the file is opened for writing: what a killed ingest left half-written must
        be rolled back before anything can be read.
        """
        path = self._path(library)
        if not path.is_file():
            return []
        with _errors_named(path):
            address = f"{path.resolve().as_uri()}?mode=rw"
            with closing(sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS)) as database:
                return database.execute(query, values).fetchall()

    def _write(self, library: str, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Do some work in one transaction, on a new file if this one is damaged."""
        path = self._path(library)
        with _errors_named(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                return _transacted(path, work)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                path.unlink()
                return _transacted(path, work)


def _transacted(path: Path, work: Callable[[sqlite3.Connection], _T]) -> _T:
    with closing(sqlite3.connect(path, timeout=_BUSY_SECONDS)) as database:
        database.executescript(_SCHEMA)
        with database:
            return work(database)


@contextmanager
def _errors_named(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as exc:
        raise StorageFailure(
            f"{path} can't be read or written ({exc}). Free some disk space or mend its "
            "permissions, then try again; nothing was lost."
        ) from exc
    except sqlite3.DatabaseError as exc:
        raise Damaged(f"{path} is damaged ({exc}). Run `hotseat ingest --all`.") from exc
