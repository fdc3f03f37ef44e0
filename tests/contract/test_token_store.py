"""What every store of token arrays must do, the fake as well as the files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.adapters.token_files import TokenFiles
from app.ports import TokenStore
from tests.fakes import MemoryTokens

FRAME = np.arange(8, dtype=np.float32).reshape(4, 2)


@pytest.fixture(params=["memory", "files"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> TokenStore:
    return MemoryTokens() if request.param == "memory" else TokenFiles(tmp_path)


def rows(*numbers: int) -> NDArray[np.int8]:
    return np.array([(n, -n, 0) for n in numbers], dtype=np.int8).reshape(-1, 3)


def test_what_is_added_is_fetched(store: TokenStore) -> None:
    """By id, and only of this library and maker; an array without rows stays one."""
    store.add("notes", "a 1", FRAME, {"x": rows(1, 2), "y": rows()})
    found = store.fetch("notes", "a 1", ["y", "x", "z"])
    assert set(found) == {"x", "y"}
    assert np.array_equal(found["x"], rows(1, 2))
    assert found["y"].shape == (0, 3)
    assert store.ids("notes", "a 1") == {"x", "y"}
    assert store.fetch("notes", "b 1", ["x"]) == {}
    assert store.fetch("other", "a 1", ["x"]) == {}


def test_the_first_frame_of_a_maker_stays(store: TokenStore) -> None:
    """All its rows are relative to one."""
    assert store.frame("notes", "a 1") is None
    store.add("notes", "a 1", FRAME, {"x": rows(1)})
    store.add("notes", "a 1", FRAME + 1, {"y": rows(1)})
    assert np.array_equal(store.frame("notes", "a 1"), FRAME)  # type: ignore[arg-type]


def test_an_array_is_replaced(store: TokenStore) -> None:
    """A rebuild makes all of them anew."""
    store.add("notes", "a 1", FRAME, {"x": rows(1)})
    store.add("notes", "a 1", FRAME, {"x": rows(3)})
    assert np.array_equal(store.fetch("notes", "a 1", ["x"])["x"], rows(3))


def test_only_what_is_still_needed_is_kept(store: TokenStore) -> None:
    """Other passages go, and so do those of other makers; other libraries stay."""
    store.add("notes", "a 1", FRAME, {"x": rows(1), "y": rows(2)})
    store.add("notes", "b 1", FRAME, {"x": rows(1)})
    store.add("other", "b 1", FRAME, {"x": rows(1)})
    store.keep_only("notes", "a 1", ["y", "z"])
    assert store.ids("notes", "a 1") == {"y"}
    assert store.ids("notes", "b 1") == set()
    assert store.ids("other", "b 1") == {"x"}
