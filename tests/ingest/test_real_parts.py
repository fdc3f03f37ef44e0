"""Ingest and search with MiniLM, Chroma and files, over several processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.adapters import chroma_layers
from app.adapters.chroma_index import ChromaIndex
from app.adapters.library_files import LibraryFiles
from app.adapters.minilm_tokens import MiniLMTokenCounter
from app.adapters.sentence_embedder import SentenceEmbedder
from app.adapters.token_files import TokenFiles
from app.adapters.vector_files import VectorFiles
from app.core.library import IngestReport
from app.services.ask import Asker
from app.services.token_memory import TokenMemory
from ingest.parts import Parts
from ingest.pipeline import ingest
from tests.searching import open_retriever

pytestmark = pytest.mark.integration

LOCKS = """# Locks
## Concept
A lock lets one thread at a time into a critical section; the others wait until it is released.
## Cost
Taking a lock that nobody holds costs well under a microsecond.
"""
CACHES = """# Caches
An entry of the cache expires after its time to live, and the next reader computes it anew.
"""
# Ingests in a process of its own; dies at the progress that is named, and says what it imported.
PROGRAM = """
import os, sys
from pathlib import Path
from tests.ingest.test_real_parts import parts_in
from ingest.pipeline import ingest

notes, home, die_at = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]

def step(progress):
    if f"{progress.phase} {progress.done}" == die_at:
        os._exit(9)

report = ingest(notes, "notes", parts=parts_in(home), progress=step)
print(report.embedded, report.reused, report.changed, "torch" in sys.modules)
"""


def parts_in(home: Path) -> Parts:
    """Make the real parts, with everything they store in `home`."""
    embedder = SentenceEmbedder()
    return Parts(
        libraries=LibraryFiles(home),
        vectors=ChromaIndex(home / ".vectors"),
        cache=VectorFiles(home),
        tokens=TokenMemory(embedder, TokenFiles(home)),
        embedder=embedder,
        counter=MiniLMTokenCounter(),
        lock_folder=home,
    )


@dataclass
class House:
    """A folder of notes, an index, and what searches it."""

    notes: Path
    home: Path
    parts: Parts

    def __post_init__(self) -> None:
        tokens = TokenFiles(self.home)
        self.retriever = open_retriever(
            self.parts.libraries, self.parts.vectors, self.parts.embedder, tokens
        )

    def write(self, name: str, text: str) -> None:
        (self.notes / name).write_text(text, encoding="utf-8")

    def ingest(self) -> IngestReport:
        return ingest(self.notes, "notes", parts=self.parts)

    def ingest_elsewhere(self, die_at: str = "") -> subprocess.CompletedProcess[str]:
        """Ingest in another process."""
        arguments = [str(self.notes), str(self.home), die_at]
        return subprocess.run(
            [sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True
        )

    def layers(self) -> list[chroma_layers.Layer]:
        """Return what the current collection consists of."""
        manifest = self.parts.libraries.manifest("notes")
        assert manifest is not None
        assert manifest.collection is not None
        return chroma_layers.layers(self.home / ".vectors", manifest.collection)

    def best(self, query: str) -> str:
        return self.retriever.find("notes", query, k=1).hits[0].passage.text


@pytest.fixture(scope="module")
def embedder() -> SentenceEmbedder:
    return SentenceEmbedder()


@pytest.fixture
def house(tmp_path: Path, embedder: SentenceEmbedder) -> Iterator[House]:
    (tmp_path / "notes").mkdir()
    parts = parts_in(tmp_path / "home")
    tokens = TokenMemory(embedder, TokenFiles(tmp_path / "home"))
    shared = replace(parts, embedder=embedder, tokens=tokens)
    made = House(tmp_path / "notes", tmp_path / "home", shared)
    made.write("locks.md", LOCKS)
    made.write("caches.md", CACHES)
    yield made
    assert isinstance(parts.vectors, ChromaIndex)
    parts.vectors.close()


def test_ingest_change_and_search(house: House) -> None:
    """Found by meaning; a changed note embeds its new passage alone, and is found at once."""
    assert house.ingest().embedded == 3
    assert house.best("How long may a stored result be used?").startswith("An entry of the cache")
    assert house.best("mutual exclusion").startswith("A lock lets one thread")

    house.write("locks.md", LOCKS.replace("costs well under", "costs, uncontended, well under"))
    report = house.ingest()

    assert (report.embedded, report.reused) == (1, 2)
    assert "uncontended" in house.best("what does taking a lock cost")


def test_a_small_change_stands_on_the_generation_before(house: House) -> None:
    """The old text is gone from the search, a second change joins it, and a rebuild ends it."""
    parts = [f"## Part {n}\nThe lock number {n} is held by thread {n}.\n" for n in range(48)]
    house.write("many.md", "# Many locks\n" + "".join(parts))
    house.ingest()
    for number, word in enumerate(("penguin", "walrus")):
        parts[number] = f"## Part {number}\nA {word} holds the lock.\n"
        house.write("many.md", "# Many locks\n" + "".join(parts))
        assert house.ingest().embedded == 1
        assert word in house.best(f"which lock is held by a {word}")
        assert len(house.layers()) == 2
    found = house.retriever.find("notes", "the lock number 0 held by thread 0", k=50)
    assert not any("number 0 " in hit.passage.text for hit in found.hits)
    assert sum("penguin" in hit.passage.text for hit in found.hits) == 1

    ingest(house.notes, "notes", parts=house.parts, rebuild=True)

    assert len(house.layers()) == 1
    assert "walrus" in house.best("which lock is held by a walrus")


def test_an_ingest_without_changes_loads_no_model(house: House) -> None:
    """Not even torch is imported."""
    house.ingest()
    assert house.ingest_elsewhere().stdout.split() == ["0", "3", "False", "False"]


def test_a_new_generation_of_another_process_is_searched(house: House) -> None:
    """A running app needs no restart, and its own searches before don't hold it to the old one."""
    house.ingest()
    assert "cache" in house.best("time to live")
    house.write("caches.md", CACHES.replace("An entry of the cache", "A memoised value"))

    assert house.ingest_elsewhere().stdout.split() == ["1", "2", "True", "True"]

    assert house.best("time to live").startswith("A memoised value")


