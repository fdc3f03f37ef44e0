"""The SQL ledger on disk."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.adapters.sql_ledger import SqlDrafts, SqlLedger, check_writable, connect
from app.core.countdown import remaining
from app.core.errors import StorageFailure
from app.core.manner import Manner
from app.core.session import Mode, Phase, QuestionAsked, SessionStarted, fold
from tests.examples import NOON, SETUP, question


def test_opening_twice_keeps_everything(tmp_path: Path) -> None:
    """Migrations run once; a second start finds the events of the first."""
    url = f"sqlite:///{tmp_path / 'hotseat.db'}"
    SqlLedger(connect(url)).append("s1", 0, [SessionStarted(NOON, SETUP)])
    assert SqlLedger(connect(url)).session_ids() == ["s1"]


def test_each_owner_sees_their_own_sessions(tmp_path: Path) -> None:
    """Two people on one database don't read each other's answers."""
    engine = connect(f"sqlite:///{tmp_path / 'hotseat.db'}")
    SqlLedger(engine, "ada").append("s1", 0, [SessionStarted(NOON, SETUP)])
    assert SqlLedger(engine, "bob").session_ids() == []
    assert SqlLedger(engine, "bob").versions() == {}
    assert SqlLedger(engine, "bob").events("s1") == []


def test_what_was_committed_survives_kill_9(tmp_path: Path) -> None:
    """A process that dies right after saving a draft loses nothing of it."""
    url = f"sqlite:///{tmp_path / 'hotseat.db'}"
    SqlLedger(connect(url)).append("s1", 0, [SessionStarted(NOON, SETUP)])
    program = (
        "import os, signal\n"
        "from app.adapters.sql_ledger import SqlDrafts, connect\n"
        f"SqlDrafts(connect({url!r})).save('s1', 't1', 'half an ans')\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=False)
    assert SqlDrafts(connect(url)).load("s1", "t1") == "half an ans"


def test_a_break_survives_kill_9(tmp_path: Path) -> None:
    """The process dies in the middle of a break; hours later the mock has the same time left."""
    url = f"sqlite:///{tmp_path / 'hotseat.db'}"
    started = SessionStarted(NOON, replace(SETUP, mode=Mode.MOCK, minutes=30))
    SqlLedger(connect(url)).append("s1", 0, [started, QuestionAsked(NOON, "t1", question())])
    program = (
        "import os, signal\n"
        "from datetime import datetime, timedelta\n"
        "from app.adapters.sql_ledger import SqlLedger, connect\n"
        "from app.core.session import SessionPaused\n"
        f"at = datetime.fromisoformat({NOON.isoformat()!r}) + timedelta(minutes=10)\n"
        f"SqlLedger(connect({url!r})).append('s1', 2, [SessionPaused(at)])\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=False)
    session = fold("s1", SqlLedger(connect(url)).events("s1"))
    assert session.phase is Phase.PAUSED
    assert remaining(session, NOON + timedelta(hours=5)) == timedelta(minutes=20)


def test_a_database_that_cannot_be_made_is_a_storage_failure(tmp_path: Path) -> None:
    """The error says that nothing was lost and what to mend."""
    path = tmp_path / "no" / "such" / "folder" / "hotseat.db"
    with pytest.raises(StorageFailure, match="Free disk space or mend the permissions"):
        connect(f"sqlite:///{path}")


def test_a_database_that_cannot_be_written_is_told_from_one_that_can(tmp_path: Path) -> None:
    """Reading it goes well, so nothing else would say so before the first answer."""
    path = tmp_path / "hotseat.db"
    check_writable(connect(f"sqlite:///{path}"))
    with pytest.raises(StorageFailure, match="readonly database"):
        check_writable(connect(f"sqlite:///file:{path}?mode=ro&uri=true"))


def test_a_full_disk_is_a_storage_failure(tmp_path: Path) -> None:
    """When the database can't grow, the answer is refused with an error and the old ones stay."""
    path = tmp_path / "hotseat.db"
    engine = connect(f"sqlite:///{path}")
    ledger, drafts = SqlLedger(engine), SqlDrafts(engine)
    ledger.append("s1", 0, [SessionStarted(NOON, SETUP)])
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    engine.dispose()
    # SQLite refuses to grow past this many pages, with the error of a full disk.
    sa.event.listen(engine, "connect", lambda c, _: c.execute(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(StorageFailure, match="full"):
        drafts.save("s1", "t1", "x" * 1_000_000)
    assert ledger.session_ids() == ["s1"]


def test_the_journal_is_write_ahead(tmp_path: Path) -> None:
    """Readers go on while another process writes."""
    path = tmp_path / "hotseat.db"
    connect(f"sqlite:///{path}")
    assert sqlite3.connect(path).execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_ledger_from_before_there_were_manners(tmp_path: Path) -> None:
    """Its sessions are read as they were meant: with a neutral interviewer."""
    path = tmp_path / "hotseat.db"
    ledger = SqlLedger(connect(f"sqlite:///{path}"))
    ledger.append("s1", 0, [SessionStarted(NOON, replace(SETUP, manner=Manner.TOUGH))])
    with sqlite3.connect(path) as connection:
        (body,) = connection.execute("SELECT body FROM events").fetchone()
        old = json.loads(body)
        del old["setup"]["manner"]
        connection.execute("UPDATE events SET body = ?", (json.dumps(old),))
    assert ledger.events("s1") == [SessionStarted(NOON, replace(SETUP, manner=Manner.NEUTRAL))]
