"""Several libraries side by side: listing them, removing one, and what is in a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import CommandLine, written_notes

pytestmark = pytest.mark.integration


@pytest.fixture
def other(hotseat: CommandLine, tmp_path: Path) -> Iterator[Path]:
    """Another folder of notes, ingested as `other` for one test."""
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "queues.txt").write_text("A queue hands items from one thread to another one.\n")
    assert hotseat("ingest", str(folder)).returncode == 0
    yield folder
    hotseat("remove", "other", "--yes")


def names(hotseat: CommandLine) -> list[str]:
    return [
        json.loads(line)["library"]
        for line in hotseat("libraries", "--json").stdout.split("\n")[:-1]
    ]


def test_libraries_stand_side_by_side(hotseat: CommandLine, other: Path) -> None:
    """Each is searched by itself, and listed with its folder."""
    found = hotseat("search", "hands items over", "--library", "other", "--json").stdout
    assert {r["note"] for r in json.loads(found)["results"]} == {"queues.txt"}
    listed = hotseat("libraries").stdout.splitlines()
    assert [line.split("  ")[0] for line in listed] == ["mine", "other"]
    assert listed[1].endswith(f"1 notes, 1 passages, 0 questions  {other}")


def test_a_library_is_removed(hotseat: CommandLine, other: Path) -> None:
    """So is what a model wrote for it. Its notes stay, and the other library can be searched."""
    written = hotseat.home / "written" / "other.json"
    written.parent.mkdir(exist_ok=True)
    written.write_text("{}")
    done = hotseat("remove", "other", "--yes")
    assert (done.returncode, done.stdout) == (0, "other is removed.\n")
    assert names(hotseat) == ["mine"]
    assert not written.exists()
    assert (other / "queues.txt").exists()
    assert hotseat("search", "bytecode", "--library", "mine").returncode == 0
    gone = hotseat("search", "hands", "--library", "other")
    assert (gone.returncode, "There is no library other (there is: mine)" in gone.stderr) == (
        1,
        True,
    )


@pytest.mark.parametrize(
    ("library", "message"),
    [("nowhere", "no library nowhere. Choose from these"), ("python-backend", "is built in")],
)
def test_what_cannot_be_removed(hotseat: CommandLine, library: str, message: str) -> None:
    """Nothing is touched."""
    done = hotseat("remove", library, "--yes")
    assert (done.returncode, message in done.stderr) == (2, True)


def test_a_folder_does_not_take_the_name_of_another(hotseat: CommandLine, tmp_path: Path) -> None:
    """Two folders may have one name; the second needs a name of its own, or the first is replaced."""
    folder = written_notes(tmp_path / "mine")
    done = hotseat("ingest", str(folder))
    assert done.returncode == 2
    assert f"The library mine is of another folder, {hotseat.notes}. Choose a name" in done.stderr


def test_what_is_read_of_a_file(hotseat: CommandLine, tmp_path: Path) -> None:
    """The lines are those that citations name."""
    page = tmp_path / "a.html"
    page.write_text("<h1>Locks</h1><p>One at a time.")
    assert hotseat("convert", str(page)).stdout == "# Locks\n\nOne at a time.\n"


@pytest.mark.parametrize(
    ("name", "message"),
    [("a.pdf", "is no whole PDF file"), ("a.csv", "none of the endings .md"), ("b.md", "No such")],
)
def test_what_cannot_be_read(hotseat: CommandLine, tmp_path: Path, name: str, message: str) -> None:
    """The reason is the one for which an ingest skips the file."""
    for made in ("a.pdf", "a.csv"):
        (tmp_path / made).write_text("x")
    done = hotseat("convert", str(tmp_path / name))
    assert (done.returncode, message in done.stderr) == (2, True)


def test_a_library_is_refreshed_from_the_folder_it_has(hotseat: CommandLine) -> None:
    """Its name is enough; the folder is in the manifest."""
    done = hotseat("ingest", "--library", "mine", "--json")
    report = json.loads(done.stdout)
    assert (report["library"], report["notes"], report["changed"]) == ("mine", 2, False)


@pytest.mark.parametrize("others", [["notes"], ["--library", "mine"]])
def test_all_takes_no_other_choice(hotseat: CommandLine, others: list[str]) -> None:
    """It would be unclear what is meant."""
    done = hotseat("ingest", "--all", *others)
    assert (done.returncode, "Leave out the others" in done.stderr) == (2, True)
