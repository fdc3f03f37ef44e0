"""The files of a library: which there are, and their bytes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import BadInput
from app.core.library import Problem
from ingest.formats import ENDINGS, format_of
from ingest.ignore import Ignored, read_ignored


@dataclass(frozen=True, slots=True)
class NoteFiles:
    """The notes of a folder, sorted by path, and what was left out that may be missed."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...]


def note_files(folder: Path) -> NoteFiles:
    """Find the notes below a folder; raise BadInput when it is no folder.

    Hidden files and folders are passed over, and what `.hotseatignore` or its defaults name. Links
    to folders are not followed: what they show inside the folder is found without them, and one
    that leads out of it is a problem.
    """
    if not folder.is_dir():
        what = "is a file" if folder.is_file() else "is not there"
        raise BadInput(f"{folder} {what}: name a folder of notes")
    ignored, problems = read_ignored(folder)
    found: list[Path] = []
    for parent, folders, names in os.walk(folder):
        below = Path(parent).relative_to(folder)
        kept = [name for name in folders if not _is_passed_over(below / name, ignored, "/")]
        folders[:] = [name for name in kept if not Path(parent, name).is_symlink()]
        problems += _links_out(folder, [Path(parent, name) for name in kept])
        found += [
            Path(parent, name)
            for name in names
            if name.lower().endswith(ENDINGS) and not _is_passed_over(below / name, ignored)
        ]
    found.sort(key=lambda path: path.relative_to(folder).parts)
    return NoteFiles(tuple(found), tuple(problems))


def _is_passed_over(path: Path, ignored: Ignored, end: str = "") -> bool:
    return path.name.startswith(".") or ignored(path.as_posix() + end)


def _links_out(folder: Path, paths: list[Path]) -> Iterator[Problem]:
    for path in paths:
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
            shown = path.relative_to(folder).as_posix()
            message = "a link to a folder outside, not followed: ingest that folder by itself"
            yield Problem(shown, 1, message, skipped=True)


def read_note_file(path: Path, folder: Path) -> bytes | Problem:
    """Return the bytes of a note, or the problem for which the file is skipped."""
    shown = path.relative_to(folder).as_posix()
    largest = format_of(shown).largest
    message = ""
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            message = "a link that leads out of the folder: copy the file into it"
        elif not path.exists():
            message = "a link that leads nowhere: mend or delete it"
        elif not path.is_file():
            message = "not a regular file: move it away"
        elif path.stat().st_size > largest:
            message = f"larger than {largest // 1_000_000} MB: split it into several notes"
        else:
            return path.read_bytes()
    except OSError as error:
        message = f"can't be read ({error.strerror or error}): mend its permissions or move it away"
    return Problem(shown, 1, message, skipped=True)
