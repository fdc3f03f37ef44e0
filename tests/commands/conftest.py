"""The command line as a user runs it: a process of its own, on a home folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

GIL = """\
---
id: gil
title: The interpreter lock
levels: [mid]
---
# The interpreter lock

## Concept
Only the thread that holds the interpreter lock executes bytecode. A thread gives the lock up while
it waits for a socket, so threads still help a program that mostly waits.

## Interview Questions

### Q1: Why do threads not speed up CPU-bound Python code?
- Only the thread that holds the lock executes bytecode.
- So CPU-bound threads take turns on one core.
- Processes have a lock each and use several cores.

### Q2: What happens to the lock while a thread waits for a socket?
The thread gives the lock up before it blocks. Another thread can run in the meantime.
"""
CACHE = """\
# Caching

## Common Mistakes
- A cache without expiry serves stale data for ever.
- All keys that expire at the same moment cause a stampede on the database.
"""

Run = subprocess.CompletedProcess[str]


class CommandLine:
    """Runs `hotseat` with a home folder and remembers where the notes are."""

    def __init__(self, home: Path, notes: Path) -> None:
        self.home = home
        self.notes = notes

    def __call__(self, *arguments: str, **environment: str) -> Run:
        return subprocess.run(
            [sys.executable, "-m", "app.cli", *arguments],
            capture_output=True,
            text=True,
            env={**os.environ, "HOTSEAT_HOME": str(self.home), "COLUMNS": "100", **environment},
            check=False,
        )


def written_notes(folder: Path) -> Path:
    """Write two notes into a folder: one with questions, one without."""
    (folder / "06_Concurrency").mkdir(parents=True)
    (folder / "15_Performance").mkdir()
    (folder / "06_Concurrency" / "gil.md").write_text(GIL, "utf-8")
    (folder / "15_Performance" / "caching.md").write_text(CACHE, "utf-8")
    return folder


@pytest.fixture(scope="session")
def hotseat(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """The command line on a home folder into which two notes were ingested as `mine`."""
    base = tmp_path_factory.mktemp("cli")
    command_line = CommandLine(base / "home", written_notes(base / "notes"))
    done = command_line("ingest", str(command_line.notes), "--library", "mine")
    assert done.returncode == 0, done.stderr
    return command_line
