"""The files of a library: which there are, and their text."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from app.core.errors import BadInput
from app.core.library import Problem

ENDINGS = (".md", ".markdown")
LARGEST = 8_000_000


def note_paths(folder: Path) -> Iterator[Path]:
    """Walk a folder and yield the paths of its notes, sorted; raise BadInput when it is no folder.

    Hidden files and folders are passed over, and so is a README at the top. Links to folders are
    not followed: what they show inside the folder is found without them.
    """
    if not folder.is_dir():
        what = "is a file" if folder.is_file() else "is not there"
        raise BadInput(f"{folder} {what}: name a folder of Markdown notes")
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [
            Path(parent, name)
            for name in names
            if name.lower().endswith(ENDINGS) and not name.startswith(".")
        ]
    for path in sorted(found, key=lambda path: path.relative_to(folder).parts):
        if path.parent != folder or path.stem.casefold() != "readme":
            yield path


def read_note_file(path: Path, folder: Path) -> bytes | Problem:
    """Return the bytes of a note, or the problem for which the file is skipped."""
    shown = path.relative_to(folder).as_posix()
    message = ""
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            message = "a link that leads out of the folder: copy the file into it"
        elif not path.exists():
            message = "a link that leads nowhere: mend or delete it"
        elif not path.is_file():
            message = "not a regular file: move it away"
        elif path.stat().st_size > LARGEST:
            message = f"larger than {LARGEST // 1_000_000} MB: split it into several notes"
        else:
            return path.read_bytes()
    except OSError as error:
        message = f"can't be read ({error.strerror or error}): mend its permissions or move it away"
    return Problem(shown, 1, message, skipped=True)


def note_text(data: bytes, shown: str) -> str | Problem:
    """Decode a note, with or without a byte order mark, or return why it is skipped."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(shown, 1, "is UTF-16: save it as UTF-8", skipped=True)
    if b"\0" in data:
        return Problem(
            shown, 1, "is a binary file, not Markdown: give it another ending", skipped=True
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem(shown, line, "is not UTF-8 text: save it as UTF-8", skipped=True)
