"""Rules on the front matter of a note."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.core.level import Level
from ingest.rules.checked_note import CheckedNote
from ingest.written import SLUG, Finding

_KEYS = ("id", "title", "levels", "tags", "updated", "sources")
_LISTS = ("levels", "tags", "sources")
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
LEAST_SOURCES = 2


def front_matter_is_yaml(note: CheckedNote) -> Iterator[Finding]:
    """Front matter is there and can be read."""
    yield from note.front.findings
    if not note.front.length:
        yield 1, f"front matter is missing: begin with --- and the keys {', '.join(_KEYS)}"


def keys_are_the_six(note: CheckedNote) -> Iterator[Finding]:
    """The keys are the six that the format names, and no others."""
    if not note.front.fields:
        return
    for key in _KEYS:
        if key not in note.front.fields:
            yield 1, f"front matter has no {key!r}: add it"
    for key, entry in note.front.fields.items():
        if key not in _KEYS:
            yield entry.line, f"front matter key {key!r} is unknown: use {', '.join(_KEYS)}"


def values_have_their_type(note: CheckedNote) -> Iterator[Finding]:
    """Lists are lists of texts, the rest are texts; none is empty."""
    for key, entry in note.front.fields.items():
        if key not in _KEYS:
            continue
        wanted = tuple if key in _LISTS else str
        if not isinstance(entry.value, wanted) or not all(_texts(entry.value)) or not entry.value:
            yield (
                entry.line,
                f"{key!r} must be {'a list of texts' if wanted is tuple else 'a text'}, and not "
                "empty",
            )


def _texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def id_is_a_slug(note: CheckedNote) -> Iterator[Finding]:
    """`id` is a slug."""
    identity = note.front.text("id")
    if identity and not SLUG.fullmatch(identity):
        yield note.front.line("id"), f"id {identity!r} is no slug: use a-z, 0-9 and single hyphens"


def levels_are_known(note: CheckedNote) -> Iterator[Finding]:
    """`levels` is a subset of mid, senior, lead."""
    levels = note.front.texts("levels")
    for level in levels:
        if level not in tuple(Level):
            yield note.front.line("levels"), f"level {level!r} is unknown: use {', '.join(Level)}"
    if len(set(levels)) < len(levels):
        yield note.front.line("levels"), "a level stands twice: name each once"


def updated_is_a_month(note: CheckedNote) -> Iterator[Finding]:
    """`updated` is a month."""
    updated = note.front.text("updated")
    if updated and not _MONTH.fullmatch(updated):
        yield note.front.line("updated"), f"updated {updated!r} is no month: write it as 2026-11"


def sources_are_primary(note: CheckedNote) -> Iterator[Finding]:
    """At least two sources, named by title and not by address."""
    sources = note.front.texts("sources")
    if "sources" in note.front.fields and len(sources) < LEAST_SOURCES:
        yield (
            note.front.line("sources"),
            f"{len(sources)} source(s): name at least {LEAST_SOURCES} primary ones",
        )
    for source in sources:
        if "://" in source or source.startswith("www."):
            yield (
                note.front.line("sources"),
                f"source {source!r} is an address: name the document by its title",
            )


RULES = (
    front_matter_is_yaml,
    keys_are_the_six,
    values_have_their_type,
    id_is_a_slug,
    levels_are_known,
    updated_is_a_month,
    sources_are_primary,
)
