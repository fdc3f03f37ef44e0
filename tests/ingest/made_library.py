"""A made-up library as people write them: emoji, nesting, long fences, tables, `Q1:` headings."""

from __future__ import annotations

import random
from pathlib import Path

_NOUNS = ("scheduler", "queue", "cache", "lock", "index", "worker", "thread", "socket", "buffer")
_VERBS = ("copies", "holds", "drops", "reads", "blocks", "wakes", "splits", "checks", "skips")
_ENDS = ("before the commit", "under load", "in order", "at start-up", "on each call")
_EMOJI = ("🔥", "⚙️", "🧠", "✅", "🚀", "📦", "🐍", "🏗️")


class LibraryMaker:
    """Writes notes of about `size` characters, always the same for a seed.

    `asked` are the questions put in.
    """

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.asked: list[str] = []

    def write(self, folder: Path, *, notes: int, size: int, questions: int) -> None:
        """Write `notes` files into nested folders, with `questions` question headings in each."""
        for number in range(notes):
            file = folder / f"{number % 7:02}_Part" / f"chapter {number % 3}" / f"note-{number}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(self.note(number, size=size, questions=questions), encoding="utf-8")

    def note(self, number: int, *, size: int, questions: int) -> str:
        """Make one note: sections of prose, lists, tables and code, then an interview part."""
        parts = [f"# {self._emoji()} Note {number} on {self._noun()}s", self._prose(3)]
        length = 0
        while length < size - 900 * questions:
            section = self._section()
            parts.append(section)
            length += len(section)
        parts.append("## ❓ Interview Questions")
        parts += [self._question(number, n) for n in range(1, questions + 1)]
        return "\n\n".join(parts) + "\n"

    def _section(self) -> str:
        name = f"{self._noun().title()} {self._noun()}s"
        return "\n\n".join(
            [
                f"## {self._emoji()} {name}",
                self._prose(6),
                f"### Why the {self._noun()} {self._verb()}",
                self._prose(4),
                "\n".join(f"- **{self._noun()}**: {self._sentence()}" for _ in range(4)),
                f"#### `{self._noun()}()` in use",
                self._code(self.random.randrange(5, 60)),
                self._table(self.random.randrange(3, 30)),
            ]
        )

    def _question(self, number: int, n: int) -> str:
        text = f"Why does the {self._noun()} of case {number}-{n} fail {self.random.choice(_ENDS)}?"
        self.asked.append(text)
        heading = f"### {self.random.choice(['', self._emoji() + ' '])}Q{n}: {text}"
        code = [self._code(12)] if n % 2 else ["##### In short", self._sentence()]
        return "\n\n".join([heading, self._prose(3), *code])

    def _code(self, lines: int) -> str:
        body = [f"# {self._sentence()}", "### Q9: Is this a question?", "## Q10: No, a comment."]
        body += [f"{self._noun()} = {self._verb()}({n})  # Q: why?" for n in range(lines)]
        return "\n".join(["```python", *body, "```"])

    def _table(self, rows: int) -> str:
        cells = [(self._noun(), self._verb(), self.random.random()) for _ in range(rows)]
        body = [f"| {noun} | {verb} | {cost:.3f} |" for noun, verb, cost in cells]
        return "\n".join(["| part | does | cost |", "|---|---|---|", *body])

    def _prose(self, sentences: int) -> str:
        return " ".join(self._sentence() for _ in range(sentences))

    def _sentence(self) -> str:
        return (
            f"The {self._noun()} {self._verb()} the {self._noun()} {self.random.choice(_ENDS)}, "
            f"and each {self._noun()} {self._verb()} one {self._noun()}."
        )

    def _noun(self) -> str:
        return self.random.choice(_NOUNS)

    def _verb(self) -> str:
        return self.random.choice(_VERBS)

    def _emoji(self) -> str:
        return self.random.choice(_EMOJI)
