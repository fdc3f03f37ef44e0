"""Filling a new collection with vectors: known ones are copied, the others embedded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.core.library import Progress
from app.core.passage import Passage
from app.ports import Embedder, TokenVectors
from ingest.parts import Parts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Both = tuple[NDArray[np.float32], list[TokenVectors]]

# A few seconds of work on two cores: often enough for a progress bar, little is lost by a kill, and
# enough texts of like length to be read together.
_CHUNK = 64


@dataclass(frozen=True, slots=True)
class Filled:
    """How many vectors were made and how many copied."""

    embedded: int
    reused: int


def made_by(embedder: Embedder) -> str:
    """Name what makes vectors: those of another name or dimension don't mix with them."""
    return f"{embedder.name} {embedder.dimension}"


def collection_name(library: str, embedder: Embedder, generation: str) -> str:
    """Name a collection so that its library and its embedder can be told from it."""
    return f"{library}.{hashlib.sha256(made_by(embedder).encode()).hexdigest()[:8]}.{generation}"


def of_library(names: Iterable[str], library: str) -> list[str]:
    """Choose the collections of this library, whatever embedder made them."""
    return [name for name in names if name.split(".", 1)[0] == library]


@dataclass(frozen=True, slots=True)
class Known:
    """The vectors that were made before, by passage id, and the collection that may hold them."""

    vectors: Mapping[str, NDArray[np.float32]]
    base: str | None

    @property
    def ids(self) -> Collection[str]:
        """The passages whose vectors are known."""
        return self.vectors.keys()


def known_vectors(
    library: str, passages: Sequence[Passage], parts: Parts, *, base: str | None
) -> Known:
    """Return the vectors of those passages of which the tokens are known too."""
    ids = {passage.id for passage in passages}
    told = ids - parts.tokens.missing(library, ids)
    return Known(parts.cache.fetch(library, made_by(parts.embedder), list(told)), base)


def fill(
    collection: str,
    library: str,
    passages: Sequence[Passage],
    *,
    parts: Parts,
    known: Known,
    tell: Callable[[Progress], None],
) -> Filled:
    """Fill a new collection with the vectors of the passages and seal it.

    The embedder reads a passage once for its vector and its tokens; it is not used when both are
    known of all. While the model loads, or reads the next texts, those at hand are stored.
    """
    texts = {passage.id: passage.embedded_text for passage in passages}
    missing = {name: text for name, text in texts.items() if name not in known.ids}
    done = len(known.ids)
    with ThreadPoolExecutor(1, "encode") as pool:
        chunks = _encoded(pool, parts.embedder, missing)
        ahead = next(chunks, None)
        _store_known(collection, known, parts)
        tell(Progress("embedding", done, len(texts)))
        while ahead is not None:
            names, (made, read) = ahead[0], ahead[1].result()
            ahead = next(chunks, None)
            # The tokens first: a kill in between leaves nothing that looks complete.
            parts.tokens.learn(library, names, read)
            parts.cache.add(library, made_by(parts.embedder), names, made)
            parts.vectors.add(collection, names, made)
            done += len(names)
            tell(Progress("embedding", done, len(texts)))
    parts.vectors.seal(collection)
    return Filled(len(missing), len(known.ids))


def _store_known(collection: str, known: Known, parts: Parts) -> None:
    """Make the collection, which must be there even without passages, with what is known."""
    held = (
        parts.vectors.extend(collection, known.base, known.ids)
        if known.base and known.vectors
        else set()
    )
    names = [name for name in known.vectors if name not in held]
    rows = np.array([known.vectors[name] for name in names], dtype=np.float32)
    parts.vectors.add(collection, names, rows.reshape(len(names), parts.embedder.dimension))


def _encoded(
    pool: ThreadPoolExecutor, embedder: Embedder, texts: dict[str, str]
) -> Iterator[tuple[list[str], Future[Both]]]:
    """Yield chunks of names with their vectors to come; those of like length go together."""
    names = sorted(texts, key=lambda name: len(texts[name]), reverse=True)
    for start in range(0, len(names), _CHUNK):
        chunk = names[start : start + _CHUNK]
        yield chunk, pool.submit(embedder.encode_both, [texts[name] for name in chunk])
