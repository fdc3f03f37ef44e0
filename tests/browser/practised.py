"""A server with a past of many sessions and nothing else to do: there is no index to build."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, expect

from app.adapters.chroma_index import ChromaIndex
from app.adapters.library_files import LibraryFiles
from app.adapters.sql_ledger import SqlLedger, connect
from app.core.library import Contents, Manifest
from tests.browser.conftest import SLOW_MS, Server
from tests.seeded import Past, seed_ledger


@contextmanager
def practised_server(
    browser: Browser, home: Path, *, sessions: int, days: int | None = None
) -> Iterator[Server]:
    """Run a server on which a candidate has held sessions, in so many days until yesterday."""
    server = Server(home)
    server.start()
    try:
        page = browser.new_page()
        page.goto(server.url)
        expect(page.get_by_text("10-minute drill")).to_be_visible(timeout=SLOW_MS)
        page.close()
        server.kill()
        _call_indexed(server.home)
        yesterday = datetime.now(UTC) - timedelta(days=1)
        past = Past(sessions, yesterday, days=days) if days else Past(sessions, yesterday)
        seed_ledger(ledger_of(server), built_in(server.home)[1].questions, past)
        server.start()
        yield server
    finally:
        server.kill()


def ledger_of(server: Server) -> SqlLedger:
    """Open the server's ledger beside it."""
    return SqlLedger(connect(f"sqlite:///{server.home / 'hotseat.db'}"))


def built_in(home: Path) -> tuple[Manifest, Contents]:
    """Return the built-in library as it was read."""
    files = LibraryFiles(home / "index")
    manifest = files.manifest("python-backend")
    assert manifest is not None
    return manifest, files.contents(manifest)


def _call_indexed(home: Path) -> None:
    """Give the built-in library an index of one vector, so that the server builds none."""
    manifest, contents = built_in(home)
    name = f"python-backend.{manifest.generation}"
    vectors = ChromaIndex(home / "index" / "chroma")
    vectors.add(name, [contents.passages[0].id], np.ones((1, manifest.dimension), np.float32))
    LibraryFiles(home / "index").publish(replace(manifest, collection=name), contents)
