"""Our own queries and questions on the built-in notes, with the headings that answer them.

They were written by an author who didn't see the search, from the notes alone, before the search was
tuned: 200 queries of five types (natural questions in other words, keywords, symptoms, typing
errors, identifiers) and 96 questions, a third of which the notes don't answer. The main notes of the
two halves differ: `development` may be looked at, `held_out` is only reported on.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from app.core.errors import BadInput
from app.core.place import Place
from app.evaluation.interview_answers import SPLITS

_ATTRIBUTES = re.compile(r"\s*\{#[^}]*\}\s*$")


@dataclass(frozen=True, slots=True)
class Spot:
    """A heading of a note: `heading` is its title, without the attributes in braces."""

    note: str
    heading: str


def spot_of(place: Place) -> Spot:
    """Return the heading under which a place stands; above the first one, the empty title."""
    return Spot(place.note, place.heading[-1] if place.heading else "")


def spot_titled(note: str, title: str) -> Spot:
    """Return the spot of a heading as it is written in a note."""
    return Spot(note, _ATTRIBUTES.sub("", title).strip())


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody types into the search; `gold` are the headings that answer it."""

    id: str
    type: str
    text: str
    gold: frozenset[Spot]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the notes.

    `gold` are the headings that answer it, none when the notes don't; `must_say` are the facts
    that an answer should say.
    """

    id: str
    text: str
    gold: frozenset[Spot]
    must_say: tuple[str, ...]

    @property
    def answerable(self) -> bool:
        """Whether the notes answer it."""
        return bool(self.gold)


def load_queries(split: str, known: Collection[Spot]) -> list[Query]:
    """Load the queries of a split; raise BadInput when a gold heading isn't a `known` one."""
    return [
        Query(row["id"], row["type"], row["query"], _gold(row, known))
        for row in _rows("retrieval", split)
    ]


def load_questions(split: str, known: Collection[Spot]) -> list[Asked]:
    """Load the questions of a split; raise BadInput when a gold heading isn't a `known` one."""
    return [
        Asked(row["id"], row["question"], _gold(row, known), tuple(row.get("must_say", ())))
        for row in _rows("ask", split)
    ]


def _rows(part: str, split: str) -> list[dict[str, Any]]:
    if split not in SPLITS:
        raise BadInput(f"There is no split {split!r}. Choose from {', '.join(SPLITS)}.")
    file = resources.files(__package__) / part / f"{split}.yaml"
    rows: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return rows


def _gold(row: dict[str, Any], known: Collection[Spot]) -> frozenset[Spot]:
    gold = frozenset(spot_titled(each["note"], each["heading"]) for each in row["gold"])
    for spot in sorted(gold - set(known), key=str):
        raise BadInput(
            f"{row['id']} names {spot.note} > {spot.heading}, which the notes don't have. "
            "Run `hotseat ingest`, or mend the query."
        )
    return gold
