"""The built wheel works in an empty folder: notes, configuration and migrations are in it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROGRAM = """
from pathlib import Path
import app
from app.adapters.sql_ledger import SqlLedger, connect
from app.commands.web import streamlit_flags
from app.settings import Settings
from app.wiring.notes import built_in_notes

assert Path(app.__file__).is_relative_to(Path("site").resolve()), app.__file__
notes = list(built_in_notes().rglob("*.md"))
assert len(notes) > 10, built_in_notes()
assert (built_in_notes().parent / "sections.yaml").is_file()
assert "--browser.gatherUsageStats=false" in streamlit_flags(Settings(home=Path("home")))
assert SqlLedger(connect("sqlite:///hotseat.db")).session_ids() == []
print("all there")
"""


@pytest.mark.integration
def test_the_wheel_holds_everything(tmp_path: Path) -> None:
    """Unpacked elsewhere and run from an empty folder, it finds its own files and no others."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=tmp_path,
        env={"PYTHONPATH": "site"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("all there\n", "")
