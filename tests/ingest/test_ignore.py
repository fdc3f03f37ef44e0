"""Which files are left alone: the defaults, and `.hotseatignore` in the syntax of `.gitignore`."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.note_files import note_files


def found(folder: Path, *names: str) -> list[str]:
    """Make empty files and return those that are taken for notes."""
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    return [path.relative_to(folder).as_posix() for path in note_files(folder).paths]


@pytest.mark.parametrize(
    "name",
    [
        "node_modules/pkg/guide.md",
        "web/node_modules/pkg/guide.md",
        ".obsidian/plugins/a.md",
        ".git/description.txt",
        ".venv/lib/a.rst",
        "venv/lib/a.rst",
        "README.md",
        "Readme.rst",
        "requirements-dev.txt",
        "project/LICENSE.txt",
    ],
)
def test_left_alone_by_default(tmp_path: Path, name: str) -> None:
    """Installed code, an editor's own files, and what stands beside notes."""
    assert found(tmp_path, name, "a.md") == ["a.md"]


@pytest.mark.parametrize(
    ("pattern", "kept"),
    [
        ("drafts/", ["a.md", "b/a.md", "b/old.md"]),
        ("old.*", ["a.md", "b/a.md", "drafts/x.md"]),
        ("/a.md", ["b/a.md", "b/old.md", "drafts/x.md"]),
        ("*.md\\n!b/**", ["b/a.md", "b/old.md"]),
        ("# drafts/\\n\\n", ["a.md", "b/a.md", "b/old.md", "drafts/x.md"]),
    ],
)
def test_patterns(tmp_path: Path, pattern: str, kept: list[str]) -> None:
    """They mean what they mean to Git."""
    (tmp_path / ".hotseatignore").write_text(pattern.replace("\\n", "\n"))
    assert found(tmp_path, "a.md", "b/a.md", "b/old.md", "drafts/x.md") == kept


def test_a_default_is_taken_back(tmp_path: Path) -> None:
    """The lines of the file come after the defaults."""
    (tmp_path / ".hotseatignore").write_text("!venv/\n!/README.md\n")
    assert found(tmp_path, "README.md", "venv/a.md") == ["README.md", "venv/a.md"]


def test_a_line_that_is_no_pattern_is_named(tmp_path: Path) -> None:
    """The other lines hold."""
    (tmp_path / ".hotseatignore").write_text("b.md\n!\n")
    assert found(tmp_path, "a.md", "b.md") == ["a.md"]
    (problem,) = note_files(tmp_path).problems
    assert (problem.path, problem.line) == (".hotseatignore", 2)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    """The defaults hold."""
    (tmp_path / ".hotseatignore").write_bytes(b"\xff")
    assert found(tmp_path, "a.md", "venv/b.md") == ["a.md"]
    assert "can't be read as UTF-8" in note_files(tmp_path).problems[0].message
