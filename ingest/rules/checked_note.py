"""A note as the rules of the lint see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ingest.front_matter import FrontMatter
from ingest.markdown import Document, Heading
from ingest.written import Finding, WrittenQuestion


@dataclass(frozen=True, slots=True)
class CheckedNote:
    """A parsed note. `path` is how problems name it.

    `interview` is None when the note has no interview part.
    """

    path: str
    file: Path
    front: FrontMatter
    document: Document
    interview: Heading | None
    questions: tuple[WrittenQuestion, ...]


Rule = Callable[[CheckedNote], Iterable[Finding]]
