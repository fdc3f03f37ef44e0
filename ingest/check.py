"""The note lint: `python -m ingest.check PATH ...` prints each breach as `path:line: message`.

corpus/README.md says what a note must be; `ingest.rules` holds one small function for each rule.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from app.core.errors import BadInput, HotseatError
from app.core.library import Problem
from ingest.code_blocks import CodeBlock, Program, code_blocks, programs
from ingest.code_run import run_notes
from ingest.front_matter import read_front_matter
from ingest.interview_part import interview_heading, read_interview_part
from ingest.markdown import parse, split_lines
from ingest.rules import code, front_matter, interview, shape, wording
from ingest.rules.across import Embed, same_questions, shared_runs
from ingest.rules.checked_note import CheckedNote, Rule
from ingest.rules.imports import judge_imports
from ingest.written import Finding

RULES: tuple[Rule, ...] = (*front_matter.RULES, *shape.RULES, *interview.RULES, *wording.RULES)


def check_notes(
    root: Path, paths: Iterable[Path], *, run_code: bool, embed: Embed | None = None
) -> list[Problem]:
    """Check notes, given as files or folders, and return every breach, sorted by path and line.

    Problems name files by their path below `root` where they lie there. Ids and slugs are checked
    to be unique over all the notes given. With `run_code` the Python blocks are run and their
    claims checked, otherwise only parsed. With `embed` (texts to unit vectors) questions that ask
    the same are found. Raises BadInput for a path that is not there, MissingPart when ruff is
    missing.
    """
    problems: list[Problem] = []
    notes: list[CheckedNote] = []
    for file in _note_files(paths):
        shown = _shown(file, root)
        try:
            notes.append(read_checked_note(file, shown))
        except (OSError, UnicodeDecodeError) as error:
            problems.append(
                Problem(shown, 1, f"can't be read as UTF-8 text: {error}", skipped=True)
            )
    for note in notes:
        problems += [Problem(note.path, *finding) for rule in RULES for finding in rule(note)]
    problems += _repeated(notes)
    problems += shared_runs(notes)
    problems += same_questions(notes, embed) if embed else []
    for note, findings in zip(notes, _code_findings(notes, run_code=run_code), strict=True):
        problems += [Problem(note.path, *finding) for finding in findings]
    return sorted(set(problems), key=lambda problem: (problem.path, problem.line, problem.message))


def read_checked_note(file: Path, shown: str) -> CheckedNote:
    """Read and parse one note; raises OSError or UnicodeDecodeError when it is no text."""
    lines = split_lines(file.read_text(encoding="utf-8-sig"))
    front = read_front_matter(lines)
    document = parse(lines, skip=front.length)
    questions = tuple(read_interview_part(document))
    return CheckedNote(shown, file, front, document, interview_heading(document), questions)


def _note_files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(f for f in path.rglob("*.md") if f.name.casefold() != "readme.md")
        elif path.is_file():
            yield path
        else:
            raise BadInput(f"{path} is not there: name a note or a folder of notes")


def _shown(file: Path, root: Path) -> str:
    full = file.resolve()
    base = root.resolve()
    return full.relative_to(base).as_posix() if full.is_relative_to(base) else str(file)


def _repeated(notes: Sequence[CheckedNote]) -> Iterator[Problem]:
    """Note ids and question slugs are unique over all notes."""
    ids: dict[str, str] = {}
    for note in notes:
        names = [(note.front.text("id"), "id", note.front.line("id"))]
        names += [(q.slug, "question slug", q.heading.line) for q in note.questions]
        for name, what, line in names:
            if name and name in ids:
                yield Problem(
                    note.path, line, f"{what} {name!r} is taken by {ids[name]}: choose another"
                )
            ids.setdefault(name, f"{note.path}:{line}")


def _code_findings(notes: Sequence[CheckedNote], *, run_code: bool) -> list[list[Finding]]:
    blocks: list[list[CodeBlock]] = []
    joined: list[list[Program]] = []
    findings: list[list[Finding]] = []
    for note in notes:
        found, info = code_blocks(note.document)
        parsed, syntax = programs(found)
        blocks.append([block for program in parsed for block in program.blocks])
        joined.append(parsed)
        findings.append(info + syntax)
    parts = [code.judge_style(blocks), judge_imports(joined)]
    parts += [run_notes(joined)] if run_code else []
    return [[f for part in (findings, *parts) for f in part[n]] for n in range(len(notes))]


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the notes named on the command line.

    Return 1 when there is a breach, 2 when they can't be checked.
    """
    parser = argparse.ArgumentParser(
        prog="python -m ingest.check", description="Check authored notes."
    )
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a note or a folder of notes"
    )
    parser.add_argument(
        "--no-run", action="store_true", help="parse the Python blocks, but don't run them"
    )
    options = parser.parse_args(arguments)
    try:
        problems = check_notes(Path.cwd(), options.paths, run_code=not options.no_run)
    except HotseatError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
