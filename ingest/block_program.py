"""The interpreter in which the code blocks of a note run, started by `ingest.code_run`.

It prepares what the blocks need, then runs each program as `__main__` in a process of its own (a
fork), and writes what happens to a file of JSON lines, which also a crashed or killed process
leaves behind. Standard library only.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import io
import ipaddress
import json
import os
import sys
import time
from collections.abc import Callable
from json import dumps
from os import close as close_file
from os import open as open_file
from os import write as write_bytes
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any

from ingest.claims import PRINT_HOOK, VALUE_HOOK, Claim, holds, instrument

_PRELOADED = {"fastapi": ("fastapi",), "sqlalchemy": ("sqlalchemy",), "pydantic": ("pydantic",)}


def main(job_file: str) -> None:
    """Run the programs that the job file (JSON: needs, results, programs) names.

    Without fork, the first alone.
    """
    job = json.loads(Path(job_file).read_text(encoding="utf-8"))
    _refuse_network()
    _prepare(job["needs"])
    for program in job["programs"]:
        journal = _Journal(Path(job["results"]), program["line"])
        journal.write("start")
        if hasattr(os, "fork") and os.fork():
            _, status, usage = os.wait4(-1, 0)
            code = os.waitstatus_to_exitcode(status)
            journal.write("end", status=code, seconds=usage.ru_utime + usage.ru_stime)
            continue
        _run(Path(program["file"]), [Claim(*claim) for claim in program["claims"]], journal)
        return


class _Journal:
    """Appends what happens to a program, one JSON object a line."""

    def __init__(self, file: Path, program: int) -> None:
        self.file = file
        self.program = program
        self.told: set[tuple[int, bool]] = set()

    def write(self, event: str, **facts: object) -> None:
        # By names of our own: a block may patch those of the modules.
        line = dumps({"program": self.program, "event": event, **facts}) + "\n"
        descriptor = open_file(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        write_bytes(descriptor, line.encode())
        close_file(descriptor)

    def claim(self, claim: Claim, actual: str) -> None:
        """Note that a claim was reached.

        Once for each way it came out, however often the line runs.
        """
        held = holds(claim.text, actual)
        if (claim.line, held) not in self.told:
            self.told.add((claim.line, held))
            self.write("claim", line=claim.line, held=held, actual=actual[:300])


def _run(file: Path, claims: list[Claim], journal: _Journal) -> None:
    """Run a program as the module `__main__`; an exception goes through the hook to the journal."""
    _install_hooks(claims, journal)
    module = ModuleType("__main__")
    module.__file__ = str(file)
    vars(module)["__builtins__"] = builtins
    sys.modules["__main__"] = module
    sys.argv = [str(file)]
    sys.path[0] = str(file.parent)
    sys.excepthook = _exception_hook(file, journal)
    tree = instrument(ast.parse(file.read_text(encoding="utf-8"), str(file)), claims)
    exec(compile(tree, str(file), "exec", dont_inherit=True), vars(module))  # noqa: S102  # running it is the check


def _install_hooks(claims: list[Claim], journal: _Journal) -> None:
    by_line = {claim.line: claim for claim in claims}

    def claimed_value(line: int, value: object) -> object:
        journal.claim(by_line[line], repr(value))
        return value

    def claimed_print(
        line: int, printer: Callable[..., None], *args: object, **options: Any
    ) -> None:
        target = options.pop("file", None) or sys.stdout
        text = io.StringIO()
        printer(*args, **options, file=text)
        journal.claim(by_line[line], text.getvalue())
        target.write(text.getvalue())

    vars(builtins)[VALUE_HOOK] = claimed_value
    vars(builtins)[PRINT_HOOK] = claimed_print
    _count_sleep(journal)


def _count_sleep(journal: _Journal) -> None:
    sleep = time.sleep

    def counted(seconds: float, /) -> None:
        journal.write("sleep", seconds=float(seconds))
        sleep(seconds)

    vars(time)["sleep"] = counted


def _exception_hook(
    file: Path, journal: _Journal
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        line = journal.program
        while trace:
            if trace.tb_frame.f_code.co_filename == str(file):
                line = trace.tb_lineno
            trace = trace.tb_next
        message = str(error).strip().split("\n")[0]
        journal.write("error", line=line, error=f"{kind.__name__}: {message}"[:300])

    return hook


def _refuse_network() -> None:
    """Let sockets reach this machine only; the hook can't be taken off again, and forks keep it."""

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event in {"socket.connect", "socket.sendto"} and isinstance(args[1], tuple):
            host = args[1][0]
        elif event == "socket.getaddrinfo":
            host = args[0]
        else:
            return
        if not _is_local(host):
            raise PermissionError(f"a code block opens no network connection (to {host!r})")

    sys.addaudithook(hook)


def _is_local(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


def _prepare(needs: list[str]) -> None:
    """Import and configure what all programs of the job need, before the first fork."""
    for need in needs:
        for name in _PRELOADED.get(need, ()):
            importlib.import_module(name)
    if {"django", "djangorestframework"} & set(needs):
        importlib.import_module("ingest.block_django").configure(
            with_rest="djangorestframework" in needs
        )
