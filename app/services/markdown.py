"""A document as Markdown."""

from __future__ import annotations

from app.core.document import Block, Document, Kind, Span, Voice

_BEFORE = {Kind.TITLE: "# ", Kind.HEADING: "## ", Kind.ITEM: "- ", Kind.DETAIL: "  - "}
_LISTED = {Kind.ITEM, Kind.DETAIL}


def as_markdown(document: Document) -> str:
    """Return a document as Markdown; list entries follow each other without an empty line."""
    parts: list[str] = []
    before: Block | None = None
    for one in document.blocks:
        if before is not None:
            close = one.kind in _LISTED and before.kind in _LISTED
            parts.append("\n" if close else "\n\n")
        parts.append(_block(one))
        before = one
    return "".join(parts) + "\n"


def _block(one: Block) -> str:
    if one.kind is Kind.ANSWER:
        return "\n".join(f"> {line}".rstrip() for line in one.text.splitlines())
    return _BEFORE.get(one.kind, "") + "".join(_span(span) for span in one.spans)


def _span(span: Span) -> str:
    return f"**{span.text}**" if span.voice is Voice.STRONG else span.text
