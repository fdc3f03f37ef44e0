"""Rules on the interview part of a note: questions, answers, key points, follow-ups, hints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.question import QuestionKind
from ingest.markdown import Heading, anchor
from ingest.rules.checked_note import CheckedNote
from ingest.written import Finding, WrittenPoint, WrittenQuestion

FEWEST_QUESTIONS, FEWEST_LEVELS, FEWEST_KINDS = 6, 2, 4
ANSWER_WORDS = (60, 180)
POINT_WORDS = (8, 30)
POINTS = (3, 6)
FEWEST_ALSO, FEWEST_WRONG = 2, 1
_WORD = re.compile(r"\S*\w\S*")
_LEANS = re.compile(
    r"\b(above|aforementioned|(this|previous|next|last) (note|section|question))\b", re.IGNORECASE
)


def syntax_is_right(note: CheckedNote) -> Iterator[Finding]:
    """Attributes and list items are written as the format says."""
    for question in note.questions:
        yield from question.findings


def questions_are_enough(note: CheckedNote) -> Iterator[Finding]:
    """Six or more questions over two levels and four kinds."""
    if note.interview is None:
        return
    levels = {question.level for question in note.questions if question.level}
    kinds = {question.kind for question in note.questions if question.kind}
    for found, least, name in (
        (len(note.questions), FEWEST_QUESTIONS, "questions"),
        (len(levels), FEWEST_LEVELS, "levels"),
        (len(kinds), FEWEST_KINDS, "kinds of question"),
    ):
        if found < least:
            yield note.interview.line, f"{found} of at least {least} {name}: ask more"


def headings_are_questions(note: CheckedNote) -> Iterator[Finding]:
    """Below the interview heading stand `###` question headings and no deeper ones."""
    if note.interview is None:
        return
    for heading in note.document.headings:
        if heading.rank > 3 and note.interview.holds(heading.line):
            yield (
                heading.line,
                "a heading inside a question: a question is one ### heading with plain prose",
            )


def slug_begins_with_id(note: CheckedNote) -> Iterator[Finding]:
    """A question's slug begins with the note's id."""
    identity = note.front.text("id")
    for question in note.questions:
        if identity and question.slug and not question.slug.startswith(f"{identity}-"):
            yield (
                question.heading.line,
                f"question slug {question.slug!r} must begin with the note's id, {identity!r}",
            )


def question_stands_alone(note: CheckedNote) -> Iterator[Finding]:
    """A question doesn't lean on the text around it."""
    for question in note.questions:
        asked = [(question.heading.line, question.heading.title)]
        asked += [(wording.line, wording.text) for wording in question.also_asked]
        for line, text in asked:
            match = _LEANS.search(text)
            if match and not question.exhibit:
                message = f"the question leans on its surroundings ({match[0]!r}): name its subject"
                yield line, message


def code_reading_shows_code(note: CheckedNote) -> Iterator[Finding]:
    """A code-reading question shows Python code between its heading and its answer."""
    for question in note.questions:
        if question.kind is QuestionKind.CODE_READING and not question.exhibit:
            yield (
                question.heading.line,
                "a code-reading question shows a python fence before its answer",
            )


def answer_is_prose(note: CheckedNote) -> Iterator[Finding]:
    """The reference answer is 60 to 180 words of plain prose."""
    for question in note.questions:
        for block in question.answer:
            if block.kind != "paragraph":
                yield (
                    block.first,
                    f"the reference answer is plain prose: no {block.kind.replace('_', ' ')} in it",
                )
        text = " ".join(
            note.document.text(b.first, b.last) for b in question.answer if b.kind == "paragraph"
        )
        yield from _length(text, ANSWER_WORDS, question.heading.line, "the reference answer")


def points_are_three_to_six(note: CheckedNote) -> Iterator[Finding]:
    """A question has three to six key points, each with its own slug."""
    for question in note.questions:
        if not POINTS[0] <= len(question.points) <= POINTS[1]:
            yield (
                question.heading.line,
                f"{len(question.points)} key points: write {POINTS[0]} to {POINTS[1]}",
            )
        seen: set[str] = set()
        for point in question.points:
            if point.slug in seen:
                yield (
                    point.line,
                    f"key point slug {point.slug!r} is taken in this question: choose another",
                )
            seen.add(point.slug)


def points_are_atomic(note: CheckedNote) -> Iterator[Finding]:
    """A key point is 8 to 30 words."""
    for _, point in _points(note):
        yield from _length(point.text, POINT_WORDS, point.line, "the key point")


def points_have_wordings(note: CheckedNote) -> Iterator[Finding]:
    """A key point has two `also:` lines and one `wrong:` line at least, all of them different."""
    for _, point in _points(note):
        for lines, least, label in (
            (point.also, FEWEST_ALSO, "also"),
            (point.wrong, FEWEST_WRONG, "wrong"),
        ):
            if len(lines) < least:
                yield point.line, f"{len(lines)} `{label}:` line(s): write at least {least}"
        seen = {point.text.casefold()}
        for line in (*point.also, *point.wrong):
            if not line.text or line.text.casefold() in seen:
                yield line.line, "this line is empty or stands twice: word it anew"
            seen.add(line.text.casefold())


def anchors_resolve(note: CheckedNote) -> Iterator[Finding]:
    """A key point names a heading of the note outside the interview part."""
    targets = {anchor(heading.title) for heading in explaining_headings(note)}
    for _, point in _points(note):
        if not point.anchor:
            yield (
                point.line,
                "the key point names no heading: end it with → and the anchor that explains it",
            )
        elif point.anchor not in targets:
            yield (
                point.line,
                f"anchor {point.anchor!r} is no heading of this note outside title and "
                "interview part",
            )


def explaining_headings(note: CheckedNote) -> list[Heading]:
    """Return the headings that a key point may name: not the title, not the interview part."""
    part = note.interview
    return [h for h in note.document.headings if h.rank > 1 and not (part and part.holds(h.line))]


def follow_ups_and_hints_are_there(note: CheckedNote) -> Iterator[Finding]:
    """Each question has a follow-up to one of its key points, and a hint."""
    for question in note.questions:
        slugs = {point.slug for point in question.points}
        if not question.follow_ups:
            yield (
                question.heading.line,
                "no follow-up: add - **Follow-up** (key-point-slug): a question",
            )
        if not question.hints:
            yield question.heading.line, "no hint: add - **Hint**: one sentence"
        for follow_up in question.follow_ups:
            if follow_up.slug not in slugs:
                yield (
                    follow_up.line,
                    f"follow-up to {follow_up.slug!r}: the question has no such key point",
                )


def _points(note: CheckedNote) -> Iterator[tuple[WrittenQuestion, WrittenPoint]]:
    for question in note.questions:
        for point in question.points:
            yield question, point


def _length(text: str, bounds: tuple[int, int], line: int, what: str) -> Iterator[Finding]:
    words = len(_WORD.findall(text))
    if not bounds[0] <= words <= bounds[1]:
        yield line, f"{what} has {words} words: write {bounds[0]} to {bounds[1]}"


RULES = (
    syntax_is_right,
    questions_are_enough,
    headings_are_questions,
    slug_begins_with_id,
    question_stands_alone,
    code_reading_shows_code,
    answer_is_prose,
    points_are_three_to_six,
    points_are_atomic,
    points_have_wordings,
    anchors_resolve,
    follow_ups_and_hints_are_there,
)
