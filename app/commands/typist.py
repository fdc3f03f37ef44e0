"""What is typed into a terminal interview: lines of an answer, and commands between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

COMMANDS = frozenset(
    "/sure /unsure /hint /skip /dontknow /clear /time /pause /report /end /help".split()
)
_LOOKS_LIKE_ONE = re.compile(r"/[a-z]+")


@dataclass(frozen=True, slots=True)
class Command:
    """A command with what stands behind it on its line."""

    name: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer that was ended with an empty line."""

    text: str


class Typist:
    """Reads commands and answers from lines with their ends.

    With `end_is_enter`, the end of a file ends an answer as an empty line does; at a keyboard the
    end of typing, and Ctrl-C like it, leaves an answer as it is.
    """

    def __init__(self, lines: Iterator[str], *, end_is_enter: bool) -> None:
        self._lines = lines
        self._end_is_enter = end_is_enter
        self._keep: Callable[[str], None] = lambda _: None
        self._so_far = ""
        self._grown = False

    def begin(self, draft: str, keep: Callable[[str], None]) -> None:
        """Begin an answer with what was typed of it before; `keep` saves it as it grows."""
        self._so_far = f"{draft.rstrip()}\n" if draft.strip() else ""
        self._keep, self._grown = keep, False

    def clear(self) -> None:
        """Drop what was typed of the answer."""
        self._so_far = ""
        self._keep("")

    def line(self) -> str | None:
        """Return the next line without its end, None when nothing more is typed."""
        try:
            line = next(self._lines, None)
        except KeyboardInterrupt:
            return None
        return None if line is None else line.rstrip("\r\n")

    def read(self) -> Command | Typed | None:
        """Return the next command, or the answer once an empty line ends it, None at the end."""
        while (line := self.line()) is not None:
            command = as_command(line)
            if command is not None:
                return command
            if line.strip():
                self._so_far, self._grown = f"{self._so_far}{line}\n", True
                self._keep(self._so_far)
            elif self._so_far.strip():
                return self._ended()
        return self._ended() if self._grown and self._end_is_enter else None

    def _ended(self) -> Typed:
        self._grown = False
        return Typed(self._so_far.strip())


def as_command(line: str) -> Command | None:
    """Return the command that a line is, None for a line of an answer.

    A lone word behind a slash is taken for a command, if only a mistyped one; `/api/v1` is not.
    """
    name, _, rest = line.strip().partition(" ")
    if name in COMMANDS or (not rest and _LOOKS_LIKE_ONE.fullmatch(name)):
        return Command(name, rest.strip())
    return None
