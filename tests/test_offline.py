"""Nothing is fetched: ingest, asking and grading work in a network namespace without interfaces."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import written_notes

UNSHARE = ("unshare", "--user", "--map-root-user", "--net")


def has_namespaces() -> bool:
    """Say whether this machine lets us make a network namespace."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*UNSHARE, "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.integration
@pytest.mark.skipif(not has_namespaces(), reason="network namespaces are not to be had here")
def test_everything_works_without_a_network(tmp_path: Path) -> None:
    """Not even the loopback interface is up."""
    notes = written_notes(tmp_path / "notes")
    script = tmp_path / "typed.txt"
    script.write_text("Only the thread that holds the lock executes bytecode.\n\n/end\n", "utf-8")

    def hotseat(*arguments: str) -> str:
        done = subprocess.run(
            [*UNSHARE, sys.executable, "-m", "app.cli", *arguments],
            env={**os.environ, "HOTSEAT_HOME": str(tmp_path / "home")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    report = json.loads(hotseat("ingest", str(notes), "--library", "mine", "--json"))
    assert report["embedded"] > 0
    answer = json.loads(
        hotseat("ask", "Which thread executes bytecode?", "--library", "mine", "--json")
    )
    assert answer["grounded"] is True
    interview = hotseat("interview", "--library", "mine", "--count", "1", "--script", str(script))
    assert "Score" in interview
