"""The command line on a home folder of its own; in this process, so that torch is imported once."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.cli import main

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


@dataclass(frozen=True)
class Run:
    """What a command printed, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


class CommandLine:
    """Runs `hotseat` with a home folder and remembers where the notes are."""

    def __init__(self, home: Path, notes: Path) -> None:
        self.home = home
        self.notes = notes

    def __call__(self, *arguments: str, **environment: str) -> Run:
        out, err, code = io.StringIO(), io.StringIO(), 0
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            patch.setattr("sys.argv", ["hotseat", *arguments])
            settings = {"HOTSEAT_HOME": str(self.home), "COLUMNS": "100", **environment}
            for name, value in settings.items():
                patch.setenv(name, value)
            try:
                main()
            except SystemExit as exc:
                code = int(exc.code or 0)
        return Run(code, out.getvalue(), err.getvalue())


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
