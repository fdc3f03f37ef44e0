"""The web app as a real server process, driven in a real headless Chromium."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from sqlalchemy import Engine

from app.adapters.sql_ledger import SqlDrafts, SqlLedger, connect
from app.core.session import Session, fold
from tests.browser.furnished import furnish

ROOT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 30_000  # for what takes a moment; on a busy machine it takes several
SLOW_MS = 90_000  # loading the embedder takes seconds on an idle machine, more on a busy one


class Server:
    """The app on a free port, with a home of its own; it can be killed and started again."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.log = home / "server.log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and wait until it answers."""
        command = [sys.executable, "-m", "streamlit", "run", "app/main.py"]
        environment = {**os.environ, "HOTSEAT_HOME": str(self.home), "OMP_NUM_THREADS": "1"}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, f"--server.port={self.port}"],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + 60
        while not self._answers():
            assert self._process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, "The server did not answer within 60 seconds."
            time.sleep(0.1)

    def kill(self) -> None:
        """Kill the server as `kill -9` does."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(10)
            self._process = None

    @property
    def runs(self) -> bool:
        """Whether the server was started and neither killed nor ended."""
        return self._process is not None and self._process.poll() is None

    def session(self, session_id: str | None = None) -> Session:
        """Return a session, the one started last unless told otherwise, as it stands on disk."""
        ledger = SqlLedger(self._database())
        session_id = session_id or ledger.session_ids()[0]
        return fold(session_id, ledger.events(session_id))

    def drafts(self) -> SqlDrafts:
        """Open the drafts beside the server."""
        return SqlDrafts(self._database())

    def draft(self, session_id: str | None = None) -> str:
        """Return the draft of the open question, as it stands on disk."""
        session = self.session(session_id)
        assert session.current is not None
        return self.drafts().load(session.id, session.current.id)

    def wait_for_draft(self, text: str, session_id: str | None = None) -> None:
        """Wait until this draft is on disk."""
        deadline = time.monotonic() + SLOW_MS / 1000
        while (draft := self.draft(session_id)) != text:
            assert time.monotonic() < deadline, f"The draft is still {draft!r}."
            time.sleep(0.1)

    def _database(self) -> Engine:
        return connect(f"sqlite:///{self.home / 'hotseat.db'}")

    def processor_ms(self) -> float:
        """Return the processor time in ms that the server has used since it was started."""
        assert self._process is not None
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        user, system = int(fields[11]), int(fields[12])
        return 1000 * (user + system) / os.sysconf("SC_CLK_TCK")

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1):
                return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home to copy, in which nothing needs to be indexed."""
    home = tmp_path_factory.mktemp("furnished")
    furnish(home)
    return home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, furnished: Path) -> Path:
    """The home of a file's server; a file that wants an empty one names its own."""
    return Path(shutil.copytree(furnished, tmp_path_factory.mktemp("home"), dirs_exist_ok=True))


@pytest.fixture(scope="module")
def shared(home: Path) -> Iterator[Server]:
    """One server for all tests of a file: each start costs seconds of the processor."""
    made = Server(home)
    yield made
    made.kill()


@pytest.fixture
def server(shared: Server) -> Server:
    """A running server, whatever the test before did to it."""
    if not shared.runs:
        shared.start()
    return shared


@pytest.fixture
def own_server(furnished: Path, tmp_path: Path) -> Iterator[Server]:
    """A server of one test's own, which inherits the environment that the test has made."""
    made = Server(Path(shutil.copytree(furnished, tmp_path / "home")))
    made.start()
    yield made
    made.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A tab of its own that may talk to the server and to nobody else."""
    context = browser.new_context()
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    strangers: list[str] = []
    own = (server.url, server.url.replace("http", "ws"), "blob:", "data:")
    tab.on("request", lambda r: None if r.url.startswith(own) else strangers.append(r.url))
    tab.goto(f"{server.url}/interview")
    yield tab
    context.close()
    assert strangers == []


def wait_until_drawn(page: Page) -> None:
    """Wait until the server has drawn the page to its end."""
    idle = page.locator("[data-testid=stApp][data-test-script-state=notRunning]")
    expect(idle).to_be_attached(timeout=SLOW_MS)


def start_drill(page: Page) -> None:
    """Press start as soon as the notes are read, and wait for the first question."""
    page.get_by_role("button", name="Start", exact=True).click(timeout=SLOW_MS)
    expect(page.get_by_label("Your answer")).to_be_visible()


def wait_for_grade(page: Page) -> None:
    """Wait until the grade card is there."""
    expect(page.get_by_text("Key points", exact=True)).to_be_visible(timeout=SLOW_MS)
