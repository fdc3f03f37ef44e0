"""A flash card: a key point that an answer lacked, as a question and what the notes say."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.place import Place


@dataclass(frozen=True, slots=True)
class Card:
    """One card; `id` stays the same for the same point, so that a later import replaces it.

    `question` and `point` are Markdown of the notes, `said` the candidate's own words where they
    were wrong or only half right. `number` is (position, count) of the point in a full answer.
    """

    id: str
    question: str
    number: tuple[int, int]
    point: str
    place: Place
    noted: str = ""
    said: str = ""
    tags: tuple[str, ...] = ()
