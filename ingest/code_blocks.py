"""The Python blocks of a note and the programs they make up.

A program is a `python` fence and the `python continues` fences after it. Its source is padded with
empty lines, so that line n of the program is line n of the note: tracebacks, syntax errors and
claims point into the Markdown.
"""

from __future__ import annotations

import ast
import shlex
import warnings
from dataclasses import dataclass

from ingest.claims import Claim, find_claims, unattached
from ingest.markdown import Document, Fence
from ingest.written import Finding

_HASHING = {"set", "frozenset", "hash"}
_SPELLINGS = {"py", "python3", "Python", "py3", "PYTHON"}


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A fence with the info string `python`. `line` is the first line of its code."""

    code: str
    line: int
    continues: bool = False
    needs: tuple[str, ...] = ()
    no_run: str | None = None


@dataclass(frozen=True, slots=True)
class Program:
    """Blocks that run as one module.

    `needs` are the distributions that must be installed, sorted.
    """

    blocks: tuple[CodeBlock, ...]
    needs: tuple[str, ...]
    source: str
    tree: ast.Module
    claims: tuple[Claim, ...]

    @property
    def line(self) -> int:
        """The first line of its code."""
        return self.blocks[0].line

    @property
    def hashes(self) -> bool:
        """Say whether its outcome may depend on hashes: it makes a set or asks for a hash."""
        return any(
            isinstance(node, ast.Set | ast.SetComp)
            or (isinstance(node, ast.Name) and node.id in _HASHING)
            for node in ast.walk(self.tree)
        )

    @property
    def runs(self) -> bool:
        """Say whether it is to be run: no block of it has a `no-run` reason."""
        return all(block.no_run is None for block in self.blocks)


def code_blocks(document: Document) -> tuple[list[CodeBlock], list[Finding]]:
    """Find the Python blocks of a note, and what is wrong with info strings."""
    blocks: list[CodeBlock] = []
    findings: list[Finding] = []
    for fence in document.fences:
        language = fence.info.split(maxsplit=1)[0] if fence.info else ""
        if language == "python":
            blocks.append(_block(fence, findings))
        elif language in _SPELLINGS:
            findings.append(
                (
                    fence.first,
                    f"info string {language!r}: write `python`, so that the block is checked",
                )
            )
    return blocks, findings


def _block(fence: Fence, findings: list[Finding]) -> CodeBlock:
    values: dict[str, str] = {}
    try:
        words = shlex.split(fence.info)[1:]
    except ValueError as error:
        findings.append((fence.first, f"info string {fence.info!r}: {error}"))
        words = []
    for word in words:
        key, equals, value = word.partition("=")
        if word == "continues" or (equals and value.strip() and key in {"needs", "no-run"}):
            values[key] = value
        else:
            findings.append(
                (
                    fence.first,
                    f'info string: {word!r} is none of continues, needs="...", no-run="..."',
                )
            )
    needs = tuple(values.get("needs", "").split())
    return CodeBlock(
        fence.code, fence.first + 1, "continues" in values, needs, values.get("no-run")
    )


def programs(blocks: list[CodeBlock]) -> tuple[list[Program], list[Finding]]:
    """Join blocks into programs.

    Those that don't parse, or claim in the wrong place, are findings.
    """
    groups: list[list[CodeBlock]] = []
    findings: list[Finding] = []
    for block in blocks:
        if not block.continues:
            groups.append([block])
        elif not groups:
            findings.append((block.line - 1, "the first block continues nothing: drop `continues`"))
            groups.append([block])
        else:
            if groups[-1][0].no_run is not None and block.no_run is None:
                findings.append(
                    (
                        block.line - 1,
                        "continues a block that is not run: give it a no-run reason too",
                    )
                )
            groups[-1].append(block)
    joined = [_program(group, findings) for group in groups]
    return [program for program in joined if program], findings


def _program(blocks: list[CodeBlock], findings: list[Finding]) -> Program | None:
    lines: list[str] = []
    for block in blocks:
        lines += [""] * (block.line - 1 - len(lines))
        lines += block.code.rstrip("\n").split("\n")
    source = "\n".join(lines) + "\n"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", SyntaxWarning)
            tree = ast.parse(source)
    except SyntaxError as error:
        findings.append((error.lineno or blocks[0].line, f"not Python: {error.msg}"))
        return None
    claims = find_claims(source)
    findings += [
        (
            claim.line,
            "a claim stands at the end of a print, an expression, an assignment or a return",
        )
        for claim in unattached(tree, claims)
    ]
    needs = tuple(sorted({need for block in blocks for need in block.needs}))
    return Program(tuple(blocks), needs, source, tree, tuple(claims))
