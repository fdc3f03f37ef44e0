"""The published libraries as files: a manifest each, and a file of contents for each generation.

    <folder>/<library>/manifest.json        the current generation
    <folder>/<library>/<generation>.json    its notes, passages, questions and problems

A file is written beside its place, forced to disk and then moved there, so that a reader or a crash
meets the old file or the new one, whole.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from errno import EDQUOT, ENOSPC
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from app.core.errors import IndexMismatch, NotIndexed, StorageFailure
from app.core.library import Contents, Manifest, check_name

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_T = TypeVar("_T")
_MANIFEST = "manifest.json"


class LibraryFiles:
    """Libraries in a folder. Safe to share between threads and processes that only read.

    One process at a time may publish a library; the ingest's lock sees to that.
    """

    def __init__(self, folder: Path, *, sync: Callable[[int], None] = os.fsync) -> None:
        """Keep the libraries in `folder`; `sync` forces an open file to the disk."""
        self._folder = folder
        self._sync = sync

    def names(self) -> list[str]:
        """Return the names of the libraries that have a generation, sorted."""
        return sorted(path.parent.name for path in self._folder.glob(f"*/{_MANIFEST}"))

    def manifest(self, library: str) -> Manifest | None:
        """Return the manifest of the current generation, None when there is none.

        Raises BadInput for a name that no library can have, IndexMismatch when the file is damaged.
        """
        check_name(library)
        data = _read(self._folder / library / _MANIFEST)
        cure = f"`hotseat ingest FOLDER --rebuild --library {library}` with its folder of notes"
        return None if data is None else self._decoded(self._manifests, data, library, cure)

    def contents(self, manifest: Manifest) -> Contents:
        """Return notes, passages and questions of a generation.

        Raises NotIndexed when the generation is not there any more, IndexMismatch when its file is
        damaged.
        """
        data = _read(self._path(manifest))
        if data is None:
            raise NotIndexed(
                f"Generation {manifest.generation} of {manifest.library} is gone. Try again; if it "
                "stays gone, run `hotseat ingest --all`."
            )
        cure = "`hotseat ingest --all`"
        return self._decoded(self._contents, data, manifest.library, cure)

    def publish(self, manifest: Manifest, contents: Contents) -> None:
        """Make a generation the current one; readers see the old or the new one, whole.

        Generations before the last one are deleted. Raises StorageFailure when the disk is full;
        the current generation is then what it was.
        """
        check_name(manifest.library)
        self._write(self._path(manifest), self._contents.dump_json(contents))
        data = self._manifests.dump_json(manifest, indent=2)
        self._write(self._folder / manifest.library / _MANIFEST, data)
        self._collect(manifest)

    def remove(self, library: str) -> None:
        """Delete a library, its manifest first; one that is not there is no error."""
        check_name(library)
        folder = self._folder / library
        try:
            (folder / _MANIFEST).unlink(missing_ok=True)
            shutil.rmtree(folder)
        except FileNotFoundError:
            return
        except OSError as exc:
            raise _failure(folder, exc) from exc

    def _path(self, manifest: Manifest) -> Path:
        return self._folder / manifest.library / f"{manifest.generation}.json"

    def _write(self, path: Path, data: bytes) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
            temporary = Path(name)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                    file.flush()
                    self._sync(file.fileno())
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)
            _sync_folder(path.parent, self._sync)
        except OSError as exc:
            raise _failure(path, exc) from exc

    def _collect(self, current: Manifest) -> None:
        """Delete all generations but the current one and the one before it, which may be in use.

        What a killed process left half-written goes too: nobody else publishes this library.
        """
        folder = self._folder / current.library
        for unfinished in folder.glob(".*.tmp"):
            unfinished.unlink(missing_ok=True)
        others = set(folder.glob("*.json")) - {folder / _MANIFEST, self._path(current)}
        written = sorted(others, key=lambda path: (path.stat().st_mtime_ns, path.name))
        for path in written[:-1]:
            path.unlink(missing_ok=True)

    def _decoded(self, adapter: TypeAdapter[_T], data: bytes, library: str, cure: str) -> _T:
        from pydantic import ValidationError

        try:
            return adapter.validate_json(data)
        except ValidationError as exc:
            raise IndexMismatch(
                f"The index of {library} in {self._folder} is damaged, or from another version of "
                f"Hotseat. Run {cure}."
            ) from exc

    @cached_property
    def _manifests(self) -> TypeAdapter[Manifest]:
        from pydantic import TypeAdapter

        return TypeAdapter(Manifest)

    @cached_property
    def _contents(self) -> TypeAdapter[Contents]:
        from pydantic import TypeAdapter

        return TypeAdapter(Contents)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as exc:
        raise StorageFailure(
            f"{path} can't be read: {exc.strerror}. Mend its permissions."
        ) from exc


def _sync_folder(folder: Path, sync: Callable[[int], None]) -> None:
    """Force a folder's new entry to disk, where the system can open a folder (Windows can't)."""
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            sync(handle)
        finally:
            os.close(handle)


def _failure(path: Path, exc: OSError) -> StorageFailure:
    if exc.errno in {ENOSPC, EDQUOT}:
        return StorageFailure(
            f"The disk of {path.parent} is full. Free some space, then run `hotseat ingest` again; "
            "nothing was lost."
        )
    return StorageFailure(
        f"{path} can't be written: {exc.strerror}. Mend the permissions of its folder, then run "
        "`hotseat ingest` again; nothing was lost."
    )
