"""A note as the reader takes it in: what is known of the file, and its parsed body."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from app.core.level import Level
from app.core.library import Note, Problem
from app.core.place import Place
from ingest.dialects import as_read, has_dialect, split_tags, tags_in
from ingest.formats.text import NoteText, Parts
from ingest.front_matter import FrontMatter, read_front_matter
from ingest.level_cues import level_named
from ingest.markdown import Document, Heading, parse, split_lines

_NUMBER = re.compile(r"^\d+[\s._-]+")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A note and its document.

    `levels_given` are those of its front matter, none when it doesn't say.
    """

    note: Note
    document: Document
    levels_given: tuple[Level, ...]
    parts: Parts | None = None

    def place(self, heading: tuple[str, ...], lines: tuple[int, int]) -> Place:
        """Return a place in this note."""
        part = self.parts.label(lines) if self.parts else ""
        return Place(self.note.path, heading, lines, part)

    def section_place(self, heading: Heading) -> Place:
        """Return the place of a heading's whole section."""
        return self.place(heading.path, heading.lines)


def read_note(path: str, data: bytes, text: str | NoteText) -> tuple[ReadNote, list[Problem]]:
    """Read a note from the bytes of its file and its text.

    Broken front matter is a problem, and the body is read all the same. `path` is below the
    library's folder.
    """
    given = text if isinstance(text, NoteText) else NoteText(text)
    lines = split_lines(given.text)
    front = read_front_matter(lines)
    problems = [Problem(path, *finding) for finding in front.findings]
    named = front.text("title") or given.title or title_from(path)
    document = _document(lines, front.length, named)
    top = next((h.title for h in document.headings if h.rank == 1 and h.title), "")
    levels = tuple(_levels(front, path, problems))
    note = Note(
        id=_identity(front, path, problems),
        path=path,
        title=front.text("title") or top or named,
        section=section_of(path),
        levels=levels or ((level,) if (level := level_named(path)) else tuple(Level)),
        tags=_tags(front, document),
        updated=front.text("updated"),
        sources=front.texts("sources"),
        digest=hashlib.sha256(data).hexdigest(),
    )
    return ReadNote(note, document, levels, given.parts), problems


def _document(lines: list[str], skip: int, title: str) -> Document:
    """Parse a note, without the marks of dialects that a reader doesn't see."""
    document = parse(lines, skip=skip, title=title)
    if not has_dialect("\n".join(lines[skip:])):
        return document
    seen = as_read(document, skip=skip)
    return document if seen == lines else parse(seen, skip=skip, title=title)


def _tags(front: FrontMatter, document: Document) -> tuple[str, ...]:
    found = (*split_tags(front.texts("tags")), *tags_in(document, skip=front.length))
    return tuple(dict.fromkeys(found))


def section_of(path: str) -> str:
    """Return the section of a note: its first folder, or the stem of a file at the top."""
    parts = PurePosixPath(path).parts
    return parts[0] if len(parts) > 1 else PurePosixPath(path).stem


def title_from(path: str) -> str:
    """Make a title of a file's name: `02_request-lifecycle.md` gives `Request lifecycle`."""
    stem = PurePosixPath(path).stem
    words = re.sub(r"[\s_-]+", " ", _NUMBER.sub("", stem)).strip() or stem
    return words[:1].upper() + words[1:]


def path_id(path: str) -> str:
    """Make a note's id of its path: `06_Concurrency/gil.md` gives `06-concurrency-gil`."""
    slug = re.sub(r"[\W_]+", "-", path.rsplit(".", 1)[0].lower()).strip("-")
    return slug or digest_id(path)


def digest_id(path: str) -> str:
    """Make an id that no other path has, for a note whose own id is taken."""
    return f"note-{hashlib.sha256(path.encode()).hexdigest()[:10]}"


def _identity(front: FrontMatter, path: str, problems: list[Problem]) -> str:
    given = front.text("id")
    if not given:
        return path_id(path)
    if _ID.fullmatch(given):
        return given
    problems.append(
        Problem(
            path, front.line("id"), f"id {given[:40]!r} is no slug: use letters, digits and hyphens"
        )
    )
    return path_id(path)


def _levels(front: FrontMatter, path: str, problems: list[Problem]) -> Iterator[Level]:
    found = set()
    for text in front.texts("levels") or front.texts("level"):
        level = level_named(text)
        if level is None:
            message = f"level {text[:40]!r} is unknown: use {', '.join(Level)}"
            problems.append(Problem(path, front.line("levels"), message))
        else:
            found.add(level)
    yield from (level for level in Level if level in found)
