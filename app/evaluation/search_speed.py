"""How the time of a search grows with the library: synthetic passages, made of the real ones.

A synthetic passage has the first half of one real passage and the second half of another one: of
its words, of its tokens' vectors and, added up, of its vector. So its numbers and words are like
real ones, and 200,000 of them take minutes and not hours to make.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from app.core.library import Contents, Manifest
from app.core.passage import Passage
from app.core.place import Place
from app.ports import Libraries, TokenStore, VectorIndex
from app.services.retrieve import Retriever
from app.services.shelf import OpenLibrary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

LIBRARY = "synthetic"
_BATCH = 2000
_A_NOTE, _A_HEADING = 40, 3
_NOISE = 0.3


@dataclass(frozen=True, slots=True)
class Source:
    """The real passages that synthetic ones are made of, each with its vector and tokens."""

    manifest: Manifest
    passages: Sequence[Passage]
    vectors: Vectors
    tokens: Sequence[NDArray[np.int8]]
    frame: Vectors
    made_by: str


@dataclass(frozen=True, slots=True)
class Shop:
    """The parts that store a synthetic library, and what searches it."""

    libraries: Libraries
    vectors: VectorIndex
    tokens: TokenStore
    retriever: Retriever


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of warm searches among `passages`: median and 95th percentile.

    `processor_p95` counts only the time that the processors worked for it: what a search takes on a
    machine that has nothing else to do. `first_seconds` is the first search, which indexes the words.
    """

    passages: int
    first_seconds: float
    median: float
    p95: float
    processor_p95: float


def source_of(
    opened: OpenLibrary, vectors: VectorIndex, tokens: TokenStore, made_by: str
) -> Source:
    """Read what a library's passages are stored as."""
    ids = [passage.id for passage in opened.contents.passages]
    stored = vectors.fetch(opened.manifest.collection or "", ids)
    kept = tokens.fetch(opened.name, made_by, ids)
    whole = [p for p in opened.contents.passages if p.id in stored and p.id in kept]
    frame = tokens.frame(opened.name, made_by)
    return Source(
        opened.manifest,
        whole,
        np.stack([stored[p.id] for p in whole]),
        [kept[p.id] for p in whole],
        np.zeros((0, 0), dtype=np.float32) if frame is None else frame,
        made_by,
    )


def measure_search_speed(
    source: Source, place: Shop, sizes: Sequence[int], queries: Sequence[str]
) -> Iterator[Timed]:
    """Yield the times of the queries at each size, the smallest first; each search is run alone."""
    made: list[Passage] = []
    chance = np.random.default_rng(0)
    for size in sorted(sizes):
        _grow(made, size, source, place, chance)
        manifest = replace(
            source.manifest,
            library=LIBRARY,
            generation=f"g{size}",
            collection=f"{LIBRARY}.all",
            note_digests={passage.place.note: "0" * 64 for passage in made},
            passages=size,
            problems=(),
        )
        place.libraries.publish(manifest, Contents((), tuple(made), ()))
        search = partial(place.retriever.find, LIBRARY)
        first, _ = _timed(partial(search, queries[0]))
        for query in queries:
            search(query)
        walls, works = zip(*(_timed(partial(search, query)) for query in queries), strict=True)
        yield Timed(
            passages=size,
            first_seconds=first,
            median=1000.0 * float(np.percentile(walls, 50)),
            p95=1000.0 * float(np.percentile(walls, 95)),
            processor_p95=1000.0 * float(np.percentile(works, 95)),
        )


def _grow(
    made: list[Passage], size: int, source: Source, place: Shop, chance: np.random.Generator
) -> None:
    """Add synthetic passages until there are `size`."""
    while len(made) < size:
        count = min(_BATCH, size - len(made))
        pairs = chance.integers(0, len(source.passages), (count, 2))
        new = [_passage(source, pair, len(made) + n) for n, pair in enumerate(pairs)]
        vectors = source.vectors[pairs].sum(axis=1)
        noise = chance.standard_normal(vectors.shape, dtype=np.float32)
        vectors += _NOISE * noise / np.sqrt(vectors.shape[1])
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        ids = [passage.id for passage in new]
        place.vectors.add(f"{LIBRARY}.all", ids, vectors)
        rows = {name: _tokens(source, pair) for name, pair in zip(ids, pairs, strict=True)}
        place.tokens.add(LIBRARY, source.made_by, source.frame, rows)
        made += new


def _passage(source: Source, pair: NDArray[np.int64], number: int) -> Passage:
    first, second = (source.passages[i] for i in pair)
    words = [*_half(first.text.split(), 0), *_half(second.text.split(), 1)]
    where = Place(
        f"{number // _A_NOTE}.md",
        (*first.place.heading[:-1], f"Part {number // _A_HEADING}"),
        (number % _A_NOTE, number % _A_NOTE),
    )
    made: Passage = replace(first, id=f"s{number}", place=where, text=" ".join(words))
    return made


def _tokens(source: Source, pair: NDArray[np.int64]) -> NDArray[np.int8]:
    first, second = (source.tokens[i] for i in pair)
    return np.concatenate([first[: len(first) // 2], second[len(second) // 2 :]])


def _half(words: Sequence[str], number: int) -> Sequence[str]:
    middle = len(words) // 2
    return words[middle:] if number else words[:middle]


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that passed and those that this process worked."""
    started, worked = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - worked
