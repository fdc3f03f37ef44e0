"""The hints for a question, from a nudge to the place in the notes."""

from __future__ import annotations

from app.core.question import Question


def hint_ladder(question: Question) -> tuple[str, ...]:
    """Return the hints for a question, from a nudge to the place in the notes."""
    places = [p.source for p in question.key_points if p.source is not None] or [question.place]
    headings = dict.fromkeys(place.innermost for place in places)
    headings.pop("", None)
    headings.pop(question.text, None)
    where = [f"The notes treat this under “{'”, “'.join(headings)}”."] if headings else []
    size = len(question.key_points)
    count = f"A full answer makes {question.needed or size} {'points' if size > 1 else 'point'}."
    return (*question.hints, *where, count)
