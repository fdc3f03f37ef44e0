"""Deleting what is no longer wanted: a library, and the collections of old generations."""

from __future__ import annotations

from app.core.errors import BadInput
from app.core.library import Contents, Manifest, check_name
from ingest.embed import made_by, of_library
from ingest.lock import held
from ingest.parts import Parts, disk_errors_named


def remove(library: str, *, parts: Parts) -> None:
    """Delete a library with its vectors; its folder of notes is left alone.

    Raises BadInput when there is none, Busy (it is being ingested) and StorageFailure.
    """
    check_name(library)
    names = parts.libraries.names()
    if library not in names:
        known = ", ".join(names) or "none"
        raise BadInput(f"There is no library {library}. Choose from these: {known}.")
    with disk_errors_named(parts.lock_folder), held(parts.lock_folder, library):
        parts.libraries.remove(library)
        drop_orphans(parts)


def clear_away(
    current: Manifest, previous: Manifest | None, contents: Contents, parts: Parts
) -> None:
    """Drop what a new generation has made superfluous."""
    ids = [passage.id for passage in contents.passages]
    parts.tokens.keep_only(current.library, ids)
    parts.cache.keep_only(current.library, made_by(parts.embedder), ids)
    drop_all_but_two(current, previous, parts)
    drop_orphans(parts)


def drop_all_but_two(current: Manifest, previous: Manifest | None, parts: Parts) -> None:
    """Drop a library's collections but the current one and the one before it.

    A search under way may still use that. Without `previous` it is the latest of the others.
    """
    names = of_library(parts.vectors.collections(), current.library)
    others = sorted(
        (name for name in names if name != current.collection),
        key=lambda name: (previous is not None and name == previous.collection, _made(name)),
    )
    for name in reversed(others[:-1]):
        parts.vectors.drop(name)


def _made(collection: str) -> str:
    """Return the generation of a collection, which begins with the time."""
    return collection.rsplit(".", 1)[-1]


def drop_orphans(parts: Parts) -> None:
    """Drop the collections of libraries that are no more.

    A library is published before it has a collection, so one that is being made is never dropped.
    The last ones go first, which may have been made by extending earlier ones.
    """
    names = parts.vectors.collections()
    known = parts.libraries.names()
    for name in reversed(names):
        if not any(of_library([name], library) for library in known):
            parts.vectors.drop(name)
