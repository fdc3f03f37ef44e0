"""The text that a file holds, whatever its format, as lines of Markdown."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

LONGEST = 8_000_000


class Unreadable(Exception):
    """A file can't be read as its format says; the text names why and what to do.

    `line` is where, as far as that is known.
    """

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Parts:
    """The pages or cells of a file: `starts[n - 1]` is the first line of number n."""

    noun: str
    starts: tuple[int, ...]

    def label(self, lines: tuple[int, int]) -> str:
        """Name the parts in which a range of lines lies: `page 3`, `cells 4-6`."""
        first, last = (max(1, bisect_right(self.starts, line)) for line in lines)
        return f"{self.noun} {first}" if first == last else f"{self.noun}s {first}-{last}"


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note's text as Markdown, and the title that its file gives it, if any.

    Passages and citations name lines of this text. They are those of the file for Markdown and
    plain text; for other formats `hotseat convert` shows them, and `parts` names pages or cells.
    """

    text: str
    title: str = ""
    parts: Parts | None = None


def decoded(data: bytes) -> str:
    """Decode a text file, with or without a byte order mark; raise Unreadable for any other."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("is UTF-16: save it as UTF-8")
    if b"\0" in data:
        raise Unreadable("is a binary file, not text: give it another ending")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable("is not UTF-8 text: save it as UTF-8", line) from error
