"""Starting the command line is light: nothing heavy is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("torch", "sentence_transformers", "chromadb", "langchain", "streamlit")


@pytest.mark.parametrize("module", ["app.cli", "app.wiring.hotseat", "ingest.check"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    """A command that needs no model answers at once; a missing extra can't break the others."""
    program = f"import sys, {module}; print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stderr == ""
    assert done.stdout.strip() == "[]"
