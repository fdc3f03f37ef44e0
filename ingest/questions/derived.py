"""Questions derived from the headings of a note that asks none itself."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.key_points import derive_key_points
from ingest.questions.found import FoundQuestion, trimmed
from ingest.questions.heading_wordings import (
    known_wording,
    question_about,
    question_about_all,
    topic_of,
)
from ingest.read_note import ReadNote

_FEWEST_POINTS = 2


def derive_questions(read: ReadNote) -> list[FoundQuestion]:
    """Ask about each section of a note that says at least two things, in the note's order."""
    topic = topic_of(read.note.title)
    headings = read.document.headings
    found = _from_headings(read, topic) if headings else iter([_from_whole(read, topic)])
    return [question for question in found if _tells(question)]


def _from_whole(read: ReadNote, topic: str) -> FoundQuestion:
    lines = read.document.lines
    first_block = read.document.blocks[0].first
    text, first = trimmed(list(lines[first_block - 1 :]), first_block)
    asked = question_about_all(topic)
    return FoundQuestion(asked, read.document.top, (first, len(lines)), text, first)


def _from_headings(read: ReadNote, topic: str) -> Iterator[FoundQuestion]:
    """Ask about a section of a usual kind as a whole, about others up to the next heading."""
    headings = read.document.headings
    starts = [*(heading.line for heading in headings[1:]), len(read.document.lines) + 1]
    covered = 0
    for heading, next_start in zip(headings, starts, strict=True):
        text = question_about(heading.title, topic)
        if heading.line <= covered or text is None:
            continue
        end = next_start - 1
        if heading.rank > 1 and known_wording(heading.title):
            covered = end = heading.end
        lines = list(read.document.lines[heading.body - 1 : end])
        reference, first = trimmed(lines, heading.body)
        yield FoundQuestion(text, heading.path, (heading.line, end), reference, first)


def _tells(found: FoundQuestion) -> bool:
    return len(derive_key_points(found.text, found.reference).key_points) >= _FEWEST_POINTS
