"""What an ingest works with, and what the disk may refuse it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EDQUOT, ENOSPC
from pathlib import Path

from app.core.errors import StorageFailure
from app.ports import Embedder, Libraries, PassageTokens, TokenCounter, VectorCache, VectorIndex


@dataclass(frozen=True, slots=True)
class Parts:
    """What an ingest works with.

    The embedder's name and dimension must be known without loading it: an ingest that finds nothing
    to embed leaves it unloaded. Locks lie in `lock_folder`.
    """

    libraries: Libraries
    vectors: VectorIndex
    cache: VectorCache
    tokens: PassageTokens
    embedder: Embedder
    counter: TokenCounter
    lock_folder: Path


@contextmanager
def disk_errors_named(folder: Path) -> Iterator[None]:
    """Name what the system refuses; notes that can't be read are problems by then, not errors."""
    try:
        yield
    except OSError as exc:
        if exc.errno in {ENOSPC, EDQUOT}:
            why = f"The disk of {folder} is full. Free some space"
        else:
            why = f"{exc.filename or folder} can't be written: {exc.strerror}. Mend that"
        raise StorageFailure(f"{why}, then run `hotseat ingest` again; nothing was lost.") from exc
