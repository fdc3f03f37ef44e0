"""Text that others wrote, made fit to be shown: no HTML, no remote image, no formula by accident.

Notes are Markdown and are shown as such. Answers and quotes from them are plain text: `st.text`, or
`escape` where a Markdown label is all there is.
"""

from __future__ import annotations

import re

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_IMAGE = re.compile(r"!(?=\[)")
_DOLLAR = re.compile(r"(?<!\\)\$")
_DIRECTIVE = re.compile(r"(?<!\\):(?=[a-z][a-z-]*\[)")
_PAIRS = (("[", "]"), ("(", ")"))
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def note_markdown(text: str) -> str:
    """Return a note's Markdown without what would reach out or be misread.

    Images become links, so that none is fetched unasked. A dollar sign stays a dollar sign, and
    Streamlit's own `:colour[...]` marks stay text. Code is left as it is.
    """
    return "".join(chunk if is_code else _calm(chunk) for is_code, chunk in _chunks(text))


def marked_markdown(text: str, quote: str) -> str:
    """Return a note's Markdown as `note_markdown` does, with a quote from it marked.

    White space may differ. A quote that isn't there, or that cuts a link or a code span in two,
    stays unmarked.
    """
    words = [re.escape(word) for word in quote.split()]
    found = re.search(r"\s+".join(words), text) if words else None
    if found is None or any(found[0].count(a) != found[0].count(b) for a, b in _PAIRS):
        return note_markdown(text)
    piece = note_markdown(" ".join(found[0].split()))
    before, after = text[: found.start()], text[found.end() :]
    return f"{note_markdown(before)}:orange-background[{piece}]{note_markdown(after)}"


def escape(text: str) -> str:
    """Return plain text as one line of Markdown that shows it literally."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))


def _chunks(text: str) -> list[tuple[bool, str]]:
    """Split into (is a fenced block, text), in order."""
    chunks: list[tuple[bool, str]] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        opened = _FENCE.match(line)
        inside = bool(fence)
        if opened and not fence:
            fence, inside = opened[1], True
        elif opened and opened[1].startswith(fence) and not line[opened.end() :].strip():
            fence = ""
        if chunks and chunks[-1][0] == inside:
            chunks[-1] = (inside, chunks[-1][1] + line)
        else:
            chunks.append((inside, line))
    return chunks


def _calm(text: str) -> str:
    """Neutralise everything outside code spans."""
    parts: list[str] = []
    end = 0
    for span in _CODE_SPAN.finditer(text):
        parts += [_neutral(text[end : span.start()]), span[0]]
        end = span.end()
    return "".join([*parts, _neutral(text[end:])])


def _neutral(text: str) -> str:
    text = _IMAGE.sub("", text)
    text = _DOLLAR.sub(r"\\$", text)
    return _DIRECTIVE.sub(r"\\:", text)
