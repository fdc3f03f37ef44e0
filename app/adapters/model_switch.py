"""The switch of language models: a file that names the address it is on for."""

from __future__ import annotations

from pathlib import Path

from app.core.errors import StorageFailure


class FileSwitch:
    """Keeps the choice in a file of the home folder, so that every process and tab sees it."""

    def __init__(self, path: Path) -> None:
        """Keep the choice in the file at `path`; none means off."""
        self._path = path

    def chosen(self) -> str | None:
        """Return the address that is on, None while all are off."""
        try:
            return self._path.read_text("utf-8").strip() or None
        except FileNotFoundError:
            return None
        except OSError as exc:
            raise StorageFailure(
                f"{self._path} can't be read ({exc.strerror}). Mend its permissions."
            ) from exc

    def choose(self, address: str | None) -> None:
        """Switch on for an address alone, or off."""
        try:
            if address is None:
                self._path.unlink(missing_ok=True)
                return
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._path.write_text(f"{address}\n", "utf-8")
        except OSError as exc:
            raise StorageFailure(
                f"{self._path} can't be written ({exc.strerror}). Mend its permissions."
            ) from exc
