"""A server with a past of many sessions and nothing else to do: there is no index to build."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.adapters.library_files import LibraryFiles
from app.adapters.sql_ledger import SqlLedger, connect
from app.core.question import Question
from tests.browser.conftest import Server
from tests.seeded import Past, seed_ledger


@contextmanager
def practised_server(
    furnished: Path, home: Path, *, sessions: int, days: int | None = None
) -> Iterator[Server]:
    """Run a server on which a candidate has held sessions, in so many days until yesterday."""
    shutil.copytree(furnished, home, dirs_exist_ok=True)
    server = Server(home)
    yesterday = datetime.now(UTC) - timedelta(days=1)
    past = Past(sessions, yesterday, days=days) if days else Past(sessions, yesterday)
    seed_ledger(ledger_of(server), questions_of(server), past)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def ledger_of(server: Server) -> SqlLedger:
    """Open the server's ledger beside it."""
    return SqlLedger(connect(f"sqlite:///{server.home / 'hotseat.db'}"))


def questions_of(server: Server) -> tuple[Question, ...]:
    """Return the questions of the built-in library."""
    files = LibraryFiles(server.home / "index")
    manifest = files.manifest("python-backend")
    assert manifest is not None
    return files.contents(manifest).questions
