"""The log of calls to language models: a file of JSON lines, one a call, without any text."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from app.core.chat import ModelCall, Usage
from app.core.errors import StorageFailure


class FileCallLog:
    """Keeps calls in one file. A line is written at once, so processes may share the file."""

    def __init__(self, path: Path) -> None:
        """Keep the calls in the file at `path`, made when it is needed."""
        self._path = path

    def note(self, call: ModelCall) -> None:
        """Add a call; raise StorageFailure when it can't be written."""
        line = {
            "at": call.at.isoformat(),
            "model": call.model,
            "prompt": call.prompt,
            "session": call.session,
            "in": call.usage.tokens_in,
            "out": call.usage.tokens_out,
            "cost": call.usage.cost,
        }
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
        except OSError as exc:
            raise StorageFailure(
                f"{self._path} can't be written ({exc.strerror}). Free some disk space."
            ) from exc

    def calls(self) -> list[ModelCall]:
        """Return all calls; a line that a crash cut short is left out."""
        if not self._path.is_file():
            return []
        lines = self._path.read_text("utf-8").splitlines()
        return [call for call in map(_call, lines) if call is not None]


def _call(text: str) -> ModelCall | None:
    try:
        line = json.loads(text)
    except ValueError:
        return None
    return ModelCall(
        datetime.fromisoformat(line["at"]),
        line["model"],
        line["prompt"],
        line["session"],
        Usage(line["in"], line["out"], line["cost"]),
    )
