"""What every vector index must do, the fake as well as Chroma."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.adapters.chroma_index import ChromaIndex
from app.core.errors import IndexMismatch, NotIndexed
from app.ports import VectorIndex
from tests.fakes import MemoryVectors

HALF = 2**-0.5


@pytest.fixture(params=["memory", pytest.param("chroma", marks=pytest.mark.integration)])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorIndex]:
    if request.param == "memory":
        yield MemoryVectors()
        return
    chroma = ChromaIndex(tmp_path / "vectors")
    yield chroma
    chroma.close()


def rows(*vectors: tuple[float, ...]) -> NDArray[np.float32]:
    return np.array(vectors, dtype=np.float32)


def test_nearest_come_first_with_their_cosine(index: VectorIndex) -> None:
    """The similarity is the cosine: 1 for the same direction, 0 for a right angle, -1 opposite."""
    index.add("lib.a", ["same", "right", "between"], rows((1, 0), (0, 1), (HALF, HALF)))
    index.add("lib.a", ["opposite"], rows((-1, 0)))

    found = index.nearest("lib.a", rows((1, 0))[0], 10)

    assert [name for name, _ in found] == ["same", "between", "right", "opposite"]
    assert [score for _, score in found] == pytest.approx([1, HALF, 0, -1], abs=1e-5)


@pytest.mark.parametrize(("k", "count"), [(0, 0), (1, 1), (2, 2), (9, 3)])
def test_at_most_k_are_returned(index: VectorIndex, k: int, count: int) -> None:
    """Asking for more than there are gives all of them."""
    index.add("lib.a", ["x", "y", "z"], rows((1, 0), (0, 1), (HALF, HALF)))
    assert len(index.nearest("lib.a", rows((1, 0))[0], k)) == count


def test_fetch_returns_what_was_stored_and_leaves_out_the_unknown(index: VectorIndex) -> None:
    """The vectors come back bit by bit, so that copying them changes nothing."""
    stored = rows((0.6, 0.8), (HALF, HALF))
    index.add("lib.a", ["x", "y"], stored)

    found = index.fetch("lib.a", ["y", "never", "x"])

    assert found.keys() == {"x", "y"}
    assert np.array_equal(found["x"], stored[0])
    assert np.array_equal(found["y"], stored[1])


def test_more_vectors_than_fit_a_batch_are_all_there(index: VectorIndex) -> None:
    """Adding and fetching 2,500 vectors at once works like adding three."""
    names = [f"p{n}" for n in range(2500)]
    angles = np.linspace(0, 3, len(names))
    stored = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    index.add("lib.a", names, stored)

    assert index.fetch("lib.a", names).keys() == set(names)
    assert index.nearest("lib.a", stored[1234], 1)[0][0] == "p1234"


def test_collections_are_apart(index: VectorIndex) -> None:
    """What is in one collection can't be found in another; an empty one is there all the same."""
    index.add("lib.b", ["x"], rows((1, 0)))
    index.add("lib.a", [], np.zeros((0, 2), dtype=np.float32))

    assert index.collections() == ["lib.a", "lib.b"]
    assert index.nearest("lib.a", rows((1, 0))[0], 5) == []
    assert index.fetch("lib.a", ["x"]) == {}


def test_a_dropped_collection_is_gone(index: VectorIndex) -> None:
    """Its vectors can't be found or fetched; dropping it again is no error; others stay."""
    index.add("lib.a", ["x"], rows((1, 0)))
    index.add("lib.b", ["y"], rows((1, 0)))

    index.drop("lib.a")
    index.drop("lib.a")

    assert index.collections() == ["lib.b"]
    with pytest.raises(NotIndexed, match=r"lib\.a.*hotseat ingest"):
        index.nearest("lib.a", rows((1, 0))[0], 1)
    with pytest.raises(NotIndexed, match=r"lib\.a.*hotseat ingest"):
        index.fetch("lib.a", ["x"])
    assert index.nearest("lib.b", rows((1, 0))[0], 1)[0][0] == "y"


def test_a_vector_of_another_length_is_refused(index: VectorIndex) -> None:
    """Another embedder's query is named a mismatch, with the command that mends it."""
    index.add("lib.a", ["x"], rows((1, 0)))
    with pytest.raises(IndexMismatch, match="hotseat ingest --rebuild"):
        index.nearest("lib.a", rows((1, 0, 0))[0], 1)


CIRCLE = np.linspace(0, 3, 30)
NAMES = [f"p{number:02}" for number in range(len(CIRCLE))]


def on_circle(angles: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def extended(index: VectorIndex) -> set[str]:
    """Make lib.b of lib.a: without the first, and with one more at its place."""
    index.add("lib.a", NAMES, on_circle(CIRCLE))
    index.seal("lib.a")
    held = index.extend("lib.b", "lib.a", [*NAMES[1:], "new"])
    index.add("lib.b", ["new"], on_circle(CIRCLE[:1]))
    index.seal("lib.b")
    return held


def test_a_collection_extends_another_one(index: VectorIndex) -> None:
    """What isn't wanted any more is neither found nor fetched; what was sealed is as it was."""
    assert extended(index) == set(NAMES[1:])
    ahead = on_circle(CIRCLE[:1])[0]
    assert [name for name, _ in index.nearest("lib.b", ahead, 3)] == ["new", "p01", "p02"]
    assert len(index.nearest("lib.b", ahead, 50)) == 30
    assert index.fetch("lib.b", ["p00", "p01", "new"]).keys() == {"p01", "new"}
    assert [name for name, _ in index.nearest("lib.a", ahead, 2)] == ["p00", "p01"]
    index.check("lib.b")


def test_what_was_extended_is_extended_again(index: VectorIndex) -> None:
    """A small change after another one: all that is wanted is there."""
    extended(index)
    wanted = [*NAMES[2:], "new", "newer"]
    held = index.extend("lib.c", "lib.b", wanted)
    more = [name for name in wanted if name not in held]
    index.add("lib.c", more, on_circle(CIRCLE[: len(more)]))
    assert index.fetch("lib.c", [*NAMES, "new", "newer"]).keys() == set(wanted)


def test_too_much_change_extends_nothing(index: VectorIndex) -> None:
    """More than a tenth: then a collection of its own is better."""
    index.add("lib.a", NAMES, on_circle(CIRCLE))
    assert index.extend("lib.b", "lib.a", NAMES[4:]) == set()
    assert index.collections() == ["lib.a"]


def test_what_was_extended_may_be_dropped(index: VectorIndex) -> None:
    """The extension stays whole; dropped again without one, both are gone."""
    extended(index)
    index.drop("lib.a")
    assert len(index.fetch("lib.b", [*NAMES, "new"])) == 30
    index.drop("lib.b")
    index.drop("lib.a")
    assert index.collections() == []
