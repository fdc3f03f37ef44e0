"""Where a text stands in a library of notes."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ORNAMENT = re.compile(r"^[^\w`'\"(]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A range of lines under a heading of a note.

    `note` is the file's path below the library's folder, with `/` between parts. `heading` is
    the path of headings from the note's title down; it is empty for text above the first heading.
    `lines` are the first and last line, counted from 1, both included: those of the file, or of
    the text that a file in another format than text was converted to. `part` then names the page
    or cell, such as `page 3` or `cells 4-6`.
    """

    note: str
    heading: tuple[str, ...]
    lines: tuple[int, int]
    part: str = ""

    @property
    def heading_path(self) -> str:
        """The headings and the part, if there is one, joined by ` > `."""
        return " > ".join((*self.heading, self.part) if self.part else self.heading)

    @property
    def plain_heading(self) -> str:
        """The headings joined by ` > `, without the ornaments that notes put before them."""
        headings = map(_without_ornament, self.heading)
        return " > ".join((*headings, self.part) if self.part else headings)

    @property
    def innermost(self) -> str:
        """The last heading without ornaments; empty above the first one."""
        return _without_ornament(self.heading[-1]) if self.heading else ""

    @property
    def citation(self) -> str:
        """File > headings without ornaments > lines, for people to read."""
        first, last = self.lines
        lines = f"line {first}" if first == last else f"lines {first}-{last}"
        return " > ".join(part for part in (self.note, self.plain_heading, lines) if part)

    def __str__(self) -> str:
        first, last = self.lines
        return f"{self.note} > {self.heading_path} > lines {first}-{last}"


def _without_ornament(heading: str) -> str:
    return _ORNAMENT.sub("", heading) or heading
