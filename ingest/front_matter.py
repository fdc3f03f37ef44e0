"""The YAML block at the top of a note.

It is composed into nodes and never constructed into objects: each value keeps its line, stays the
text that was written (`id: no` is not false), and no tag can run anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

LONGEST = 64_000
_KEY_LINE = re.compile(r"[A-Za-z_][\w-]*\s*:(\s|$)")


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the front matter: a text, a list of texts, or None for anything else."""

    value: str | tuple[str, ...] | None
    line: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields of a note's front matter. `length` counts its lines, 0 when there is none.

    `findings` are (line, message) for what is wrong with it as YAML.
    """

    fields: dict[str, Field] = field(default_factory=dict)
    length: int = 0
    findings: tuple[tuple[int, str], ...] = ()

    def text(self, key: str) -> str:
        """Return a text field, the empty string when it is missing or no text."""
        entry = self.fields.get(key)
        return entry.value if entry and isinstance(entry.value, str) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list field; one text stands for a list of it."""
        entry = self.fields.get(key)
        if entry is None or not entry.value:
            return ()
        return (entry.value,) if isinstance(entry.value, str) else entry.value

    def line(self, key: str) -> int:
        """Return the line of a field, the first line of the note when it is missing."""
        return self.fields[key].line if key in self.fields else 1


def read_front_matter(lines: list[str]) -> FrontMatter:
    """Read the front matter of a note; a thematic break on its first line is none."""
    if not lines or lines[0].rstrip() != "---" or not _begins_with_key(lines):
        return FrontMatter()
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in {"---", "..."}), None)
    if end is None:
        length = next(
            (n for n, line in enumerate(lines) if not line.strip() or line.startswith("#")),
            len(lines),
        )
        return FrontMatter(
            length=length, findings=((1, "front matter is never closed: add a line ---"),)
        )
    return _compose("\n".join(lines[1:end]), end + 1)


def _begins_with_key(lines: list[str]) -> bool:
    first = next((line for line in lines[1:] if line.strip() and not line.startswith("#")), "")
    return _KEY_LINE.match(first) is not None


def _compose(text: str, length: int) -> FrontMatter:
    if len(text) > LONGEST:
        return FrontMatter(
            length=length, findings=((1, f"front matter is over {LONGEST} characters: shorten it"),)
        )
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        return FrontMatter(
            length=length,
            findings=((line, f"front matter is no YAML: {error.problem}; mend this line"),),
        )
    except (yaml.YAMLError, RecursionError) as error:
        return FrontMatter(
            length=length,
            findings=((1, f"front matter is no YAML: {type(error).__name__}; mend it"),),
        )
    if not isinstance(node, yaml.MappingNode):
        return FrontMatter(
            length=length, findings=((2, "front matter is no list of `key: value` lines; mend it"),)
        )
    entries = list(_entries(node))
    repeated = tuple(
        (entry.line, f"front matter has {key!r} twice: keep one")
        for n, (key, entry) in enumerate(entries)
        if any(key == earlier for earlier, _ in entries[:n])
    )
    return FrontMatter(dict(entries), length, repeated)


def _entries(node: yaml.MappingNode) -> Iterator[tuple[str, Field]]:
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode):
            yield key.value, Field(_value(value), key.start_mark.line + 2)


def _value(node: yaml.Node) -> str | tuple[str, ...] | None:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        items = [item.value for item in node.value if isinstance(item, yaml.ScalarNode)]
        return tuple(items) if len(items) == len(node.value) else None
    return None
