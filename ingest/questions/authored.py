"""Questions in the corpus format, with everything that their authors wrote for them."""

from __future__ import annotations

from app.core.key_points import DerivedPoints, derive_key_points
from app.core.level import Level
from app.core.library import Problem
from app.core.place import Place
from app.core.question import FollowUp, KeyPoint, Origin, Question
from ingest.markdown import Block, anchor
from ingest.questions.cues import kind_of
from ingest.questions.found import slug
from ingest.read_note import ReadNote
from ingest.written import WrittenPoint, WrittenQuestion


def authored_question(read: ReadNote, written: WrittenQuestion) -> tuple[Question, list[Problem]]:
    """Make a question of what is written; what can't be read, or leads nowhere, is a problem."""
    problems = [Problem(read.note.path, *finding) for finding in written.findings]
    levels = read.levels_given or (Level.MID,)
    level = written.level or levels[0]
    derived = _points(read, written, level, problems)
    slugs = {point.id for point in derived.key_points}
    question = Question(
        id=written.slug or f"{read.note.id}-{slug(written.heading.title)}",
        text=written.heading.title,
        section=read.note.section,
        level=level,
        kind=written.kind or kind_of(written.heading.title),
        origin=Origin.AUTHORED,
        place=read.section_place(written.heading),
        reference=_text(read, written.answer),
        key_points=derived.key_points,
        exhibit=_text(read, written.exhibit),
        follow_ups=tuple(FollowUp(f.slug, f.text) for f in written.follow_ups if f.slug in slugs),
        hints=tuple(hint.text for hint in written.hints),
        needed=derived.needed,
    )
    return question, problems


def answer_lines(written: WrittenQuestion) -> list[tuple[int, int]]:
    """Return the lines of the reference answer, block by block."""
    return [(block.first, block.last) for block in written.answer]


def _text(read: ReadNote, blocks: tuple[Block, ...]) -> str:
    return read.document.text(blocks[0].first, blocks[-1].last) if blocks else ""


def _answer_place(read: ReadNote, written: WrittenQuestion) -> Place:
    if not written.answer:
        return read.section_place(written.heading)
    lines = (written.answer[0].first, written.answer[-1].last)
    return read.place(written.heading.path, lines)


def _points(
    read: ReadNote, written: WrittenQuestion, level: Level, problems: list[Problem]
) -> DerivedPoints:
    """Take the written key points, or derive some from the answer where none are written."""
    place = _answer_place(read, written)
    if not written.points:
        return derive_key_points(
            written.heading.title, _text(read, written.answer), level=level, place=place
        )
    points: dict[str, KeyPoint] = {}
    for point in written.points:
        if point.slug in points:
            message = f"key point slug {point.slug!r} is taken in this question: choose another"
            problems.append(Problem(read.note.path, point.line, message))
            continue
        source = _source(read, point)
        if source is None:
            message = f"anchor {point.anchor!r} is no heading of this note: mend it"
            problems.append(Problem(read.note.path, point.line, message))
        points[point.slug] = _point(point, level, source or place)
    return DerivedPoints(tuple(points.values()), None)


def _point(written: WrittenPoint, level: Level, source: Place) -> KeyPoint:
    return KeyPoint(
        id=written.slug,
        text=written.text,
        level=written.level or level,
        weight=written.weight,
        source=source,
        wordings=tuple(line.text for line in written.also),
        misconceptions=tuple(line.text for line in written.wrong),
    )


def _source(read: ReadNote, point: WrittenPoint) -> Place | None:
    for heading in read.document.headings:
        if point.anchor and anchor(heading.title) == point.anchor:
            return read.section_place(heading)
    return None
