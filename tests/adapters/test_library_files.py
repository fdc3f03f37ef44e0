"""Published libraries as files: damage, a full disk, and who may read."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from app.adapters.library_files import LibraryFiles
from app.core.errors import IndexMismatch, StorageFailure
from tests.examples import contents, manifest, question


def full_disk(_: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))


def test_a_library_is_a_manifest_and_a_file_for_each_generation(tmp_path: Path) -> None:
    """The current generation and the one before; nothing else is left lying about."""
    libraries = LibraryFiles(tmp_path)
    for generation in ("g1", "g2", "g3"):
        libraries.publish(manifest(generation=generation), contents())
    assert files(tmp_path) == ["notes/g2.json", "notes/g3.json", "notes/manifest.json"]


def test_another_process_sees_what_was_published(tmp_path: Path) -> None:
    """A second store on the same folder, opened before, reads the new manifest."""
    other = LibraryFiles(tmp_path)
    assert other.manifest("notes") is None
    LibraryFiles(tmp_path).publish(manifest(), contents("text"))
    assert other.manifest("notes") == manifest()
    assert other.contents(manifest()) == contents("text")


def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path) -> None:
    """The error names the cure; the old generation is whole and no temporary file stays."""
    LibraryFiles(tmp_path).publish(manifest(), contents("old"))
    before = files(tmp_path)

    with pytest.raises(StorageFailure, match=r"is full\. Free some space.*nothing was lost"):
        LibraryFiles(tmp_path, sync=full_disk).publish(manifest(generation="g2"), contents("new"))

    assert files(tmp_path) == before
    assert LibraryFiles(tmp_path).manifest("notes") == manifest()
    assert LibraryFiles(tmp_path).contents(manifest()) == contents("old")


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"library": "notes"}', "\x00\x01"])
def test_a_damaged_manifest_names_the_rebuild(tmp_path: Path, damage: str) -> None:
    """Cut short, empty, or not what it should be: the message has the command that mends it."""
    libraries = LibraryFiles(tmp_path)
    libraries.publish(manifest(), contents())
    (tmp_path / "notes" / "manifest.json").write_text(damage)
    with pytest.raises(IndexMismatch, match="hotseat ingest FOLDER --rebuild --library notes"):
        libraries.manifest("notes")


def test_damaged_contents_name_the_ingest(tmp_path: Path) -> None:
    """A generation whose file was cut short is not read in part."""
    libraries = LibraryFiles(tmp_path)
    libraries.publish(manifest(), contents("text"))
    path = tmp_path / "notes" / "g1.json"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(IndexMismatch, match="hotseat ingest --all"):
        libraries.contents(manifest())


def test_a_folder_that_is_a_file_is_a_storage_failure(tmp_path: Path) -> None:
    """The system's own words are in the message, and what to do."""
    (tmp_path / "index").write_text("not a folder")
    with pytest.raises(StorageFailure, match=r"can't be written: .*Mend the permissions"):
        LibraryFiles(tmp_path / "index").publish(manifest(), contents())


def test_what_a_killed_process_left_half_written_goes(tmp_path: Path) -> None:
    """With the next generation."""
    libraries = LibraryFiles(tmp_path)
    libraries.publish(manifest(), contents())
    (tmp_path / "notes" / ".cut.tmp").write_text("half")
    libraries.publish(manifest(generation="g2"), contents())
    assert files(tmp_path) == ["notes/g1.json", "notes/g2.json", "notes/manifest.json"]


def test_a_library_from_before_questions_had_other_wordings(tmp_path: Path) -> None:
    """Its questions are read with the one wording that they had."""
    libraries = LibraryFiles(tmp_path)
    libraries.publish(manifest(), contents("text", questions=(question(wordings=("So?",)),)))
    file = tmp_path / "notes" / "g1.json"
    old = json.loads(file.read_text("utf-8"))
    del old["questions"][0]["wordings"]
    file.write_text(json.dumps(old), "utf-8")
    assert libraries.contents(manifest()).questions == (question(),)
