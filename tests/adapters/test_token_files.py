"""The file of token arrays: damage, a full disk, many rows, and searches that don't write."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from app.adapters.token_files import TokenFiles
from app.core.errors import BadInput, Damaged, StorageFailure

FRAME = np.eye(3, 2, dtype=np.float32)
ROW = np.ones((1, 2), dtype=np.int8)


def test_more_ids_than_one_statement_takes(tmp_path: Path) -> None:
    """They are fetched in batches."""
    names = [f"p{n}" for n in range(1200)]
    store = TokenFiles(tmp_path)
    store.add("notes", "a", FRAME, dict.fromkeys(names, ROW))
    assert set(store.fetch("notes", "a", names)) == set(names)


def test_a_damaged_file_is_named_to_the_reader_and_made_anew_by_the_writer(tmp_path: Path) -> None:
    """What it held is derived from the notes, so nothing is lost."""
    store = TokenFiles(tmp_path)
    store.add("notes", "a", FRAME, {"x": ROW})
    (tmp_path / "notes" / "tokens.db").write_bytes(b"no database" * 1000)

    with pytest.raises(Damaged, match=r"damaged.*Run `hotseat ingest --all`"):
        store.fetch("notes", "a", ["x"])

    assert store.ids("notes", "a") == set()
    store.add("notes", "a", FRAME, {"x": ROW})
    assert set(store.fetch("notes", "a", ["x"])) == {"x"}


def test_a_search_makes_no_file(tmp_path: Path) -> None:
    """There may be no right to write."""
    assert TokenFiles(tmp_path).fetch("notes", "a", ["x"]) == {}
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    """SQLite's own words are in the message."""
    (tmp_path / "notes" / "tokens.db").mkdir(parents=True)
    with pytest.raises(StorageFailure, match=r"unable to open.*nothing was lost"):
        TokenFiles(tmp_path).add("notes", "a", FRAME, {"x": ROW})


def test_a_writer_at_work_is_waited_for(tmp_path: Path) -> None:
    """A reader sees the rows that were there before."""
    store = TokenFiles(tmp_path)
    store.add("notes", "a", FRAME, {"x": ROW})
    with sqlite3.connect(tmp_path / "notes" / "tokens.db") as writer:
        writer.execute("DELETE FROM passage")
        assert set(store.fetch("notes", "a", ["x"])) == {"x"}
        writer.rollback()


def test_a_name_that_no_library_can_have(tmp_path: Path) -> None:
    """It can't lead out of the folder."""
    with pytest.raises(BadInput, match="can't name a library"):
        TokenFiles(tmp_path / "index").ids("../up", "a")
