"""Running the programs of notes in interpreters of their own, and judging what they did."""

from __future__ import annotations

import importlib.metadata
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from ingest.code_blocks import Program
from ingest.code_verdicts import TIMEOUT_SECONDS, judge, read_journal
from ingest.written import Finding

_ROOT = str(Path(__file__).resolve().parent.parent)
# Sets and dictionaries keyed by hashes come in another order with another seed: a claim that holds
# with both doesn't hold by luck.
_HASH_SEEDS = (1, 2)
_BOOT = (
    "import sys; sys.path.insert(0, sys.argv[1]); import ingest.block_program as run, "
    "ingest.block_django; "
    "del sys.path[0]; run.main(sys.argv[2])"
)


def run_notes(notes: Sequence[Sequence[Program]]) -> list[list[Finding]]:
    """Run the programs of each note; return the findings note by note.

    Programs that make sets or ask for hashes run twice, with hash seeds of their own.
    """
    jobs = [
        (n, group, seed)
        for n, programs in enumerate(notes)
        for seed in _HASH_SEEDS
        for group in _groups(p for p in programs if seed == _HASH_SEEDS[0] or p.hashes)
    ]
    findings: list[list[Finding]] = [[] for _ in notes]
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        for (n, _, _), found in zip(
            jobs, pool.map(lambda job: _run_group(*job[1:]), jobs), strict=True
        ):
            known = {line for line, _ in findings[n]}
            findings[n] += [(line, message) for line, message in found if line not in known]
    return findings


def _groups(programs: Iterable[Program]) -> list[list[Program]]:
    """Group the programs that run by what they need.

    Without fork, each needs an interpreter to itself.
    """
    groups: defaultdict[object, list[Program]] = defaultdict(list)
    for program in programs:
        if program.runs:
            groups[program.needs if hasattr(os, "fork") else program.line].append(program)
    return list(groups.values())


def _run_group(programs: list[Program], seed: int) -> list[Finding]:
    missing = [need for need in programs[0].needs if not _is_installed(need)]
    if missing:
        return [
            (
                p.line - 1,
                f"needs {need}, which is not installed: pip install 'hotseat[notes]', or mend "
                "the name",
            )
            for p in programs
            for need in missing
        ]
    with tempfile.TemporaryDirectory(
        prefix="hotseat-blocks-", ignore_cleanup_errors=True
    ) as folder:
        status, problem = _interpret(_write_job(programs, Path(folder).resolve()), seed)
        events = read_journal(Path(folder) / "results.jsonl")
    if not hasattr(os, "fork") and status is not None:
        events[programs[0].line].append({"event": "end", "status": status, "seconds": 0.0})
    findings = [finding for program in programs for finding in judge(program, events[program.line])]
    if problem and not findings:
        findings = [(programs[0].line, problem)]
    return findings


def _is_installed(distribution: str) -> bool:
    try:
        importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _write_job(programs: list[Program], folder: Path) -> Path:
    entries = []
    for program in programs:
        file = folder / f"line_{program.line}" / "block.py"
        file.parent.mkdir()
        file.write_text(program.source, encoding="utf-8")
        claims = [(claim.line, claim.text) for claim in program.claims]
        entries.append({"line": program.line, "file": str(file), "claims": claims})
    job = {
        "needs": programs[0].needs,
        "results": str(folder / "results.jsonl"),
        "programs": entries,
    }
    (folder / "home").mkdir()
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    return folder / "job.json"


def _interpret(job: Path, seed: int) -> tuple[int | None, str]:
    """Run a job for TIMEOUT_SECONDS at most.

    Return its status, None if it was ended, and a problem, empty if all went well.
    """
    with (job.parent / "stderr").open("w+b") as complaint:
        process = subprocess.Popen(  # noqa: S603  # our own interpreter on the author's own code
            [sys.executable, "-c", _BOOT, _ROOT, str(job)],
            cwd=job.parent,
            env=_environment(job.parent, seed),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=complaint,
            start_new_session=True,
        )
        try:
            status = process.wait(TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            status = None
        finally:
            _end(process)
        if status == 0:
            return status, ""
        complaint.seek(0)
        said = complaint.read().decode("utf-8", "replace").strip().split("\n")[-1]
    return status, f"the blocks could not be run: {said or f'exit status {status}'}"


def _environment(folder: Path, seed: int) -> dict[str, str]:
    """Keep what an interpreter needs to start, and nothing that is the user's."""
    kept = {
        key: os.environ[key]
        for key in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
        if key in os.environ
    }
    home = str(folder / "home")
    fixed = {
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "OMP_NUM_THREADS": "1",
        "PYTHONHASHSEED": str(seed),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return kept | fixed | {"HOME": home, "USERPROFILE": home, "TMPDIR": home, "TEMP": home}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a job and whatever processes its blocks have left."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
