"""Markdown as plain words, and plain words as sentences."""

from __future__ import annotations

import re

_INLINE = (
    (re.compile(r"!\[[^\[\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])"), r"\1"),
    (re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]{0,200}>", re.DOTALL), ""),
    (re.compile(r"(`+)(.+?)\1"), r"\2"),
    (re.compile(r"(\*\*\*|\*\*|\*|~~)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)(__|_)(?=\S)(.+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])"), r"\1"),
)
_END = re.compile(r"[.!?…][\"'”’)\]*_`]*\s+|[。！？]\s*")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|vs|cf|approx|resp|fig|no|mr|dr|al|incl|max|min|[a-z])\.$",
    re.IGNORECASE,
)


def plain(markdown: str) -> str:
    """Take the inline markup off a piece of Markdown and fold its white space.

    Code keeps its text.
    """
    text = markdown
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return " ".join(text.split())


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence; the spans touch and cover the whole text.

    A full stop ends a sentence when what follows doesn't go on in lower case; `e.g.` and its like
    don't.
    """
    spans, start = [], 0
    for match in _END.finditer(text):
        follower = text[match.end() : match.end() + 1]
        if not follower or follower.islower():
            continue
        if text[match.start()] == "." and _ABBREVIATION.search(
            text, max(start, match.start() - 8), match.start() + 1
        ):
            continue
        spans.append((start, match.end()))
        start = match.end()
    if text[start:].strip() or not spans:
        spans.append((start, len(text)))
    return spans
