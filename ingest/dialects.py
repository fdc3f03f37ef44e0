"""The Markdown of Obsidian, GitHub and others, as the words that a reader sees.

    [[Locks#Cost|what a lock costs]]    what a lock costs
    [[Locks#Cost]]                      Locks > Cost
    ![[graph.png]]                      (nothing: what is embedded is a note or picture of its own)
    > [!tip]- Keep it short             > **Keep it short**
    > [!WARNING]                        > **Warning**
    ==marked==                          marked
    a sentence ^block-id                a sentence
    %% a comment %%                     (nothing)

No line is added or taken away, so that places stay those of the file, and code stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from ingest.markdown import Document

_TRIGGER = re.compile(r"\[\[|\[!|%%|==|\s\^[\w-]|\(data:")
# A span of code, within one paragraph.
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
# Characters that stand in no text: what they enclose is the number of a piece of code.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_KEPT = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_COMMENT = re.compile(r"%%.*?%%", re.DOTALL)
_INLINE = (
    (re.compile(r"!\[\[[^\[\]\n]*\]\]"), ""),
    (re.compile(r"\[\[[^\[\]\n|]*\|([^\[\]\n]+)\]\]"), r"\1"),
    (re.compile(r"\[\[#?([^\[\]\n|#^]*)\]\]"), r"\1"),
    (re.compile(r"\[\[([^\[\]\n|#^]+)#\^[\w-]+\]\]"), r"\1"),
    (re.compile(r"\[\[([^\[\]\n|#^]+)#([^\[\]\n|#^]+)\]\]"), r"\1 > \2"),
    (re.compile(r"!\[([^\[\]]*)\]\(data:[^()\s]*\)"), r"\1"),
    (re.compile(r"(?<![\w=])==(?=[^\s=])([^\n]*?[^\s=])==(?![\w=])"), r"\1"),
    (re.compile(r"(?m)[ \t]+\^[A-Za-z0-9][\w-]*[ \t]*$"), ""),
)
_CALLOUT = re.compile(r"(?m)^((?:[ \t]*>)+[ \t]*)\[!([\w -]+)(?:\|[^\]\n]*)?\][+-]?[ \t]*(.*)$")
_TAG = re.compile(r"(?<![\w/#&\[({])#([^\W_][\w/-]*)")
_SPLIT_TAGS = re.compile(r"[\s,]+")


def has_dialect(text: str) -> bool:
    """Say whether a text may hold anything that `as_read` changes; quickly."""
    return _TRIGGER.search(text) is not None


def as_read(document: Document, *, skip: int) -> list[str]:
    """Return a note's lines as a reader sees them, `skip` lines and all code left as they are."""
    kept: list[str] = []
    text = _with_code_kept(list(document.lines[skip:]), _lines_of_code(document, skip), kept)

    def back(match: re.Match[str]) -> str:
        return kept[int(match[1])]

    def blank(match: re.Match[str]) -> str:
        return "\n" * _KEPT.sub(back, match.group()).count("\n")

    text = _CALLOUT.sub(_titled, _COMMENT.sub(blank, text))
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return [*document.lines[:skip], *_KEPT.sub(back, text).split("\n")]


def tags_in(document: Document, *, skip: int) -> tuple[str, ...]:
    """Return the `#tags` that stand in a note's prose, each once; numbers are none."""
    code = _lines_of_code(document, skip)
    found: dict[str, None] = {}
    for number, line in enumerate(document.lines[skip:]):
        if "#" in line and number not in code:
            prose = _CODE_SPAN.sub("", line)
            tags = (tag.rstrip("/-") for tag in _TAG.findall(prose))
            found |= dict.fromkeys(tag for tag in tags if not tag.isdigit())
    return tuple(found)


def split_tags(tags: Sequence[str]) -> tuple[str, ...]:
    """Split the front matter's tags, which may be one text: `a, b` or `#a #b`."""
    names = chain.from_iterable(_SPLIT_TAGS.split(tag) for tag in tags)
    return tuple(dict.fromkeys(name.strip("#") for name in names if name.strip("#")))


def _lines_of_code(document: Document, skip: int) -> set[int]:
    """Return the numbers, from 0 behind the skipped lines, of the lines that hold code."""
    blocks = [token for token in document.tokens if token.type in {"fence", "code_block"}]
    return {
        line - skip for token in blocks if token.map for line in range(token.map[0], token.map[1])
    }


def _with_code_kept(lines: list[str], code: set[int], kept: list[str]) -> str:
    """Join lines; put each piece of code into `kept`, and its number in its place."""

    def keep(piece: str) -> str:
        kept.append(piece)
        return f"{_OPEN}{len(kept) - 1}{_CLOSE}"

    prose = "\n".join(keep(line) if n in code else line for n, line in enumerate(lines))
    return _CODE_SPAN.sub(lambda match: keep(match.group()), prose)


def _titled(match: re.Match[str]) -> str:
    quote, kind, title = match.groups()
    return f"{quote}**{title.strip() or kind.strip().capitalize()}**"
