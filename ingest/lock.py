"""One ingest of a library at a time, over all processes; the others are told who is at work."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from app.core.errors import Busy


@contextmanager
def held(folder: Path, library: str) -> Iterator[None]:
    """Hold the lock of a library; raise Busy, which says who has it, when it is taken.

    The system frees the lock when its process ends, however it ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    holder = folder / f".{library}.holder.json"
    try:
        with FileLock(folder / f".{library}.lock", timeout=0, thread_local=False):
            holder.write_text(json.dumps(_this_process()), encoding="utf-8")
            try:
                yield
            finally:
                holder.unlink(missing_ok=True)
    except Timeout as exc:
        raise Busy(
            f"{library} is being ingested by {_named(holder)}. Wait until that is done, then try "
            "again."
        ) from exc


def _this_process() -> dict[str, str | int]:
    since = datetime.now(UTC).isoformat(sep=" ", timespec="seconds")
    return {"pid": os.getpid(), "host": socket.gethostname(), "since": since}


def _named(holder: Path) -> str:
    """Describe the holder; it has not yet written its file if it took the lock just now."""
    try:
        who = json.loads(holder.read_text(encoding="utf-8"))
        return f"process {who['pid']} on {who['host']} since {who['since']}"
    except (FileNotFoundError, json.JSONDecodeError):
        return "another process, which has just begun"
