"""The README tells the truth: its commands exist, and every command and option is in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from app.cli import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
TOP = typer.main.get_command(cli).commands  # type: ignore[attr-defined]
# The commands of a group by both their names: `eval grading`.
COMMANDS = {
    f"{name} {inner}".strip(): command
    for name, top in TOP.items()
    for inner, command in getattr(top, "commands", {"": top}).items()
}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_is_documented(name: str) -> None:
    """A command has a row of its own in the table, with all its options."""
    (row,) = re.findall(rf"^\| `hotseat {name}\b.*$", README, re.MULTILINE)
    options = [option for p in COMMANDS[name].params for option in p.opts if option[0] == "-"]
    assert [o for o in options if f"`{o}" not in row and f" {o} " not in row] == []


def test_commands_shown_exist() -> None:
    """Every `hotseat ...` line of the README calls a command with options that it has."""
    for line in re.findall(r"^\$ hotseat (.+)$", README, re.MULTILINE):
        name, *rest = line.split()
        known = {option for p in COMMANDS[name].params for option in p.opts}
        assert {word for word in rest if word.startswith("-")} <= known, line


def test_links_and_pictures_resolve() -> None:
    """Every relative link of the README leads to a file of the project."""
    targets = re.findall(r"\]\((?!https?://)([^)#]+)\)", README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_two_commands_set_a_machine_up() -> None:
    """One opens the app, one passes the tests; both make their own environment."""
    setups = [line for line in README.splitlines() if line.startswith("python3 -m venv .venv && ")]
    assert len(setups) == 2
    assert setups[0].endswith(".venv/bin/hotseat")
    assert ".venv/bin/pytest" in setups[1]
