"""Answers of language models that were given before, so that an identical call isn't sent twice.

A file for each call, named by the SHA-256 of model, address, limits, prompt, schema and messages:

    <folder>/<first two digits>/<the others>.json

Only whole answers are kept. The files hold what the model said, readable by their owner alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from app.core.chat import Message, Reply
from app.core.errors import StorageFailure
from app.ports import ChatModel

_MOST = 5000


class CachedChat:
    """A ChatModel that remembers the answers of another one."""

    def __init__(self, model: ChatModel, folder: Path, *, made_by: str) -> None:
        """Keep the answers below `folder`; `made_by` says all that changes them but the messages."""
        self._model = model
        self._folder = folder
        self._made_by = made_by

    @property
    def name(self) -> str:
        """The model behind."""
        return self._model.name

    @property
    def room(self) -> int:
        """The room of the model behind."""
        return self._model.room

    def stream(self, messages: Sequence[Message], *, prompt: str = "") -> Iterator[str]:
        """Yield the answer, in one piece when it was given before."""
        path = self._path(messages, None, prompt)
        known = _read(path)
        if known is not None:
            return iter([known.text])
        return self._kept(self._model.stream(messages, prompt=prompt), path)

    def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, object] | None = None,
        prompt: str = "",
    ) -> Reply:
        """Return the answer of the same call before, or the model's."""
        path = self._path(messages, schema, prompt)
        known = _read(path)
        if known is not None:
            return known
        reply = self._model.complete(messages, schema=schema, prompt=prompt)
        if not reply.truncated:
            self._keep(path, reply)
        return reply

    def _kept(self, pieces: Iterator[str], path: Path) -> Iterator[str]:
        text = ""
        try:
            for piece in pieces:
                text += piece
                yield piece
        finally:
            if isinstance(pieces, Generator):
                pieces.close()
        # Not reached when the caller stops: half an answer is not kept.
        self._keep(path, Reply(text))

    def _path(
        self, messages: Sequence[Message], schema: Mapping[str, object] | None, prompt: str
    ) -> Path:
        said = [(message.role.value, message.text) for message in messages]
        call = json.dumps([self._made_by, prompt, schema, said], sort_keys=True)
        digest = hashlib.sha256(call.encode()).hexdigest()
        return self._folder / digest[:2] / f"{digest[2:]}.json"

    def _keep(self, path: Path, reply: Reply) -> None:
        """Keep an answer. It is there for the caller also when the disk refuses to keep it."""
        with suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._make_room()
            with tempfile.NamedTemporaryFile(
                "w", dir=path.parent, delete=False, encoding="utf-8"
            ) as file:
                json.dump({"text": reply.text, "data": reply.data}, file)
            os.replace(file.name, path)

    def _make_room(self) -> None:
        """Forget the older half when there are too many answers."""
        files = list(self._folder.glob("*/*.json"))
        if len(files) >= _MOST:
            for file in sorted(files, key=lambda each: each.stat().st_mtime)[: _MOST // 2]:
                file.unlink(missing_ok=True)


def forget_answers(folder: Path) -> None:
    """Delete all answers kept below a folder; raise StorageFailure when one can't be deleted."""
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as exc:
        raise StorageFailure(f"{folder} can't be deleted ({exc.strerror}). Delete it.") from exc


def _read(path: Path) -> Reply | None:
    """Return a kept answer, None where there is none, or none that can be read."""
    try:
        kept = json.loads(path.read_text("utf-8"))
        return Reply(kept["text"], kept["data"], cached=True)
    except (OSError, ValueError, KeyError):
        return None
