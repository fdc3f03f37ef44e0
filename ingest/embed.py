"""Filling a new collection with vectors: known ones are copied, the others embedded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
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


def fill(
    collection: str,
    library: str,
    passages: Sequence[Passage],
    *,
    parts: Parts,
    copy: bool,
    tell: Callable[[Progress], None],
) -> Filled:
    """Fill a new collection with the vectors of the passages and seal it.

    With `copy`, those that were made before are copied. The embedder reads a passage once for its
    vector and its tokens; it is not used when both are known of all. While the model loads, or
    reads the next texts, those at hand are stored.
    """
    maker = made_by(parts.embedder)
    texts = {passage.id: passage.embedded_text for passage in passages}
    told = texts.keys() - parts.tokens.missing(library, texts) if copy else set()
    known = parts.cache.fetch(library, maker, list(told))
    missing = {name: text for name, text in texts.items() if name not in known}
    done = len(known)
    with ThreadPoolExecutor(1, "encode") as pool:
        chunks = _encoded(pool, parts.embedder, missing)
        ahead = next(chunks, None)
        # Adding nothing makes the collection, which must be there even without passages.
        rows = np.array([*known.values()], dtype=np.float32)
        parts.vectors.add(collection, [*known], rows.reshape(len(known), parts.embedder.dimension))
        tell(Progress("embedding", done, len(texts)))
        while ahead is not None:
            names, (made, read) = ahead[0], ahead[1].result()
            ahead = next(chunks, None)
            # The tokens first: a kill in between leaves nothing that looks complete.
            parts.tokens.learn(library, names, read)
            parts.cache.add(library, maker, names, made)
            parts.vectors.add(collection, names, made)
            done += len(names)
            tell(Progress("embedding", done, len(texts)))
    parts.vectors.seal(collection)
    return Filled(len(missing), len(known))


def _encoded(
    pool: ThreadPoolExecutor, embedder: Embedder, texts: dict[str, str]
) -> Iterator[tuple[list[str], Future[Both]]]:
    """Yield chunks of names with their vectors to come; those of like length go together."""
    names = sorted(texts, key=lambda name: len(texts[name]), reverse=True)
    for start in range(0, len(names), _CHUNK):
        chunk = names[start : start + _CHUNK]
        yield chunk, pool.submit(embedder.encode_both, [texts[name] for name in chunk])
