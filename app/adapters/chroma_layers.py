"""Collections that stand on another one, for a generation that changes little of a library.

Chroma makes the graph of a collection vector by vector, 1.5 s for 3,600, and no other thread of the
process runs meanwhile. So a collection may stand on the complete one of an earlier generation, its
base: it then has the vectors that the base lacks, and the names of those in the base that count no
more. That is in its metadata in Chroma's database, from the moment when it is made. A base is never
written to, and stays for as long as another one stands on it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from app.adapters import chroma_files
from app.core.errors import Damaged

_BASE = "base"
_WITHOUT = "without"
# A search asks the base for so many more, and what it lacks is added anew for each generation.
_MOST_CHANGED = 0.1
_MOST_IN_ALL = 1000


@dataclass(frozen=True, slots=True)
class Layer:
    """A collection to be searched, and the ids in it that don't count."""

    collection: str
    without: frozenset[str] = frozenset()

    @property
    def as_metadata(self) -> dict[str, str]:
        """What a collection that stands on this one is made with."""
        return {_BASE: self.collection, _WITHOUT: " ".join(sorted(self.without))}


def layers(folder: Path, collection: str) -> list[Layer]:
    """Return what a collection consists of: itself, and its base when it has one."""
    made_with = chroma_files.metadata(folder, collection)
    if _BASE not in made_with:
        return [Layer(collection)]
    gone = frozenset(made_with.get(_WITHOUT, "").split())
    return [Layer(collection), Layer(made_with[_BASE], gone)]


def check(folder: Path, collection: str) -> list[Layer]:
    """Return what a collection consists of; raise Damaged when any is not what it was."""
    known, found = chroma_files.collections(folder), layers(folder, collection)
    for layer in found:
        chroma_files.check_seal(folder, layer.collection)
        if layer.collection != collection and layer.collection not in known:
            raise Damaged(
                f"The vectors in {folder} are damaged ({layer.collection} is gone). Run `hotseat "
                "ingest --all`: it makes them anew; notes and sessions are not touched."
            )
    return found


def is_base(folder: Path, collection: str) -> bool:
    """Say whether another collection stands on this one."""
    return collection in chroma_files.values(folder, _BASE)


def ground(folder: Path, collection: str, ids: Collection[str]) -> tuple[Layer, set[str]] | None:
    """Return what a new collection with these ids could stand on, and those that it would find there.

    That is the base of `collection`, or itself. None when too much has changed since that was made.
    """
    base = layers(folder, collection)[-1].collection
    there = chroma_files.ids(folder, base)
    wanted = set(ids)
    changed = len(there ^ wanted)
    if changed > min(_MOST_IN_ALL, _MOST_CHANGED * len(there)):
        return None
    return Layer(base, frozenset(there - wanted)), there & wanted
