"""One ingest of a library at a time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.core.errors import Busy
from ingest.lock import held

HOLD = """
import sys, time
from pathlib import Path
from ingest.lock import held
with held(Path(sys.argv[1]), "notes"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_one_is_told_who_is_at_work(tmp_path: Path) -> None:
    """Also within one process: the web app ingests in threads."""
    told: list[str] = []

    def second() -> None:
        with pytest.raises(Busy) as busy, held(tmp_path, "notes"):
            pass
        told.append(str(busy.value))

    with held(tmp_path, "notes"):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()

    assert f"notes is being ingested by process {os.getpid()} on " in told[0]
    assert told[0].endswith("Wait until that is done, then try again.")


def test_other_libraries_go_on(tmp_path: Path) -> None:
    """The lock is a library's own, and free again afterwards."""
    with held(tmp_path, "notes"), held(tmp_path, "django"):
        pass
    with held(tmp_path, "notes"):
        pass


def test_an_error_inside_frees_it(tmp_path: Path) -> None:
    """The error passes through."""
    with pytest.raises(KeyError), held(tmp_path, "notes"):
        raise KeyError("x")
    with held(tmp_path, "notes"):
        pass


def test_a_killed_process_frees_it(tmp_path: Path) -> None:
    """While it lives it is named; after `kill -9` the next one gets the lock at once."""
    program = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(program, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(Busy, match=f"process {holder.pid} on "), held(tmp_path, "notes"):
            pass
        holder.send_signal(signal.SIGKILL)
    with held(tmp_path, "notes"):
        pass


def test_a_holder_that_has_just_begun_is_named_so(tmp_path: Path) -> None:
    """Between taking the lock and writing who has it, nothing is known yet."""
    with held(tmp_path, "notes"):
        (tmp_path / ".notes.holder.json").write_text("")
        with pytest.raises(Busy, match="which has just begun"), held(tmp_path, "notes"):
            pass
