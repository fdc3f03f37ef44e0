"""What goes wrong with Chroma and its folder, named by what the user should do."""

from __future__ import annotations

import shutil
from errno import EDQUOT, ENOSPC
from pathlib import Path

from app.core.errors import HotseatError, IndexMismatch, NotIndexed, StorageFailure

# Chroma hangs in a process in which its disk has once been full, so it is never let get there.
ROOM = 64 * 2**20


def free_bytes(folder: Path) -> int:
    """Return how many bytes are free on the disk that holds `folder`."""
    return shutil.disk_usage(folder).free


def is_chromas(exc: Exception) -> bool:
    """Say whether Chroma raised it."""
    return type(exc).__module__.startswith("chromadb.")


def named(exc: Exception, folder: Path, collection: str) -> HotseatError:
    """Return what an error of Chroma's means for the collection that was worked on."""
    from chromadb.errors import InvalidArgumentError, NotFoundError

    if isinstance(exc, NotFoundError):
        return NotIndexed(
            f"The vectors {collection} are not in {folder}. Run `hotseat ingest --all`."
        )
    if isinstance(exc, InvalidArgumentError) and "dimension" in str(exc):
        return IndexMismatch(f"{exc}. Run `hotseat ingest --rebuild`.")
    return failure(exc, folder)


def failure(exc: Exception, folder: Path) -> StorageFailure:
    """Return what it means when the folder can't be read or written."""
    if "disk is full" in str(exc) or getattr(exc, "errno", None) in {ENOSPC, EDQUOT}:
        return full(folder)
    return StorageFailure(
        f"The vectors in {folder} can't be read or written: {exc}. Check that the folder "
        "can be written, then run `hotseat ingest --all`."
    )


def full(folder: Path) -> StorageFailure:
    """Return what it means when the disk is full."""
    return StorageFailure(
        f"The disk of {folder} is full. Free some space (the index wants {ROOM // 2**20} MB to be "
        "left), then run `hotseat ingest` again; nothing was lost."
    )
