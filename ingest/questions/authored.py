"""Questions in the corpus format, with everything that their authors wrote for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.core.key_points import DerivedPoints, derive_key_points
from app.core.level import Level
from app.core.library import Problem
from app.core.place import Place
from app.core.question import FollowUp, KeyPoint, Origin, Question
from ingest.markdown import Block, Heading
from ingest.questions.cues import kind_of
from ingest.questions.found import slug
from ingest.read_note import ReadNote
from ingest.written import WrittenPoint, WrittenQuestion

# What the lint checks would tell the candidate what the code prints.
_CLAIM = re.compile(r"[ \t]*# ->.*$", re.MULTILINE)


def authored_question(
    read: ReadNote, written: WrittenQuestion, anchors: Mapping[str, Heading]
) -> tuple[Question, list[Problem]]:
    """Make a question of what is written; what can't be read, or leads nowhere, is a problem."""
    problems = [Problem(read.note.path, *finding) for finding in written.findings]
    level = written.level or (read.levels_given or (Level.MID,))[0]
    derived = _points(read, written, level, anchors)
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
        exhibit=_CLAIM.sub("", _text(read, written.exhibit)),
        follow_ups=tuple(FollowUp(f.slug, f.text) for f in written.follow_ups if f.slug in slugs),
        hints=tuple(hint.text for hint in written.hints),
        needed=derived.needed,
        wordings=tuple(line.text for line in written.also_asked),
    )
    return question, problems + list(_point_problems(read, written, anchors))


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
    read: ReadNote, written: WrittenQuestion, level: Level, anchors: Mapping[str, Heading]
) -> DerivedPoints:
    """Take the written key points, or derive some from the answer where none are written."""
    place = _answer_place(read, written)
    if not written.points:
        reference = _text(read, written.answer)
        return derive_key_points(written.heading.title, reference, level=level, place=place)
    points: dict[str, KeyPoint] = {}
    for point in written.points:
        heading = anchors.get(point.anchor)
        source = read.section_place(heading) if heading else place
        points.setdefault(point.slug, _point(point, level, source))
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


def _point_problems(
    read: ReadNote, written: WrittenQuestion, anchors: Mapping[str, Heading]
) -> Iterator[Problem]:
    seen: set[str] = set()
    for point in written.points:
        if point.slug in seen:
            message = f"key point slug {point.slug!r} is taken in this question: choose another"
            yield Problem(read.note.path, point.line, message)
        if point.anchor not in anchors:
            message = f"anchor {point.anchor!r} is no heading of this note: mend it"
            yield Problem(read.note.path, point.line, message)
        seen.add(point.slug)
