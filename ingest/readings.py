"""What reading one note yields, and what is known of it from the last time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.core.library import Contents, Note, Problem
from app.core.passage import Passage
from app.core.question import Question
from app.ports import TokenCounter
from ingest.passages import passages_of
from ingest.questions import questions_of
from ingest.read_note import ReadNote


@dataclass(frozen=True, slots=True)
class Reading:
    """A note with its passages, its questions and what is wrong in it."""

    note: Note
    passages: tuple[Passage, ...] = ()
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()


def reading_of(read: ReadNote, problems: list[Problem], counter: TokenCounter) -> Reading:
    """Cut a note into passages and find its questions; `problems` are those found so far."""
    asked = questions_of(read)
    passages, cut = passages_of(read, asked.roles, counter)
    found = (*problems, *asked.problems, *cut)
    return Reading(read.note, tuple(passages), asked.questions, found)


@dataclass(frozen=True, slots=True)
class _Lists:
    passages: list[Passage] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def readings_in(contents: Contents) -> Mapping[str, Reading]:
    """Take contents apart again, by path; without the notes that others made look otherwise."""
    lists: defaultdict[str, _Lists] = defaultdict(_Lists)
    for passage in contents.passages:
        lists[passage.place.note].passages.append(passage)
    for question in contents.questions:
        lists[question.place.note].questions.append(question)
    for problem in contents.problems:
        lists[problem.path].problems.append(problem)
    return {
        note.path: Reading(
            note,
            tuple(lists[note.path].passages),
            tuple(lists[note.path].questions),
            tuple(lists[note.path].problems),
        )
        for note in contents.notes
        if note.path not in contents.renamed
    }
