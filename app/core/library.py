"""A library: one ingested folder of notes, and what the manifest says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.core.errors import BadInput, IndexMismatch
from app.core.level import Level
from app.core.passage import Passage
from app.core.question import Question

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,62}")


def check_name(library: str) -> None:
    """Raise BadInput unless `library` can name a library: it names a folder and collections too."""
    if not _NAME.fullmatch(library):
        raise BadInput(
            f"{library!r} can't name a library. Use up to 63 letters, digits, `-` and `_`, "
            "beginning with a letter or digit."
        )


@dataclass(frozen=True, slots=True)
class Note:
    """One file of notes; `digest` is the SHA-256 of its bytes, `path` is below the folder."""

    id: str
    path: str
    title: str
    section: str
    levels: tuple[Level, ...]
    tags: tuple[str, ...]
    updated: str
    sources: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a file that its author should know.

    `skipped` says that the file was left out for it; a `notice` needs no mending.
    """

    path: str
    line: int
    message: str
    skipped: bool = False
    notice: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation of a library was made of.

    A generation is published twice: first with `collection` None (questions can be asked, nothing
    can be searched yet), then with the name of its vectors' collection. `note_digests` maps a
    note's path to the digest of its bytes. `seconds` is how long the ingest took.
    """

    library: str
    generation: str
    folder: str
    created: str
    reader: str
    embedder: str
    dimension: int
    note_digests: dict[str, str]
    passages: int
    questions: int
    seconds: float
    problems: tuple[Problem, ...] = ()
    collection: str | None = None

    @property
    def notes(self) -> int:
        """How many files were read; those that were skipped don't count."""
        return len(self.note_digests.keys() - {p.path for p in self.problems if p.skipped})

    def is_made_by(self, embedder: str, dimension: int) -> bool:
        """Say whether the vectors were, or are to be, made by this embedder."""
        return (self.embedder, self.dimension) == (embedder, dimension)

    def check_embedder(self, embedder: str, dimension: int) -> None:
        """Raise IndexMismatch, which names both, when there are vectors of another embedder."""
        if self.collection is not None and not self.is_made_by(embedder, dimension):
            raise IndexMismatch(
                f"{self.library} was embedded by {self.embedder} ({self.dimension} dimensions), "
                f"but the embedder is now {embedder} ({dimension} dimensions). Run `hotseat ingest "
                f"--rebuild --library {self.library}`, or set the embedder back."
            )


@dataclass(frozen=True, slots=True)
class Contents:
    """All that reading a folder yields.

    `renamed` are the paths of notes of which an id, or that of a question, was taken already, so
    that they got others: read by themselves they would look otherwise.
    """

    notes: tuple[Note, ...]
    passages: tuple[Passage, ...]
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...] = ()
    renamed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest got: `done` of `total` passages or notes in a phase."""

    phase: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did.

    `embedded` passages went through the embedder, `reused` ones kept their vectors. `changed` is
    False when the folder was as the current generation has it, so that nothing was done.
    """

    library: str
    generation: str
    notes: int
    passages: int
    questions: int
    embedded: int
    reused: int
    seconds: float
    changed: bool
    problems: tuple[Problem, ...] = ()

    @property
    def skipped(self) -> tuple[Problem, ...]:
        """The problems for which a file was left out."""
        return tuple(p for p in self.problems if p.skipped)
