"""The items of a Markdown list, as a tree."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.markdown import Block, Document


@dataclass(slots=True)
class ListItem:
    """An item: its lines, its text with white space folded, and the items nested in it."""

    line: int
    last: int
    text: str = ""
    items: list[ListItem] = field(default_factory=list)


def list_items(document: Document, block: Block) -> list[ListItem]:
    """Read a list block into items, nested ones below theirs."""
    roots: list[ListItem] = []
    stack: list[ListItem] = []
    for token in document.tokens[slice(*block.tokens)]:
        if token.type == "list_item_open" and token.map:
            item = ListItem(token.map[0] + 1, token.map[1])
            (stack[-1].items if stack else roots).append(item)
            stack.append(item)
        elif token.type == "list_item_close":
            stack.pop()
        elif token.type == "inline" and stack:
            stack[-1].text = " ".join(f"{stack[-1].text} {token.content}".split())
    return roots
