"""A passage: the piece of a note that retrieval finds and evidence quotes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.core.level import Level
from app.core.place import Place


class PassageKind(StrEnum):
    """What a passage holds.

    Evidence prefers explanations; posing a question never shows an answer.
    """

    EXPLANATION = "explanation"
    CODE = "code"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrievable piece of a note.

    `id` is a digest of the note, the heading path and the text, so that unchanged text keeps its
    id. `text` is the note's Markdown at `place`, without the marks of dialects (wikilinks and such)
    that a reader doesn't see.
    """

    id: str
    place: Place
    text: str
    kind: PassageKind
    section: str
    levels: tuple[Level, ...]

    @property
    def embedded_text(self) -> str:
        """The text that is embedded: the headings, then the passage itself."""
        return f"{' > '.join(self.place.heading)}\n{self.text}"
