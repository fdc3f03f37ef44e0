"""A damaged index is found by the doctor, never searched, and mended by one command."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from chromadb.api.shared_system_client import SharedSystemClient

from tests.commands.conftest import CommandLine, written_notes

pytestmark = pytest.mark.integration


@pytest.fixture
def damaged(tmp_path: Path, hotseat: CommandLine) -> CommandLine:
    """A home folder of its own with two libraries; `mine` has vectors."""
    shutil.copytree(hotseat.home, tmp_path / "home")
    notes = written_notes(tmp_path / "notes")
    other = CommandLine(tmp_path / "home", notes)
    assert other("ingest", str(notes), "--library", "mine").returncode == 0
    # Each command is a process of its own, which this one must look like.
    SharedSystemClient.clear_system_cache()
    return other


def overwrite_database(index: Path) -> None:
    (index / "chroma" / "chroma.sqlite3").write_bytes(b"garbage " * 1000)


def lose_vectors(index: Path) -> None:
    shutil.rmtree(index / "chroma")


def lose_contents(index: Path) -> None:
    (generation,) = (p for p in (index / "mine").glob("2*.json") if p.name in current(index))
    generation.unlink()


def current(index: Path) -> str:
    return str(json.loads((index / "mine" / "manifest.json").read_text())["generation"]) + ".json"


@pytest.mark.parametrize("damage", [overwrite_database, lose_vectors, lose_contents])
def test_damage_is_named_and_mended(damaged: CommandLine, damage: Callable[[Path], None]) -> None:
    """The doctor names the library and the command; after that nothing has been embedded again."""
    damage(damaged.home / "index")

    found = {
        c["check"]: c for c in map(json.loads, damaged("doctor", "--json").stdout.splitlines())
    }
    assert found["library mine"]["severity"] != "ok"
    assert found["library mine"]["cure"] == "Run `hotseat ingest --all`."
    refused = damaged("search", "stampede", "--library", "mine")
    assert (refused.returncode, "hotseat ingest --all" in refused.stderr) == (1, True)

    SharedSystemClient.clear_system_cache()
    mended = damaged("ingest", "--all", "--json")
    assert mended.returncode == 0, mended.stderr
    reports = [json.loads(line) for line in mended.stdout.splitlines()]
    assert {report["embedded"] for report in reports if report["library"] == "mine"} == {0}
    assert damaged("doctor").returncode == 0
    assert "stampede" in damaged("search", "stampede", "--library", "mine").stdout


def test_damaged_tokens_are_named_and_made_again(damaged: CommandLine) -> None:
    """They come from reading the passages, so these are embedded again."""
    (damaged.home / "index" / "mine" / "tokens.db").write_bytes(b"garbage " * 1000)
    assert "Run `hotseat ingest --all`" in damaged("search", "x", "--library", "mine").stderr
    assert damaged("doctor").returncode == 1
    mended = damaged("ingest", "--all", "--json")
    assert json.loads(mended.stdout.splitlines()[0])["embedded"] > 0, mended.stderr
    assert damaged("doctor").returncode == 0
    assert "stampede" in damaged("search", "stampede", "--library", "mine").stdout


def test_a_damaged_manifest_needs_the_folder(damaged: CommandLine) -> None:
    """The message says which command takes it."""
    (damaged.home / "index" / "mine" / "manifest.json").write_text("{")
    refused = damaged("search", "stampede", "--library", "mine")
    assert "Run `hotseat ingest FOLDER --rebuild --library mine`" in refused.stderr
    done = damaged("ingest", str(damaged.notes), "--rebuild", "--library", "mine")
    assert done.returncode == 0
    assert "stampede" in damaged("search", "stampede", "--library", "mine").stdout
