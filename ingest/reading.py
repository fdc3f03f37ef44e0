"""Reading a folder of notes into passages and questions, without embedding anything."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.core.errors import BadInput
from app.core.library import Contents, Problem
from app.core.question import Question
from app.ports import TokenCounter
from ingest.formats import ENDINGS, note_text
from ingest.formats.text import Unreadable
from ingest.note_files import note_files, read_note_file
from ingest.read_note import digest_id, path_id, read_note
from ingest.readings import Reading, reading_of

_Known = Mapping[str, Reading]


def read_library(
    folder: Path,
    *,
    counter: TokenCounter,
    known: _Known | None = None,
    tell: Callable[[int, int], None] = lambda _, __: None,
) -> Contents:
    """Read the notes below a folder, in the order of their paths.

    What is wrong in a file is a problem, and is marked as skipped when the file had to be left out;
    one bad file never keeps the others out. No passage is longer than `counter.window` tokens.
    Reading the same files gives the same contents. `known` are readings by path that hold for notes
    of the same bytes, which spares reading them. `tell` hears how many of how many notes are read.
    Raises BadInput when the folder is not there or holds no note.
    """
    return _Reader(folder, counter, known or {}).read(tell)


@dataclass(slots=True)
class _Reader:
    """Reads one folder; keeps the problems, and which notes others made look otherwise."""

    folder: Path
    counter: TokenCounter
    known: _Known
    problems: list[Problem] = field(default_factory=list)
    renamed: set[str] = field(default_factory=set)

    def read(self, tell: Callable[[int, int], None]) -> Contents:
        readings = list(self._readings(tell))
        questions = tuple(self._with_own_ids(q for r in readings for q in r.questions))
        problems = [*self.problems, *(p for r in readings for p in r.problems)]
        return Contents(
            tuple(r.note for r in readings),
            tuple(p for r in readings for p in r.passages),
            questions,
            tuple(sorted(problems, key=lambda problem: (problem.path, problem.line))),
            tuple(sorted(self.renamed)),
        )

    def _readings(self, tell: Callable[[int, int], None]) -> Iterator[Reading]:
        files = note_files(self.folder)
        self.problems += files.problems
        if not files.paths:
            endings = ", ".join(ENDINGS)
            raise BadInput(f"{self.folder} holds no notes ({endings}): name a folder of notes")
        taken: dict[str, str] = {}
        for number, path in enumerate(files.paths, 1):
            reading = self._reading(path, taken)
            tell(number, len(files.paths))
            if isinstance(reading, Problem):
                self.problems.append(reading)
                continue
            taken[reading.note.id] = reading.note.path
            yield reading

    def _reading(self, path: Path, taken: Mapping[str, str]) -> Reading | Problem:
        shown = path.relative_to(self.folder).as_posix()
        data = read_note_file(path, self.folder)
        if isinstance(data, Problem):
            return data
        known = self.known.get(shown)
        if known and known.note.id not in taken and known.note.digest == _digest(data):
            return known
        return self._read(shown, data, taken)

    def _read(self, shown: str, data: bytes, taken: Mapping[str, str]) -> Reading | Problem:
        try:
            text = note_text(shown, data)
        except Unreadable as error:
            return Problem(shown, error.line, str(error), skipped=True)
        read, problems = read_note(shown, data, text)
        if not read.document.blocks:
            message = "holds no text: write the note or delete the file"
            return Problem(shown, 1, message, skipped=True)
        if read.note.id in taken:
            self.renamed.add(shown)
            own, problem = _own_id(shown, read.note.id, taken)
            read = replace(read, note=replace(read.note, id=own))
            problems += problem
        return reading_of(read, problems, self.counter)

    def _with_own_ids(self, questions: Iterable[Question]) -> Iterator[Question]:
        """Number the questions whose id is taken; an authored slug that stands twice is a problem."""
        taken: dict[str, str] = {}
        counts: dict[str, int] = {}
        for question in questions:
            place = question.place
            name = question.id
            while name in taken:
                counts[question.id] = counts.get(question.id, 1) + 1
                name = f"{question.id}-{counts[question.id]}"
            if name != question.id:
                self.renamed.add(place.note)
            if name != question.id and question.origin == "authored":
                where = taken[question.id]
                message = f"question slug {question.id!r} is taken by {where}: choose another"
                self.problems.append(Problem(place.note, place.lines[0], message))
            taken[name] = f"{place.note}:{place.lines[0]}"
            yield replace(question, id=name) if name != question.id else question


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _own_id(path: str, name: str, taken: Mapping[str, str]) -> tuple[str, list[Problem]]:
    """Make an id that follows from a note's path, for one whose id is taken."""
    other = path_id(path)
    if other == name:
        # Files of one name and two formats: nobody chose the id, so there is nothing to mend.
        own = path_id(f"{path}.")
        return (digest_id(path) if own in taken else own), []
    own = other if other not in taken else digest_id(path)
    message = f"id {name!r} is taken by {taken[name]}, so this is {own!r}: choose another id"
    return own, [Problem(path, 1, message)]
