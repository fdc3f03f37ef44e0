"""Questions that a model wrote, on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.adapters.written_files import WrittenFiles
from app.core.errors import BadInput, Damaged, StorageFailure
from app.core.written import Draft, Written
from tests.examples import question

WRITTEN = Written(
    drafts=(Draft(question(), "p1", "fake:scripted write_questions@1"),), tried=("p1",)
)


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    """Each library has its own; nothing is left beside the file."""
    files = WrittenFiles(tmp_path / "written")
    assert files.load("notes") == Written()
    files.save("notes", WRITTEN)
    assert WrittenFiles(tmp_path / "written").load("notes") == WRITTEN
    assert files.load("others") == Written()
    assert [path.name for path in (tmp_path / "written").iterdir()] == ["notes.json"]


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    """It is not taken for an empty one."""
    (tmp_path / "notes.json").write_text('{"drafts": [', encoding="utf-8")
    with pytest.raises(Damaged, match=r"notes\.json"):
        WrittenFiles(tmp_path).load("notes")


def test_a_library_name_is_no_path(tmp_path: Path) -> None:
    """Nothing is read elsewhere."""
    with pytest.raises(BadInput):
        WrittenFiles(tmp_path).load("../notes")


def test_what_was_written_is_removed(tmp_path: Path) -> None:
    """Of one library alone, and of one that has nothing without a word."""
    files = WrittenFiles(tmp_path)
    files.save("notes", WRITTEN)
    files.save("others", WRITTEN)
    files.remove("notes")
    files.remove("nothing")
    assert files.load("notes") == Written()
    assert not files.holds("notes")
    assert files.load("others") == WRITTEN


def test_a_file_that_cannot_be_removed_is_named(tmp_path: Path) -> None:
    """With the cure."""
    (tmp_path / "notes.json").mkdir()
    with pytest.raises(StorageFailure, match=r"notes\.json can't be deleted .*Delete it"):
        WrittenFiles(tmp_path).remove("notes")
