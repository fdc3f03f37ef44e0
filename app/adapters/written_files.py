"""Questions that a language model wrote, as one JSON file for each library."""

from __future__ import annotations

import os
import tempfile
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.errors import Damaged, StorageFailure
from app.core.library import check_name
from app.core.written import Written

if TYPE_CHECKING:
    from pydantic import TypeAdapter


class WrittenFiles:
    """Keeps drafts and accepted questions in a folder; a file is replaced whole."""

    def __init__(self, folder: Path) -> None:
        """Keep the files in `folder`, which is made when it is first needed."""
        self._folder = folder

    def load(self, library: str) -> Written:
        """Return what was written for a library; raise Damaged when its file can't be read."""
        path = self._path(library)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return Written()
        except OSError as exc:
            raise StorageFailure(f"{path} can't be read ({exc.strerror}). Mend it.") from exc
        try:
            return self._codec.validate_json(data)
        except ValueError as exc:
            raise Damaged(f"{path} is damaged. Move it away; its questions are lost.") from exc

    def holds(self, library: str) -> bool:
        """Say whether there is a file of a library."""
        return self._path(library).exists()

    def save(self, library: str, written: Written) -> None:
        """Replace what was written for a library; raise StorageFailure when that fails."""
        path = self._path(library)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
            temporary = Path(name)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(self._codec.dump_json(written, indent=1))
                    file.flush()
                    os.fsync(file.fileno())
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)
        except OSError as exc:
            raise StorageFailure(
                f"{path} can't be written ({exc.strerror}). Free space or mend its permissions."
            ) from exc

    def remove(self, library: str) -> None:
        """Delete what was written for a library; raise StorageFailure when that fails."""
        path = self._path(library)
        try:
            path.unlink(missing_ok=True)
        except OSError as exc:
            raise StorageFailure(f"{path} can't be deleted ({exc.strerror}). Delete it.") from exc

    def _path(self, library: str) -> Path:
        check_name(library)
        return self._folder / f"{library}.json"

    @cached_property
    def _codec(self) -> TypeAdapter[Written]:
        from pydantic import TypeAdapter

        return TypeAdapter(Written)