def test_a_killed_ingest_leaves_the_old_generation(house: House) -> None:
    """`os._exit` after embedding, before publishing: nothing shows, and the work isn't lost."""
    house.ingest()
    old = house.parts.libraries.manifest("notes")
    house.write("caches.md", CACHES + "## Size\nA full cache evicts the entry used least.\n")

    assert house.ingest_elsewhere(die_at="embedding 4").returncode == 9

    assert house.parts.libraries.manifest("notes") == old
    assert house.best("time to live").startswith("An entry of the cache")
    report = house.ingest()
    assert (report.embedded, report.reused) == (0, 4)
    assert len(house.parts.vectors.collections()) == 2


def test_a_first_ingest_that_is_killed_has_published_its_questions(house: House) -> None:
    """They can be asked, and searched by their words, until it is run again."""
    assert house.ingest_elsewhere(die_at="embedding 0").returncode == 9
    found = house.retriever.find("notes", "critical section")
    assert found.lexical_only
    assert found.hits[0].passage.text.startswith("A lock lets one thread")
    assert house.ingest().changed


def test_the_notes_answer(house: House) -> None:
    """A question in other words gets the sentence with its lines; a foreign one gets none."""
    house.ingest()
    asker = Asker(house.retriever, house.parts.embedder)

    said = asker.ask("notes", "When does a cached entry expire?")
    assert said.grounded
    assert said.citations[0].quote == CACHES.splitlines()[1]
    assert said.citations[0].place.lines == (2, 2)

    assert not asker.ask("notes", "How long should I boil an egg?").grounded
