"""Running the programs of notes in interpreters of their own, a few at a time, and judging what they did."""

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
from pathlib import Path
from typing import Any

from ingest.code_blocks import Program
from ingest.interview_part import Finding

TIMEOUT_SECONDS = 20.0
MOST_SECONDS = 2.0
MOST_SLEEP = 0.1
_ROOT = str(Path(__file__).resolve().parent.parent)
_BOOT = (
    "import sys; sys.path.insert(0, sys.argv[1]); import ingest.block_program as run, ingest.block_django; "
    "del sys.path[0]; run.main(sys.argv[2])"
)


def run_notes(notes: Sequence[Sequence[Program]]) -> list[list[Finding]]:
    """Run the programs of each note; return the findings note by note."""
    jobs = [(n, group) for n, programs in enumerate(notes) for group in _groups(programs)]
    findings: list[list[Finding]] = [[] for _ in notes]
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        for (n, _), found in zip(
            jobs, pool.map(_run_group, [group for _, group in jobs]), strict=True
        ):
            findings[n] += found
    return findings


def _groups(programs: Iterable[Program]) -> list[list[Program]]:
    """Group the programs that run by what they need; without fork, each needs an interpreter to itself."""
    groups: defaultdict[object, list[Program]] = defaultdict(list)
    for program in programs:
        if program.runs:
            groups[program.needs if hasattr(os, "fork") else program.line].append(program)
    return list(groups.values())


def _run_group(programs: list[Program]) -> list[Finding]:
    missing = [need for need in programs[0].needs if not _is_installed(need)]
    if missing:
        return [
            (
                p.line - 1,
                f"needs {need}, which is not installed: pip install 'hotseat[notes]', or mend the name",
            )
            for p in programs
            for need in missing
        ]
    with tempfile.TemporaryDirectory(
        prefix="hotseat-blocks-", ignore_cleanup_errors=True
    ) as folder:
        status, problem = _interpret(_write_job(programs, Path(folder).resolve()))
        events = _events(Path(folder) / "results.jsonl")
    if not hasattr(os, "fork") and status is not None:
        events[programs[0].line].append({"event": "end", "status": status, "seconds": 0.0})
    findings = [
        finding for program in programs for finding in _judge(program, events[program.line])
    ]
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


def _interpret(job: Path) -> tuple[int | None, str]:
    """Run a job for TIMEOUT_SECONDS at most; return its status, None if it was ended, and a problem, empty if all went well."""
    with (job.parent / "stderr").open("w+b") as complaint:
        process = subprocess.Popen(  # noqa: S603  # our own interpreter on the author's own code
            [sys.executable, "-c", _BOOT, _ROOT, str(job)],
            cwd=job.parent,
            env=_environment(job.parent),
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


def _environment(folder: Path) -> dict[str, str]:
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
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return kept | fixed | {"HOME": home, "USERPROFILE": home, "TMPDIR": home, "TEMP": home}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a job and whatever processes its blocks have left."""
    if hasattr(os, "killpg"):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    else:
        process.kill()
    process.wait()


def _events(results: Path) -> defaultdict[int, list[dict[str, Any]]]:
    events: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    if results.exists():
        for line in results.read_text(encoding="utf-8").splitlines():
            event = json.loads(line)
            events[event["program"]].append(event)
    return events


def _judge(program: Program, events: list[dict[str, Any]]) -> Iterable[Finding]:
    """Say what is wrong with a run, from the journal that it left."""
    kinds = {event["event"]: event for event in events}
    texts = {claim.line: claim.text for claim in program.claims}
    reached = {event["line"]: event for event in events if event["event"] == "claim"}
    for event in events:
        if event["event"] == "claim" and not event["held"]:
            yield (
                event["line"],
                f"claims {texts[event['line']]!r}, but it is {event['actual'].strip()!r}",
            )
    if error := kinds.get("error"):
        yield (
            error["line"],
            f"raises {error['error']}: show an error as code does it, with try and except",
        )
    elif not kinds:
        return
    elif "end" not in kinds:
        yield (
            program.line,
            f"the blocks of a note end within {TIMEOUT_SECONDS:.0f} s; this one was running then",
        )
    elif kinds["end"]["status"]:
        yield program.line, f"ends its interpreter with status {kinds['end']['status']}"
    else:
        yield from ((line, "this claim is never reached") for line in texts if line not in reached)
        yield from _judge_time(program, events, kinds["end"]["seconds"])


def _judge_time(
    program: Program, events: list[dict[str, Any]], seconds: float
) -> Iterable[Finding]:
    allowed = MOST_SECONDS * len(program.blocks)
    slept = sum(event["seconds"] for event in events if event["event"] == "sleep")
    if seconds > allowed:
        yield program.line, f"takes {seconds:.1f} s of processor time: stay under {allowed:.0f} s"
    if slept > MOST_SLEEP * len(program.blocks) + 1e-9:
        yield program.line, f"sleeps for {slept:.2f} s in all: stay under {MOST_SLEEP} s"
