"""Starting the command line is light: nothing heavy is imported before it is needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import written_notes

HEAVY = ("torch", "sentence_transformers", "chromadb", "langchain", "streamlit")


@pytest.mark.parametrize("module", ["app.cli", "app.wiring.hotseat", "ingest.check"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    """A command that needs no model answers at once; a missing extra can't break the others."""
    program = f"import sys, {module}; print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stderr == ""
    assert done.stdout.strip() == "[]"


# What a Hotseat without a language model never needs: langchain's models, the providers, the prompts.
OF_MODELS = (
    "langchain",
    "langchain_core",
    "langchain_openai",
    "langchain_anthropic",
    "langchain_google_genai",
    "langchain_mistralai",
    "langchain_ollama",
    "openai",
    "anthropic",
    "google.genai",
    "ollama",
    "langsmith",
    "tiktoken",
    "app.prompts",
)
OFFLINE = """
import json, sys
from app.cli import main
sys.argv = ["hotseat", *json.loads(sys.argv[1])]
try:
    main()
finally:
    print(json.dumps(sorted(set(sys.modules) & set(json.loads({names!r})))))
"""


@pytest.mark.integration
def test_with_the_model_off_nothing_of_models_is_imported(tmp_path: Path) -> None:
    """A model is set, but not switched on: ingest, ask and interview load nothing that calls it."""
    notes, script = written_notes(tmp_path / "notes"), tmp_path / "typed.txt"
    script.write_text("Only the thread that holds the lock executes bytecode.\n\n/end\n", "utf-8")
    program = OFFLINE.format(names=json.dumps(OF_MODELS))
    env = {
        **os.environ,
        "HOTSEAT_HOME": str(tmp_path / "home"),
        "HOTSEAT_MODEL": "openai:small",
        "OPENAI_API_KEY": "none",
    }
    for line in (
        ["ingest", str(notes), "--library", "mine", "--json"],
        ["ask", "Which thread executes bytecode?", "--library", "mine", "--json"],
        ["interview", "--library", "mine", "--count", "1", "--script", str(script)],
        ["model", "--json"],
    ):
        done = subprocess.run(
            [sys.executable, "-c", program, json.dumps(line)],
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout.splitlines()[-1] == "[]", (line, done.stdout, done.stderr)
