"""Kill -9 at random moments of an ingest: what is searched is the old generation or the new, whole.

The real files and the real Chroma, over several processes; vectors are made of words.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from app.adapters.chroma_index import ChromaIndex
from app.adapters.token_files import TokenFiles
from app.services.token_memory import TokenMemory
from ingest.parts import Parts
from tests.fakes import WordCounter, WordEmbedder
from tests.ingest.test_real_parts import parts_in
from tests.searching import open_retriever

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked"),
]

KILLS = 20
NOTES, SECTIONS = 12, 12
ALL = NOTES * SECTIONS
# Forks a process for each ingest, so that imports, which change nothing on the disk, cost once.
PROGRAM = """
import os, sys, time
from pathlib import Path
import chromadb.api.rust
from ingest.pipeline import ingest
from tests.ingest.test_kills import quick_parts

for line in sys.stdin:
    child = os.fork()
    if not child:
        ingest(Path(sys.argv[1]), "notes", parts=quick_parts(Path(sys.argv[2])))
        os._exit(0)
    begun = time.monotonic()
    print(child, flush=True)
    os.waitpid(child, 0)
    print(time.monotonic() - begun, flush=True)
"""


def quick_parts(home: Path) -> Parts:
    """Make the real parts with an embedder that is no model."""
    embedder = WordEmbedder()
    tokens = TokenMemory(embedder, TokenFiles(home))
    return replace(parts_in(home), embedder=embedder, tokens=tokens, counter=WordCounter())


@dataclass
class App:
    """A running app that is asked all the time, and what it said."""

    notes: Path
    home: Path
    parts: Parts
    forker: subprocess.Popen[str]
    changed: int
    heard: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        parts = self.parts
        self.retriever = open_retriever(
            parts.libraries, parts.vectors, parts.embedder, TokenFiles(self.home)
        )

    def write(self, edition: int) -> None:
        """Write the notes anew, the first `changed` passages with the edition's number in them."""
        numbers = [edition if n < self.changed else 0 for n in range(ALL)]
        for note in range(NOTES):
            own = numbers[note * SECTIONS :][:SECTIONS]
            parts = (f"## Part {n}\nThe lock of edition e{e}.\n" for n, e in enumerate(own))
            (self.notes / f"{note}.md").write_text(f"# Note {note}\n" + "".join(parts))

    def ask(self) -> int:
        """Search for everything: what changes must be of one edition, and nothing may be missing."""
        found = self.retriever.find("notes", "lock", k=1000)
        told = (hit.passage.text.rsplit("e", 1)[1].rstrip(".") for hit in found.hits)
        editions = Counter(int(edition) for edition in told)
        newest = max(editions)
        expected = Counter({newest: self.changed}) + Counter({0: ALL - self.changed})
        if editions != expected or found.lexical_only:
            self.wrong.append(f"{len(found.hits)} hits of editions {sorted(editions.items())}")
        return newest

    def ask_until_stopped(self) -> None:
        while not self.stopped.is_set():
            try:
                self.heard.append(self.ask())
            except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
                self.wrong.append(f"{type(error).__name__}: {error}")

    def ingest(self, *, kill_after: float | None = None) -> float:
        """Ingest in another process, and maybe kill it; return how long it lived."""
        assert self.forker.stdin is not None
        assert self.forker.stdout is not None
        self.forker.stdin.write("go\n")
        self.forker.stdin.flush()
        child = int(self.forker.stdout.readline())
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        return float(self.forker.stdout.readline())


@pytest.fixture
def app(tmp_path: Path, changed: int) -> Iterator[App]:
    (tmp_path / "notes").mkdir()
    forker = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "notes"), str(tmp_path / "home")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    parts = quick_parts(tmp_path / "home")
    made = App(tmp_path / "notes", tmp_path / "home", parts, forker, changed)
    made.write(0)
    made.ingest()
    asking = threading.Thread(target=made.ask_until_stopped)
    asking.start()
    yield made
    made.stopped.set()
    asking.join()
    forker.kill()
    forker.communicate()
    assert isinstance(made.parts.vectors, ChromaIndex)
    made.parts.vectors.close()


@pytest.mark.parametrize(
    ("changed", "collections"),
    [pytest.param(ALL, 2, id="all changed"), pytest.param(5, 3, id="five passages changed")],
)
def test_twenty_kills(app: App, collections: int) -> None:
    """After each the app, and the files as a new process meets them, are whole; so is the end.

    A generation that changes little stands on an earlier one, which stays beside the last two.
    """
    chance = random.Random(5)
    app.write(1)
    took = app.ingest()
    found = [app.ask()]
    for edition in range(2, KILLS + 2):
        app.write(edition)
        app.ingest(kill_after=chance.uniform(0, 1.3 * took))
        found.append(app.ask())
        assert found[-1] in {found[-2], edition}
        manifest = app.parts.libraries.manifest("notes")
        assert manifest is not None
        assert manifest.collection is not None
        ids = [passage.id for passage in app.parts.libraries.contents(manifest).passages]
        vectors = ChromaIndex(app.home / ".vectors")
        vectors.check(manifest.collection)
        assert len(vectors.fetch(manifest.collection, ids)) == ALL
    app.write(99)
    app.ingest()

    assert app.ask() == 99
    assert app.wrong == []
    assert app.heard == sorted(app.heard)
    assert 1 < len(set(found)) < KILLS
    assert len(app.parts.vectors.collections()) == collections
