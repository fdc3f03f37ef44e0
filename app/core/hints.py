"""The hints for a question: a nudge, the section, and at last the first key point."""

from __future__ import annotations

from app.core.question import KeyPoint, Question


def hint_ladder(question: Question) -> tuple[str, ...]:
    """Return the hints for a question, from the author's nudges to its first key point.

    The last one gives that point away, so it no longer counts (see `given_point`). A question with
    a single point has no such hint: nothing would be left to answer.
    """
    size = question.needed or len(question.key_points)
    count = f"A full answer makes {size} {'point' if size == 1 else 'points'}."
    first = [f"The first of them: {question.key_points[0].text}"] if _has_more(question) else []
    return (*question.hints, f"{_where(question)}{count}", *first)


def given_point(question: Question, hints: int) -> KeyPoint | None:
    """Return the key point that so many hints gave away, None while none did."""
    taken_all = hints >= len(hint_ladder(question))
    return question.key_points[0] if taken_all and _has_more(question) else None


def _has_more(question: Question) -> bool:
    return len(question.key_points) > 1


def _where(question: Question) -> str:
    places = [p.source for p in question.key_points if p.source is not None] or [question.place]
    headings = dict.fromkeys(place.innermost for place in places)
    headings.pop("", None)
    headings.pop(question.text, None)
    return f"The notes treat this under “{'”, “'.join(headings)}”. " if headings else ""
