"""Rules on headings, length and links of a note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.markdown import Heading, anchor
from ingest.rules.checked_note import CheckedNote
from ingest.written import Finding

SECTIONS = (
    "📖 Concept",
    "🧠 Why It Matters",
    "⚙️ Internal Working",
    "✅ Best Practices",
    "❌ Common Mistakes",
    "🔐 Security Considerations",
    "🚀 Performance",
    "🧪 Code Examples",
    "🏗️ Real-World Use Case",
    "❓ Interview Questions",
)
OPTIONAL_LAST = "🧩 Design Patterns"
FEWEST_WORDS, MOST_WORDS = 1_200, 2_500
_WORD = re.compile(r"\S*\w\S*")
_LINKS = MarkdownIt("commonmark").enable("table")


def spelling(title: str) -> str:
    """Return a title without the invisible selector that asks for the coloured form of an emoji."""
    return title.replace("\N{VARIATION SELECTOR-16}", "")


def title_is_the_one_h1(note: CheckedNote) -> Iterator[Finding]:
    """There is one H1, and it is the title of the front matter."""
    tops = [heading for heading in note.document.headings if heading.rank == 1]
    if not tops:
        yield note.front.length + 1, "no H1: the first line below the front matter is `# <title>`"
    for extra in tops[1:]:
        yield extra.line, "a second H1: a note has one; make this a ## or ### heading"
    title = note.front.text("title")
    if tops and title and tops[0].title != title:
        yield tops[0].line, f"the H1 {tops[0].title!r} is not the title {title!r}: make them equal"


def introduction_is_there(note: CheckedNote) -> Iterator[Finding]:
    """One or two sentences stand between the H1 and the first section."""
    first, *others = note.document.headings or (None,)
    if first is None or first.rank != 1:
        return
    end = others[0].line if others else first.end + 1
    if not any(
        first.body <= block.first < end and block.kind == "paragraph"
        for block in note.document.blocks
    ):
        yield (
            first.line,
            "no introduction: say in one or two sentences below the H1 what the note is about",
        )


def sections_stand_in_order(note: CheckedNote) -> Iterator[Finding]:
    """The ten sections stand in their order, spelled with their emoji.

    Design Patterns may follow.
    """
    found = [heading for heading in note.document.headings if heading.rank == 2]
    names = [spelling(heading.title) for heading in found]
    wanted = [spelling(name) for name in (*SECTIONS, OPTIONAL_LAST)]
    for heading, name in zip(found, names, strict=True):
        if name not in wanted:
            yield heading.line, _misspelled(heading)
    for name in SECTIONS:
        if spelling(name) not in names:
            yield note.front.length + 1, f"section `## {name}` is missing"
    known = [
        (wanted.index(name), heading)
        for heading, name in zip(found, names, strict=True)
        if name in wanted
    ]
    for (before, _), (position, heading) in pairwise(known):
        if position <= before:
            yield (
                heading.line,
                f"`## {heading.title}` is out of order: the ten sections stand as in "
                "corpus/README.md",
            )


def _misspelled(heading: Heading) -> str:
    for name in (*SECTIONS, OPTIONAL_LAST):
        if anchor(name) == anchor(heading.title):
            return f"`## {heading.title}` must be spelled `## {name}`"
    return f"`## {heading.title}` is none of the ten sections: make it a ### heading inside one"


def sections_say_something(note: CheckedNote) -> Iterator[Finding]:
    """No section is empty."""
    document = note.document
    for heading in document.headings:
        if heading.rank == 2 and not any(
            line.strip() for line in document.lines[heading.body - 1 : heading.end]
        ):
            yield heading.line, f"`## {heading.title}` is empty: write it"


def anchors_are_unique(note: CheckedNote) -> Iterator[Finding]:
    """No two headings share an anchor."""
    seen: dict[str, int] = {}
    for heading in note.document.headings:
        name = anchor(heading.title)
        if name in seen:
            yield (
                heading.line,
                f"anchor {name!r} is taken by line {seen[name]}: word one heading otherwise",
            )
        seen.setdefault(name, heading.line)


def fences_are_closed(note: CheckedNote) -> Iterator[Finding]:
    """Every code fence is closed."""
    for fence in note.document.fences:
        if not fence.closed:
            yield fence.first, "this code fence is never closed"


def prose_has_its_length(note: CheckedNote) -> Iterator[Finding]:
    """1,200 to 2,500 words of prose.

    Front matter, headings, code and the interview part don't count.
    """
    words = prose_words(note)
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        yield (
            1,
            f"{words} words of prose: write {FEWEST_WORDS:,} to {MOST_WORDS:,} (code and "
            "interview part not counted)",
        )


def prose_words(note: CheckedNote) -> int:
    """Count the words of prose outside the interview part."""
    count, in_heading = 0, False
    for token in note.document.tokens:
        if token.type in ("heading_open", "heading_close"):
            in_heading = token.nesting == 1
        elif token.type == "inline" and not in_heading and not _is_asked(note, token):
            count += len(_WORD.findall(token.content))
    return count


def _is_asked(note: CheckedNote, token: Token) -> bool:
    """Say whether a token stands in the interview part."""
    return bool(note.interview and token.map and note.interview.holds(token.map[0] + 1))


def links_resolve(note: CheckedNote) -> Iterator[Finding]:
    """Relative links lead to a file that is there, `#` links to a heading of this note."""
    body = "\n" * note.front.length + "\n".join(note.document.lines[note.front.length :])
    anchors = {anchor(heading.title) for heading in note.document.headings}
    for token in _LINKS.parse(body):
        for child in token.children or ():
            target = str(child.attrGet("href") or child.attrGet("src") or "")
            if not target or "://" in target or target.startswith(("mailto:", "//")):
                continue
            path, _, fragment = unquote(target).partition("#")
            line = token.map[0] + 1 if token.map else 1
            if path and not (note.file.parent / path).exists():
                yield line, f"link to {path!r} leads nowhere: mend the path"
            elif not path and fragment not in anchors:
                yield line, f"link to #{fragment} leads nowhere: the note has no such heading"


RULES = (
    title_is_the_one_h1,
    introduction_is_there,
    sections_stand_in_order,
    sections_say_something,
    anchors_are_unique,
    fences_are_closed,
    prose_has_its_length,
    links_resolve,
)
