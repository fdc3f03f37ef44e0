"""Which files of a folder are no notes: `.hotseatignore`, in the syntax of `.gitignore`.

The file stands at the top of the folder. Its lines come after the defaults, so `!venv/` takes a
default back. As in Git, nothing below an ignored folder can be taken back.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pathspec import GitIgnoreSpec

from app.core.library import Problem

FILE = ".hotseatignore"
DEFAULTS = (
    # Installed code, with its own documentation.
    "node_modules/",
    "venv/",
    "site-packages/",
    "__pycache__/",
    # What stands beside notes and isn't one.
    "/[Rr][Ee][Aa][Dd][Mm][Ee].*",
    "LICEN[CS]E.*",
    "requirements*.txt",
    "robots.txt",
    "CMakeLists.txt",
)

Ignored = Callable[[str], bool]


def read_ignored(folder: Path) -> tuple[Ignored, list[Problem]]:
    """Return what says of a path below the folder whether it is ignored, and what is wrong.

    The path of a folder ends with `/`.
    """
    lines, problems = _own_lines(folder)
    spec = GitIgnoreSpec.from_lines([*DEFAULTS, *lines])
    return spec.match_file, problems


def _own_lines(folder: Path) -> tuple[list[str], list[Problem]]:
    try:
        text = (folder / FILE).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return [], []
    except (OSError, UnicodeDecodeError) as error:
        return [], [Problem(FILE, 1, f"can't be read as UTF-8 text, so it is not used: {error}")]
    lines: list[str] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError:
            problems.append(Problem(FILE, number, f"{line!r} is no pattern of .gitignore: mend it"))
        else:
            lines.append(line)
    return lines, problems
