"""A note's Markdown as headings, blocks and fences with line numbers.

markdown-it-py decides what is what, so a `#` line inside a fence is no heading. Inline markup is
not parsed: that would cost most of the time, and passages quote the text as it stands. All line
numbers count from 1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

_ATTRIBUTES = re.compile(r"\s*\{(?P<inside>[#.][^{}]*)\}\s*$")
_PARSER = MarkdownIt("commonmark").enable("table").disable("inline")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the part of the note below it.

    `title` is the heading as written, without a trailing `{#...}`, whose inside is `attributes`.
    `path` are the headings from the top down to this one. The section runs from `line` to `end`,
    its text from `body`.
    """

    rank: int
    title: str
    attributes: str
    path: tuple[str, ...]
    line: int
    body: int
    end: int

    @property
    def lines(self) -> tuple[int, int]:
        """First and last line of the section, deeper headings included."""
        return self.line, self.end

    def holds(self, line: int) -> bool:
        """Say whether a line belongs to the section."""
        return self.line <= line <= self.end


@dataclass(frozen=True, slots=True)
class Block:
    """A block at the top level of the note.

    `kind` is its token type without `_open`, `tokens` the range of its tokens in the document.
    """

    kind: str
    first: int
    last: int
    tokens: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced code block at any depth.

    `first` is the line of the opening fence, `closed` tells of a closing one.
    """

    info: str
    code: str
    first: int
    last: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed note.

    `lines[n - 1]` is line n of the file, `top` the path of text above all headings.
    """

    lines: tuple[str, ...]
    top: tuple[str, ...]
    tokens: tuple[Token, ...]
    headings: tuple[Heading, ...]
    blocks: tuple[Block, ...]
    fences: tuple[Fence, ...]

    def text(self, first: int, last: int) -> str:
        """Return the lines from `first` to `last`, both included."""
        return "\n".join(self.lines[first - 1 : last])


def split_lines(text: str) -> list[str]:
    """Split a text at the line ends that Markdown knows: no form feeds, no Unicode separators."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def parse(lines: list[str], *, skip: int = 0, title: str = "") -> Document:
    """Parse a note of which the first `skip` lines, its front matter, are not Markdown.

    In a note without an H1 all heading paths begin with `title`, if that is given.
    """
    tokens = _PARSER.parse("\n" * skip + "\n".join(lines[skip:]))
    blocks = tuple(_blocks(tokens, lines))
    has_h1 = any(token.tag == "h1" and not token.level for token in tokens)
    top = () if has_h1 or not title else (title,)
    return Document(
        lines=tuple(lines),
        top=top,
        tokens=tuple(tokens),
        headings=tuple(_headings(tokens, blocks, len(lines), top)),
        blocks=blocks,
        fences=tuple(_fence(token, lines) for token in tokens if token.type == "fence"),
    )


def _blocks(tokens: list[Token], lines: list[str]) -> list[Block]:
    blocks = []
    start = 0
    for index, token in enumerate(tokens):
        if token.level or token.nesting == -1:
            continue
        start = index
        if token.map:
            first, last = token.map[0] + 1, token.map[1]
            while last > first and not lines[last - 1].strip():
                last -= 1
            end = _closing(tokens, start) if token.nesting == 1 else start + 1
            blocks.append(Block(token.type.removesuffix("_open"), first, last, (start, end)))
    return blocks


def _closing(tokens: list[Token], start: int) -> int:
    """Return the index after the token that closes the block opened at `start`."""
    index = start + 1
    while tokens[index].level:
        index += 1
    return index + 1


def _headings(
    tokens: list[Token], blocks: tuple[Block, ...], last_line: int, top: tuple[str, ...]
) -> list[Heading]:
    found = [block for block in blocks if block.kind == "heading"]
    ranks = [int(tokens[block.tokens[0]].tag[1:]) for block in found]
    ends = _section_ends([block.first for block in found], ranks, last_line)
    headings: list[Heading] = []
    above = [(0, title) for title in top]
    for block, rank, end in zip(found, ranks, ends, strict=True):
        title, attributes = split_attributes(tokens[block.tokens[0] + 1].content)
        above = [*(pair for pair in above if pair[0] < rank), (rank, title)]
        path = tuple(name for _, name in above)
        headings.append(Heading(rank, title, attributes, path, block.first, block.last + 1, end))
    return headings


def _section_ends(first_lines: list[int], ranks: list[int], last_line: int) -> list[int]:
    ends = [last_line] * len(ranks)
    unfinished: list[int] = []
    for index, rank in enumerate(ranks):
        while unfinished and ranks[unfinished[-1]] >= rank:
            ends[unfinished.pop()] = first_lines[index] - 1
        unfinished.append(index)
    return ends


def split_attributes(heading: str) -> tuple[str, str]:
    """Split a heading into its title and the inside of a trailing `{#...}`, which may be empty."""
    title = " ".join(heading.split())
    match = _ATTRIBUTES.search(title)
    if match is None:
        return title, ""
    return title[: match.start()], match["inside"].strip()


def _fence(token: Token, lines: list[str]) -> Fence:
    assert token.map is not None
    first, last = token.map[0] + 1, token.map[1]
    marker = lines[last - 1].strip(" \t>")
    closed = last > first and len(marker) >= len(token.markup) and set(marker) == {token.markup[0]}
    return Fence(token.info.strip(), token.content, first, last, closed)


def anchor(title: str) -> str:
    """Return a heading's anchor: no emoji, no punctuation, lower case, words joined by hyphens."""
    kept = "".join(
        c if c.isalnum() else " " if c.isspace() or c in "-–—" else "" for c in title.lower()
    )
    return "-".join(kept.split())
