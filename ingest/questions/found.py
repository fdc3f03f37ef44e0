"""A question that was found in a note, before it has key points, level, kind and id."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.core.key_points import derive_key_points
from app.core.level import Level
from app.core.question import Origin, Question
from ingest.questions.cues import kind_of, level_of
from ingest.questions.wording import without_answer_marker
from ingest.read_note import ReadNote

_LONGEST_ID = 80


@dataclass(frozen=True, slots=True)
class FoundQuestion:
    """A question's text, where it stands, and its answer.

    `lines` are those of the question and its answer. The first line of `reference` is line
    `reference_line` of the note.
    """

    text: str
    heading: tuple[str, ...]
    lines: tuple[int, int]
    reference: str
    reference_line: int
    level: Level | None = None


def completed(read: ReadNote, found: FoundQuestion, origin: Origin) -> Question:
    """Give a found question its level, kind and key points.

    Its id follows from note and text alone.
    """
    level = level_of(read, found.heading[:-1], found.level)
    last = found.reference_line + found.reference.count("\n")
    reference_place = read.place(found.heading, (found.reference_line, last))
    derived = derive_key_points(found.text, found.reference, level=level, place=reference_place)
    return Question(
        id=f"{read.note.id}-{slug(found.text)}",
        text=found.text,
        section=read.note.section,
        level=level,
        kind=kind_of(found.text),
        origin=origin,
        place=read.place(found.heading, found.lines),
        reference=found.reference,
        key_points=derived.key_points,
        needed=derived.needed,
    )


def slug(text: str) -> str:
    """Return the words of a question joined by hyphens, up to 80 characters."""
    words = re.sub(r"[\W_]+", "-", text.lower()).strip("-")
    return words if len(words) <= _LONGEST_ID else words[:_LONGEST_ID].rsplit("-", 1)[0]


def trimmed(lines: list[str], first: int) -> tuple[str, int]:
    """Take empty lines and rules off both ends of an answer; return it with its first line."""
    begin, end = 0, len(lines)
    while begin < end and not lines[begin].strip():
        begin += 1
    while end > begin and (
        not lines[end - 1].strip() or set(lines[end - 1].strip()) <= {"-", "*", "_"}
    ):
        end -= 1
    return "\n".join(lines[begin:end]), first + begin


def answer_of(lines: list[str], first: int) -> tuple[str, int]:
    """Make an answer of the lines below a question, without a marker like `A:`.

    `first` is their first line.
    """
    text, line = trimmed(lines, first)
    head, *tail = text.split("\n")
    return trimmed([without_answer_marker(head), *tail], line)
