"""Rules on how code blocks are written: format and annotations, judged by the installed ruff."""

from __future__ import annotations

import difflib
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from app.core.errors import MissingPart
from ingest.code_blocks import CodeBlock
from ingest.written import Finding

COLUMNS = 88
_CHECK = (
    "check",
    "--isolated",
    "--no-cache",
    "--exit-zero",
    "--output-format=json",
    "--target-version=py311",
    "--select=ANN",
    "--ignore=ANN401",
    "--config=lint.flake8-annotations.mypy-init-return=true",
)
_FORMAT = (
    "format",
    "--isolated",
    "--no-cache",
    "--target-version=py311",
    f"--line-length={COLUMNS}",
)


def judge_style(notes: Sequence[Sequence[CodeBlock]]) -> list[list[Finding]]:
    """Judge format and annotations of the blocks of each note, which must parse.

    Returns the findings note by note. Raises MissingPart when ruff is not installed.
    """
    if not any(notes):
        return [[] for _ in notes]
    if importlib.util.find_spec("ruff") is None:
        raise MissingPart(
            "the code of notes is checked with ruff, which is missing: pip install 'hotseat[notes]'"
        )
    with tempfile.TemporaryDirectory(prefix="hotseat-style-") as folder:
        files = {}
        for n, blocks in enumerate(notes):
            for block in blocks:
                file = Path(folder).resolve() / f"note_{n}_line_{block.line}.py"
                file.write_text(block.code, encoding="utf-8")
                files[file] = (n, block)
        findings: list[list[Finding]] = [[] for _ in notes]
        for file, line, message in _annotations(folder):
            n, block = files[file]
            findings[n].append((block.line + line - 1, message))
        _ruff(*_FORMAT, "--quiet", folder)
        for file, (n, block) in files.items():
            findings[n] += _format_findings(block, file.read_text(encoding="utf-8"))
    return findings


def _annotations(folder: str) -> list[tuple[Path, int, str]]:
    reports = json.loads(_ruff(*_CHECK, folder))
    return [
        (
            Path(report["filename"]),
            report["location"]["row"],
            f"{report['message']} ({report['code']})",
        )
        for report in reports
    ]


def _format_findings(block: CodeBlock, formatted: str) -> list[Finding]:
    """Point at the first line that ruff would write otherwise."""
    old, new = block.code.split("\n"), formatted.split("\n")
    for tag, start, end, new_start, new_end in difflib.SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            wanted = "\n".join(new[new_start:new_end]) if new_end > new_start else "nothing"
            text = repr(wanted) if wanted.strip() or wanted == "nothing" else "an empty line"
            line = block.line + min(start, max(end - 1, start))
            return [
                (
                    line,
                    f"not as `ruff format --line-length {COLUMNS}` writes it, which has here: "
                    f"{text[:200]}",
                )
            ]
    return []


def _ruff(*arguments: str) -> str:
    command = [sys.executable, "-m", "ruff", *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout  # noqa: S603
