"""A document to keep or print, before anything typesets it: blocks of text, in order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a block is.

    TITLE, HEADING and TEXT are lines of spans. ANSWER is what a candidate wrote, to be shown as it
    is. ITEM and DETAIL are a list's entries, a detail below the item before it. PASSAGE is Markdown
    of several lines from the notes.
    """

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    ANSWER = "answer"
    ITEM = "item"
    DETAIL = "detail"
    PASSAGE = "passage"


class Voice(StrEnum):
    """How a span is to be read: plain or strong words as they stand, or Markdown of the notes."""

    PLAIN = "plain"
    STRONG = "strong"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line."""

    text: str
    voice: Voice = Voice.PLAIN


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a document."""

    kind: Kind
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The text of all spans together."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Document:
    """A titled list of blocks; its first block repeats the title."""

    title: str
    blocks: tuple[Block, ...]


def block(kind: Kind, *spans: Span | str) -> Block:
    """Make a block; strings become plain spans."""
    return Block(kind, tuple(Span(s) if isinstance(s, str) else s for s in spans))


def strong(text: str) -> Span:
    """Make a span that stands out."""
    return Span(text, Voice.STRONG)


def notes(text: str) -> Span:
    """Make a span of the notes' Markdown."""
    return Span(text, Voice.NOTES)
