"""The questions of a note: authored, mined, or derived when it asks none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.core.library import Problem
from app.core.question import Origin, Question
from ingest.interview_part import interview_heading, is_marked, read_interview_part
from ingest.markdown import Heading, anchor
from ingest.passages import Roles
from ingest.questions.answers import Sections
from ingest.questions.authored import answer_lines, authored_question
from ingest.questions.derived import derive_questions
from ingest.questions.found import FoundQuestion, completed
from ingest.questions.mined import mine
from ingest.read_note import ReadNote


@dataclass(frozen=True, slots=True)
class NoteQuestions:
    """The questions of one note, what is wrong with them, and the roles of their lines."""

    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]
    roles: Roles


def questions_of(read: ReadNote) -> NoteQuestions:
    """Find the questions of a note."""
    hint = re.sub(r"[\W_]+", " ", read.note.path.rsplit(".", 1)[0])
    part = interview_heading(read.document)
    if part and any(is_marked(h) and part.holds(h.line) for h in read.document.headings):
        asked = _authored(read, part, hint)
    else:
        asked = _mined(read, mine(read.document, hint=hint))
    if asked.questions:
        return asked
    derived = [completed(read, found, Origin.DERIVED) for found in derive_questions(read)]
    return NoteQuestions(tuple(derived), asked.problems, asked.roles)


def _authored(read: ReadNote, part: Heading, hint: str) -> NoteQuestions:
    """Read the interview part; `###` headings there without attributes are mined.

    The rest of the note asks nothing.
    """
    questions: list[Question] = []
    problems: list[Problem] = []
    answers: list[tuple[int, int]] = []
    unmarked: list[tuple[int, int]] = []
    anchors = {anchor(heading.title): heading for heading in reversed(read.document.headings)}
    for written in read_interview_part(read.document):
        if is_marked(written.heading):
            question, found = authored_question(read, written, anchors)
            questions.append(question)
            problems += found
            answers += answer_lines(written)
        else:
            unmarked.append(written.heading.lines)
    mined = _mined(read, mine(read.document, hint=hint, within=unmarked) if unmarked else [])
    return NoteQuestions(
        (*questions, *mined.questions),
        (*problems, *mined.problems),
        Roles(sorted([*answers, *mined.roles.answers]), [part.lines]),
    )


def _mined(read: ReadNote, found: list[FoundQuestion]) -> NoteQuestions:
    """Complete mined questions.

    One without an answer gets the section of the note that is about it.
    """
    sections = (
        Sections(read.document) if any(not question.reference for question in found) else None
    )
    questions: list[Question] = []
    problems: list[Problem] = []
    for question in found:
        answered = question if question.reference or not sections else sections.answered(question)
        if answered:
            questions.append(completed(read, answered, Origin.MINED))
        else:
            message = "this question has no answer in the note, so it is left out: write it below"
            problems.append(Problem(read.note.path, question.lines[0], message))
    answers = [question.lines for question in found]
    return NoteQuestions(tuple(questions), tuple(problems), Roles(answers))
