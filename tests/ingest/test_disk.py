"""A full disk and a disk that can't be written: real ones, small and in memory."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration

MOUNT = 'mount -t tmpfs -o size=160m none "$1" && exec "$2" -c "$3" "$1"'
PROGRAM = """
import os, subprocess, sys
from pathlib import Path
from app.core.errors import HotseatError
from app.settings import Settings
from app.wiring.hotseat import open_hotseat
from ingest.pipeline import ingest
from tests.ingest.test_kills import quick_parts
from tests.searching import open_retriever

disk = Path(sys.argv[1])
notes, home, ballast = disk / "notes", disk / "home", disk / "ballast"
notes.mkdir()
parts = quick_parts(home)
retriever = open_retriever(parts.libraries, parts.vectors, parts.embedder)

def attempt(edition):
    with (notes / "a.md").open("r+" if (notes / "a.md").exists() else "w") as file:
        file.write(f"# Locks\\n\\nThe lock of edition {edition}.\\n")
    try:
        ingest(notes, "notes", parts=parts)
        outcome = "done"
    except HotseatError as error:
        outcome = f"{type(error).__name__}: {error}"
    found = retriever.find("notes", "lock").hits[0].passage.text
    print(f"{found[-2:-1]} {outcome}")

def leave(megabytes):
    ballast.unlink(missing_ok=True)
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, free - megabytes * 2**20)

attempt(1)
leave(20)
attempt(2)
leave(0)
attempt(3)
ballast.unlink()
attempt(4)
parts.vectors.close()

# The same disk once more, where it can't be written.
locked = Path("/mnt")
subprocess.run(["mount", "--bind", disk, locked], check=True)
subprocess.run(["mount", "-o", "remount,bind,ro", locked], check=True)
parts = quick_parts(locked / "home")
retriever = open_retriever(parts.libraries, parts.vectors, parts.embedder)
for attempt in (
    lambda: ingest(notes, "notes", parts=parts),
    lambda: open_hotseat(Settings(home=locked / "home")),
    lambda: print(retriever.find("notes", "lock").hits[0].passage.text),
):
    try:
        attempt()
    except HotseatError as error:
        print(f"{type(error).__name__}: {error}")
"""


def may_mount() -> bool:
    """Say whether this user may mount a disk of its own."""
    if not shutil.which("unshare"):
        return False
    tried = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(tried, capture_output=True).returncode == 0


@pytest.mark.skipif(not may_mount(), reason="this user may not mount a small disk")
def test_a_full_disk_and_one_that_cannot_be_written(tmp_path: Path) -> None:
    """Each error names its cure, what was there is found all the while, and nothing is lost."""
    arguments = ["unshare", "-rm", "sh", "-c", MOUNT, "sh", str(tmp_path), sys.executable, PROGRAM]
    done = subprocess.run(arguments, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    first, nearly, full, again, *refused = done.stdout.splitlines()

    assert first == "1 done"
    for line in (nearly, full):
        assert line.startswith("1 StorageFailure: The disk of ")
        assert "is full. Free some space" in line
        assert line.endswith("nothing was lost.")
    assert again == "4 done"
    for line, cure in zip(
        refused,
        ("Mend that, then run", "set HOTSEAT_HOME to another folder", "folder can be written"),
        strict=True,
    ):
        assert line.startswith("StorageFailure: ")
        assert "/mnt/home" in line
        assert cure in line
