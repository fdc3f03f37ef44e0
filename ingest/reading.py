"""Reading a folder of notes into passages and questions, without embedding anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from app.core.errors import BadInput
from app.core.library import Contents, Note, Problem
from app.core.passage import Passage
from app.core.question import Question
from app.ports import TokenCounter
from ingest.formats import ENDINGS, note_text
from ingest.formats.text import Unreadable
from ingest.note_files import note_files, read_note_file
from ingest.passages import passages_of
from ingest.questions import questions_of
from ingest.read_note import ReadNote, digest_id, path_id, read_note


def read_library(folder: Path, *, counter: TokenCounter) -> Contents:
    """Read the notes below a folder, in the order of their paths.

    What is wrong in a file is a problem, and is marked as skipped when the file had to be left out;
    one bad file never keeps the others out. No passage is longer than `counter.window` tokens.
    Reading the same files gives the same contents. Raises BadInput when the folder is not there or
    holds no note.
    """
    notes: list[Note] = []
    passages: list[Passage] = []
    questions: list[Question] = []
    problems: list[Problem] = []
    for read in _read_all(folder, problems):
        asked = questions_of(read)
        cut, cut_problems = passages_of(read, asked.roles, counter)
        notes.append(read.note)
        passages += cut
        questions += asked.questions
        problems += [*asked.problems, *cut_problems]
    return Contents(
        tuple(notes),
        tuple(passages),
        tuple(_with_own_ids(questions, problems)),
        tuple(sorted(problems, key=lambda problem: (problem.path, problem.line))),
    )


def _read_all(folder: Path, problems: list[Problem]) -> Iterator[ReadNote]:
    files = note_files(folder)
    problems += files.problems
    if not files.paths:
        raise BadInput(f"{folder} holds no notes ({', '.join(ENDINGS)}): name a folder of notes")
    taken: dict[str, str] = {}
    for path in files.paths:
        read = _read(path, folder, problems)
        if isinstance(read, Problem):
            problems.append(read)
            continue
        if read.note.id in taken:
            read = _renamed(read, taken, problems)
        taken[read.note.id] = read.note.path
        yield read


def _read(path: Path, folder: Path, problems: list[Problem]) -> ReadNote | Problem:
    shown = path.relative_to(folder).as_posix()
    data = read_note_file(path, folder)
    if isinstance(data, Problem):
        return data
    try:
        text = note_text(shown, data)
    except Unreadable as error:
        return Problem(shown, error.line, str(error), skipped=True)
    read, found = read_note(shown, data, text)
    problems += found
    if not read.document.blocks:
        return Problem(shown, 1, "holds no text: write the note or delete the file", skipped=True)
    return read


def _renamed(read: ReadNote, taken: dict[str, str], problems: list[Problem]) -> ReadNote:
    """Give a note whose id is taken an id that follows from its path."""
    note = read.note
    other = path_id(note.path)
    if other == note.id:
        # Files of one name and two formats: nobody chose the id, so there is nothing to mend.
        own = path_id(f"{note.path}.")
        return replace(read, note=replace(note, id=digest_id(note.path) if own in taken else own))
    own = other if other not in taken else digest_id(note.path)
    message = f"id {note.id!r} is taken by {taken[note.id]}, so this is {own!r}: choose another id"
    problems.append(Problem(note.path, 1, message))
    return replace(read, note=replace(note, id=own))


def _with_own_ids(questions: Iterable[Question], problems: list[Problem]) -> Iterator[Question]:
    """Number the questions whose id is taken; an authored slug that stands twice is a problem."""
    taken: dict[str, str] = {}
    counts: dict[str, int] = {}
    for question in questions:
        name = question.id
        while name in taken:
            counts[question.id] = counts.get(question.id, 1) + 1
            name = f"{question.id}-{counts[question.id]}"
        if name != question.id and question.origin == "authored":
            message = (
                f"question slug {question.id!r} is taken by {taken[question.id]}: choose another"
            )
            problems.append(Problem(question.place.note, question.place.lines[0], message))
        taken[name] = f"{question.place.note}:{question.place.lines[0]}"
        yield replace(question, id=name) if name != question.id else question
