"""Where a text stands in a library of notes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A range of lines under a heading of a note.

    `note` is the file's path below the library's folder, with `/` between parts. `heading` is
    the path of headings from the note's title down; it is empty for text above the first heading.
    `lines` are the first and last line, counted from 1, both included.
    """

    note: str
    heading: tuple[str, ...]
    lines: tuple[int, int]

    @property
    def heading_path(self) -> str:
        """The headings joined by ` > `."""
        return " > ".join(self.heading)

    def __str__(self) -> str:
        first, last = self.lines
        return f"{self.note} > {self.heading_path} > lines {first}-{last}"
