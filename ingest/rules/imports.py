"""The rule that a program names what must be installed for it: its imports against its `needs`."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ingest.code_blocks import Program
from ingest.written import Finding

# Modules that the runner makes: the empty Django application of the corpus.
_MADE_HERE = {"shop"}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def judge_imports(notes: Sequence[Sequence[Program]]) -> list[list[Finding]]:
    """Find the imports of programs that run which neither Python nor their `needs` bring along.

    A distribution brings along what it requires without extras. Returns the findings note by note.
    """
    providers = importlib.metadata.packages_distributions()
    return [
        [
            finding
            for program in programs
            if program.runs
            for finding in _undeclared(program, providers)
        ]
        for programs in notes
    ]


def _undeclared(
    program: Program, providers: Mapping[str, Sequence[str]]
) -> Iterator[tuple[int, str]]:
    brought = _with_requirements(program.needs)
    for line, module in _imports(program.tree):
        if module in sys.stdlib_module_names or module in _MADE_HERE:
            continue
        if brought.isdisjoint(map(_normalised, providers.get(module, ()))):
            yield line, f'imports {module}, which is neither Python\'s nor named by needs="..."'


def _imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module.split(".")[0]


def _with_requirements(names: Iterable[str]) -> set[str]:
    """Return the names of distributions, normalised, with all that they require."""
    left = [_normalised(name) for name in names]
    found: set[str] = set()
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += _requirements(name)
    return found


def _requirements(name: str) -> Iterator[str]:
    try:
        requirements = importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        return
    for requirement in requirements:
        match = _NAME.match(requirement)
        if match and "extra ==" not in requirement:
            yield _normalised(match.group())


def _normalised(name: str) -> str:
    """Spell a distribution's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()
