"""What every cache of vectors must do, the fake as well as the files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from app.adapters.vector_files import VectorFiles
from app.core.errors import BadInput, StorageFailure
from app.ports import VectorCache
from tests.fakes import MemoryCache

ROWS = np.array([[0.6, 0.8], [2**-0.5, 2**-0.5]], dtype=np.float32)


@pytest.fixture(params=["memory", "files"])
def cache(request: pytest.FixtureRequest, tmp_path: Path) -> VectorCache:
    return MemoryCache() if request.param == "memory" else VectorFiles(tmp_path)


def test_what_was_kept_comes_back(cache: VectorCache) -> None:
    """Bit by bit; what isn't there is left out."""
    assert cache.fetch("notes", "m 2", ["x"]) == {}
    cache.add("notes", "m 2", ["x", "y"], ROWS)
    found = cache.fetch("notes", "m 2", ["y", "never"])
    assert found.keys() == {"y"}
    assert np.array_equal(found["y"], ROWS[1])


def test_libraries_and_makers_do_not_mix(cache: VectorCache) -> None:
    """A passage of the same text in another library, or by another embedder, is another one."""
    cache.add("notes", "m 2", ["x"], ROWS[:1])
    assert cache.fetch("other", "m 2", ["x"]) == {}
    assert cache.fetch("notes", "m 3", ["x"]) == {}


def test_only_what_is_wanted_stays(cache: VectorCache) -> None:
    """Other passages and other makers of the library go; adding twice is no error."""
    cache.add("notes", "old 2", ["x"], ROWS[:1])
    cache.add("other", "m 2", ["x"], ROWS[:1])
    cache.add("notes", "m 2", ["x", "y"], ROWS)
    cache.add("notes", "m 2", ["x"], ROWS[:1])
    cache.keep_only("notes", "m 2", ["y", "z"])
    assert cache.fetch("notes", "m 2", ["x", "y"]).keys() == {"y"}
    assert cache.fetch("notes", "old 2", ["x"]) == {}
    assert cache.fetch("other", "m 2", ["x"]).keys() == {"x"}


@pytest.mark.parametrize("damage", [b"garbage " * 2000, b"SQLite format 3\0" + b"x" * 9000, b"x"])
def test_a_damaged_file_is_thrown_away(tmp_path: Path, damage: bytes) -> None:
    """All of it can be made again."""
    cache = VectorFiles(tmp_path)
    cache.add("notes", "m 2", ["x"], ROWS[:1])
    (tmp_path / "notes" / "vectors.db").write_bytes(damage)
    assert cache.fetch("notes", "m 2", ["x"]) == {}
    cache.add("notes", "m 2", ["x"], ROWS[:1])
    assert cache.fetch("notes", "m 2", ["x"]).keys() == {"x"}


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """The file's name and the cure are in the message; a name that is none is refused."""
    (tmp_path / "notes").write_text("a file")
    with pytest.raises(StorageFailure, match=r"vectors\.db can't be read or written.*nothing was"):
        VectorFiles(tmp_path).add("notes", "m 2", ["x"], ROWS[:1])
    with pytest.raises(BadInput):
        VectorFiles(tmp_path).fetch("../up", "m 2", ["x"])
